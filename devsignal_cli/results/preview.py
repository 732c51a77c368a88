"""What the queries match now."""

from dataclasses import dataclass

from devsignal_cli.results.runs import ErrorItem
from devsignal_cli.results.signals import Signal


@dataclass(frozen=True, slots=True)
class Preview:
    """The newest posts of each query, and what they cost; the keys of `twitter preview --json`."""

    org: str
    queries: tuple[str, ...]
    items: tuple[Signal, ...]
    next: str | None
    posts_read: int
    signals_created: int
    requests: int
    spend_usd: float
    errors: tuple[ErrorItem, ...]
    forgotten: int = 0
    too_old: int = 0
