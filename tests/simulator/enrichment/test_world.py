"""The invented world: the same for the same seed, varied, cheap, and open to planting."""

import re
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.simulator.enrichment.company import company_body
from devsignal_cli.simulator.enrichment.inputs import read_domain, read_email
from devsignal_cli.simulator.enrichment.person import person_body
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from tests.simulator.client import Client

SEEDED = EnrichmentWorld.seeded(1)


def test_the_seeded_world_has_fourteen_companies_with_a_few_people_each() -> None:
    assert len(SEEDED.companies) == 14
    assert {"acme.dev", "globex.dev", "brightforge.dev"} <= set(SEEDED.companies)
    staff = [sum(email.endswith(f"@{domain}") for email in SEEDED.people) for domain in SEEDED.companies]
    assert 2 <= min(staff) <= max(staff) <= 4
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+@[a-z]+\.dev", email) for email in SEEDED.people)


def test_the_same_seed_makes_the_same_world_and_another_one_another() -> None:
    again, other = EnrichmentWorld.seeded(1), EnrichmentWorld.seeded(2)
    assert (dict(again.companies), dict(again.people)) == (dict(SEEDED.companies), dict(SEEDED.people))
    assert set(other.people) != set(SEEDED.people)


def test_the_seeded_companies_are_varied_and_have_holes() -> None:
    records = list(SEEDED.companies.values())
    assert len({record["category"]["industryGroup"] for record in records}) > 3
    assert len({record["metrics"]["employeesRange"] for record in records}) > 3
    assert len({tuple(record["tech"]) for record in records}) > 9
    assert {"Acme", "Globex", "Kestrel Labs"} <= {record["name"] for record in records}
    assert any(record["metrics"]["employees"] is None for record in records)
    assert any(record["description"] is None for record in records)
    assert any(record["domainAliases"] for record in records)


def test_a_simulator_knows_the_seeded_world_by_default() -> None:
    with Simulator() as sim:
        assert Client(sim, sim.key).company("acme.dev").json["name"] == "Acme"
        assert list(sim.enrichment.world.people) == list(SEEDED.people)


def test_an_empty_world_stays_empty() -> None:
    with Simulator(enrichment=EnrichmentWorld()) as sim:
        assert Client(sim, sim.key).company("acme.dev").status == 404


@given(st.from_regex(r"[a-z]{1,9}(-[a-z]{1,4})?\.(dev|io|co\.uk)", fullmatch=True))
def test_any_domain_gives_one_sound_company(domain: str) -> None:
    record = company_body(domain)
    assert record == company_body(domain)
    assert (record["domain"], read_domain(domain)) == (domain, domain)
    low, _, high = record["metrics"]["employeesRange"].replace("K", "000").partition("-")
    assert int(low) <= record["metrics"]["employees"] <= int(high)
    assert len(record["description"]) <= 255


@given(st.from_regex(r"[a-z]{1,9}([._+-][a-z]{1,9})?@acme\.dev", fullmatch=True).filter(read_email))
def test_any_address_gives_one_sound_person(email: str) -> None:
    record = person_body(email, "Acme")
    assert record == person_body(email, "Acme")
    assert (record["email"], record["employment"]["name"], bool(record["name"]["fullName"])) == (email, "Acme", True)


def test_overrides_are_laid_over_the_record_and_replace_earlier_ones() -> None:
    world = EnrichmentWorld()
    world.add_company("Acme.dev", metrics={"employees": 5}, tags=["X"], domainAliases=["old.dev"])
    invented = company_body("acme.dev")
    known = world.companies["acme.dev"]
    assert (known["metrics"], known["tags"]) == (invented["metrics"] | {"employees": 5}, ["X"])
    world.add_company("acme.dev", geo=None, domainAliases=["new.dev"])
    assert world.companies["acme.dev"] == invented | {"geo": None, "domainAliases": ["new.dev"]}
    assert (world.find("company", "old.dev"), world.find("company", "new.dev")) == (None, world.companies["acme.dev"])


def test_a_name_runs_through_the_record() -> None:
    record = SEEDED.companies["kestrellabs.dev"]
    assert record["twitter"]["bio"].startswith("Kestrel Labs ")
    staff = next(person for email, person in SEEDED.people.items() if email.endswith("@kestrellabs.dev"))
    assert (staff["employment"]["name"], staff["github"]["company"]) == ("Kestrel Labs", "Kestrel Labs")


def test_a_company_of_its_own_comes_before_an_alias() -> None:
    world = EnrichmentWorld()
    world.add_company("first.dev", domainAliases=["second.dev"])
    world.add_company("second.dev")
    assert (world.find("company", "second.dev") or {})["domain"] == "second.dev"


def test_a_company_can_be_taken_away() -> None:
    world = EnrichmentWorld.seeded(1)
    del world.companies["acme.dev"]
    assert world.find("company", "acme.dev") is None


def test_many_companies_cost_little_until_they_are_asked() -> None:
    world = EnrichmentWorld()
    tracemalloc.start()
    for number in range(10_000):
        world.add_company(f"company-{number}.dev", domainAliases=[f"alias-{number}.dev"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak / 10_000 < 1_500
    assert (world.find("company", "alias-9999.dev") or {})["name"] == "Company 9999"


def test_free_mail_leads_to_no_company_even_if_its_host_is_one() -> None:
    world = EnrichmentWorld()
    world.add_company("gmail.com")
    world.add_person("bo@gmail.com")
    assert (world.find("combined", "bo@gmail.com") or {})["company"] is None
    assert world.find("company", "gmail.com") is not None


def test_names_that_no_name_server_can_know_are_no_domains() -> None:
    longest = ".".join(["a" * 63] * 3 + ["b" * 57, "dev"])
    assert (len(longest), read_domain(longest)) == (253, longest)
    assert (read_domain(f"c{longest}"), read_domain("a" * 64 + ".dev"), read_domain(f"x.{longest}")) == (
        None,
        None,
        None,
    )
    assert (read_domain("acme.test"), read_domain("acme.invalid"), read_domain("acme.example")) == (
        None,
        None,
        "acme.example",
    )
    assert (read_email("a" * 65 + "@acme.dev"), read_email("a@acme.test"), read_email("a..b@acme.dev")) == (
        None,
        None,
        None,
    )
