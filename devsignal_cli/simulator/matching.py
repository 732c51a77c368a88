"""Whether a post matches a parsed query, by X's rules: tokens for keywords, exact tags, expanded links for url:."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from devsignal_cli.simulator.posts import SimAuthor, SimPost
from devsignal_cli.simulator.query import And, Node, Not, Or, Term
from devsignal_cli.simulator.tokens import padded, without_links


@dataclass(frozen=True, slots=True)
class Features:
    """A post made ready for matching: all lower case, texts and links as padded token strings."""

    post: SimPost
    text: str
    links: tuple[str, ...]
    hashtags: frozenset[str]
    cashtags: frozenset[str]
    mentions: frozenset[str]
    author: frozenset[str]
    replied_to: frozenset[str]
    verified: bool


def features(post: SimPost, author: SimAuthor | None, replied_to: SimAuthor | None) -> Features:
    """What queries can ask about a post."""
    spans = (post.entities, post.note_entities)
    return Features(
        post=post,
        text=padded(without_links(post.text)) + padded(without_links(post.note_text or "")),
        links=tuple(padded(address) for e in spans for u in e.urls for address in (u.expanded_url, u.url)),
        hashtags=frozenset(tag.tag.casefold() for e in spans for tag in e.hashtags),
        cashtags=frozenset(tag.tag.lower() for e in spans for tag in e.cashtags),
        mentions=frozenset(m.username.lower() for e in spans for m in e.mentions),
        author=_names(post.author_id, author),
        replied_to=_names(post.in_reply_to_user_id, replied_to),
        verified=author is not None and author.verified,
    )


def matches(node: Node, known: Features) -> bool:
    """Whether the post behind `known` matches the query tree."""
    match node:
        case And(parts):
            return all(matches(part, known) for part in parts)
        case Or(parts):
            return any(matches(part, known) for part in parts)
        case Not(part):
            return not matches(part, known)
        case Term():
            return _TESTS.get(node.kind, _never)(node, known)


def _names(user_id: int | None, author: SimAuthor | None) -> frozenset[str]:
    names = set() if user_id is None else {str(user_id)}
    return frozenset(names | ({author.username.lower()} if author else set()))


@lru_cache(maxsize=4096)
def _sequence(value: str) -> str:
    return padded(value)


def _keyword(term: Term, known: Features) -> bool:
    return _sequence(term.value) in known.text


def _url(term: Term, known: Features) -> bool:
    wanted = _sequence(term.value)
    return any(wanted in link for link in known.links)


def _is(term: Term, known: Features) -> bool:
    kinds = {kind for kind, _ in known.post.referenced}
    reply = "replied_to" in kinds or known.post.in_reply_to_user_id is not None
    return {
        "retweet": "retweeted" in kinds,
        "quote": "quoted" in kinds,
        "reply": reply,
        "verified": known.verified,
    }.get(term.value, False)


def _has(term: Term, known: Features) -> bool:
    return {
        "links": bool(known.links),
        "hashtags": bool(known.hashtags),
        "cashtags": bool(known.cashtags),
        "mentions": bool(known.mentions),
    }.get(term.value, False)


def _refers(kind: str) -> Callable[[Term, Features], bool]:
    return lambda term, known: (kind, int(term.value)) in known.post.referenced


def _never(_term: Term, _known: Features) -> bool:
    return False


_TESTS: dict[str, Callable[[Term, Features], bool]] = {
    "keyword": _keyword,
    "hashtag": lambda term, known: term.value.casefold() in known.hashtags,
    "cashtag": lambda term, known: term.value.lower() in known.cashtags,
    "mention": lambda term, known: term.value.lower() in known.mentions,
    "from": lambda term, known: term.value.lower() in known.author,
    "to": lambda term, known: term.value.lower() in known.replied_to,
    "url": _url,
    "is": _is,
    "has": _has,
    "lang": lambda term, known: term.value == known.post.lang,
    "conversation_id": lambda term, known: int(term.value) == known.post.conversation_id,
    "in_reply_to_tweet_id": _refers("replied_to"),
    "quotes_of_tweet_id": _refers("quoted"),
    "min_likes": lambda term, known: known.post.metrics.likes >= int(term.value),
    "min_replies": lambda term, known: known.post.metrics.replies >= int(term.value),
    "min_reposts": lambda term, known: known.post.metrics.reposts >= int(term.value),
}
