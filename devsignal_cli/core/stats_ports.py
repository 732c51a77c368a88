"""What stats asks of the store.

A period is {organization_id, start, end} in Unix seconds, the end not within, and what narrows it: type, company_id,
keyword_ids (None: not by that).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

from devsignal_cli.results.stats import AuthorCount, CompanyCount, Coverage, Known, Spend, Work

Asked = dict[str, Any]


class StatsReader(Protocol):
    """The store, within one consistent state. Muted, deleted and forgotten posts, and reposts, count nowhere."""

    def quarters(self, period: Asked) -> Sequence[tuple[int, str, str, int]]:
        """Signals as (quarter of an hour since 1970, sentiment, type, count)."""

    def authors(self, period: Asked, limit: int) -> tuple[AuthorCount, ...]:
        """Who wrote most."""

    def authors_by_reach(self, period: Asked, limit: int) -> tuple[AuthorCount, ...]:
        """Who of those that wrote has most followers."""

    def companies(self, period: Asked, limit: int) -> tuple[CompanyCount, ...]:
        """Whose people wrote most."""

    def author_counts(self, period: Asked, ids: Sequence[str]) -> dict[str, int]:
        """How many signals some authors have; those with none are missing."""

    def company_counts(self, period: Asked, ids: Sequence[str]) -> dict[str, int]:
        """How many signals some companies have; those with none are missing."""

    def identity_states(self, period: Asked) -> dict[str, int]:
        """How many authors are known how surely."""

    def active_companies(self, period: Asked) -> int:
        """How many companies have signals."""

    def known(self, period: Asked) -> Known:
        """How many authors are known, and how many signals are theirs."""

    def work(self, period: Asked) -> Work:
        """What waits for an answer."""

    def topics(self, period: Asked) -> Sequence[tuple[str, str, int]]:
        """Signals as (topic, sentiment, count), once for each topic; "" for keywords without one."""

    def keywords(self, organization_id: int) -> Sequence[tuple[int, str, str, bool]]:
        """All keywords as (id, text, topic or "", whether it is watched)."""

    def coverage(self, organization_id: int, table: str) -> Coverage:
        """How many `companies` or `contacts` were enriched."""

    def fields(self, organization_id: int, table: str) -> dict[str, int]:
        """How many `companies` or `contacts` have a value in each field."""

    def technology(self, organization_id: int) -> tuple[Counter[str], int]:
        """How many companies use each technology, and how many say what they use."""

    def spend(self, organization_id: int, first: str, last: str) -> Spend:
        """What was booked from one UTC day (YYYY-MM-DD) to another."""
