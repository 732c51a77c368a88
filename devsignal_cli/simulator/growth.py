"""Grows the seeded world: an endless stream of posts and authors that depends on the seed and the start alone."""

import itertools
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from devsignal_cli.simulator.entities import LONG_TEXT, compose, link_to, read_text
from devsignal_cli.simulator.moments import DAY_MS, MINUTE_MS, hour_of, snowflake
from devsignal_cli.simulator.people import new_author, official_authors
from devsignal_cli.simulator.posts import Metrics, ReferenceType, SimAuthor, SimPost, Withheld
from devsignal_cli.simulator.talk import say

__all__ = ["official_authors", "stream"]

HISTORY_MS = 13 * DAY_MS // 2
NEW_AUTHOR_SHARE = 0.28
_KINDS = (("post", 72), ("reply", 14), ("quote", 6), ("retweet", 4), ("edited", 2), ("withheld", 1), ("official", 1))
_BUSY, _QUIET, _WEEKEND = 1.0, 0.35, 0.45
_LOUDER = 0.5
_OFFICE = range(8, 19)
_SATURDAY = 5
_STREAM_BITS = 20


@dataclass(slots=True)
class _Growth:
    """What the stream remembers: who has posted (busy ones more often in the list) and the latest posts to answer."""

    rng: random.Random
    official: tuple[SimAuthor, ...] = field(default_factory=official_authors)
    posters: list[SimAuthor] = field(default_factory=list)
    recent: deque[tuple[SimPost, SimAuthor]] = field(default_factory=lambda: deque(maxlen=80))
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))


def stream(seed: int, posts: int, now_ms: int) -> Iterator[tuple[SimPost, SimAuthor]]:
    """Posts with their authors, oldest first: `posts` of them in the 6.5 days before now, then on at the same rate."""
    if posts <= 0:
        return
    growth = _Growth(random.Random(f"devsignal-sim-{seed}"))
    last_ms = 0
    for moment in _moments(random.Random(f"devsignal-clock-{seed}"), posts, now_ms):
        last_ms = max(moment, last_ms + 1)
        yield _one(growth, last_ms)


def _moments(rng: random.Random, posts: int, now_ms: int) -> Iterator[int]:
    history: list[int] = []
    while len(history) < posts:
        moment = now_ms - rng.randrange(HISTORY_MS)
        if rng.random() < _density(moment):
            history.append(moment)
    yield from sorted(history)
    later, gap_ms = float(now_ms), HISTORY_MS / posts * _mean_density()
    while True:
        later += rng.expovariate(1 / gap_ms)
        if rng.random() < _density(int(later)):
            yield int(later) + 1


def _density(ms: int) -> float:
    weekday, hour = hour_of(ms)
    level = _BUSY if hour in _OFFICE else _QUIET
    return level * (_WEEKEND if weekday >= _SATURDAY else 1.0)


def _mean_density() -> float:
    day = (len(_OFFICE) * _BUSY + (24 - len(_OFFICE)) * _QUIET) / 24
    return day * (5 + 2 * _WEEKEND) / 7


def _one(growth: _Growth, ms: int) -> tuple[SimPost, SimAuthor]:
    rng = growth.rng
    kind = rng.choices([name for name, _ in _KINDS], [weight for _, weight in _KINDS])[0]
    if kind in {"reply", "quote", "retweet"} and not growth.recent:
        kind = "post"
    author = rng.choice(growth.official) if kind == "official" else _poster(growth, ms)
    post_id = snowflake(ms, rng.getrandbits(_STREAM_BITS))
    text, lang = say(rng, kind)
    post = _shaped(growth, kind, replace(compose(post_id, author.id, ms, text), lang=lang))
    post = replace(post, metrics=_metrics(rng, author), possibly_sensitive=rng.random() < 0.01)  # noqa: PLR2004 - a rare flag
    if kind != "retweet":
        growth.recent.append((post, author))
    return post, author


def _poster(growth: _Growth, ms: int) -> SimAuthor:
    rng = growth.rng
    if not growth.posters or rng.random() < NEW_AUTHOR_SHARE:
        author = new_author(rng, next(growth.numbers), ms)
    else:
        author = rng.choice(growth.posters)
    if author not in growth.posters[-1:] and rng.random() < _LOUDER:
        growth.posters.append(author)
    return author


def _shaped(growth: _Growth, kind: str, post: SimPost) -> SimPost:
    match kind:
        case "reply":
            return _reply(post, *growth.rng.choice(growth.recent))
        case "quote":
            return _quote(post, *growth.rng.choice(growth.recent))
        case "retweet":
            return _retweet(post, *growth.rng.choice(growth.recent))
        case "edited":
            first = snowflake(post.created_ms - 5 * MINUTE_MS, 1 << _STREAM_BITS)
            return replace(post, edit_history=(first, post.id))
        case "withheld":
            return replace(post, withheld=Withheld((growth.rng.choice(["DE", "IN", "TR"]),)))
        case _:
            return post


def _reply(post: SimPost, parent: SimPost, parent_author: SimAuthor) -> SimPost:
    text, entities = read_text(f"@{parent_author.username} {post.text}")
    return replace(
        post,
        text=text,
        entities=entities,
        conversation_id=parent.conversation_id,
        in_reply_to_user_id=parent.author_id,
        referenced=(("replied_to", parent.id),),
    )


def _quote(post: SimPost, quoted: SimPost, quoted_author: SimAuthor) -> SimPost:
    link = link_to(f"https://x.com/{quoted_author.username}/status/{quoted.id}", len(post.text) + 1)
    entities = replace(post.entities, urls=(*post.entities.urls, link))
    return replace(post, text=f"{post.text} {link.url}", entities=entities, referenced=(("quoted", quoted.id),))


def _retweet(post: SimPost, original: SimPost, original_author: SimAuthor) -> SimPost:
    text = f"RT @{original_author.username}: {original.text}"
    text = text if len(text) <= LONG_TEXT // 2 else text[: LONG_TEXT // 2 - 1] + "…"
    reference: tuple[tuple[ReferenceType, int], ...] = (("retweeted", original.id),)
    return replace(post, text=text, lang=original.lang, entities=read_text(text)[1], referenced=reference)


def _metrics(rng: random.Random, author: SimAuthor) -> Metrics:
    impressions = int(rng.lognormvariate(4, 1.2)) + author.followers // 20
    likes = min(int(rng.paretovariate(1.1)) - 1, impressions // 4)
    return Metrics(
        reposts=likes // 6,
        replies=min(int(rng.expovariate(1)), 30),
        likes=likes,
        quotes=likes // 25,
        bookmarks=likes // 9,
        impressions=impressions,
    )
