"""One company, one contact: asked once, merged field by field, told with reasons, put back on request."""

import json
import sqlite3
import zlib
from contextlib import closing
from typing import Any, cast

import pytest

from devsignal_cli.model.records import COMPANY_FIELDS, CONTACT_FIELDS
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from tests.e2e.answerers import NOW, add, connect, edit, providers, record, values
from tests.support import DAY_MS, NOW_MS, Cli

KEYS = {"id", "input", "outcome", "fields_updated", "fields_kept", "cached", "provider"}
WHOLE: dict[str, Any] = {
    "domain": "acme.dev",
    "name": "Acme",
    "description": "Ships from the terminal.",
    "url": "https://acme.dev/en",
    "category": {"sector": "Technology", "industry": "Software", "subIndustry": "Developer Tools"},
    "foundedYear": 2014,
    "geo": {"city": "Oslo", "country": "Norway"},
    "logo": "https://cdn.acme.dev/logo.png",
    "twitter": {"handle": "acme"},
    "linkedin": {"handle": "company/acme"},
    "metrics": {"employees": 120, "employeesRange": "51-250", "annualRevenue": 9000000, "raised": 5000000},
    "tech": ["vue_js", "google-tag-manager", "C++"],
}


@pytest.fixture
def world() -> EnrichmentWorld:
    made = EnrichmentWorld()
    made.add_company(**WHOLE)
    made.add_person(
        "jo@acme.dev",
        name={"fullName": "Jo Marsh", "givenName": "Jo", "familyName": "Marsh"},
        employment={
            "domain": "acme.dev",
            "name": "Acme",
            "title": "CTO",
            "role": "engineering",
            "seniority": "executive",
        },
        avatar="https://cdn.acme.dev/jo.png",
        location="Oslo, Norway",
        twitter={"handle": "jomarsh"},
        linkedin={"handle": "in/jomarsh"},
        fuzzy=False,
    )
    return made


def test_a_company_gets_its_sixteen_fields(cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world) as x:
        assert connect(cli, x, monkeypatch).code == 0
        ran = cli("clearbit", "enrich", "company", "https://www.ACME.dev/pricing", "--json")
        assert ran.code == 0
        assert set(ran.json) >= KEYS
        assert (ran.json["outcome"], ran.json["cached"], ran.json["provider"]) == ("found", False, "clearbit")
        assert tuple(ran.json["fields_updated"]) == COMPANY_FIELDS
        told = values(cli)
        assert (told["name"], told["size"], told["website"]) == ("Acme", "medium", "https://acme.dev/en")
        assert told["techStack"] == ["c_plus_plus", "google_tag_manager", "vue_js"]
        assert (told["annualRevenue"], told["totalFunding"], told["foundedYear"]) == (9000000, 5000000, 2014)
        assert (told["twitterHandle"], told["country"], told["employees"]) == ("acme", "Norway", 120)
        assert x.enrichment.meter.by_input == {"clearbit:company:acme.dev": 1}


def test_a_contact_gets_its_ten_fields_and_its_company(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        ran = cli("clearbit", "enrich", "contact", "Jo@acme.dev", "--json")
        assert ran.code == 0
        assert sorted(ran.json["fields_updated"]) == sorted(
            set(CONTACT_FIELDS) - {"company_id"}
        )  # the e-mail told that
        told = values(cli, "contact")
        assert (told["first_name"], told["title"], told["role"]) == ("Jo", "CTO", "engineering")
        company = record(cli, "company", int(str(told["company_id"])))
        assert (company.key, company.queued_at, company.enriched_at) == ("acme.dev", NOW, None)
        assert cli.sql("SELECT handle_key FROM contact") == [("jomarsh",)]


def test_asked_again_within_a_day_nothing_is_sent_and_nothing_written(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
        before = cli.sql("SELECT count(*) FROM field_provenance UNION ALL SELECT count(*) FROM run")
        ran = cli("clearbit", "enrich", "company", "acme.dev", "--json")
        assert (ran.json["cached"], ran.json["fields_updated"], ran.json["run"]) == (True, [], None)
        assert cli.sql("SELECT count(*) FROM field_provenance UNION ALL SELECT count(*) FROM run") == before
        assert x.enrichment.meter.counted == 1
        assert cli("clearbit", "enrich", "company", "acme.dev", "--refresh").code == 0
        assert x.enrichment.meter.counted == 2


def test_what_a_person_wrote_is_kept_and_told(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        add(cli, ["acme.dev"], industry="My own words")
        ran = cli("clearbit", "enrich", "company", "1", "--json")
        assert ran.json["fields_kept"] == ["industry"]
        assert "industry" not in ran.json["fields_updated"]
        human = cli("clearbit", "enrich", "company", "1", "--refresh")
        assert "kept, typed by hand" in human.out
        assert values(cli)["industry"] == "My own words"


def test_an_undo_puts_back_what_was_there(cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        add(cli, ["acme.dev"], name="ACME Inc")
        run = cli("clearbit", "enrich", "company", "1", "--json").json["run"]
        edit(cli, "company", 1, industry="Tools")
        undone = cli("clearbit", "undo", run, "--json")
        assert (undone.code, undone.json["records"]) == (0, 1)
        assert [(left["record"], left["field"]) for left in undone.json["left"]] == [("acme.dev", "industry")]
        assert values(cli) == {"name": "ACME Inc", "industry": "Tools"}
        again = cli("clearbit", "undo", run)
        assert (again.code, "before" in again.out) == (0, True)
        assert cli("clearbit", "undo", "77", "--json").error["code"] == "not_found"


def test_a_miss_is_remembered_longer_than_the_cache(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        for _ in range(2):
            ran = cli("clearbit", "enrich", "company", "nobody.dev", "--json")
            assert (ran.code, ran.json["outcome"]) == (0, "not_found")
        assert x.enrichment.meter.counted == 1
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: (NOW_MS + 40 * DAY_MS) / 1000)
        cli("clearbit", "enrich", "company", "nobody.dev")
        assert x.enrichment.meter.counted == 2


def test_a_pending_answer_is_to_be_tried_later_and_is_not_cached(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.make_pending("acme.dev", 3)
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        for _ in range(3):  # an empty body, a queued error, a null record
            ran = cli("clearbit", "enrich", "company", "acme.dev", "--json")
            assert (ran.code, ran.json["outcome"], ran.json["fields_updated"]) == (75, "pending", [])
            assert "still looking" in ran.error["message"]
        assert cli("clearbit", "enrich", "company", "acme.dev", "--json").json["outcome"] == "found"


def test_an_input_that_the_provider_refuses_is_wrong_usage(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {
        "path": "/clearbit",
        "status": 422,
        "body": {"error": {"type": "params_invalid", "message": "Domain is invalid"}},
    }
    with providers(world, faults=[entry]) as x:
        connect(cli, x, monkeypatch)
        x.faults.add(entry)
        ran = cli("clearbit", "enrich", "company", "acme.dev", "--json")
        assert (ran.code, ran.json["outcome"]) == (2, "invalid")
        sent = x.enrichment.meter.counted
        assert cli("clearbit", "enrich", "company", "acme.dev").code == 2
        assert x.enrichment.meter.counted == sent


@pytest.mark.parametrize("email", ["info@acme.dev", "583231+octocat@users.noreply.github.com"])
def test_an_address_of_nobody_is_not_asked_for(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        ran = cli("clearbit", "enrich", "contact", email, "--json")
        assert (ran.code, ran.json["outcome"]) == (0, "skipped")
        assert ran.json["reason"]
        assert x.enrichment.meter.counted == 0


def test_somebody_who_asked_to_be_left_alone_is_never_asked_for_again(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch, "--provider", "hunter")
        assert "title" in cli("clearbit", "enrich", "contact", "jo@acme.dev", "--json").json["fields_updated"]
        world.suppressed.add("jo@acme.dev")
        ran = cli("clearbit", "enrich", "contact", "jo@acme.dev", "--refresh", "--json")
        assert (ran.code, ran.json["outcome"]) == (0, "not_found")
        assert values(cli, "contact").keys() == {"company_id"}
        assert "CTO" not in str(cli.sql("SELECT * FROM field_provenance"))
        with closing(sqlite3.connect(cli.home / "cache" / "cache.db")) as cache:
            assert cache.execute("SELECT count(*) FROM Cache").fetchone() == (0,)
        sent = x.enrichment.meter.counted
        cli("clearbit", "enrich", "contact", "jo@acme.dev", "--refresh")
        cli("clearbit", "enrich", "bulk", "contacts")
        assert x.enrichment.meter.counted == sent


def test_hunter_fills_the_same_fields(cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch, "--provider", "hunter")
        ran = cli("clearbit", "enrich", "company", "acme.dev", "--json")
        assert (ran.json["provider"], ran.json["outcome"]) == ("hunter", "found")
        told = values(cli)
        assert told["size"] == "medium"
        assert {"c_plus_plus", "google_tag_manager", "vue_js"} <= set(cast("list[str]", told["techStack"]))


@pytest.mark.parametrize(
    ("text", "code"), [("99", "not_found"), ("acme", "usage"), ("linkedin.com/company/acme", "usage")]
)
def test_what_is_no_company_is_told(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        ran = cli("clearbit", "enrich", "company", text, "--json")
        assert (ran.code, ran.error["code"]) == (2, code)
        assert x.enrichment.meter.counted == 0


def test_a_dry_run_sends_and_stores_nothing(cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        ran = cli("clearbit", "enrich", "company", "acme.dev", "--dry-run", "--json")
        assert (ran.code, ran.json["outcome"]) == (0, "skipped")
        assert x.enrichment.meter.counted == 0
        assert cli.sql("SELECT count(*) FROM company") == [(0,)]


def test_without_a_key_the_next_step_is_told(cli: Cli) -> None:
    ran = cli("clearbit", "enrich", "company", "acme.dev", "--json")
    assert (ran.code, ran.error["code"]) == (78, "not_connected")
    assert "clearbit connect" in ran.error["hint"]


def test_a_record_without_a_key_is_skipped_with_a_hint(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        add(cli, [None], name="Acme")
        ran = cli("clearbit", "enrich", "company", "1", "--json")
        assert (ran.code, ran.json["outcome"]) == (0, "skipped")
        assert "domain" in ran.json["reason"]


def test_the_answer_as_it_came_is_kept(cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
    body, crc = cli.sql("SELECT body, crc FROM raw_answer WHERE kind = 'company'")[0]
    raw = zlib.decompress(body)
    assert (zlib.crc32(raw), json.loads(raw)["domain"]) == (crc, "acme.dev")
    assert cli("db", "check").code == 0


def test_a_domain_edited_by_a_person_is_asked_for_anew(
    cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        assert cli("company", "add", "acne.dev", "--name", "Acme").code == 0
        assert cli("clearbit", "enrich", "company", "1", "--json").json["outcome"] == "not_found"
        assert cli("company", "edit", "1", "--domain", "acme.dev").code == 0
        assert cli("clearbit", "enrich", "bulk", "--delay", "0", "--json").json["enriched"] == 1
        shown = cli("company", "show", "acme.dev", "--json").json
        assert (shown["industry"], shown["queued"], shown["outcome"], shown["provider"]) == (
            "Software",
            False,
            "found",
            "clearbit",
        )


def test_an_emptied_field_is_filled_again(cli: Cli, world: EnrichmentWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        cli("company", "add", "acme.dev", "--industry", "Mine")
        assert cli("clearbit", "enrich", "company", "1", "--json").json["fields_kept"] == ["industry"]
        cli("company", "edit", "1", "--industry", "")
        assert cli("company", "show", "1", "--json").json["industry"] is None
        assert cli("clearbit", "enrich", "company", "1", "--refresh", "--json").json["fields_updated"] == ["industry"]
