"""Posts and users as X writes them in JSON, in both vocabularies. What to show is decided in view.py."""

from collections.abc import Callable, Iterable
from typing import Any

from devsignal_cli.simulator.entities import read_text
from devsignal_cli.simulator.moments import rfc3339
from devsignal_cli.simulator.posts import Entities, SimAuthor, SimPost
from devsignal_cli.simulator.world import World

PostField = Callable[[SimPost, World], Any]
Named = Callable[[str], SimAuthor | None]


def escape(text: str) -> str:
    """A text as X sends it: the three HTML signs escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def post_json(post: SimPost, world: World, shown: dict[str, PostField]) -> dict[str, Any]:
    """A post with the fields of `shown`; what a post does not have is absent, never null."""
    values = {name: read(post, world) for name, read in shown.items()}
    return {name: value for name, value in values.items() if value is not None}


def user_json(author: SimAuthor, fields: Iterable[str]) -> dict[str, Any]:
    """A user with these fields; unknown ones are dropped without a word."""
    values = {name: USER_FIELDS[name](author) for name in sorted(fields) if name in USER_FIELDS}
    return {name: value for name, value in values.items() if value is not None}


def entities_json(entities: Entities, text: str, named: Named) -> dict[str, Any] | None:
    """The entities of a text, with offsets into its escaped form; None when there are none."""
    place = _Places(text)
    groups: dict[str, list[dict[str, Any]]] = {
        "mentions": [place.of(m) | _mentioned(m.username, named) for m in entities.mentions],
        "hashtags": [place.of(tag) | {"tag": tag.tag} for tag in entities.hashtags],
        "cashtags": [place.of(tag) | {"tag": tag.tag} for tag in entities.cashtags],
        "urls": [
            place.of(u) | {"url": u.url, "expanded_url": u.expanded_url, "display_url": u.display_url}
            for u in entities.urls
        ],
    }
    return {name: spans for name, spans in groups.items() if spans} or None


class _Places:
    """Turns offsets of the plain text into offsets of the escaped text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, span: Any) -> dict[str, Any]:
        return {"start": len(escape(self._text[: span.start])), "end": len(escape(self._text[: span.end]))}


def _mentioned(username: str, named: Named) -> dict[str, str]:
    author = named(username)
    return {"username": username} | ({"id": str(author.id)} if author else {})


def _note(post: SimPost, world: World) -> dict[str, Any] | None:
    if post.note_text is None:
        return None
    entities = entities_json(post.note_entities, post.note_text, world.author_named)
    return {"text": escape(post.note_text)} | ({"entities": entities} if entities else {})


def _metrics(repost_key: str) -> PostField:
    def read(post: SimPost, _world: World) -> dict[str, int]:
        return {
            repost_key: post.metrics.reposts,
            "reply_count": post.metrics.replies,
            "like_count": post.metrics.likes,
            "quote_count": post.metrics.quotes,
            "bookmark_count": post.metrics.bookmarks,
            "impression_count": post.metrics.impressions,
        }

    return read


def _withheld(post: SimPost, _world: World) -> dict[str, Any] | None:
    if post.withheld is None:
        return None
    scope = {"scope": post.withheld.scope} if post.withheld.scope else {}
    return {"copyright": post.withheld.copyright, "country_codes": list(post.withheld.country_codes)} | scope


def _history(post: SimPost, _world: World) -> list[str]:
    return [str(version) for version in post.edit_history or (post.id,)]


def _references(post: SimPost, _world: World) -> list[dict[str, str]] | None:
    return [{"type": kind, "id": str(post_id)} for kind, post_id in post.referenced] or None


def _reply_to(post: SimPost, _world: World) -> str | None:
    return None if post.in_reply_to_user_id is None else str(post.in_reply_to_user_id)


_COMMON: dict[str, PostField] = {
    "id": lambda post, _: str(post.id),
    "text": lambda post, _: escape(post.text),
    "created_at": lambda post, _: rfc3339(post.created_ms),
    "conversation_id": lambda post, _: str(post.conversation_id or post.id),
    "entities": lambda post, world: entities_json(post.entities, post.text, world.author_named),
    "lang": lambda post, _: post.lang,
    "possibly_sensitive": lambda post, _: post.possibly_sensitive,
    "reply_settings": lambda _post, _world: "everyone",
    "withheld": _withheld,
}
LEGACY_FIELDS: dict[str, PostField] = _COMMON | {
    "author_id": lambda post, _: str(post.author_id),
    "edit_history_tweet_ids": _history,
    "in_reply_to_user_id": _reply_to,
    "note_tweet": _note,
    "public_metrics": _metrics("retweet_count"),
    "referenced_tweets": _references,
}
NEW_FIELDS: dict[str, PostField] = _COMMON | {"note_post": _note, "public_metrics": _metrics("repost_count")}
NEW_BY_EXPANSION: dict[str, PostField] = {
    "author_id": lambda post, _: str(post.author_id),
    "edit_history_post_ids": _history,
    "in_reply_to_user_id": _reply_to,
    "referenced_posts": _references,
}


def _nobody(_username: str) -> None:
    return None


def _profile_entities(author: SimAuthor) -> dict[str, Any] | None:
    bio, bio_entities = read_text(author.description)
    site, site_entities = read_text(author.url)
    parts = {
        "description": entities_json(bio_entities, bio, _nobody),
        "url": entities_json(site_entities, site, _nobody),
    }
    return {name: part for name, part in parts.items() if part} or None


def _author_metrics(author: SimAuthor) -> dict[str, int]:
    return {
        "followers_count": author.followers,
        "following_count": author.following,
        "tweet_count": author.post_count,
        "listed_count": author.listed,
        "like_count": author.likes,
    }


USER_FIELDS: dict[str, Callable[[SimAuthor], Any]] = {
    "id": lambda author: str(author.id),
    "name": lambda author: author.name,
    "username": lambda author: author.username,
    "created_at": lambda author: rfc3339(author.created_ms),
    "description": lambda author: escape(read_text(author.description)[0]),
    "entities": _profile_entities,
    "location": lambda author: author.location or None,
    "protected": lambda author: author.protected,
    "public_metrics": _author_metrics,
    "url": lambda author: read_text(author.url)[0],
    "verified": lambda author: author.verified,
    "verified_type": lambda author: author.verified_type,
}
