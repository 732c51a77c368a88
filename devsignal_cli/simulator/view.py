"""What a request asks to see: dialect, fields and expansions, and the page of posts with includes that follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from devsignal_cli.simulator.posts import SimPost
from devsignal_cli.simulator.problems import not_authorized, not_found, suspended
from devsignal_cli.simulator.render import (
    LEGACY_FIELDS,
    NEW_BY_EXPANSION,
    NEW_FIELDS,
    PostField,
    post_json,
    user_json,
)
from devsignal_cli.simulator.world import World

USER_DEFAULTS = frozenset({"id", "name", "username"})
_LEGACY_DEFAULTS = frozenset({"id", "text", "edit_history_tweet_ids"})
_NEW_DEFAULTS = frozenset({"id", "text"})
_LEGACY_BY_EXPANSION = {
    "author_id": "author_id",
    "edit_history_tweet_ids": "edit_history_tweet_ids",
    "in_reply_to_user_id": "in_reply_to_user_id",
    "entities.mentions.username": "entities",
    "referenced_tweets.id": "referenced_tweets",
    "referenced_tweets.id.author_id": "referenced_tweets",
}
_REFERENCE_EXPANSIONS = frozenset({"referenced_tweets.id", "referenced_tweets.id.author_id", "referenced_posts"})
_HISTORY_EXPANSIONS = frozenset({"edit_history_tweet_ids", "edit_history_post_ids"})


@dataclass(slots=True)
class Answer:
    """A body and what it is billed for: posts and users returned (ids), counts requests."""

    body: dict[str, Any]
    posts: list[str] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    counts: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """The parsed field selection of one request."""

    dialect: Literal["legacy", "new"]
    fields: Mapping[str, PostField]
    expansions: frozenset[str]
    user_fields: frozenset[str]

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "View":
        """Reads tweet.fields or post.fields, expansions, user.fields; unknown values are dropped without a word."""
        expansions = _listed(params, "expansions")
        user_fields = USER_DEFAULTS | _listed(params, "user.fields")
        if "post.fields" in params:
            shown = _pick(NEW_FIELDS, _NEW_DEFAULTS | _listed(params, "post.fields"))
            return cls("new", shown | _pick(NEW_BY_EXPANSION, expansions), expansions, user_fields)
        asked = _LEGACY_DEFAULTS | _listed(params, "tweet.fields")
        brought = {name for expansion, name in _LEGACY_BY_EXPANSION.items() if expansion in expansions}
        return cls("legacy", _pick(LEGACY_FIELDS, asked | brought), expansions, user_fields)

    def page(self, posts: Iterable[SimPost], world: World) -> Answer:
        """The body `{data, includes?, errors?}` for these posts, all of it billed; no `data` when there are none."""
        posts = list(posts)
        answer = Answer({})
        if posts:
            answer.body["data"] = [post_json(post, world, dict(self.fields)) for post in posts]
        answer.posts += [str(post.id) for post in posts]
        includes, errors = self._includes(posts, world, answer)
        if includes:
            answer.body["includes"] = includes
        if errors:
            answer.body["errors"] = errors
        return answer

    def _includes(
        self, posts: list[SimPost], world: World, answer: Answer
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        more, errors = self._more_posts(posts, world)
        users, missing = self._users(posts, more, world)
        answer.posts += [str(post.id) for post in more]
        answer.users += [user["id"] for user in users]
        key = "posts" if self.dialect == "new" else "tweets"
        shown = [post_json(post, world, dict(self.fields)) for post in more]
        parts: dict[str, list[dict[str, Any]]] = {"users": users, key: shown}
        return {name: part for name, part in parts.items() if part}, errors + missing

    def _more_posts(self, posts: list[SimPost], world: World) -> tuple[list[SimPost], list[dict[str, Any]]]:
        wanted: dict[int, None] = {}
        if self.expansions & _REFERENCE_EXPANSIONS:
            wanted |= dict.fromkeys(post_id for post in posts for _, post_id in post.referenced)
        errors = [lost for post_id in wanted if (lost := lost_post(post_id, world, self._reference_parameter()))]
        if self.expansions & _HISTORY_EXPANSIONS:
            wanted |= dict.fromkeys(version for post in posts for version in post.edit_history)
        own = {post.id for post in posts}
        found = (world.get(post_id) for post_id in wanted if post_id not in own and not lost_post(post_id, world, ""))
        return [post for post in found if post], errors

    def _reference_parameter(self) -> str:
        return "referenced_posts" if self.dialect == "new" else "referenced_tweets.id"

    def _users(
        self, posts: list[SimPost], more: list[SimPost], world: World
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        wanted = _wanted_users(posts, more, self.expansions, world)
        users, errors = [], []
        for user_id, parameter in wanted.items():
            user, error = one_user(user_id, parameter, self.user_fields, world)
            users += [user] if user else []
            errors += [error] if error else []
        return users, errors


def one_user(
    user_id: int, parameter: str, fields: Iterable[str], world: World
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """A user, or the `errors[]` entry that stands for it."""
    author = world.authors.get(user_id)
    if author is None or author.status == "not_found":
        return None, not_found("user", parameter, str(user_id))
    if author.status == "suspended":
        return None, suspended("user", parameter, str(user_id))
    return user_json(author, fields), None


def lost_post(post_id: int, world: World, parameter: str) -> dict[str, Any] | None:
    """The `errors[]` entry for a post that cannot be looked up, or None when it can."""
    post = world.get(post_id)
    author = world.authors.get(post.author_id) if post else None
    if post is None or (author and author.status == "not_found"):
        return not_found("tweet", parameter, str(post_id))
    if author and author.status == "suspended":
        return suspended("tweet", parameter, str(post_id))
    if author and author.protected:
        return not_authorized(parameter, str(post_id))
    return None


def _wanted_users(
    posts: list[SimPost], more: list[SimPost], expansions: frozenset[str], world: World
) -> dict[int, str]:
    wanted: dict[int, str] = {}
    if "author_id" in expansions:
        wanted |= {post.author_id: "author_id" for post in posts}
    if "referenced_tweets.id.author_id" in expansions:
        wanted |= {post.author_id: "referenced_tweets.id.author_id" for post in more}
    if "in_reply_to_user_id" in expansions:
        replies = {post.in_reply_to_user_id for post in posts}
        wanted |= {user_id: "in_reply_to_user_id" for user_id in replies if user_id is not None}
    if "entities.mentions.username" in expansions:
        named = [world.author_named(mention.username) for post in posts for mention in post.entities.mentions]
        wanted |= {author.id: "entities.mentions.username" for author in named if author}
    return dict(sorted(wanted.items()))


def _listed(params: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(value for value in params.get(name, "").split(",") if value)


def _pick(known: Mapping[str, PostField], names: Iterable[str]) -> dict[str, PostField]:
    return {name: known[name] for name in sorted(names) if name in known}
