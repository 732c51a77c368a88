"""The ledger: every object that a service billed, by account, organization, run, kind and UTC day.

X bills the same object once a UTC day and account (docs.x.com, pricing), so the first read of a day is priced
and the others are noted as free.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from devsignal_cli.model.words import OrganizationId, RunId
from devsignal_cli.store.db import Session

PRICES_MICRO_USD = {"post": 5_000, "user": 10_000, "counts": 5_000, "enrichment": 0}
_PAY = """
INSERT INTO billed_object (account, day, kind, object_id) VALUES (:account, :day, :kind, :object_id)
ON CONFLICT (account, day, kind, object_id) DO NOTHING
"""
_LINE = """
INSERT INTO ledger (account, organization_id, run_id, kind, day, count, free_count, micro_usd)
VALUES (:account, :organization_id, :run_id, :kind, :day, :count, :free_count, :micro_usd)
"""
_MORE = """
UPDATE ledger SET count = count + :count, free_count = free_count + :free_count
WHERE id = (SELECT max(id) FROM ledger WHERE account = :account AND day = :day AND organization_id = :organization_id
    AND run_id = :run_id AND kind = :kind)
"""
_CALLS = """
SELECT coalesce(sum(count + free_count), 0) AS month, coalesce(sum(count), 0) AS counted FROM ledger
WHERE organization_id = :organization_id AND day >= :first AND day <= :last AND kind = 'enrichment'
"""
_SPENT = """
SELECT coalesce(sum(micro_usd), 0) FROM ledger
WHERE organization_id = :organization_id AND day >= :first AND day <= :last
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """What an answer cost, in USD, and how many of its objects were free because they were billed the same day."""

    usd: float
    free: int


def book(
    session: Session,
    account: str,
    organization_id: OrganizationId,
    run_id: RunId | None,
    kind: str,
    ids: Collection[int],
    now: int,
) -> Booked:
    """Book the objects of one answer at the server's time `now`: those not yet billed today are priced."""
    if not ids:
        return Booked(0.0, 0)
    day = utc_day(now)
    session.execute(
        "DELETE FROM billed_object WHERE account = :account AND day < :day", {"account": account, "day": day}
    )
    rows = [{"account": account, "day": day, "kind": kind, "object_id": object_id} for object_id in sorted(set(ids))]
    count = session.execute_many(_PAY, rows)
    return _write(session, (account, organization_id, run_id, kind, day), count, len(ids) - count)


def book_counts(
    session: Session, account: str, organization_id: OrganizationId, run_id: RunId | None, now: int
) -> Booked:
    """Book one count of posts at the server's time `now`: a flat price a request."""
    return _write(session, (account, organization_id, run_id, "counts", utc_day(now)), 1, 0)


def book_calls(
    session: Session,
    account: str,
    organization_id: OrganizationId,
    run_id: RunId | None,
    now: int,
    counted: int,
    calls: int,
) -> None:
    """Book calls of an enrichment provider, `counted` of which count at it; one line a run and UTC day.

    Providers sell calls by plans whose prices we do not know: a line has no price.
    """
    if calls:
        line = (account, organization_id, run_id, "enrichment", utc_day(now))
        names = ("account", "organization_id", "run_id", "kind", "day")
        more = dict(zip(names, line, strict=True)) | {"count": counted, "free_count": calls - counted}
        if not session.execute(_MORE, more):
            _write(session, line, counted, calls - counted)


def month_calls(session: Session, organization_id: OrganizationId, now: int) -> tuple[int, int]:
    """How many calls an organization made of enrichment providers in the UTC month of `now`, and how many count."""
    day = utc_day(now)
    asked = {"organization_id": organization_id, "first": day[:8] + "01", "last": day[:8] + "31"}
    row = session.row(_CALLS, asked)
    assert row is not None  # noqa: S101 - an aggregate gives one row
    return row["month"], row["counted"]


def _write(
    session: Session, line: tuple[str, OrganizationId, RunId | None, str, str], count: int, free_count: int
) -> Booked:
    account, organization_id, run_id, kind, day = line
    price = count * PRICES_MICRO_USD[kind]
    session.execute(
        _LINE,
        {
            "account": account,
            "organization_id": organization_id,
            "run_id": run_id,
            "kind": kind,
            "day": day,
            "count": count,
            "free_count": free_count,
            "micro_usd": price,
        },
    )
    return Booked(price / 1_000_000, free_count)


def month_spend_usd(session: Session, organization_id: OrganizationId, now: int) -> float:
    """What an organization spent in the UTC month of `now`."""
    day = utc_day(now)
    spent = session.value(_SPENT, {"organization_id": organization_id, "first": day[:8] + "01", "last": day[:8] + "31"})
    return int(spent) / 1_000_000


def last_day(session: Session, account: str) -> str | None:
    """The last UTC day on which an account was billed, by X's clock."""
    day = session.value("SELECT max(day) FROM ledger WHERE account = :account", {"account": account})
    return None if day is None else str(day)


def utc_day(now: int) -> str:
    """The UTC day of a time in Unix seconds, as YYYY-MM-DD."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d")
