"""A provider with its cache before it: what is asked, what is told, what is kept."""

from typing import Any

import pytest

from devsignal_cli.connectors.hunter import HUNTER
from devsignal_cli.errors import CallsReachedError
from devsignal_cli.model.enrichment import LookedUp, Lookup
from tests.connectors.enrichment_desk import ACCOUNT, QUEUED, UNKNOWN, Desk, desk
from tests.connectors.firms import DOMAIN, EMAIL, company, emptied, hunter_company, person
from tests.connectors.replies import Line, Reply, json_reply

__all__ = ["desk"]
FIRM, HUMAN = Lookup(domain=DOMAIN, company_id=3), Lookup(email=EMAIL, contact_id=4)
FOUND = json_reply(company())


def outcomes(looked: LookedUp) -> tuple[str | None, str | None]:
    told = looked.company, looked.person
    company_outcome, person_outcome = (each.outcome if each else None for each in told)
    return company_outcome, person_outcome


def test_a_company_is_asked_for_by_its_domain(desk: Desk) -> None:
    desk.company = Line(FOUND)
    with desk.client() as client:
        looked = client.look_up(FIRM)
    assert desk.asked == [("/v2/companies/find", {"domain": DOMAIN})]
    assert (looked.lookup, outcomes(looked), looked.calls, looked.counted) == (FIRM, ("found", None), 1, 1)


def test_a_person_is_asked_for_by_e_mail_at_the_other_address(desk: Desk) -> None:
    desk.person = Line(json_reply(person()))
    with desk.client() as client:
        looked = client.look_up(HUMAN)
    assert desk.asked == [("/v2/people/find", {"email": EMAIL})]
    assert outcomes(looked) == (None, "found")


def test_a_look_up_of_nothing_asks_nothing(desk: Desk) -> None:
    with desk.client() as client:
        assert client.look_up(Lookup()) == LookedUp(Lookup())
        assert client.calls == 0


HINTS = {"given_name": "Jo", "family_name": "", "company_domain": DOMAIN, "shoe_size": "39"}


def test_only_the_hints_that_a_provider_takes_go_along(desk: Desk) -> None:
    desk.person = Line(json_reply(person()))
    with desk.client() as client:
        client.look_up(Lookup(email=EMAIL, hints=HINTS))
    assert desk.asked == [("/v2/people/find", {"given_name": "Jo", "company_domain": DOMAIN, "email": EMAIL})]


def test_a_provider_that_takes_no_hints_gets_none(desk: Desk) -> None:
    desk.person = Line(json_reply({"data": person()}))
    with desk.client(HUNTER) as client:
        client.look_up(Lookup(email=EMAIL, hints=HINTS))
    assert desk.asked == [("/v2/people/find", {"email": EMAIL})]


@pytest.mark.parametrize(
    ("reply", "outcome", "counted"),
    [
        (UNKNOWN, "not_found", 1),
        (QUEUED, "pending", 1),
        (Reply(202), "pending", 1),
        (json_reply({"person": None, "company": None}, 202), "pending", 1),
        (json_reply(emptied(company())), "not_found", 1),
        (json_reply(company(domain="other.test", domainAliases=[])), "not_found", 1),
        (json_reply({"error": {"type": "params_invalid"}}, 422), "invalid", 0),
        (Reply(451), "suppressed", 0),
    ],
)
def test_only_what_was_found_is_kept_in_the_cache(desk: Desk, reply: Reply, outcome: str, counted: int) -> None:
    desk.company = Line(reply)
    with desk.client() as client:
        first, second = client.look_up(FIRM), client.look_up(FIRM)
    assert outcomes(first) == outcomes(second) == (outcome, None)
    assert (first.calls, second.calls, first.counted) == (1, 1, counted)


def test_an_answer_in_the_cache_costs_neither_a_call_nor_a_turn(desk: Desk) -> None:
    desk.company = Line(FOUND)
    with desk.client(max_calls=1) as client:
        first, again = client.look_up(FIRM), client.look_up(FIRM)
        assert client.calls == 1
    assert first.company is not None
    assert again.company is not None
    assert (again.company.found, again.company.is_cached, first.company.is_cached) == (first.company.found, True, False)
    assert (again.calls, again.counted) == (0, 0)


def test_another_spelling_of_what_is_in_the_cache_is_there_too(desk: Desk) -> None:
    desk.company, desk.person = Line(FOUND), Line(json_reply(person()))
    with desk.client() as client:
        client.look_up(FIRM), client.look_up(HUMAN)
        assert client.look_up(Lookup(domain="WWW.Quokka.test")).calls == 0
        assert client.look_up(Lookup(email="Jo.Marsh@Quokka.test")).calls == 0


def test_the_next_run_of_the_same_account_finds_what_the_last_one_paid_for(desk: Desk) -> None:
    desk.company = Line(FOUND)
    with desk.client() as client:
        client.look_up(FIRM)
    with desk.client() as client:
        assert client.look_up(FIRM).calls == 0


@pytest.mark.parametrize("other", [{"account": "clearbit:7002"}, {"provider": HUNTER}])
def test_what_one_account_or_provider_was_told_reaches_no_other(desk: Desk, other: dict[str, Any]) -> None:
    desk.company = Line(FOUND)
    with desk.client() as client:
        client.look_up(FIRM)
    with desk.client(**other) as client:
        assert client.look_up(FIRM).calls == 1


def test_to_refresh_asks_the_provider_and_keeps_what_it_tells(desk: Desk) -> None:
    desk.company = Line(FOUND, json_reply(company(name="Quokka II")))
    with desk.client() as client:
        client.look_up(FIRM)
        assert client.look_up(FIRM, refresh=True).calls == 1
        again = client.look_up(FIRM)
    assert (again.calls, again.company and again.company.found and again.company.found.fields["name"]) == (
        0,
        "Quokka II",
    )


def test_a_refresh_that_finds_nothing_leaves_the_cache_as_it_is(desk: Desk) -> None:
    desk.company = Line(FOUND, UNKNOWN)
    with desk.client() as client:
        client.look_up(FIRM)
        assert outcomes(client.look_up(FIRM, refresh=True)) == ("not_found", None)
        assert outcomes(client.look_up(FIRM)) == ("found", None)


def test_a_value_in_the_cache_that_tells_nothing_is_a_miss(desk: Desk) -> None:
    assert desk.cache is not None
    desk.cache.set(ACCOUNT, f"clearbit:company:{DOMAIN}", b'{"id": "7"}')
    desk.company = Line(FOUND)
    with desk.client() as client:
        assert client.look_up(FIRM).calls == 1


def test_without_a_cache_the_provider_is_asked_each_time(desk: Desk) -> None:
    desk.company, desk.cache = Line(FOUND), None
    with desk.client() as client:
        client.look_up(FIRM)
        assert client.look_up(FIRM).calls == 1


@pytest.mark.parametrize("alias", ["getquokka.test", "www.GetQuokka.test"])
def test_a_company_that_names_the_domain_as_an_alias_is_the_one(desk: Desk, alias: str) -> None:
    desk.company = Line(json_reply(company(domainAliases=["quokka.example", alias])))
    with desk.client() as client:
        first, again = client.look_up(Lookup(domain="getquokka.test")), client.look_up(Lookup(domain="getquokka.test"))
    assert (outcomes(first), outcomes(again), again.calls) == (("found", None), ("found", None), 0)


def test_a_company_that_names_no_domain_is_the_one_that_was_asked_for(desk: Desk) -> None:
    desk.company = Line(json_reply(company(domain=None, domainAliases=[])))
    with desk.client() as client:
        assert outcomes(client.look_up(FIRM)) == ("found", None)


def test_a_company_of_hunter_is_found_in_its_envelope(desk: Desk) -> None:
    desk.company = Line(json_reply({"data": hunter_company(), "meta": {"domain": DOMAIN}}))
    with desk.client(HUNTER) as client:
        looked = client.look_up(FIRM)
        assert client.provider == "hunter"
    assert (outcomes(looked), looked.counted) == (("found", None), 1)


def test_a_miss_at_hunter_is_not_counted(desk: Desk) -> None:
    desk.company = Line(json_reply({"errors": [{"id": "not_found", "code": 404}]}, 404))
    with desk.client(HUNTER) as client:
        looked = client.look_up(FIRM)
    assert (outcomes(looked), looked.calls, looked.counted) == (("not_found", None), 1, 0)


def test_what_is_in_the_cache_is_told_when_no_call_is_left(desk: Desk) -> None:
    desk.company = Line(FOUND)
    with desk.client() as client:
        client.look_up(FIRM)
    with desk.client(max_calls=0) as client:
        assert outcomes(client.look_up(FIRM)) == ("found", None)
        with pytest.raises(CallsReachedError):
            client.look_up(Lookup(domain="other.test"))
