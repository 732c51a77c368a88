"""GET /2/usage/tweets and /2/usage/credits: what a project used and what is left; both are free."""

import hashlib
from collections.abc import Mapping
from typing import Any

from devsignal_cli.simulator.moments import DAY_MS, days_to_next_month, utc_day
from devsignal_cli.simulator.problems import invalid, no_such_path
from devsignal_cli.simulator.state import State
from devsignal_cli.simulator.view import Answer

PROJECT_CAP = 3_000_000
MAX_DAYS, DEFAULT_DAYS = 90, 7
_DEFAULTS = frozenset({"cap_reset_day", "project_cap", "project_id", "project_usage"})


def usage_tweets(state: State, token: str, params: Mapping[str, str]) -> Answer:
    """The month's usage of the token's project; numbers are strings, as X sends them. Days only when asked for."""
    days = params.get("days", str(DEFAULT_DAYS))
    if not (days.isascii() and days.isdigit() and 1 <= int(days) <= MAX_DAYS):
        raise invalid(f"The `days` query parameter value [{days}] is not between 1 and {MAX_DAYS}", days=days)
    asked = frozenset(params.get("usage.fields", "").split(",")) - {""} or _DEFAULTS
    known = _usage(state, token, int(days))
    return Answer({"data": {name: known[name] for name in sorted(asked) if name in known}})


def usage_credits(state: State, token: str, _params: Mapping[str, str]) -> Answer:
    """The balance in USD: what the account started with less what it spent; an empty 404 when switched off."""
    if state.balance_usd is None:
        raise no_such_path()
    left = round(state.balance_usd - state.meter.account(token).usd, 3)
    data = {"free_balance": 0.0, "free_grants": [], "prepaid_balance": left, "total_balance": max(0.0, left)}
    return Answer({"data": data})


def project_id(token: str) -> str:
    """The project of a token: 19 digits, always the same for the same token."""
    digest = hashlib.blake2b(token.encode(), digest_size=8).digest()
    return str(10**18 + int.from_bytes(digest) % 10**18)


def _usage(state: State, token: str, days: int) -> dict[str, Any]:
    now_ms = state.clock.now_ms()
    account = state.meter.account(token)
    daily = [
        {"date": f"{day}T00:00:00.000Z", "usage": str(len(account.posts_by_day.get(day, ())))}
        for day in (utc_day(now_ms - back * DAY_MS) for back in reversed(range(days)))
    ]
    project = project_id(token)
    return {
        "cap_reset_day": days_to_next_month(now_ms),
        "project_cap": str(PROJECT_CAP),
        "project_id": project,
        "project_usage": str(account.posts_in_month(utc_day(now_ms))),
        "daily_project_usage": {"project_id": project, "usage": daily},
        "daily_client_app_usage": [{"client_app_id": project[:8], "usage": daily, "usage_result_count": len(daily)}],
    }
