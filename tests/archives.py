"""Invented answers of X as files hold them: pages, single posts, twarc's flattened posts, users, deletions, counts."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devsignal_cli.simulator.moments import rfc3339, snowflake
from tests.support import DAY_MS, NOW_MS

TEXTS = (
    "acme is broken again, the deploy fails",
    "I love acme, great work",
    "how do I install acme?",
    "globex &amp; friends meet in Porto",
    "nothing to see here",
)
FIRST_MS = NOW_MS - 2 * DAY_MS
RETRIEVED = "2026-11-17T08:00:00+00:00"


def post(number: int, **fields: Any) -> dict[str, Any]:
    """A post of two days ago, one a second."""
    at_ms = FIRST_MS + number * 1_000
    post_id = str(snowflake(at_ms))
    whole = {
        "id": post_id,
        "text": TEXTS[number % len(TEXTS)],
        "author_id": str(100 + number % 7),
        "created_at": rfc3339(at_ms),
        "lang": "en",
        "edit_history_tweet_ids": [post_id],
        "public_metrics": {"like_count": number % 5, "retweet_count": 0, "reply_count": 0, "quote_count": 0},
    }
    return whole | fields


def edited(number: int, version: int, text: str) -> dict[str, Any]:
    """A version of a post that was edited, a minute after the one before; 0 is the first."""
    times = [FIRST_MS + number * 1_000 + back * 60_000 for back in range(version + 1)]
    chain = [str(snowflake(at_ms)) for at_ms in times]
    return post(number, id=chain[-1], text=text, edit_history_tweet_ids=chain, created_at=rfc3339(times[-1]))


def user(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": str(number), "username": f"user{number}", "name": f"User {number}"} | fields


def page(posts: Sequence[Any], *users: dict[str, Any], **fields: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {"data": list(posts), "meta": {"result_count": len(posts)}}
    if users:
        whole["includes"] = {"users": list(users)}
    return whole | fields


def flattened(number: int, **fields: Any) -> dict[str, Any]:
    """A post as twarc flattens it: its author and what it quotes inside it."""
    quoted = post(900_000 + number, text="the quoted words", author=user(5_000 + number))
    references = [{"type": "quoted", **quoted}]
    nested = {"author": user(100 + number % 7), "referenced_tweets": references, "__twarc": {"retrieved_at": RETRIEVED}}
    return post(number) | nested | fields


def gone(number: int | str, reason: str = "deleted", **fields: Any) -> dict[str, Any]:
    notice = {"id": str(number), "action": "delete", "created_at": "2026-11-17T09:00:00.000Z", "reason": reason}
    return notice | fields


def counts() -> dict[str, Any]:
    hour = {"start": "2026-11-16T10:00:00.000Z", "end": "2026-11-16T11:00:00.000Z", "tweet_count": 3}
    return {"data": [hour, hour], "meta": {"total_tweet_count": 6}}


def lines(*values: Any) -> bytes:
    return b"\n".join(value if isinstance(value, bytes) else json.dumps(value).encode() for value in values)


def file_of(folder: Path, name: str, *values: Any) -> str:
    """A file with a value a line and no final newline, as twarc leaves them; its path."""
    path = folder / name
    path.write_bytes(lines(*values))
    return str(path)


def id_of(number: int) -> int:
    return int(post(number)["id"])
