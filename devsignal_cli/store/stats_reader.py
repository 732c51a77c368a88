"""What stats asks of the store, within one consistent state; a period names its organization."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.stats import AuthorCount, CompanyCount, Coverage, Known, Spend, Work
from devsignal_cli.store import stats_queries, stats_records
from devsignal_cli.store.db import Session


class StatsReader:
    """The questions about a period."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def quarters(self, period: dict[str, Any]) -> Sequence[tuple[int, str, str, int]]:
        """Signals as (quarter of an hour since 1970, sentiment, type, count)."""
        return stats_queries.quarters(self._session, period)

    def authors(self, period: dict[str, Any], limit: int) -> tuple[AuthorCount, ...]:
        """Who wrote most."""
        return stats_queries.authors(self._session, period, limit)

    def authors_by_reach(self, period: dict[str, Any], limit: int) -> tuple[AuthorCount, ...]:
        """Who has most followers."""
        return stats_queries.authors_by_reach(self._session, period, limit)

    def companies(self, period: dict[str, Any], limit: int) -> tuple[CompanyCount, ...]:
        """Whose people wrote most."""
        return stats_queries.companies(self._session, period, limit)

    def author_counts(self, period: dict[str, Any], ids: Sequence[str]) -> dict[str, int]:
        """How many signals some authors have."""
        return stats_queries.counts(self._session, period, "author_id", ids)

    def company_counts(self, period: dict[str, Any], ids: Sequence[str]) -> dict[str, int]:
        """How many signals some companies have."""
        return stats_queries.counts(self._session, period, "company_id", ids)

    def identity_states(self, period: dict[str, Any]) -> dict[str, int]:
        """How many authors are known how surely."""
        return stats_queries.identity_states(self._session, period)

    def active_companies(self, period: dict[str, Any]) -> int:
        """How many companies have signals."""
        return stats_queries.active_companies(self._session, period)

    def known(self, period: dict[str, Any]) -> Known:
        """How many authors are known, and how many signals are theirs."""
        return stats_queries.known(self._session, period)

    def work(self, period: dict[str, Any]) -> Work:
        """What waits for an answer."""
        return stats_queries.work(self._session, period)

    def topics(self, period: dict[str, Any]) -> Sequence[tuple[str, str, int]]:
        """Signals as (topic, sentiment, count), once for each topic."""
        return stats_queries.topics(self._session, period)

    def keywords(self, organization_id: int) -> Sequence[tuple[int, str, str, bool]]:
        """All keywords as (id, text, topic, whether it is watched)."""
        return stats_records.keywords(self._session, OrganizationId(organization_id))

    def coverage(self, organization_id: int, table: str) -> Coverage:
        """How many companies or contacts were enriched."""
        return stats_records.coverage(self._session, OrganizationId(organization_id), table)

    def fields(self, organization_id: int, table: str) -> dict[str, int]:
        """How many companies or contacts have a value in each field."""
        return stats_records.fields(self._session, OrganizationId(organization_id), table)

    def technology(self, organization_id: int) -> tuple[Counter[str], int]:
        """How many companies use each technology, and how many say what they use."""
        return stats_records.technology(self._session, OrganizationId(organization_id))

    def spend(self, organization_id: int, first: str, last: str) -> Spend:
        """What was booked from one UTC day to another."""
        return stats_records.spend(self._session, OrganizationId(organization_id), first, last)
