"""A plan of faults: which request goes wrong, and how. What a fault does to the bytes is in wire.py and server.py."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KINDS = frozenset({"drop", "drop_after", "half", "slow", "cut_gzip", "bad_json", "html", "empty"})
NOT_CARRIED_OUT = frozenset({"drop", "html", "empty"})
_NOW = re.compile(r"\{now\+(\d+)\}")
_FRAMING = frozenset({"content-length", "transfer-encoding", "connection", "content-encoding"})
_NO_KIND = "answer"


class FaultError(ValueError):
    """A plan that cannot be read; its text says where and why."""


@dataclass(slots=True)
class Fault:
    """One entry of a plan: from the `at`-th request to a path on, `times` times (0: for ever)."""

    path: str = "/2/"
    at: int = 1
    times: int = 1
    kind: str = _NO_KIND
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    seen: int = 0

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Fault":
        """Reads an entry; with a status its `kind` is ignored, so that recorded error lines can be pasted in."""
        kind = _NO_KIND if "status" in entry else entry.get("kind")
        if kind is None or (kind != _NO_KIND and kind not in KINDS):
            raise FaultError(f"a fault needs a status or a kind of {', '.join(sorted(KINDS))}: {dict(entry)!r}")
        return cls(
            path=str(entry.get("path", "/2/")),
            at=int(entry.get("at", 1)),
            times=int(entry.get("times", 1)),
            kind=str(kind),
            status=int(entry.get("status", 0)),
            headers=_headers(entry),
            body=_body(entry),
            seconds=float(entry.get("seconds", 0.0)),
        )

    @property
    def is_carried_out(self) -> bool:
        """Whether the request is answered by its service (and billed) all the same."""
        return self.kind not in NOT_CARRIED_OUT | {_NO_KIND}

    def headers_at(self, now_s: int) -> dict[str, str]:
        """The headers with `{now+N}` filled in."""
        return {name: _NOW.sub(lambda m: str(now_s + int(m[1])), value) for name, value in self.headers.items()}

    def is_due(self, path: str) -> bool:
        """Counts a request to a path of this fault and says whether it is one that goes wrong."""
        if not path.startswith(self.path):
            return False
        self.seen += 1
        return self.seen >= self.at and (self.times == 0 or self.seen < self.at + self.times)


class FaultPlan:
    """The faults of a simulator, in order; the first that is due strikes."""

    def __init__(self, entries: Iterable[Mapping[str, Any]] = ()) -> None:
        self._faults = [Fault.of(entry) for entry in entries]

    def add(self, entry: Mapping[str, Any]) -> None:
        """Adds a fault; its counting of requests begins now."""
        self._faults.append(Fault.of(entry))

    def clear(self) -> None:
        """Forgets all faults."""
        self._faults.clear()

    def due(self, path: str) -> Fault | None:
        """Counts a request and gives the fault that strikes it."""
        return next((fault for fault in [f for f in self._faults if f.is_due(path)]), None)


def load(path: str | Path) -> list[dict[str, Any]]:
    """The entries of a plan file: a JSON list, or one JSON object a line; FaultError when it is neither."""
    text = Path(path).read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        return [_checked(entry, f"{path}") for entry in _json(text, f"{path}")]
    lines = enumerate(text.split("\n"), 1)
    return [_checked(_json(line, f"{path}:{n}"), f"{path}:{n}") for n, line in lines if line.strip()]


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise FaultError(f"{where}: not JSON: {error}") from error


def _checked(entry: Any, where: str) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise FaultError(f"{where}: a fault is a JSON object, not {entry!r}")
    try:
        Fault.of(entry)
    except (ValueError, TypeError) as error:
        raise FaultError(f"{where}: {error}") from error
    return entry


def _headers(entry: Mapping[str, Any]) -> dict[str, str]:
    given = {str(name).lower(): str(value) for name, value in entry.get("headers", {}).items()}
    return {name: value for name, value in given.items() if name not in _FRAMING}


def _body(entry: Mapping[str, Any]) -> bytes:
    if "body_text" in entry:
        return str(entry["body_text"]).encode()
    return json.dumps(entry["body"]).encode() if "body" in entry else b""
