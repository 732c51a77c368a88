"""What `clearbit status` asks of the store, for one organization, within one consistent state."""

from datetime import UTC, datetime

from devsignal_cli.model.connection import Connection
from devsignal_cli.model.records import Entity
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.stats import Coverage
from devsignal_cli.store import connections, ledger, stats_records
from devsignal_cli.store.db import Session

_COUNTS = """
SELECT coalesce(outcome, 'never') AS outcome, count(*) AS n, count(queued_at) AS queued, max(enriched_at) AS last
FROM {} WHERE organization_id = :organization_id GROUP BY 1
"""
_ACCOUNTS = """
SELECT DISTINCT account FROM ledger WHERE organization_id = :organization_id AND kind = 'enrichment'
UNION SELECT account FROM connection WHERE organization_id = :organization_id AND service = 'clearbit'
"""
_LAST_RUN = """
SELECT coalesce(reason, status, 'interrupted') AS ended FROM run
WHERE organization_id = :organization_id AND service = 'clearbit' ORDER BY id DESC LIMIT 1
"""


class EnrichmentReader:
    """The read-only questions about one organization's enrichment."""

    def __init__(self, session: Session, organization_id: OrganizationId) -> None:
        self._session = session
        self._id = organization_id
        self._asked = {"organization_id": organization_id}

    def connection(self) -> Connection | None:
        """The connection to a provider, if there is one."""
        return connections.find(self._session, self._id, "clearbit")

    def last_connection(self) -> Connection | None:
        """The connection to a provider, or the one that was there before it was disconnected."""
        return connections.find_last(self._session, self._id, "clearbit")

    def accounts(self) -> set[str]:
        """All accounts that were ever asked for the organization."""
        rows = self._session.rows(_ACCOUNTS, self._asked)
        return {row["account"] for row in rows}

    def coverage(self, table: str) -> Coverage:
        """How many of the `companies` or `contacts` were enriched."""
        return stats_records.coverage(self._session, self._id, table)

    def outcomes(self, entity: Entity) -> tuple[dict[str, int], int, datetime | None]:
        """Records by what was last said of them, how many wait in the queue, and when one was last found."""
        rows = self._session.rows(_COUNTS.format(entity), self._asked)
        last = max((row["last"] for row in rows if row["last"] is not None), default=None)
        queued = sum(row["queued"] for row in rows if row["outcome"] != "pending")
        return (
            {row["outcome"]: row["n"] for row in rows},
            queued,
            None if last is None else datetime.fromtimestamp(last, UTC),
        )

    def month_calls(self, now: int) -> tuple[int, int]:
        """Calls of the UTC month of `now`, and how many of them count at the provider."""
        return ledger.month_calls(self._session, self._id, now)

    def last_result(self) -> str | None:
        """How the last enrichment ended."""
        ended = self._session.value(_LAST_RUN, self._asked)
        return None if ended is None else str(ended)
