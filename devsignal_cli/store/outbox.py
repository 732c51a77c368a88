"""The outbox of alerts: filled after each sync by what came since the last one, emptied as webhooks take messages.

A message names signals by their numbers: their words are read when it is sent, so that what was deleted or forgotten
meanwhile is in no message, and nothing of it lies here.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from devsignal_cli.model.alerts import Told, WaitingAlert
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.signals import Signal
from devsignal_cli.store import queries
from devsignal_cli.store.alerts import conditions_of, target_of
from devsignal_cli.store.db import Database, Row, Session, chunks, holders

KEPT_SECONDS = 30 * 86_400
GIVEN_UP_SECONDS = 3 * 86_400
_MINE = "organization_id = :organization_id"
_RULES = f"SELECT * FROM alert_rule WHERE {_MINE} ORDER BY id"
_MATCHING = f"""
SELECT s.id FROM signal s LEFT JOIN author a ON a.id = s.author_id JOIN run r ON r.id = s.run_id
WHERE {queries.SHOWN} AND s.id > :upto AND s.repost = 0 AND s.imported = 0 AND r.kind = 'sync'
    AND (:type IS NULL OR s.type = :type) AND (:sentiment IS NULL OR s.sentiment = :sentiment)
    AND (:min_followers IS NULL OR a.followers >= :min_followers) AND (:known_company = 0 OR s.company_id IS NOT NULL)
ORDER BY s.id DESC
"""
_SEEN = f"UPDATE alert_rule SET upto_signal_id = :upto WHERE {_MINE}"
_TOLD = f"UPDATE alert_rule SET told_day = :told WHERE id = :id AND {_MINE}"
_RUNS = f"""
SELECT id, status = 'complete' OR coalesce(reason, '') = 'max_posts' AS is_well FROM run
WHERE {_MINE} AND service = 'twitter' AND kind = 'sync' AND status IS NOT NULL
ORDER BY id DESC LIMIT 100
"""
_RUN = f"SELECT max(id) FROM run WHERE {_MINE} AND service = 'twitter' AND kind = 'sync'"
_ADD = """
INSERT INTO alert_message (id, organization_id, target_id, run_id, content, created_at)
VALUES (:id, :organization_id, :target_id, :run_id, :content, :now)
"""
_OLD = f"DELETE FROM alert_message WHERE {_MINE} AND coalesce(sent_at, given_up_at) < :before"
_WAITING = """
SELECT m.id AS message_id, m.run_id, m.content, m.created_at AS written_at, t.*
FROM alert_message m JOIN alert_target t ON t.id = m.target_id
WHERE m.organization_id = :organization_id AND m.sent_at IS NULL AND m.given_up_at IS NULL
ORDER BY m.tries, m.created_at, m.id
"""
_SENT = f"UPDATE alert_message SET sent_at = :now, tries = tries + 1, last_error = NULL WHERE id = :id AND {_MINE}"
_FAILED = f"""
UPDATE alert_message SET tries = tries + 1, last_error = :error,
    given_up_at = CASE WHEN created_at < :given_up_before THEN :now END
WHERE id = :id AND {_MINE}
"""


class Outbox:
    """The messages of one organization.

    Args:
        database: the file.
        organization_id: whose alerts.
    """

    def __init__(self, database: Database, organization_id: OrganizationId) -> None:
        self._database = database
        self._id = organization_id
        self._mine = {"organization_id": organization_id}

    def events(self) -> set[str]:
        """What kinds of rules there are."""
        with self._database.read() as session:
            return {row["event"] for row in session.rows(_RULES, self._mine)}

    def fill(self, spikes: Sequence[Told], now: int) -> int:
        """Write one message for each webhook that is to hear of something since the last time; how many.

        Whatever a run that was killed has stored comes with the next one's: a rule knows up to where it looked.
        """
        with self._database.write() as session:
            rules = session.rows(_RULES, self._mine)
            run_id = session.value(_RUN, self._mine)
            newest = session.value("SELECT coalesce(max(id), 0) FROM signal")
            found: dict[int, dict[str, Any]] = defaultdict(dict)
            for rule in rules:
                _join(found[rule["target_id"]], self._of_rule(session, rule, spikes))
            told = {target: content for target, content in found.items() if content}
            for target, content in told.items():
                written = {"id": secrets.token_hex(16), "target_id": target, "run_id": run_id, "now": now}
                session.execute(_ADD, self._mine | written | {"content": json.dumps(content)})
            session.execute(_SEEN, self._mine | {"upto": newest})
            session.execute(_OLD, self._mine | {"before": now - KEPT_SECONDS})
        return len(told)

    def waiting(self) -> list[WaitingAlert]:
        """What is still to be sent, the least tried first, so that a dead webhook holds up no other."""
        with self._database.read() as session:
            return [_waiting(row) for row in session.rows(_WAITING, self._mine)]

    def signals(self, ids: Sequence[int], most: int) -> tuple[tuple[Signal, ...], int]:
        """The newest of some signals that are still shown, and how many are."""
        keys: list[int] = []
        with self._database.read() as session:
            for part in chunks(ids):
                asked = f"SELECT s.post_key FROM signal s WHERE {queries.SHOWN} AND s.id IN ({holders(part)})"
                keys += [row["post_key"] for row in session.rows(asked, {**part, **self._mine})]
            return queries.named(session, self._id, sorted(keys, reverse=True)[:most]), len(keys)

    def sent(self, message_id: str, now: int) -> None:
        """Note that a message was taken, or that nothing is left of what it was to tell."""
        with self._database.write() as session:
            session.execute(_SENT, self._mine | {"id": message_id, "now": now})

    def failed(self, message_id: str, error: str, now: int) -> None:
        """Note why a message was not taken; after three days it is given up."""
        told = {"id": message_id, "error": error, "now": now, "given_up_before": now - GIVEN_UP_SECONDS}
        with self._database.write() as session:
            session.execute(_FAILED, self._mine | told)

    def _of_rule(self, session: Session, rule: Row, spikes: Sequence[Told]) -> dict[str, Any]:
        match rule["event"]:
            case "signal":
                ids = [row["id"] for row in session.rows(_MATCHING, self._mine | _asked(rule))]
                return {"signals": ids} if ids else {}
            case "spike":
                news = [asdict(spike) for spike in spikes if spike.day > (rule["told_day"] or "")]
                if news:
                    self._note(session, rule, max(spike["day"] for spike in news))
                return {"spikes": news} if news else {}
            case _:
                return self._failures(session, rule)

    def _failures(self, session: Session, rule: Row) -> dict[str, Any]:
        """The runs that failed in a row, told once when they are three or more."""
        runs = session.rows(_RUNS, self._mine)
        failed = next((number for number, run in enumerate(runs) if run["is_well"]), len(runs))
        if failed < 3 or (rule["told_day"] and int(rule["told_day"]) >= runs[failed - 1]["id"]):  # noqa: PLR2004 - the third
            return {}
        self._note(session, rule, str(runs[0]["id"]))
        return {"failed_runs": failed}

    def _note(self, session: Session, rule: Row, told: str) -> None:
        session.execute(_TOLD, self._mine | {"id": rule["id"], "told": told})


def _asked(rule: Row) -> dict[str, Any]:
    conditions = asdict(conditions_of(rule))
    return conditions | {"known_company": rule["known_company"], "upto": rule["upto_signal_id"]}


def _join(content: dict[str, Any], more: dict[str, Any]) -> None:
    """Put what another rule of the same webhook found to what is there, each thing once."""
    for name, found in more.items():
        match name:
            case "failed_runs":
                content[name] = found
            case "signals":
                content[name] = sorted({*content.get(name, ()), *found}, reverse=True)
            case _:
                held = content.setdefault(name, [])
                held += [one for one in found if one not in held]


def _waiting(row: Row) -> WaitingAlert:
    content = json.loads(row["content"])
    return WaitingAlert(
        row["message_id"],
        target_of(row),
        row["run_id"],
        row["written_at"],
        tuple(content.get("signals", ())),
        tuple(Told(**spike) for spike in content.get("spikes", ())),
        content.get("failed_runs", 0),
    )
