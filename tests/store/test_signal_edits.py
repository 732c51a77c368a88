"""Edits, and links that signals inherit."""

import zlib
from typing import Any

import pytest

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.model.posts import Metrics, Post
from devsignal_cli.store import signals
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, POST_ID, add_company, add_contact, asked, item, post, run_sql, store

LATER = NOW + 3_600


def version(number: int) -> Post:
    """A version of one post, an edit chain whose first id is POST_ID."""
    return post(number, root_id=POST_ID, text=f"version {number}")


def stored(database: Database, columns: str) -> list[tuple[object, ...]]:
    return asked(database, f"SELECT {columns} FROM signal ORDER BY id")


def edit(database: Database, number: int, **fields: Any) -> signals.Stored:
    told = item(number, root_id=POST_ID, text=f"version {number}", read_at=LATER, **fields)
    return store(database, told, now=LATER, classifier="c2")


@pytest.fixture
def edited_once(database: Database) -> Database:
    store(database, item(0, root_id=POST_ID, text="version 0", sentiment="positive", type="twitter_praise"))
    return database


def test_a_newer_version_takes_the_place_of_the_older(edited_once: Database) -> None:
    done = edit(edited_once, 5, sentiment="negative", score=-0.4, type="twitter_complaint", metrics=Metrics(likes=9))
    assert (done.created, done.updated, done.duplicates) == ((), 1, 0)
    columns = "post_key, post_id, text, sentiment, score, type, classifier, likes, metrics_at, edited_at"
    assert stored(edited_once, columns) == [
        (POST_ID, POST_ID + 5, "version 5", "negative", -0.4, "twitter_complaint", "c2", 9, LATER, NOW - 595)
    ]


def test_when_a_post_first_appeared_and_was_stored_stays(edited_once: Database) -> None:
    edit(edited_once, 5)
    assert stored(edited_once, "posted_at, stored_at, run_id") == [(NOW - 600, NOW, 1)]


def test_an_older_version_changes_nothing(edited_once: Database) -> None:
    edit(edited_once, 5)
    done = edit(edited_once, 3)
    assert (done.created, done.updated, done.duplicates) == ((), 0, 1)
    assert stored(edited_once, "post_id, text") == [(POST_ID + 5, "version 5")]


def test_both_versions_in_one_batch_are_one_signal_in_its_newest(database: Database) -> None:
    told = [item(number, root_id=POST_ID, text=f"version {number}") for number in (5, 0, 3)]
    done = store(database, *told)
    assert (len(done.created), done.updated, done.duplicates) == (1, 0, 2)
    assert stored(database, "post_id, text, edited_at") == [(POST_ID + 5, "version 5", None)]


@pytest.mark.parametrize(("field", "kept"), [("type", "twitter_praise"), ("sentiment", "positive")])
def test_what_a_person_corrected_by_hand_outlives_an_edit(edited_once: Database, field: str, kept: str) -> None:
    run_sql(edited_once, f"UPDATE signal SET {field}_by_hand = 1")
    edit(edited_once, 5, sentiment="negative", type="twitter_complaint")
    corrected = {"sentiment": "negative", "type": "twitter_complaint"} | {field: kept}
    assert stored(edited_once, f"sentiment, type, {field}_by_hand") == [(corrected["sentiment"], corrected["type"], 1)]


def test_marks_and_notes_outlive_an_edit(edited_once: Database) -> None:
    run_sql(edited_once, "UPDATE signal SET done = 1, note = 'called them'")
    edit(edited_once, 5)
    assert stored(edited_once, "done, note") == [(1, "called them")]


def test_the_raw_json_is_that_of_the_newest_version(edited_once: Database) -> None:
    edit(edited_once, 5)
    edit(edited_once, 3)
    ((body, crc, stored_at),) = asked(edited_once, "SELECT body, crc, stored_at FROM raw_answer")
    assert zlib.decompress(body) == version(5).raw
    assert (crc, stored_at) == (zlib.crc32(version(5).raw), LATER)


def test_an_edit_is_seen_by_each_organization_on_its_own(edited_once: Database) -> None:
    store(edited_once, item(0, root_id=POST_ID, text="version 0", keyword_ids=(4,)), org=OTHER)
    edit(edited_once, 5)
    assert stored(edited_once, "organization_id, text") == [(ORG, "version 5"), (OTHER, "version 0")]


def link(
    database: Database,
    *,
    contact: int | None = None,
    company: int | None = None,
    state: str = "confirmed",
    org: int = ORG,
    author: int = 7001,
) -> None:
    with database.write() as session:
        session.execute("INSERT INTO author (id) VALUES (:id) ON CONFLICT DO NOTHING", {"id": author})
        session.execute(
            """
            INSERT INTO identity (organization_id, author_id, contact_id, company_id, method, confidence, evidence,
                state, decided_by, created_at)
            VALUES (:org, :author, :contact, :company, 'handle', 1.0, 'test', :state, 'person', 1)
            """,
            {"org": org, "author": author, "contact": contact, "company": company, "state": state},
        )


def relink(database: Database, *author_ids: int) -> None:
    with database.write() as session:
        signals.relink(session, ORG, author_ids, noise=RULES)


TIE = "contact_id, company_id, identity_state"


@pytest.mark.parametrize("state", ["confirmed", "probable"])
def test_a_new_signal_inherits_its_authors_live_link(database: Database, state: str) -> None:
    add_company(database, 30)
    add_contact(database, 20, company=30)
    link(database, contact=20, state=state)
    store(database, item(1), item(2, author_id=8))
    assert stored(database, TIE) == [(20, 30, state), (None, None, "unknown")]


@pytest.mark.parametrize("state", ["rejected", "revoked"])
def test_a_link_that_is_not_live_ties_nothing(database: Database, state: str) -> None:
    add_contact(database, 20)
    link(database, contact=20, state=state)
    store(database, item(1))
    assert stored(database, TIE) == [(None, None, "unknown")]


def test_another_organizations_link_ties_nothing_here(database: Database) -> None:
    add_contact(database, 20, org=OTHER)
    link(database, contact=20, org=OTHER)
    store(database, item(1))
    assert stored(database, TIE) == [(None, None, "unknown")]


def test_a_links_own_company_beats_the_contacts(database: Database) -> None:
    add_company(database, 30)
    add_company(database, 31)
    add_contact(database, 20, company=30)
    link(database, contact=20, company=31)
    store(database, item(1))
    assert stored(database, TIE) == [(20, 31, "confirmed")]


def test_an_edit_keeps_the_link(edited_once: Database) -> None:
    add_contact(edited_once, 20)
    link(edited_once, contact=20)
    relink(edited_once, 7001)
    edit(edited_once, 5)
    assert stored(edited_once, TIE) == [(20, None, "confirmed")]


def test_stored_signals_follow_a_link_that_comes_goes_and_moves(database: Database) -> None:
    store(database, item(1), item(2), item(3, author_id=8))
    add_contact(database, 20)
    link(database, contact=20)
    relink(database, 7001, 8)
    assert stored(database, TIE) == [(20, None, "confirmed")] * 2 + [(None, None, "unknown")]
    run_sql(database, "UPDATE identity SET revoked_at = 5")
    relink(database, 7001, 8)
    assert stored(database, TIE) == [(None, None, "unknown")] * 3


def test_relinking_leaves_other_organizations_alone(database: Database) -> None:
    store(database, item(1))
    store(database, item(1, keyword_ids=(4,)), org=OTHER)
    add_contact(database, 20)
    link(database, contact=20)
    relink(database, 7001)
    assert stored(database, "organization_id, identity_state") == [(ORG, "confirmed"), (OTHER, "unknown")]
