"""Enrichment at a glance. Pure but for the reader that it asks."""

from datetime import datetime
from typing import Protocol

from devsignal_cli.model.connection import Connection, Organization
from devsignal_cli.model.records import Entity
from devsignal_cli.results.enrichment import Calls, ClearbitStatus
from devsignal_cli.results.stats import Coverage


class StatusReader(Protocol):
    """The store, as the status needs it."""

    def connection(self) -> Connection | None:
        """The connection to a provider, if there is one."""

    def coverage(self, table: str) -> Coverage:
        """How many of the `companies` or `contacts` were enriched."""

    def outcomes(self, entity: Entity) -> tuple[dict[str, int], int, datetime | None]:
        """Records by what was last said of them, how many wait in the queue, and when one was last found."""

    def month_calls(self, now: int) -> tuple[int, int]:
        """Calls of the UTC month of `now`, and how many of them count at the provider."""

    def last_result(self) -> str | None:
        """How the last enrichment ended."""


def status(organization: Organization, reader: StatusReader, now: int) -> ClearbitStatus:
    """What an organization's enrichment has come to."""
    connection = reader.connection()
    companies, queued, company_at = reader.outcomes("company")
    contacts, more, contact_at = reader.outcomes("contact")
    times = [time for time in (company_at, contact_at) if time is not None]
    return ClearbitStatus(
        org=organization.name,
        connected=connection is not None,
        provider=connection.provider if connection else None,
        key=f"…{connection.secret_last4}" if connection else None,
        last_enrichment_at=max(times, default=None),
        last_result=reader.last_result(),
        companies=reader.coverage("companies"),
        contacts=reader.coverage("contacts"),
        calls=Calls(*reader.month_calls(now)),
        pending=companies.get("pending", 0) + contacts.get("pending", 0),
        queued=queued + more,
        outcomes={"companies": companies, "contacts": contacts},
    )
