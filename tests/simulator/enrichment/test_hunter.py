"""Hunter's answers: Clearbit's paths, another envelope, drifted values, other codes."""

from typing import Any

import pytest

from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from tests.simulator.client import ACCOUNT, Client

from .conftest import ADA, BO


def code(client: Client, path: str, **params: Any) -> tuple[int, str]:
    got = client.get(f"/hunter/v2/{path}", **params)
    error = got.json["errors"][0]
    assert error["code"] == got.status
    return got.status, error["id"]


def test_a_company_comes_in_an_envelope_with_drifted_values(known: EnrichmentWorld, client: Client) -> None:
    known.add_company(
        "drift.dev",
        tags=["SAAS"],
        type="private",
        tech=["google_tag_manager"],
        techCategories=["tag_management"],
        domainAliases=["drifting.dev"],
        metrics={"employees": 550, "employeesRange": "251-1K", "raised": 9, "estimatedAnnualRevenue": "$1M-$10M"},
        site={"phoneNumbers": ["+49 30 551234", "+49 30 555678"]},
        geo={"city": "Berlin", "state": "Berlin", "country": "Germany"},
        indexedAt="2026-03-04T05:06:07.000Z",
    )
    got = client.company("drift.dev", "hunter").json
    body = got["data"]
    assert got["meta"] == {"domain": "drift.dev"}
    assert body["metrics"]["employees"] == "251-1K"
    assert "employeesRange" not in body["metrics"]
    assert {body["metrics"][name] for name in ("raised", "marketCap", "annualRevenue", "estimatedAnnualRevenue")} == {
        None
    }
    assert (body["tech"], body["techCategories"]) == (["google-tag-manager", "hsts", "http-3"], ["tag_management"])
    assert (body["tags"], body["type"], body["company_type"]) == (["saas"], "private", "privately held")
    assert (body["domainAliases"], body["indexedAt"], body["phone"]) == ([], "2026-03-04", "+49 30 551234")
    assert (body["location"], body["geo"]["streetName"]) == ("Berlin, Berlin, Germany", None)
    assert (body["logo"], body["fundingRounds"]) == ("https://logos.hunter.io/drift.dev", [])
    assert body["emailProvider"].endswith(".com")
    assert set(body["twitter"].values()) == {None}


def test_a_person_has_bare_handles_and_may_have_null_objects(known: EnrichmentWorld, client: Client) -> None:
    known.add_person(ADA, linkedin={"handle": "in/adamarsh"}, employment={"role": "leadership", "title": "CTO"})
    got = client.person(ADA, "hunter").json
    body = got["data"]
    assert got["meta"] == {"email": ADA}
    assert (body["linkedin"], body["employment"]["role"], body["employment"]["title"]) == (
        {"handle": "adamarsh"},
        "management",
        "CTO",
    )
    assert (body["emailProvider"].endswith(".com"), len(body["indexedAt"]), body["activeAt"]) == (
        True,
        10,
        "2026-08-20",
    )
    assert (body["github"], client.person(BO, "hunter").json["data"]["employment"]) == (None, None)


def test_a_job_of_no_known_role_keeps_its_title(known: EnrichmentWorld, client: Client) -> None:
    for role, shown in ((None, None), ("astronaut", "other")):
        known.add_person(ADA, employment={"role": role, "title": "Moon lead"})
        employment = client.person(ADA, "hunter").json["data"]["employment"]
        assert (employment["role"], employment["title"]) == (shown, "Moon lead")


def test_records_with_null_groups_are_shown_too(known: EnrichmentWorld, client: Client) -> None:
    known.add_company("bare.dev", **dict.fromkeys(("site", "geo", "twitter", "metrics", "tags", "tech", "indexedAt")))
    known.add_person("bare@bare.dev", **dict.fromkeys(("employment", "linkedin", "twitter", "geo")))
    body = client.combined("bare@bare.dev", "hunter").json["data"]
    assert (body["company"]["geo"], body["company"]["location"], body["company"]["metrics"]["employees"]) == (
        None,
        None,
        None,
    )
    assert (body["person"]["employment"], body["person"]["linkedin"]) == (None, {"handle": None})


def test_combined_holds_what_the_single_look_ups_hold(client: Client) -> None:
    got = client.combined(ADA, "hunter").json
    person, company = client.person(ADA, "hunter").json, client.company("brightforge.dev", "hunter").json
    assert got == {"data": {"person": person["data"], "company": company["data"]}, "meta": {"email": ADA}}
    assert client.combined(BO, "hunter").json["data"]["company"] is None


def test_an_unknown_input_is_not_found(client: Client) -> None:
    assert code(client, "companies/find", domain="nobody.dev") == (404, "not_found")
    assert code(client, "people/find", email="nobody@brightforge.dev") == (404, "not_found")
    assert code(client, "combined/find", email="nobody@nowhere.dev") == (404, "not_found")


def test_an_unknown_person_may_be_a_200_with_nothing_in_it(known: EnrichmentWorld, client: Client) -> None:
    known.blank_unknown_people = True
    got = client.person("nobody@brightforge.dev", "hunter")
    assert (got.status, got.json["data"]["email"], got.json["data"]["name"]["fullName"]) == (
        200,
        "nobody@brightforge.dev",
        None,
    )
    assert client.sim.enrichment.meter.counted == 0
    assert client.company("nobody.dev", "hunter").status == 404


def test_hunter_queues_nothing(known: EnrichmentWorld, client: Client) -> None:
    known.make_pending("brightforge.dev", 1)
    assert [client.company("brightforge.dev", name).status for name in ("hunter", "clearbit")] == [200, 202]


def test_who_asked_to_be_left_alone_is(known: EnrichmentWorld, client: Client) -> None:
    known.suppressed.add(ADA)
    assert code(client, "people/find", email=ADA) == (451, "claimed_email")
    assert code(client, "combined/find", email=ADA.upper()) == (451, "claimed_email")
    assert (client.person(ADA).status, client.sim.enrichment.meter.by_input) == (200, {f"clearbit:person:{ADA}": 1})


@pytest.mark.parametrize(
    ("path", "params", "answer"),
    [
        ("companies/find", {}, (400, "wrong_params")),
        ("people/find", {"email": ""}, (400, "wrong_params")),
        ("companies/find", {"domain": "acme"}, (422, "unprocessable")),
        ("people/find", {"email": "info@acme.dev"}, (422, "unprocessable")),
        ("nothing/find", {}, (404, "not_found")),
    ],
)
def test_bad_requests_have_codes_of_hunter(
    client: Client, path: str, params: dict[str, str], answer: tuple[int, str]
) -> None:
    assert code(client, path, **params) == answer


def test_answers_have_no_rate_headers(client: Client) -> None:
    assert not [name for name in client.company("brightforge.dev", "hunter").headers if "rate" in name or "api" in name]


def test_the_account_tells_what_is_left_and_is_free(client: Client) -> None:
    client.sim.enrichment.quota = 50
    for email in (ADA, BO, "nobody@brightforge.dev"):
        client.person(email, "hunter")
    data = client.get(ACCOUNT).json["data"]
    assert (data["requests"]["credits"], data["reset_date"]) == ({"used": 0.4, "available": 10.0}, "2026-12-01")
    assert data.keys() == {"email", "plan_name", "reset_date", "requests"}
    assert data["requests"].keys() == {"credits", "searches", "verifications"}
    assert (client.sim.enrichment.meter.calls, client.sim.enrichment.meter.counted) == (3, 2)
