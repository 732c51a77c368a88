"""What Clearbit and Hunter would count and bill; which answers count is said where they are given."""

from collections import Counter
from typing import Any, Literal

from devsignal_cli.simulator.enrichment.inputs import Kind

Provider = Literal["clearbit", "hunter"]


class EnrichmentMeter:
    """Calls of all keys. `calls`: requests to the find endpoints, whatever became of them; `by_input`: counted ones."""

    def __init__(self) -> None:
        self.calls = 0
        self.by_input: Counter[str] = Counter()
        self._by_month: Counter[tuple[Provider, str]] = Counter()
        self._billed: set[tuple[str, str]] = set()

    def asked(self) -> None:
        """Notes a request to a find endpoint."""
        self.calls += 1

    def count(self, provider: Provider, kind: Kind, asked: str, month: str) -> None:
        """Counts an answer in a month (YYYY-MM); the input is billed once a month, provider and kind."""
        name = f"{provider}:{kind}:{asked}"
        self.by_input[name] += 1
        self._by_month[provider, month] += 1
        self._billed.add((month, name))

    @property
    def counted(self) -> int:
        """Calls that count."""
        return self.by_input.total()

    @property
    def billed(self) -> int:
        """Distinct inputs a month, provider and kind."""
        return len(self._billed)

    def counted_in(self, provider: Provider, month: str) -> int:
        """Counted calls to one provider in a month."""
        return self._by_month[provider, month]

    def snapshot(self) -> dict[str, Any]:
        """The sums and `by_input`, as GET /_sim/meter shows them."""
        return {
            "calls": self.calls,
            "counted": self.counted,
            "billed": self.billed,
            "by_input": dict(self.by_input),
        }
