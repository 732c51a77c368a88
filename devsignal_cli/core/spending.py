"""What an organization spends on X, and how long that can go on. Pure but for its reader."""

from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol

from devsignal_cli.model.connection import Billed, Connection
from devsignal_cli.results.status import Spend

RATE_DAYS = 7


class SpendReader(Protocol):
    """The store, as the sums need it, for one organization."""

    def spend(self, first: str, last: str) -> Billed:
        """What was billed from one UTC day (YYYY-MM-DD) to another."""

    def balance(self, account: str) -> tuple[float | None, int] | None:
        """What X last told of an account's balance, and when."""


def spending(reader: SpendReader, connection: Connection | None, now: int) -> Spend:
    """The month's spend beside the budget, the balance, and how many days both last at the present rate."""
    today = datetime.fromtimestamp(now, UTC).date()
    month = reader.spend(str(today.replace(day=1)), f"{today:%Y-%m}-31")
    budget = connection.monthly_budget_usd if connection else None
    balance, asked_at = (connection and reader.balance(connection.account)) or (None, None)
    a_day = _usd_a_day(reader, today)
    rests: dict[Literal["budget", "balance"], float | None]
    rests = {"budget": None if budget is None else budget - month.usd, "balance": balance}
    rest, first = min(((usd, name) for name, usd in rests.items() if usd is not None), default=(None, None))
    return Spend(
        month_usd=month.usd,
        month_posts=month.posts,
        budget_usd=budget,
        balance_usd=balance,
        balance_at=None if asked_at is None else datetime.fromtimestamp(asked_at, UTC),
        month_free_posts=month.free_posts,
        usd_a_day=a_day,
        days_left=round(max(0.0, rest) / a_day, 1) if rest is not None and a_day else None,
        first_to_end=first,
    )


def _usd_a_day(reader: SpendReader, today: date) -> float:
    """The mean of the last days, from the first one with a bill on."""
    week = reader.spend(str(today - timedelta(days=RATE_DAYS - 1)), str(today))
    if week.first_day is None:
        return 0.0
    return round(week.usd / ((today - date.fromisoformat(week.first_day)).days + 1), 3)
