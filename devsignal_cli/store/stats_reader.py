"""What stats asks of the store, within one consistent state; a period names its organization."""

from collections.abc import Sequence
from typing import Any

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.stats import AuthorCount, CompanyCount, Coverage, Technology
from devsignal_cli.store import stats_queries
from devsignal_cli.store.db import Session


class StatsReader:
    """The questions about a period."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def quarters(self, period: dict[str, Any]) -> Sequence[tuple[int, str, str, int]]:
        """Signals as (quarter of an hour since 1970, sentiment, type, count)."""
        return stats_queries.quarters(self._session, period)

    def total(self, period: dict[str, Any]) -> int:
        """How many signals a period has."""
        return stats_queries.total(self._session, period)

    def authors(self, period: dict[str, Any], limit: int) -> tuple[AuthorCount, ...]:
        """Who wrote most."""
        return stats_queries.authors(self._session, period, limit)

    def companies(self, period: dict[str, Any], limit: int) -> tuple[CompanyCount, ...]:
        """Whose people wrote most."""
        return stats_queries.companies(self._session, period, limit)

    def identity_states(self, period: dict[str, Any]) -> dict[str, int]:
        """How many authors are known how surely."""
        return stats_queries.identity_states(self._session, period)

    def coverage(self, organization_id: int, table: str) -> Coverage:
        """How many companies or contacts were enriched."""
        return stats_queries.coverage(self._session, OrganizationId(organization_id), table)

    def technology(self, organization_id: int, limit: int) -> tuple[Technology, ...]:
        """Which technologies the companies use."""
        return stats_queries.technology(self._session, OrganizationId(organization_id), limit)
