"""Whether the resets that a service tells are those of fixed windows, and how often the present one was told. Pure.

A fixed window has one reset for all its answers. A sliding window's and a bucket's move on with each.
"""

from dataclasses import dataclass
from typing import Literal

_STRETCH = 3  # seconds: a reset that stays where it is for so long belongs to a fixed window
_DRIFT = 1  # seconds that a reset of a fixed window may differ by, because all of them are rounded
_SAME_WINDOW = 30  # seconds: a reset that moves on by less belongs to no new window


@dataclass(slots=True)
class Resets:
    """The resets that one service has told so far."""

    kind: Literal["unknown", "fixed", "rolling"] = "unknown"
    own: int = 0
    """How many answers have told the present window."""
    _first: int = 0
    _seen_at: int | None = None

    def see(self, reset: int, now: int) -> bool:
        """Note a reset and the time at which it was told, both in whole seconds by the service's clock.

        Returns:
            Whether it is of the present window; an answer that was overtaken may tell the one before.
        """
        moved = reset - self._first
        if self._seen_at is None:
            self._begin(reset, now)
        elif abs(moved) > _DRIFT:
            if moved < 0 and now <= self._seen_at:
                return False
            if moved < _SAME_WINDOW or now < self._first - 2 * _DRIFT:
                self.kind = "rolling"
            self._begin(reset, now)
        elif self.kind == "unknown" and now - self._seen_at >= _STRETCH:
            self.kind = "fixed"
        self.own += 1
        return True

    def _begin(self, reset: int, now: int) -> None:
        self._first, self._seen_at, self.own = reset, now, 0
