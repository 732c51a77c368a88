"""Two companies made one: posts and links follow, the better value wins, and nothing of the history is lost."""

from collections.abc import Mapping

import pytest

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.model.records import Value
from devsignal_cli.store import record_merge, records, resolution
from devsignal_cli.store.db import Database
from devsignal_cli.store.enrich_undo import EnrichmentUndo
from tests.store.answers import company, contact, edit, enrich, rows, values
from tests.store.rows import NOW, ORG, asked, item, run_sql, store


def merge(database: Database, old: int, into: int) -> tuple[str, ...]:
    with resolution.writing(database, ORG, RULES, NOW) as session:
        pair = records.load(session, ORG, "company", [old, into])
        return record_merge.merge(session, ORG, pair[old], pair[into], NOW + 9, RULES)


def test_posts_of_the_other_s_people_and_of_those_tied_to_it_follow(database: Database) -> None:
    old, into = company(database, "acme.com"), company(database, "acme.io")
    person = contact(database, "jo@acme.com", "acme.com")
    store(database, item(1, author_id=7001), item(2, author_id=7002), item(3, author_id=7003))
    run_sql(
        database,
        *(
            f"""INSERT INTO identity (organization_id, author_id, contact_id, company_id, method, confidence, evidence, state,
                decided_by, created_at) VALUES (1, {author}, {contact_id}, {company_id}, 'domain', 1, '', 'confirmed', 'person', 1)"""
            for author, contact_id, company_id in ((7001, person, "NULL"), (7002, "NULL", old))
        ),
        f"UPDATE signal SET company_id = {old}, identity_state = 'confirmed' WHERE author_id IN (7001, 7002)",
    )
    merge(database, old, into)
    assert asked(database, "SELECT author_id, company_id FROM signal ORDER BY author_id") == [
        (7001, into),
        (7002, into),
        (7003, None),
    ]
    assert asked(database, "SELECT company_id FROM identity WHERE author_id = 7002") == [(into,)]


@pytest.mark.parametrize(
    ("old_source", "into_source", "winner"),
    [
        ("hand", None, "old"),
        ("clearbit", None, "old"),
        ("hand", "clearbit", "old"),
        ("import", "clearbit", "old"),
        ("clearbit", "hand", "into"),
        ("hand", "hand", "into"),
        ("clearbit", "clearbit", "into"),
        (None, "hand", "into"),
    ],
)
def test_of_two_values_the_better_source_wins_and_of_equals_the_one_that_stays(
    database: Database, old_source: str | None, into_source: str | None, winner: str
) -> None:
    pair = {}
    for name, source in (("into", into_source), ("old", old_source)):
        told: Mapping[str, Value] = {"industry": name}
        pair[name] = company(database, f"{name}.io")
        if source == "clearbit":
            enrich(database, "company", pair[name], told)
        elif source:
            edit(database, "company", pair[name], source, **told)
    taken = merge(database, pair["old"], pair["into"])
    assert values(database, "company", pair["into"])["industry"] == winner
    assert taken == (("industry",) if winner == "old" else ())


def test_what_a_provider_said_of_the_other_counts_as_enriched_and_can_be_taken_back(database: Database) -> None:
    old, into = company(database, "acme.com"), company(database, "acme.io")
    run = enrich(database, "company", old, {"industry": "Tools"})
    merge(database, old, into)
    state = rows(database, "SELECT enriched_at, outcome, provider FROM company")[0]
    assert tuple(state) == (NOW, None, None)  # its own domain may still be asked for
    EnrichmentUndo(database, ORG, str(run), RULES).undo(NOW + 10)
    assert values(database, "company", into) == {}
    assert rows(database, "SELECT enriched_at FROM company")[0][0] is None


def test_the_same_value_on_both_is_not_taken(database: Database) -> None:
    old, into = company(database, "acme.com", industry="Tools"), company(database, "acme.io")
    enrich(database, "company", into, {"industry": "Tools"})
    assert merge(database, old, into) == ()


def test_a_field_that_the_other_s_person_emptied_takes_nothing(database: Database) -> None:
    old, into = company(database, "acme.com", industry="Tools"), company(database, "acme.io", industry="Cars")
    edit(database, "company", old, industry=None)
    assert merge(database, old, into) == ()
    assert values(database, "company", into) == {"industry": "Cars"}


def test_companies_without_domains_merge_too(database: Database) -> None:
    old, into = company(database, None, name="Acme"), company(database, None, name="Acme Inc")
    merge(database, old, into)
    assert asked(database, "SELECT id, domain, name FROM company") == [(into, None, "Acme Inc")]
    assert asked(database, "SELECT * FROM company_domain") == []
