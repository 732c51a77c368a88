"""Clearbit's answers: found, unknown, queued, invalid, and what every answer carries."""

import pytest

from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from tests.simulator.client import NOW_MS, Client

from .conftest import ADA, BO

QUEUED = b'{"error": {"type": "queued", "message": "Lookup queued. Try this request again in a few minutes."}}'


def test_a_company_has_all_groups_of_attributes(client: Client) -> None:
    got = client.company("brightforge.dev")
    body = got.json
    assert (got.status, body["name"], body["domain"]) == (200, "Brightforge", "brightforge.dev")
    assert body.keys() == set(
        "id name legalName domain domainAliases site category tags description foundedYear location timeZone utcOffset "
        "geo logo facebook linkedin twitter crunchbase emailProvider type ticker identifiers phone indexedAt metrics "
        "tech techCategories parent ultimateParent".split()
    )
    assert set(body["metrics"]) == set(
        "alexaUsRank alexaGlobalRank trafficRank employees employeesRange marketCap raised annualRevenue "
        "estimatedAnnualRevenue fiscalYearEnd".split()
    )
    assert isinstance(body["metrics"]["employees"], int)
    assert body["emailProvider"] is False
    assert body["linkedin"]["handle"] == "company/brightforge"


def test_a_person_has_a_name_and_an_employer(client: Client) -> None:
    got = client.person(ADA)
    assert (got.status, got.json["name"]) == (
        200,
        {"fullName": "Ada Marsh", "givenName": "Ada", "familyName": "Marsh"},
    )
    employment = got.json["employment"]
    assert (employment["domain"], employment["name"]) == ("brightforge.dev", "Brightforge")
    assert got.json.keys() >= set("geo github twitter linkedin gravatar fuzzy indexedAt activeAt inactiveAt".split())


def test_a_person_of_free_mail_has_no_employer(client: Client) -> None:
    body = client.person(BO).json
    assert (body["emailProvider"], set(body["employment"].values()), body["name"]["fullName"]) == (True, {None}, "Bo")


def test_an_alias_is_answered_with_the_canonical_domain(client: Client) -> None:
    body = client.company("getbrightforge.dev").json
    assert (body["domain"], body["domainAliases"]) == ("brightforge.dev", ["getbrightforge.dev"])


def test_letter_case_of_the_input_does_not_matter(client: Client) -> None:
    assert (client.company("BrightForge.DEV").status, client.person(ADA.upper()).status) == (200, 200)


def test_combined_gives_both(client: Client) -> None:
    body = client.combined(ADA).json
    assert (body["person"], body["company"]) == (client.person(ADA).json, client.company("brightforge.dev").json)


@pytest.mark.parametrize(
    ("email", "found"),
    [(BO, (True, False)), ("new.face@brightforge.dev", (False, True)), (ADA, (True, True))],
)
def test_combined_may_lack_either_half(client: Client, email: str, found: tuple[bool, bool]) -> None:
    got = client.combined(email)
    assert (got.status, (got.json["person"] is not None, got.json["company"] is not None)) == (200, found)


def test_the_employer_that_a_record_names_is_the_company(known: EnrichmentWorld, client: Client) -> None:
    known.add_person(BO, employment={"domain": "brightforge.dev"})
    assert client.combined(BO).json["company"]["name"] == "Brightforge"


def test_what_is_unknown_is_an_unknown_record(client: Client) -> None:
    for got, words in (
        (client.company("nobody.dev"), "Unknown company."),
        (client.person("nobody@brightforge.dev"), "Unknown person."),
        (client.combined("nobody@nowhere.dev"), "Unknown person."),
    ):
        assert (got.status, got.json) == (404, {"error": {"type": "unknown_record", "message": words}})


def test_a_pending_company_is_queued_in_three_forms_and_then_found(known: EnrichmentWorld, client: Client) -> None:
    known.make_pending("brightforge.dev", 4)
    got = [client.company("brightforge.dev") for _ in range(5)]
    assert [(answer.status, answer.raw) for answer in got[:4]] == [
        (202, b""),
        (202, QUEUED),
        (202, b"null"),
        (202, b""),
    ]
    assert (got[4].status, got[4].json["name"]) == (200, "Brightforge")


def test_a_pending_combined_look_up_has_a_null_record_of_its_own(known: EnrichmentWorld, client: Client) -> None:
    known.make_pending(ADA, 3)
    got = [client.combined(ADA) for _ in range(4)]
    assert [answer.status for answer in got] == [202, 202, 202, 200]
    assert (got[0].raw, got[1].raw, got[2].json) == (b"", QUEUED, {"person": None, "company": None})


def test_a_pending_input_may_turn_out_to_be_unknown(known: EnrichmentWorld, client: Client) -> None:
    known.make_pending("nobody.dev", 1)
    assert [client.company("nobody.dev").status for _ in range(2)] == [202, 404]


def test_what_is_cached_can_be_had_at_once(known: EnrichmentWorld, client: Client) -> None:
    known.make_pending("brightforge.dev", 1)
    assert client.company("brightforge.dev", cached="true").status == 200


@pytest.mark.parametrize(
    "domain", ["acme", "localhost", "10.0.0.1", "https://acme.dev", "acme..dev", "-a.dev", "a b.dev"]
)
def test_a_domain_that_is_none_is_refused(client: Client, domain: str) -> None:
    got = client.company(domain)
    assert (got.status, got.json) == (422, {"error": {"type": "params_invalid", "message": "Domain is invalid"}})


@pytest.mark.parametrize(
    "email", ["ada", "@acme.dev", "ada@", "ada@acme", "a@b@acme.dev", "info@acme.dev", "Support@acme.dev"]
)
@pytest.mark.parametrize("kind", ["people", "combined"])
def test_an_address_of_nobody_is_refused(client: Client, kind: str, email: str) -> None:
    got = client.get(f"/clearbit/v2/{kind}/find", email=email)
    assert (got.status, got.json) == (422, {"error": {"type": "email_invalid", "message": "Invalid email."}})


def test_a_missing_parameter_is_told(client: Client) -> None:
    got = client.get("/clearbit/v2/companies/find")
    assert (got.status, got.json) == (400, {"error": {"type": "params_invalid", "message": "Domain is required"}})
    assert client.get("/clearbit/v2/combined/find", domain="acme.dev").status == 400


def test_answers_carry_version_and_rate_and_nothing_of_x(client: Client) -> None:
    headers = client.company("nobody.dev").headers
    assert (headers["x-api-version"], headers["x-ratelimit-limit"], headers["x-ratelimit-remaining"]) == (
        "2019-12-19",
        "600",
        "599",
    )
    assert headers["x-ratelimit-reset"] == str(NOW_MS // 1000 + 60)
    assert headers["date"] == "Wed, 18 Nov 2026 11:06:40 GMT"
    assert not headers.keys() & {"api-version", "x-rate-limit-limit", "retry-after"}


@pytest.mark.parametrize("path", ["/clearbit/v2/companies", "/clearbit/v1/domains/find", "/clearbit/"])
def test_an_unknown_route_is_told_before_the_key(client: Client, path: str) -> None:
    got = client.get(path, headers={})
    assert (got.status, got.json["error"]["type"]) == (404, "unknown_route")
    assert "x-ratelimit-limit" not in got.headers


def test_nothing_but_get_is_served(client: Client) -> None:
    assert client.company("brightforge.dev", method="POST").json["error"]["type"] == "unknown_route"
