"""Links follow what is stored: each change of an author, a contact or a company, in the same transaction."""

from dataclasses import replace
from typing import Any

import pytest

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.core import identity
from devsignal_cli.model.people import Link, People, Target
from devsignal_cli.model.posts import Profile
from devsignal_cli.model.records import RecordEdit
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import decisions, profiles, resolution
from devsignal_cli.store.db import Database
from devsignal_cli.store.record_store import RecordStore
from tests.store.answers import company, contact, edit, mark
from tests.store.rows import NOW, ORG, OTHER, add_company, add_contact, asked, item, profile, run_sql, store

TIE = "SELECT contact_id, company_id, identity_state FROM signal ORDER BY id"
LIVE = "SELECT author_id, contact_id, company_id, method, state FROM identity WHERE revoked_at IS NULL ORDER BY author_id, id"


def seen(database: Database, *found: Profile, now: int = NOW) -> None:
    """X shows these profiles."""
    with database.write() as session:
        profiles.store_profiles(session, [identity.keyed(one) for one in found], (), now, RULES, now)


def ada(number: int = 9, **fields: Any) -> Profile:
    return profile(number, **{"name": "Ada Quillfeather", **fields})


def resolved(database: Database, *author_ids: int, org: OrganizationId = ORG) -> tuple[int, int]:
    with database.write() as session:
        return resolution.resolve(session, org, author_ids, RULES, NOW)


def test_a_contact_on_file_is_tied_and_its_signals_follow(database: Database) -> None:
    add_company(database, 30)
    add_contact(database, 20, company=30, handle="user9")
    store(database, item(1, author_id=9), item(2, author_id=8))
    seen(database, profile(9), profile(8))
    assert asked(database, TIE) == [(20, 30, "confirmed"), (None, None, "unknown")]
    columns = "organization_id, author_id, contact_id, company_id, method, confidence, evidence, state, decided_by, created_at"
    assert asked(database, f"SELECT {columns} FROM identity") == [
        (1, 9, 20, 30, "handle", 1.0, "handle @user9 is on file", "confirmed", "rule", NOW)
    ]


def test_resolving_again_changes_nothing(database: Database) -> None:
    add_contact(database, 20, handle="user9")
    store(database, item(1, author_id=9))
    seen(database, profile(9))
    before = asked(database, "SELECT * FROM identity")
    assert [resolved(database, 9), resolved(database, 9, 404), resolved(database)] == [(0, 0)] * 3
    assert asked(database, "SELECT * FROM identity") == before


def test_the_rule_sees_the_contacts_of_this_organization_alone(database: Database) -> None:
    add_contact(database, 20, handle="user9")
    add_contact(database, 21)
    add_contact(database, 22, org=OTHER, handle="user9")
    add_contact(database, 23, handle="someone")
    run_sql(database, "UPDATE contact SET x_user_id = 9 WHERE id = 21")
    store(database, item(1, author_id=9))
    told: list[People] = []

    def decide(people: People, _author_id: int) -> tuple[Link, ...]:
        told.append(people)
        return ()

    with database.write() as session:
        rules = replace(RULES, identity=replace(RULES.identity, decide=decide))
        profiles.store_profiles(session, [profile(9)], (), NOW, rules, NOW)
    assert [sorted(people.contacts) for people in told] == [[20, 21]]


def test_an_author_that_was_never_looked_up_is_known_by_id(database: Database) -> None:
    store(database, item(1, author_id=9))
    add_contact(database, 20)
    run_sql(database, "UPDATE contact SET x_user_id = 9")
    assert resolved(database, 9) == (1, 0)


def test_a_pair_to_review_ties_nothing_but_is_shown(database: Database) -> None:
    store(database, item(1, author_id=9))
    for number in (20, 21):
        add_contact(database, number, handle="user9")
    seen(database, profile(9))
    assert asked(database, TIE) == [(None, None, "review")]
    assert asked(database, LIVE) == [(9, 20, None, "handle", "review"), (9, 21, None, "handle", "review")]


def test_an_organization_without_a_signal_of_an_author_knows_no_link(database: Database) -> None:
    add_contact(database, 20, handle="user9")
    add_contact(database, 22, org=OTHER, handle="user9")
    store(database, item(1, author_id=9))
    seen(database, profile(9))
    assert asked(database, "SELECT organization_id FROM identity") == [(ORG,)]
    store(database, item(2, author_id=9, keyword_ids=(4,)), org=OTHER)
    assert resolved(database, 9, org=OTHER) == (1, 0)


def test_a_profile_paid_for_elsewhere_ties_here_too(database: Database) -> None:
    add_contact(database, 22, org=OTHER, handle="user9")
    store(database, item(2, author_id=9, keyword_ids=(4,)), org=OTHER)
    seen(database, profile(9))
    assert asked(database, "SELECT organization_id, contact_id FROM identity") == [(OTHER, 22)]


def test_a_contact_that_comes_later_ties_the_posts_that_are_there(database: Database) -> None:
    store(database, item(1, author_id=9))
    seen(database, ada())
    jo = contact(database, first_name="Ada", last_name="Quillfeather")
    assert asked(database, TIE) == [(jo, None, "probable")]


def test_a_namesake_among_the_contacts_takes_the_link_back(database: Database) -> None:
    store(database, item(1, author_id=9))
    seen(database, ada())
    contact(database, first_name="Ada", last_name="Quillfeather")
    two = contact(database, "ada@globex.test", first_name="Ada", last_name="Quillfeather")
    assert asked(database, TIE) == [(None, None, "review")]
    edit(database, "contact", two, last_name="Byron")
    assert asked(database, TIE)[0][2] == "probable"


def test_a_namesake_among_the_authors_takes_the_link_back_until_they_rename(database: Database) -> None:
    contact(database, first_name="Ada", last_name="Quillfeather")
    store(database, item(1, author_id=9))
    seen(database, ada())
    store(database, item(2, author_id=8))
    seen(database, ada(8))
    assert [row[2] for row in asked(database, TIE)] == ["review", "review"]
    seen(database, profile(8, name="Somebody Else"), now=NOW + 60)
    assert [row[2] for row in asked(database, TIE)] == ["probable", "unknown"]


def test_a_handle_that_changes_hands_opens_a_review_and_keeps_the_first(database: Database) -> None:
    add_contact(database, 20, handle="ada")
    store(database, item(1, author_id=9), item(2, author_id=8))
    seen(database, profile(9, username="ada"))
    seen(database, profile(9, username="ada_new"), profile(8, username="ada"), now=NOW + 60)
    assert [row[2] for row in asked(database, TIE)] == ["confirmed", "review"]


def test_the_company_of_a_profile_is_tied_as_soon_as_it_is_on_file(database: Database) -> None:
    store(database, item(1, author_id=9))
    seen(database, profile(9, url="https://acme.io"))
    assert asked(database, TIE) == [(None, None, "unknown")]
    acme = company(database)
    assert asked(database, TIE) == [(None, acme, "probable")]


def test_a_domain_that_a_company_gets_or_loses_is_followed(database: Database) -> None:
    store(database, item(1, author_id=9))
    seen(database, profile(9, url="https://acme.dev"))
    acme = company(database)
    records = RecordStore(database, ORG, RULES, mark)
    found = records.find("company", str(acme), None)
    assert found is not None
    records.edit(found, aliases("acme.dev"), NOW)
    assert asked(database, TIE) == [(None, acme, "probable")]
    records.edit(found, aliases(gone="acme.dev"), NOW)
    assert asked(database, TIE) == [(None, None, "unknown")]


def aliases(new: str = "", gone: str = "") -> RecordEdit:
    return RecordEdit(aliases=(new,) if new else (), aliases_gone=(gone,) if gone else ())


@pytest.fixture
def creating(database: Database) -> Database:
    run_sql(
        database,
        """INSERT INTO connection (organization_id, service, provider, account, secret_last4, settings, connected_at,
            create_companies) VALUES (1, 'twitter', 'x', 'a', '', '{}', 1, 1)""",
    )
    return database


def test_a_work_domain_of_a_profile_makes_a_company_if_wanted(creating: Database) -> None:
    store(creating, item(1, author_id=9), item(2, author_id=8))
    seen(creating, profile(9, url="https://acme.io"), profile(8, url="https://acme.io"))
    assert asked(creating, "SELECT domain, source, queued_at FROM company") == [("acme.io", "profile", NOW)]
    assert asked(creating, TIE) == [(None, 1, "probable")] * 2


def test_no_company_is_made_unless_wanted(database: Database) -> None:
    store(database, item(1, author_id=9))
    seen(database, profile(9, url="https://acme.io"))
    assert asked(database, "SELECT count(*) FROM company") == [(0,)]


def test_a_company_that_a_person_removed_is_not_made_again(creating: Database) -> None:
    store(creating, item(1, author_id=9))
    seen(creating, profile(9, url="https://acme.io"))
    RecordStore(creating, ORG, RULES, mark).remove("company", [1], NOW)
    seen(creating, profile(9, url="https://acme.io", description="changed"), now=NOW + 60)
    assert asked(creating, "SELECT count(*) FROM company") == [(0,)]
    assert asked(creating, TIE) == [(None, None, "unknown")]


def records(database: Database) -> RecordStore:
    return RecordStore(database, ORG, RULES, mark)


def changed(database: Database, number: int, edit: RecordEdit) -> None:
    found = records(database).find("company", str(number), None)
    assert found is not None
    records(database).edit(found, edit, NOW)


def test_posts_of_a_contact_s_author_leave_a_removed_company(database: Database) -> None:
    acme = company(database)
    jo = contact(database, "jo@x.test", "acme.io", first_name="Jo")
    store(database, item(1, author_id=9))
    seen(database, profile(9))
    with database.write() as session:
        decisions.tie(session, ORG, 9, Target("contact", jo), "said", RULES, NOW)
    assert asked(database, TIE) == [(jo, acme, "confirmed")]
    records(database).remove("company", [acme], NOW)
    assert asked(database, TIE) == [(jo, None, "confirmed")]


def test_a_name_is_judged_anew_when_the_contact_s_company_goes(database: Database) -> None:
    acme, globex = company(database), company(database, "globex.com")
    jo = contact(database, "jo@x.test", "acme.io", first_name="Ada", last_name="Quillfeather")
    store(database, item(1, author_id=9))
    seen(database, ada(url="https://globex.com"))
    assert asked(database, TIE) == [(None, globex, "probable")]
    records(database).remove("company", [acme], NOW)
    assert asked(database, TIE) == [(jo, globex, "probable")]


@pytest.mark.parametrize("edit", [RecordEdit(aliases=("quux.com",)), RecordEdit(values={"twitterHandle": "quux"})])
def test_a_company_that_comes_to_sound_like_the_profile_is_the_contact_s_again(
    database: Database, edit: RecordEdit
) -> None:
    acme = company(database)
    jo = contact(database, "jo@x.test", "acme.io", twitterHandle="ada")
    store(database, item(1, author_id=9))
    seen(database, profile(9, username="ada", description="Engineer at @quuxlabs"))
    assert asked(database, TIE) == [(jo, None, "confirmed")]
    changed(database, acme, edit)
    assert asked(database, TIE) == [(jo, acme, "confirmed")]


def test_an_alias_that_the_profile_denies_takes_the_tie_and_gives_it_back(database: Database) -> None:
    acme = company(database)
    store(database, item(1, author_id=9))
    seen(database, profile(9, url="https://acme.io", description="Engineer at acme.io, ex-globexlabs.com"))
    assert asked(database, TIE) == [(None, acme, "probable")]
    changed(database, acme, aliases("globex.com"))
    assert asked(database, TIE)[0][1] is None
    changed(database, acme, aliases(gone="globex.com"))
    assert asked(database, TIE) == [(None, acme, "probable")]


def test_two_companies_made_one_leave_no_question_behind(database: Database) -> None:
    pair = [company(database, domain, twitterHandle="acmehq") for domain in ("acme.io", "globex.com")]
    store(database, item(1, author_id=9))
    seen(database, profile(9, description="Engineer @acmehq"))
    assert [row[-1] for row in asked(database, LIVE)] == ["review", "review"]
    old, into = (records(database).find("company", str(number), None) for number in pair)
    assert old is not None
    assert into is not None
    records(database).merge(old, into, NOW)
    assert asked(database, LIVE) == [(9, None, pair[1], "company_handle", "probable")]


def test_a_domain_that_a_person_took_from_a_company_makes_no_new_one(creating: Database) -> None:
    acme = company(creating)
    changed(creating, acme, aliases("acme.dev"))
    store(creating, item(1, author_id=9))
    seen(creating, profile(9, url="https://acme.dev"))
    changed(creating, acme, aliases(gone="acme.dev"))
    assert asked(creating, "SELECT count(*) FROM company") == [(1,)]
