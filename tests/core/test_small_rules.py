"""Budgets, zones, identities, names, endings: rules of a few lines each."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core import zones
from devsignal_cli.core.budget import Budget
from devsignal_cli.core.identity import handle_key, keyed
from devsignal_cli.core.identity.keys import name_key
from devsignal_cli.core.organization import clean_name
from devsignal_cli.core.outcome import ending
from devsignal_cli.core.stats import period_of
from devsignal_cli.core.sync_job import SyncOutcome
from devsignal_cli.core.tally import Tally
from devsignal_cli.errors import AuthError, BudgetReachedError, DevsignalError, RateLimitedError, UsageError
from devsignal_cli.model.posts import Profile


@given(st.floats(0, 3), st.integers(0, 300) | st.none(), st.booleans())
def test_a_page_is_asked_for_only_if_its_posts_and_authors_fit(
    usd: float, posts: int | None, with_authors: bool
) -> None:
    price = 0.015 if with_authors else 0.005
    try:
        size = Budget(usd, posts, with_authors).page_size()
    except BudgetReachedError:
        assert usd < 10 * price
        return
    if size is None:
        assert posts == 0
        return
    assert 10 <= size <= 100
    assert size * price <= usd + 1e-6
    assert posts is None or size <= max(posts, 10)


def test_spending_is_taken_off_a_budget() -> None:
    budget = Budget(1.0, 100)
    budget.spent(0.9, 95)
    assert (budget.posts, budget.authors()) == (5, 10)
    unbounded = Budget()
    unbounded.spent(5.0, 5)
    assert (unbounded.usd, unbounded.posts, unbounded.page_size(), unbounded.authors()) == (None, None, 100, 100)


def test_a_day_begins_at_local_midnight_also_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert zones.midnight(date(2026, 10, 26), berlin) - zones.midnight(date(2026, 10, 25), berlin) == 25 * 3600
    assert zones.local_day(zones.midnight(date(2026, 3, 29), berlin), berlin) == date(2026, 3, 29)


def test_weeks_are_their_mondays_and_months_their_firsts() -> None:
    assert zones.steps(date(2026, 11, 18), date(2026, 11, 24), "week") == [date(2026, 11, 16), date(2026, 11, 23)]
    assert zones.steps(date(2026, 10, 30), date(2026, 11, 2), "month") == [date(2026, 10, 1), date(2026, 11, 1)]
    assert len(zones.steps(date(2026, 10, 30), date(2026, 11, 2), "day")) == 4


def test_the_machines_zone_is_taken_when_none_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Kathmandu")
    assert zones.zone(None)[1] == "Asia/Kathmandu"
    monkeypatch.delenv("TZ")
    assert zones.zone(None)[1]


@pytest.mark.parametrize("name", ["Mars/Base", "../etc/passwd"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="time zone"):
        zones.zone(name)


def test_a_period_of_days_ends_today() -> None:
    period = period_of(date(2026, 11, 18), 7, None, None, "day")
    assert (period.start, period.end) == (date(2026, 11, 12), date(2026, 11, 18))
    with pytest.raises(UsageError, match="no day"):
        period_of(date(2026, 11, 18), None, date(2026, 11, 19), None, "day")


def test_normal_forms() -> None:
    assert (handle_key(" @Ada_L "), name_key("  Ａda\u00a0 LOVELACE ")) == ("ada_l", "ada lovelace")
    profile = keyed(Profile(1, "Ada", b"", name="Ada Quillfeather", url="https://acme.dev"))
    assert (profile.username_key, profile.person_key) == ("ada", "ada quillfeather")
    assert [(claim.value, claim.stance) for claim in profile.claims] == [("acme.dev", "works")]


@pytest.mark.parametrize("name", ["acme", "Acme-2.0_x", "a" * 63])
def test_a_plain_name_is_an_organizations(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    "name", ["../x", "a/b", ".", "", "a\0b", "x" * 300, "CON", "аcme", "a b", "-x", "a..b", "a\nb", "a%b"]
)
def test_a_name_that_could_harm_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        clean_name(name)


def outcome(org: str, error: DevsignalError | None = None) -> SyncOutcome:
    return SyncOutcome(Tally().result(org, 0, error, is_cut=False), error)


def test_a_run_over_all_ends_with_the_common_error_or_partly() -> None:
    auth, busy = AuthError("bad token"), RateLimitedError("too fast")
    assert ending([outcome("a"), outcome("b")], all_orgs=True) is None
    assert ending([outcome("a", auth)], all_orgs=False) is auth
    assert ending([outcome("a", auth), outcome("b", auth)], all_orgs=True) is auth
    for mixed in ([outcome("a", auth), outcome("b")], [outcome("a", auth), outcome("b", busy)]):
        ended = ending(mixed, all_orgs=True)
        assert ended is not None
        assert (ended.exit_code, ended.code) == (3, "partial")
        assert "a: bad token" in ended.message
