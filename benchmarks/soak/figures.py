"""What a soak has counted so far; several threads add to it."""

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Figures:
    """Runs of the program, SIGKILLs among them, and what must stay 0: posts and firms lost or stored twice, corrupt
    databases, and faults: checks of tests/faults that failed."""

    kills: int = 0
    lost: int = 0
    twice: int = 0
    corrupt: int = 0
    faults: int = 0
    runs: int = 0
    began: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, **numbers: int) -> None:
        """Count some more."""
        with self._lock:
            for name, number in numbers.items():
                setattr(self, name, getattr(self, name) + number)

    @contextmanager
    def checked(self, what: str, harm: Callable[[], tuple[int, int, int]]) -> Iterator[None]:
        """Count a check that fails inside as a fault, say which, and measure what harm there is."""
        try:
            yield
        except AssertionError:
            lost, twice, corrupt = harm()
            self.add(faults=1, lost=lost, twice=twice, corrupt=corrupt)
            print(f"FAULT {what}\n{traceback.format_exc()}", flush=True)

    @property
    def minutes(self) -> float:
        """How long it has taken."""
        return (time.monotonic() - self.began) / 60

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.twice or self.corrupt or self.faults)

    def line(self) -> str:
        """All of it in one line."""
        names = ("kills", "lost", "twice", "corrupt", "faults", "runs")
        return (
            "soak: " + ", ".join(f"{name} {getattr(self, name):,}" for name in names) + f", minutes {self.minutes:.1f}"
        )
