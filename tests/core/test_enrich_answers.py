"""When to ask again, and which employer an answer names."""

from collections.abc import Mapping
from typing import Any

import pytest

from devsignal_cli.core.enrich_answers import KNOWN_SECONDS, PENDING_SECONDS, following
from devsignal_cli.model.enrichment import AnswerOutcome, Following, Found, LookedUp, Lookup, Told
from devsignal_cli.model.records import Entity

NOW = 1_000_000
DAY = 86_400


def company(outcome: AnswerOutcome, number: int = 1) -> Following:
    looked = LookedUp(Lookup(domain="acme.io", company_id=number), company=Told(outcome))
    return following(looked, NOW)["company"]


def person(**said: Any) -> Following:
    found = Found("contact", {}, {}, b"{}", **said)
    looked = LookedUp(Lookup(email="jo@acme.io", contact_id=1), person=Told("found", found))
    return following(looked, NOW)["contact"]


def test_what_is_still_looked_for_is_asked_again_after_five_minutes() -> None:
    assert company("pending") == Following(NOW + PENDING_SECONDS)
    assert PENDING_SECONDS == 300


@pytest.mark.parametrize("outcome", ["found", "not_found"])
def test_what_was_told_is_asked_again_after_a_month_not_all_in_one_night(outcome: AnswerOutcome) -> None:
    times = [company(outcome, number).retry_at for number in range(42)]
    assert all(time is not None and NOW + 30 * DAY <= time <= NOW + 36 * DAY for time in times)
    assert len(set(times)) == 21
    assert times[0] == NOW + KNOWN_SECONDS


@pytest.mark.parametrize("outcome", ["invalid", "suppressed"])
def test_what_cannot_be_told_is_not_asked_again(outcome: AnswerOutcome) -> None:
    assert company(outcome).retry_at is None


def test_a_look_up_that_failed_means_nothing() -> None:
    assert following(LookedUp(Lookup(domain="acme.io", company_id=1)), NOW) == {}


def test_a_combined_answer_means_something_for_both() -> None:
    both: Mapping[Entity, Following] = following(
        LookedUp(Lookup("acme.io", "jo@acme.io", 1, 2), Told("pending"), Told("invalid")), NOW
    )
    assert both == {"company": Following(NOW + PENDING_SECONDS), "contact": Following(None)}


@pytest.mark.parametrize(
    ("said", "employer"),
    [
        ({"employment_domain": "www.acme.io", "employment_name": "ACME"}, ("acme.io", "acme")),
        ({"employment_domain": "gmail.com", "employment_name": None}, (None, None)),
        ({"employment_domain": "linkedin.com/company/acme", "employment_name": "Acme"}, (None, "acme")),
        ({"employment_domain": None, "employment_name": ""}, (None, None)),
        ({"employment_domain": "acme.io", "employment_name": "Acme", "is_fuzzy": True}, (None, None)),
        ({"employment_domain": "acme.io", "employment_name": "Acme", "has_left": True}, (None, None)),
    ],
)
def test_an_employer_is_a_firm_s_domain_and_the_key_of_its_name(
    said: dict[str, Any], employer: tuple[str | None, str | None]
) -> None:
    told = person(**said)
    assert (told.employer_domain, told.employer_key) == employer


def test_a_company_has_no_employer() -> None:
    found = Found("company", {}, {}, b"{}", employment_domain="acme.io", employment_name="Acme")
    looked = LookedUp(Lookup(domain="acme.io", company_id=1), company=Told("found", found))
    assert following(looked, NOW)["company"].employer_domain is None
