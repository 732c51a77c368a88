"""A company and a person in one call: what it tells of each, and what must be asked by itself."""

from dataclasses import replace
from typing import Any

import pytest

from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.hunter import HUNTER
from devsignal_cli.errors import TryLaterError
from devsignal_cli.model.enrichment import LookedUp, Lookup
from tests.connectors.enrichment_desk import QUEUED, UNKNOWN, Desk, desk
from tests.connectors.firms import DOMAIN, EMAIL, company, hunter_company, person
from tests.connectors.replies import Line, Reply, json_reply

__all__ = ["desk"]
BOTH = Lookup(domain=DOMAIN, email=EMAIL)
FROM_ELSEWHERE = Lookup(domain=DOMAIN, email="jo@mail.burrow.test")
COMBINED, PERSON, COMPANY = "/v2/combined/find", "/v2/people/find", "/v2/companies/find"
NO_PERSON = json_reply({"error": {"type": "email_invalid"}}, 422)


def combined(**parts: Any) -> Reply:
    return json_reply({"person": person(), "company": company()} | parts)


def paths(desk: Desk) -> list[str]:
    return [path for path, _ in desk.asked]


def outcomes(looked: LookedUp) -> tuple[str | None, str | None]:
    company_outcome, person_outcome = (each.outcome if each else None for each in (looked.company, looked.person))
    return company_outcome, person_outcome


def test_both_are_told_by_one_call_that_counts_once(desk: Desk) -> None:
    desk.person = Line(combined())
    with desk.client() as client:
        looked = client.look_up(BOTH)
    assert desk.asked == [(COMBINED, {"email": EMAIL})]
    assert (outcomes(looked), looked.calls, looked.counted) == (("found", "found"), 1, 1)


def test_both_are_kept_each_for_itself(desk: Desk) -> None:
    desk.person = Line(combined())
    with desk.client() as client:
        client.look_up(BOTH)
        alone = client.look_up(Lookup(domain=DOMAIN)), client.look_up(Lookup(email=EMAIL)), client.look_up(BOTH)
    assert [looked.calls for looked in alone] == [0, 0, 0]


def test_both_are_found_in_hunters_envelope(desk: Desk) -> None:
    desk.person = Line(
        json_reply({"data": {"person": person(), "company": hunter_company()}, "meta": {"email": EMAIL}})
    )
    with desk.client(HUNTER) as client:
        assert outcomes(client.look_up(BOTH)) == ("found", "found")


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (combined(company=None), ("not_found", "found")),
        (combined(person=None), ("found", "not_found")),
        (combined(person=None, company=None), ("not_found", "not_found")),
        (combined(company=company(domain="other.test", domainAliases=[])), ("not_found", "found")),
        (combined(company=company(domain="quokka.example", domainAliases=[DOMAIN])), ("found", "found")),
        (combined(company=company(domain=None, domainAliases=[])), ("found", "found")),
        (UNKNOWN, ("not_found", "not_found")),
        (QUEUED, ("pending", "pending")),
        (Reply(202), ("pending", "pending")),
    ],
)
def test_of_the_domain_in_the_e_mail_one_call_tells_all(desk: Desk, reply: Reply, told: tuple[str, str]) -> None:
    desk.person = Line(reply)
    with desk.client() as client:
        assert outcomes(client.look_up(BOTH)) == told
    assert paths(desk) == [COMBINED]


@pytest.mark.parametrize(
    ("reply", "person_told"),
    [
        (combined(company=None), "found"),
        (combined(company=company(domain="burrow.test", domainAliases=[])), "found"),
        (combined(company=company(domain=None, domainAliases=[])), "found"),
        (UNKNOWN, "not_found"),
        (QUEUED, "pending"),
    ],
    ids=["none", "another", "one without a domain", "unknown", "queued"],
)
def test_a_company_that_the_e_mail_does_not_name_is_asked_for_by_itself(
    desk: Desk, reply: Reply, person_told: str
) -> None:
    desk.person, desk.company = Line(reply), Line(json_reply(company()))
    with desk.client() as client:
        looked = client.look_up(FROM_ELSEWHERE)
    assert (outcomes(looked), looked.calls) == (("found", person_told), 2)
    assert paths(desk) == [COMBINED, COMPANY]


def test_a_company_that_the_e_mail_does_not_name_is_taken_when_it_is_the_one(desk: Desk) -> None:
    desk.person = Line(combined())
    with desk.client() as client:
        assert outcomes(client.look_up(FROM_ELSEWHERE)) == ("found", "found")
    assert paths(desk) == [COMBINED]


@pytest.mark.parametrize(("reply", "person_told"), [(NO_PERSON, "invalid"), (Reply(451), "suppressed")])
def test_an_e_mail_that_is_refused_leaves_the_company_to_be_asked_for(
    desk: Desk, reply: Reply, person_told: str
) -> None:
    desk.person, desk.company = Line(reply), Line(json_reply(company()))
    with desk.client() as client:
        looked = client.look_up(BOTH)
    assert (outcomes(looked), looked.calls, looked.counted) == (("found", person_told), 2, 1)


def test_an_answer_that_names_no_parts_makes_no_company_of_a_person(desk: Desk) -> None:
    desk.person, desk.company = Line(json_reply(person())), Line(json_reply(company()))
    with desk.client() as client:
        looked = client.look_up(BOTH)
    assert (outcomes(looked), paths(desk)) == (("found", "found"), [COMBINED, COMPANY])
    assert looked.company is not None
    assert looked.company.found is not None
    assert looked.company.found.fields["twitterHandle"] == "quokka"


@pytest.mark.parametrize(
    ("known", "asked"), [(Lookup(domain=DOMAIN), PERSON), (Lookup(email=EMAIL), COMPANY)], ids=["company", "person"]
)
def test_when_one_of_both_is_known_only_the_other_is_asked_for(desk: Desk, known: Lookup, asked: str) -> None:
    desk.person, desk.company = Line(json_reply(person())), Line(json_reply(company()))
    with desk.client() as client:
        client.look_up(known)
        looked = client.look_up(BOTH)
    assert (outcomes(looked), looked.calls) == (("found", "found"), 1)
    assert asked in paths(desk)
    assert COMBINED not in paths(desk)


def test_to_refresh_asks_for_both_again(desk: Desk) -> None:
    desk.person = Line(combined())
    with desk.client() as client:
        client.look_up(BOTH)
        assert client.look_up(BOTH, refresh=True).calls == 1


def test_a_provider_without_combined_calls_is_asked_twice(desk: Desk) -> None:
    desk.person, desk.company = Line(json_reply(person())), Line(json_reply(company()))
    with desk.client(replace(CLEARBIT, combined_path=None)) as client:
        looked = client.look_up(BOTH)
    assert (outcomes(looked), looked.calls, looked.counted) == (("found", "found"), 2, 2)
    assert paths(desk) == [PERSON, COMPANY]


def test_a_person_who_was_paid_for_is_kept_when_the_company_fails(desk: Desk) -> None:
    desk.person, desk.company = Line(combined(company=None)), Line(*[Reply(503)] * 5, json_reply(company()))
    with desk.client() as client:
        with pytest.raises(TryLaterError):
            client.look_up(FROM_ELSEWHERE)
        looked = client.look_up(FROM_ELSEWHERE)
    assert (outcomes(looked), looked.calls, len(desk.person.requests)) == (("found", "found"), 1, 1)


@pytest.mark.parametrize(
    ("reply", "person_told"), [(Reply(451), "suppressed"), (combined(company=None), "found"), (UNKNOWN, "not_found")]
)
def test_in_a_run_what_was_told_of_a_person_comes_beside_the_failure_of_the_company(
    desk: Desk, reply: Reply, person_told: str
) -> None:
    desk.person, desk.company = Line(reply), Line(Reply(503))
    with desk.client() as client:
        (looked,) = client.look_up_all([FROM_ELSEWHERE])
    assert (outcomes(looked), looked.calls) == ((None, person_told), 6)
    assert isinstance(looked.error, TryLaterError)
