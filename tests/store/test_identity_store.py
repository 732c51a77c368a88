"""What a person looks at: authors by any name, cases, pages, histories; cheap, and each organization's own."""

from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.people import Target
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.identity import IdentityCase
from devsignal_cli.store import db, identity_views
from devsignal_cli.store.db import Database
from devsignal_cli.store.identity_store import IdentityStore
from tests.store.rows import ORG, OTHER, asked, run_sql
from tests.store.test_decisions import ADA, LINUS, TWIN, made


def opened(database: Database, org: OrganizationId = ORG) -> IdentityStore:
    return IdentityStore(database, Organization(org, "default" if org == ORG else "second", None, False), RULES)


def seen(store: IdentityStore, author: int) -> IdentityCase:
    case = store.case(author)
    assert case is not None
    return case


@pytest.fixture
def store(database: Database) -> IdentityStore:
    made(database)
    return opened(database)


def test_an_author_is_found_by_id_by_handle_and_by_a_former_handle(store: IdentityStore, database: Database) -> None:
    run_sql(database, f"INSERT INTO author_handle VALUES ({ADA}, 'countess', 1, 2), ({TWIN}, 'user7003', 1, 2)")
    assert store.authors(ADA, str(ADA)) == [ADA]
    assert store.authors(None, f"user{ADA}") == [ADA]
    assert store.authors(None, "countess") == [ADA]
    assert store.authors(None, "user7003") == [LINUS]  # who bears it now comes first
    assert store.authors(1, "nobody") == []


def test_an_organization_finds_its_own_authors_only(store: IdentityStore, database: Database) -> None:
    assert store.authors(ADA, "") == [ADA]
    assert opened(database, OTHER).authors(ADA, f"user{ADA}") == []


def test_who_wrote_most_waits_first(store: IdentityStore, database: Database) -> None:
    assert (store.waiting(is_probable=False), store.waiting(is_probable=True)) == ([ADA, TWIN], [LINUS])
    run_sql(database, f"UPDATE signal SET muted = 1 WHERE author_id = {ADA}")
    assert store.waiting(is_probable=False) == [TWIN, ADA]
    assert opened(database, OTHER).waiting(is_probable=False) == []


def test_a_case_has_profile_candidates_and_newest_posts(store: IdentityStore) -> None:
    case = store.case(ADA)
    assert case is not None
    assert (case.author.name, case.author.signals, case.author.handles) == ("Ada Lovelace", 2, (f"user{ADA}",))
    (link,) = case.links
    assert link.contact is not None
    assert (link.contact.name, link.contact.company, link.state) == ("Ada Lovelace", "acme.io", "review")
    assert case.tie is None
    assert [signal.author.id for signal in case.recent] == [str(ADA)] * 2
    assert case.recent[0].posted_at > case.recent[1].posted_at


def test_a_case_of_who_is_confirmed_has_nothing_to_decide(store: IdentityStore) -> None:
    link = seen(store, ADA).links[0]
    assert link.contact is not None
    store.tie(ADA, Target("contact", int(link.contact.id)), "a person said so", 5)
    case = store.case(ADA)
    assert case is not None
    assert case.links == ()
    assert case.tie is not None
    assert case.tie.state == "confirmed"
    assert store.standing(ADA)[1:] == ("confirmed", case.tie)


def test_contacts_are_asked_about_before_companies(store: IdentityStore, database: Database) -> None:
    run_sql(
        database,
        f"""INSERT INTO identity (organization_id, author_id, contact_id, method, confidence, evidence, state, decided_by,
        created_at) SELECT 1, {LINUS}, id, 'name', 0.5, 'a name', 'review', 'rule', 1 FROM contact LIMIT 1""",
    )
    case = seen(store, LINUS)
    assert [link.method for link in case.links] == ["name"]
    assert case.tie is not None
    assert case.tie.company is not None


def test_pages_are_whole_and_disjoint(store: IdentityStore) -> None:
    first = store.page(("review", "probable"), 2, 0)
    assert first.next is not None
    rest = store.page(("review", "probable"), 2, int(first.next))
    assert [link.author.id for link in (*first.items, *rest.items)] == [str(ADA), str(TWIN), str(LINUS)]
    assert rest.next is None
    assert store.page(("review",), 20, 0).items == (first.items[0], first.items[1])


def test_two_bearers_of_a_handle_are_both_found_and_told_apart(store: IdentityStore, database: Database) -> None:
    assert not store.standing(ADA)[0].shares_handle
    run_sql(database, f"UPDATE author SET username = 'user7003', username_key = 'user7003' WHERE id = {ADA}")
    assert sorted(store.authors(None, "user7003")) == [ADA, LINUS]
    assert [store.standing(author)[0].shares_handle for author in (ADA, TWIN, LINUS)] == [True, False, True]


def test_nobody_is_tied_to_what_is_no_longer_on_file(store: IdentityStore) -> None:
    for author, target in ((ADA, Target("contact", 999)), (ADA, Target("company", 999)), (1, Target("contact", 1))):
        with pytest.raises(NotFoundError, match="is no longer on file"):
            store.tie(author, target, "a person said so", 5)


def test_an_author_who_is_gone_has_no_case(store: IdentityStore) -> None:
    assert store.case(1) is None
    with pytest.raises(NotFoundError):
        store.standing(1)


def test_history_keeps_what_was_taken_back(store: IdentityStore) -> None:
    (before,) = store.history(LINUS)
    assert store.untie(LINUS, 99)
    revoked, refused = store.history(LINUS)
    assert (revoked.id, revoked.state, refused.state, refused.decided_by) == (
        before.id,
        "revoked",
        "rejected",
        "person",
    )
    assert revoked.revoked_at is not None
    assert store.link_named(int(before.id)) == revoked
    assert store.link_named(999) is None


def test_a_link_of_another_organization_is_unknown(store: IdentityStore, database: Database) -> None:
    number = int(store.history(ADA)[-1].id)
    assert store.link_named(number) is not None
    assert opened(database, OTHER).link_named(number) is None


def test_a_page_asks_the_same_few_questions_whatever_its_size(
    store: IdentityStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[str] = []
    rows = db.Session.rows

    def counted(self: db.Session, sql: str, parameters: Any = None) -> list[db.Row]:
        asked_for.append(sql)
        return rows(self, sql, parameters)

    monkeypatch.setattr(db.Session, "rows", counted)
    with database.read() as session:
        identity_views.page(session, ORG, ("review", "probable"), 20, 0)
    assert len(asked_for) == 4
    asked_for.clear()
    with database.read() as session:
        identity_views.case(session, ORG, ADA)
    assert len(asked_for) <= 8
    assert store.org == "default"
    assert asked(database, "SELECT count(*) FROM identity")[0][0] == 3


def test_a_database_opened_twice_tells_the_same(store: IdentityStore, database: Database, tmp_path: Path) -> None:
    assert tmp_path in database.path.parents
    assert opened(database).case(ADA) == store.case(ADA)
