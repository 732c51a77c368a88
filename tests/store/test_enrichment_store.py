"""Answers are stored whole: values with their source, outcomes, raw objects, calls, and a person's employer."""

import zlib
from collections.abc import Mapping

from devsignal_cli.model.enrichment import AnswerOutcome, Following, LookedUp, Lookup
from devsignal_cli.model.records import Entity, NewRecord
from devsignal_cli.store.db import Database
from tests.store.answers import LATER, answer, company, contact, edit, enrich, rows, store_of, told, values
from tests.store.rows import NOW, OTHER, run_sql


def test_an_answer_fills_a_company_and_tells_when_to_ask_again(database: Database) -> None:
    acme = company(database)
    run = enrich(database, "company", acme, {"industry": "Software", "techStack": ["go", "rust"], "foundedYear": 2009})
    assert values(database, "company", acme) == {
        "industry": "Software",
        "techStack": ["go", "rust"],
        "foundedYear": 2009,
    }
    row = rows(database, "SELECT outcome, provider, tried_at, retry_at, queued_at, enriched_at FROM company")[0]
    assert tuple(row) == ("found", "clearbit", NOW, NOW + 100, None, NOW)
    assert {(r["source"], r["run_id"]) for r in rows(database, "SELECT source, run_id FROM field_provenance")} == {
        ("clearbit", run)
    }
    raw = rows(database, "SELECT body, crc FROM raw_answer WHERE kind = 'company'")[0]
    assert zlib.crc32(zlib.decompress(raw["body"])) == raw["crc"]


def test_a_miss_keeps_what_was_found_before(database: Database) -> None:
    acme = company(database)
    enrich(database, "company", acme, {"industry": "Software"})
    store_of(database).store_single(answer("company", acme, None), LATER, NOW + 5)
    assert values(database, "company", acme) == {"industry": "Software"}
    assert tuple(rows(database, "SELECT outcome, enriched_at, tried_at FROM company")[0]) == ("not_found", NOW, NOW + 5)


def test_a_pending_answer_stays_in_the_queue(database: Database) -> None:
    acme = company(database)
    store_of(database).store_single(answer("company", acme, None, "pending"), LATER, NOW + 5)
    assert tuple(rows(database, "SELECT outcome, queued_at, enriched_at FROM company")[0]) == ("pending", NOW, None)


def test_who_asked_to_be_left_alone_keeps_only_what_people_wrote(database: Database) -> None:
    jo = contact(database, first_name="Jo")
    enrich(database, "contact", jo, {"title": "CTO", "first_name": "Joanna"})
    store_of(database).store_single(answer("contact", jo, None, "suppressed"), LATER, NOW + 5)
    assert values(database, "contact", jo) == {"first_name": "Jo"}
    assert rows(database, "SELECT * FROM raw_answer WHERE kind = 'contact'") == []
    assert rows(database, "SELECT outcome FROM contact")[0]["outcome"] == "suppressed"
    told = rows(database, "SELECT value FROM field_provenance WHERE source = 'clearbit'")
    assert [row["value"] for row in told] == [None, None]


def test_calls_are_booked_on_one_line_a_run_and_day(database: Database) -> None:
    acme = company(database)
    store = store_of(database)
    run = store.start_run("companies", NOW)
    store.store(run, answer("company", acme, None), LATER, NOW)
    failed = LookedUp(Lookup(domain="acme.io", company_id=acme), calls=5)
    store.store(run, failed, {}, NOW)
    lines = rows(database, "SELECT count, free_count, micro_usd, account FROM ledger WHERE kind = 'enrichment'")
    assert [tuple(row) for row in lines] == [(1, 5, 0, "clearbit:account")]


def test_a_record_that_is_gone_meanwhile_costs_no_answer(database: Database) -> None:
    acme = company(database)
    run_sql(database, "DELETE FROM field_provenance", "DELETE FROM company")
    _, merged = store_of(database).store_single(answer("company", acme, {"industry": "x"}), LATER, NOW)
    assert merged == {}
    assert rows(database, "SELECT count FROM ledger")[0]["count"] == 1


def test_an_employer_on_file_is_linked_by_domain(database: Database) -> None:
    acme, jo = company(database, "acme.io"), contact(database, "jo@gmail.com")
    following: Mapping[Entity, Following] = {"contact": Following(None, "acme.io", "acme")}
    enrich(database, "contact", jo, {"title": "CTO"}, following=following)
    assert values(database, "contact", jo)["company_id"] == acme


def test_an_employer_is_linked_by_a_name_that_only_one_company_bears(database: Database) -> None:
    acme = company(database, "acme.io", name="Acme")
    jo, bo = contact(database, "jo@gmail.com"), contact(database, "bo@gmail.com")
    following: Mapping[Entity, Following] = {"contact": Following(None, None, "acme")}
    enrich(database, "contact", jo, {"title": "CTO"}, following=following)
    assert values(database, "contact", jo)["company_id"] == acme
    company(database, "acme.dev", name="ACME")
    enrich(database, "contact", bo, {"title": "CTO"}, following=following)
    assert "company_id" not in values(database, "contact", bo)


def test_a_new_employer_comes_into_being_queued_and_not_enriched(database: Database) -> None:
    jo = contact(database, "jo@gmail.com")
    enrich(database, "contact", jo, {"title": "CTO"}, following={"contact": Following(None, "acme.io", "acme")})
    row = rows(database, "SELECT domain, source, queued_at, tried_at FROM company")[0]
    assert tuple(row) == ("acme.io", "clearbit", NOW, None)


def test_no_company_is_made_beside_the_one_that_the_e_mail_names(database: Database) -> None:
    jo = contact(database, "jo@acme.io", "acme.io")
    enrich(database, "contact", jo, {"title": "CTO"}, following={"contact": Following(None, "acme.us", "acme")})
    assert [row["domain"] for row in rows(database, "SELECT domain FROM company")] == ["acme.io"]


def test_a_company_that_a_person_chose_is_kept(database: Database) -> None:
    mine, other = company(database, "mine.io"), company(database, "acme.io")
    jo = contact(database, "jo@acme.io", None, company_id=mine)
    enrich(database, "contact", jo, {"title": "CTO"}, following={"contact": Following(None, "acme.io", None)})
    assert values(database, "contact", jo)["company_id"] == mine != other


def test_a_combined_answer_is_stored_for_both(database: Database) -> None:
    acme, jo = company(database), contact(database)
    lookup = Lookup("acme.io", "jo@acme.io", acme, jo)
    looked = LookedUp(lookup, told("company", {"industry": "x"}), told("contact", {"title": "y"}), 1, 1)
    merged = store_of(database).store(store_of(database).start_run("all", NOW), looked, LATER, NOW)
    assert {entity: dict(found.values) for entity, found in merged.items()} == {
        "company": {"industry": "x"},
        "contact": {"title": "y"},
    }


def candidates(
    database: Database, now: int = NOW, stale_before: int = -1, provider: str = "clearbit"
) -> tuple[list[int], dict[str, int]]:
    return store_of(database, provider).candidates("company", now, stale_before)


def test_queued_companies_come_first_then_those_tried_longest_ago(database: Database) -> None:
    old, new, queued, bare = (company(database, f"{name}.io") for name in ("old", "new", "queued", "bare"))
    for number, key, at in ((old, "old.io", NOW - 50), (new, "new.io", NOW - 10)):
        store_of(database).store_single(answer("company", number, None, key=key), {"company": Following(NOW - 1)}, at)
    with database.write() as session:
        session.execute("UPDATE company SET queued_at = NULL WHERE id = :id", {"id": bare})
    assert candidates(database) == ([queued, bare, old, new], {})


def test_what_has_been_told_is_not_asked_again_before_its_time(database: Database) -> None:
    outcomes: tuple[AnswerOutcome, ...] = ("not_found", "pending", "invalid", "suppressed")
    for outcome in outcomes:
        key = f"{outcome}.io".replace("_", "-")
        number = company(database, key)
        retry = NOW + 50 if outcome in ("not_found", "pending") else None
        looked = answer("company", number, None, outcome, key=key)
        store_of(database).store_single(looked, {"company": Following(retry)}, NOW)
    assert candidates(database) == ([], dict.fromkeys(outcomes, 1))
    due, skipped = candidates(database, NOW + 51)
    assert (len(due), skipped) == (2, {"invalid": 1, "suppressed": 1})


def test_another_provider_may_know_what_the_first_did_not(database: Database) -> None:
    number = company(database)
    store_of(database).store_single(answer("company", number, None), {"company": Following(NOW + 50)}, NOW)
    assert candidates(database, provider="hunter") == ([number], {})


def test_a_whole_company_is_due_again_only_when_it_is_stale(database: Database) -> None:
    number = company(database)
    enrich(database, "company", number, {"industry": "a", "size": "small", "description": "b"})
    assert candidates(database, NOW + 10**8) == ([], {})
    assert candidates(database, NOW + 50, stale_before=NOW) == ([number], {})
    assert candidates(database, NOW + 50, stale_before=NOW - 1) == ([], {})


def test_a_company_that_misses_a_key_field_is_due_again_when_its_time_comes(database: Database) -> None:
    number = company(database)
    enrich(database, "company", number, {"industry": "a"})
    assert candidates(database, NOW + 50) == ([], {"found": 1})
    assert candidates(database, NOW + 101) == ([number], {})


def test_what_is_on_file_from_the_same_provider_is_known(database: Database) -> None:
    number = company(database)
    enrich(database, "company", number, {"industry": "a"})
    found = told("company", {"industry": "a"}).found
    other = told("company", {"industry": "b"}).found
    assert found
    assert other
    assert store_of(database).is_known("company", number, found)
    assert not store_of(database).is_known("company", number, other)
    assert not store_of(database, "hunter").is_known("company", number, found)


def test_a_value_without_a_source_counts_as_typed(database: Database) -> None:
    number = company(database)
    with database.write() as session:
        session.execute("UPDATE company SET industry = 'mine' WHERE id = :id", {"id": number})
    enrich(database, "company", number, {"industry": "theirs"})
    assert values(database, "company", number)["industry"] == "mine"
    edit(database, "company", number, industry=None)
    assert values(database, "company", number) == {}


def test_an_answer_for_a_domain_that_was_edited_meanwhile_is_nobody_s(database: Database) -> None:
    number = company(database, "acme.io")
    run_sql(database, "UPDATE company SET domain = 'other.io'")
    _, merged = store_of(database).store_single(answer("company", number, {"industry": "x"}), LATER, NOW)
    assert (merged, values(database, "company", number)) == ({}, {})
    assert tuple(rows(database, "SELECT outcome, queued_at FROM company")[0]) == (None, NOW)
    assert rows(database, "SELECT count FROM ledger")[0]["count"] == 1


def test_what_failed_since_it_was_queued_goes_behind_the_queue(database: Database) -> None:
    bad, good = company(database, "bad.io"), company(database, "good.io")
    failed = LookedUp(Lookup(domain="bad.io", company_id=bad), calls=5)
    store_of(database).store(store_of(database).start_run("companies", NOW), failed, {}, NOW + 1)
    assert candidates(database, NOW + 2) == ([good, bad], {})


def test_a_name_for_what_is_there_by_now_gives_that(database: Database) -> None:
    acme, jo = company(database), contact(database)
    store = store_of(database)
    assert store.add(NewRecord("company", "acme.io"), NOW).id == acme
    assert store.add(NewRecord("contact", "Jo@acme.io", "jo@acme.io"), NOW).id == jo
    assert store.add(NewRecord("company", "new.io"), NOW).queued_at == NOW


def test_a_company_is_found_by_its_alias_and_asked_for_by_its_own_domain(database: Database) -> None:
    acme = company(database)
    run_sql(
        database, f"INSERT INTO company_domain (organization_id, domain, company_id) VALUES (1, 'acme.dev', {acme})"
    )
    found = store_of(database).find("company", "acme.dev", "acme.dev")
    assert found
    assert (found.id, found.key, found.aliases) == (acme, "acme.io", ("acme.dev",))
    assert store_of(database, org=OTHER).find("company", str(acme), "acme.io") is None
