"""What is taken away leaves nothing that names it; contacts outlive their company."""

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.model.enrichment import Following
from devsignal_cli.store import authors, record_remove, resolution, signals
from devsignal_cli.store.db import Database
from tests.store.answers import company, contact, edit, enrich, rows, values
from tests.store.rows import NOW, ORG, OTHER, item, profile, run_sql, store


def remove_companies(database: Database, *ids: int) -> None:
    with resolution.writing(database, ORG, RULES, NOW) as session:
        record_remove.companies(session, ORG, ids, NOW, RULES)


def remove_contacts(database: Database, *ids: int) -> None:
    with resolution.writing(database, ORG, RULES, NOW) as session:
        record_remove.contacts(session, ORG, ids)


def linked(database: Database, contact_id: int | None, company_id: int | None) -> None:
    """An author with one post, linked to a contact or a company."""
    with database.write() as session:
        authors.store_profiles(session, [profile(7001)], (), NOW)
        session.execute(
            """
            INSERT INTO identity (organization_id, author_id, contact_id, company_id, method, confidence, evidence,
                state, decided_by, created_at)
            VALUES (1, 7001, :contact, :company, 'person', 1.0, '{}', 'confirmed', 'person', 1)
            """,
            {"contact": contact_id, "company": company_id},
        )
    store(database, item())
    with database.write() as session:
        signals.relink(session, ORG, [7001], noise=RULES.noise)


def test_a_contact_goes_with_its_values_answers_and_links(database: Database) -> None:
    jo = contact(database, "jo@gmail.com", title="CTO")
    enrich(database, "contact", jo, {"role": "sales"})
    linked(database, jo, None)
    assert rows(database, "SELECT contact_id FROM signal")[0]["contact_id"] == jo
    remove_contacts(database, jo)
    for table in ("contact", "field_provenance", "identity"):
        assert rows(database, f"SELECT * FROM {table}") == [], table
    assert rows(database, "SELECT * FROM raw_answer WHERE kind = 'contact'") == []
    assert rows(database, "SELECT contact_id FROM signal")[0]["contact_id"] is None


def test_a_company_goes_and_its_contacts_stay_without_it(database: Database) -> None:
    acme, jo = company(database, "acme.io", industry="x"), contact(database, "jo@acme.io", "acme.io")
    run_sql(
        database, f"INSERT INTO company_domain (organization_id, domain, company_id) VALUES (1, 'acme.dev', {acme})"
    )
    linked(database, jo, acme)
    remove_companies(database, acme)
    assert values(database, "contact", jo) == {}
    for table in ("company", "company_domain"):
        assert rows(database, f"SELECT * FROM {table}") == [], table
    assert [tuple(row) for row in rows(database, "SELECT contact_id, company_id FROM identity")] == [(jo, None)]
    assert tuple(rows(database, "SELECT contact_id, company_id FROM signal")[0]) == (jo, None)


def test_a_link_to_the_company_alone_goes_with_it(database: Database) -> None:
    acme = company(database)
    linked(database, None, acme)
    remove_companies(database, acme)
    assert rows(database, "SELECT * FROM identity") == []


def test_a_contact_falls_back_to_the_company_that_its_other_values_name(database: Database) -> None:
    acme, other = company(database, "acme.io"), company(database, "other.io")
    jo = contact(database, "jo@acme.io", "acme.io")
    enrich(database, "contact", jo, {}, following={"contact": Following(None, "other.io")})
    assert values(database, "contact", jo)["company_id"] == other
    remove_companies(database, other)
    assert values(database, "contact", jo)["company_id"] == acme


def test_companies_removed_together_name_none_of_each_other(database: Database) -> None:
    acme, other = company(database, "acme.io"), company(database, "other.io")
    jo = contact(database, "jo@acme.io", "acme.io")
    edit(database, "contact", jo, company_id=other)
    remove_companies(database, other, acme)
    assert values(database, "contact", jo) == {}


def test_nothing_of_another_organization_is_touched(database: Database) -> None:
    acme = company(database)
    with resolution.writing(database, ORG, RULES, NOW) as session:
        record_remove.companies(session, OTHER, [acme], NOW, RULES)
        record_remove.contacts(session, OTHER, [acme])
    assert len(rows(database, "SELECT * FROM company")) == 1
