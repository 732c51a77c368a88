"""Recorded pages of the v2 API, served by search instead of the world; times, queries and since_id are ignored."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Replay:
    """The posts of recorded pages in file order, the users in their includes, and how many lines were no pages."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    skipped: int = 0

    def post(self, post_id: str) -> dict[str, Any] | None:
        """The recorded post with this id."""
        return next((post for post in self.posts if str(post["id"]) == post_id), None)


def load(paths: Iterable[str | Path]) -> Replay:
    """Reads JSONL files (.gz too), one page a line: `data` is a list or one object. Bad lines are counted."""
    replay = Replay()
    for path in paths:
        for line in _lines(Path(path)):
            _take(replay, line)
    return replay


def _lines(path: Path) -> Iterator[bytes]:
    raw = path.read_bytes()
    whole = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return (line for line in whole.split(b"\n") if line.strip())


def _take(replay: Replay, line: bytes) -> None:
    try:
        page = json.loads(line)
    except ValueError:
        page = None
    if not isinstance(page, dict):
        replay.skipped += 1
        return
    replay.posts += [item for item in _objects(page.get("data")) if "text" in item]  # a page of users has none
    includes = page.get("includes")
    users = _objects(includes.get("users")) if isinstance(includes, dict) else []
    replay.users |= {str(user["id"]): user for user in users}


def _objects(found: Any) -> list[dict[str, Any]]:
    listed = found if isinstance(found, list) else [found]
    return [item for item in listed if isinstance(item, dict) and "id" in item]
