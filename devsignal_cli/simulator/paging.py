"""next_token: a sealed note of where a walk stands, so that a walk stays whole while the clock moves on."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from devsignal_cli.simulator.problems import ApiProblem, invalid_many

NAMES = ("next_token", "pagination_token")
_WALK = ("query", "since_id", "until_id", "start_time", "end_time", "sort_order")
_SEAL = 10


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a walk stands: the bounds fixed on its first page, and how far it came (`place`: post id or offset)."""

    after_id: int
    before_id: int
    place: int
    issued_ms: int
    walk: str


class Pager:
    """Seals and opens next_tokens; `lifetime_seconds` makes them expire."""

    def __init__(self, lifetime_seconds: float | None = None) -> None:
        self.lifetime_seconds = lifetime_seconds
        self._key = secrets.token_bytes(16)

    def seal(self, cursor: Cursor) -> str:
        """The opaque token for a cursor."""
        text = json.dumps(asdict(cursor)).encode()
        return base64.b32encode(self._mac(text) + text).decode().rstrip("=").lower()

    def open(self, params: Mapping[str, str], now_ms: int) -> Cursor | None:
        """The cursor of a request's token, None without one; ApiProblem (400) for one that does not fit or expired."""
        given = [name for name in NAMES if name in params]
        if len(given) > 1:
            raise invalid_many("Invalid use of next_token in conjunction with pagination_token", {})
        if not given:
            return None
        cursor = self._unseal(params[given[0]])
        if cursor is None or cursor.walk != walk_of(params) or self._is_old(cursor, now_ms):
            raise _refused(given[0], params[given[0]])
        return cursor

    def _unseal(self, token: str) -> Cursor | None:
        try:
            raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
        except ValueError:
            return None
        seal, text = raw[:_SEAL], raw[_SEAL:]
        return Cursor(**json.loads(text)) if hmac.compare_digest(seal, self._mac(text)) else None

    def _is_old(self, cursor: Cursor, now_ms: int) -> bool:
        return self.lifetime_seconds is not None and now_ms - cursor.issued_ms > self.lifetime_seconds * 1000

    def _mac(self, text: bytes) -> bytes:
        return hmac.digest(self._key, text, "sha256")[:_SEAL]


def walk_of(params: Mapping[str, str]) -> str:
    """What must stay the same from page to page; fields and max_results may change."""
    kept = json.dumps([params.get(name) for name in _WALK])
    return hashlib.blake2b(kept.encode(), digest_size=6).hexdigest()


def _refused(name: str, token: str) -> ApiProblem:
    why = f"Invalid '{name}':'{token}'. '{name}' must be a token returned by the same request and not expired"
    return invalid_many(why, {name: token})
