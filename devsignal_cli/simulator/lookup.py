"""GET /2/users?ids= and /2/tweets?ids=: what exists comes as data, the rest as free `errors[]` entries."""

import re
from collections.abc import Mapping
from typing import Any

from devsignal_cli.simulator.problems import invalid, not_found
from devsignal_cli.simulator.replay import Replay
from devsignal_cli.simulator.state import State
from devsignal_cli.simulator.view import Answer, View, lost_post, one_user

MAX_IDS = 100
_ID = re.compile(r"[0-9]{1,19}")


def users(state: State, _token: str, params: Mapping[str, str]) -> Answer:
    """The users with these ids, each once, in the order asked for."""
    ids = _ids(params)
    if state.replay is not None:
        return _recorded(ids, state.replay.users, "user")
    fields = View.of(params).user_fields
    pairs = [one_user(int(user_id), "ids", fields, state.world) for user_id in ids]
    found = [user for user, _ in pairs if user]
    body = _body(found, [error for _, error in pairs if error])
    return Answer(body, users=[user["id"] for user in found])


def posts(state: State, _token: str, params: Mapping[str, str]) -> Answer:
    """The posts with these ids; deleted ones, and those of suspended or protected authors, come as errors."""
    ids = _ids(params)
    if state.replay is not None:
        return _recorded(ids, _by_id(state.replay), "tweet")
    lost = [error for post_id in ids if (error := lost_post(int(post_id), state.world, "ids"))]
    gone = {error["value"] for error in lost}
    found = [state.world.get(int(post_id)) for post_id in ids if str(int(post_id)) not in gone]
    answer = View.of(params).page(filter(None, found), state.world)
    if lost:
        answer.body["errors"] = lost + answer.body.get("errors", [])
    return answer


def _ids(params: Mapping[str, str]) -> list[str]:
    text = params.get("ids", "")
    ids = list(dict.fromkeys(text.split(",")))
    if not text:
        raise invalid("The `ids` query parameter can not be empty", ids="")
    if len(ids) > MAX_IDS:
        message = f"The number of values in the `ids` query parameter list [{len(ids)}] is not between 1 and {MAX_IDS}"
        raise invalid(message, ids=text)
    for one in ids:
        if not _ID.fullmatch(one):
            raise invalid(f"The `ids` query parameter value [{one}] does not match ^[0-9]{{1,19}}$", ids=one)
    return ids


def _recorded(ids: list[str], known: Mapping[str, dict[str, Any]], kind: str) -> Answer:
    found = [one for one in ids if one in known]
    errors = [not_found(kind, "ids", one) for one in ids if one not in known]
    answer = Answer(_body([known[one] for one in found], errors))
    (answer.users if kind == "user" else answer.posts).extend(found)
    return answer


def _by_id(replay: Replay) -> dict[str, dict[str, Any]]:
    return {str(post["id"]): post for post in replay.posts}


def _body(data: list[dict[str, Any]], errors: list[dict[str, Any]]) -> dict[str, Any]:
    return ({"data": data} if data else {}) | ({"errors": errors} if errors else {})
