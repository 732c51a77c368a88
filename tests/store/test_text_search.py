"""Full-text search: what people type finds what they mean, the index follows every change, nothing removed stays in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.cli.record_wiring import RULES as RECORD_RULES
from devsignal_cli.errors import DevsignalError
from devsignal_cli.store import signals, text_index
from devsignal_cli.store.db import Database
from devsignal_cli.store.retention import Retention
from devsignal_cli.store.sync_store import SyncStore
from devsignal_cli.store.text_search import matching
from tests.store.rows import NOW, ORG, OTHER, POST_ID, asked, fresh, item, run_sql, store

TEXTS = (
    "The build failed again on @acme",
    "Déjà vu: the deploy is slow, don't know why",
    "再びビルドが失敗しました",
    "100% of my_builds pass ☃",
    "failed to build",
    'he said "works" AND left',
)


@pytest.fixture(scope="module")
def texts(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Six posts; nobody changes them."""
    database = fresh(template, tmp_path_factory.mktemp("texts"))
    store(database, *(item(number, text=text) for number, text in enumerate(TEXTS)))
    store(database, item(90, text="the build of another", keyword_ids=(4,)), org=OTHER)
    return database


def found(database: Database, words: str) -> list[int]:
    condition, parameters = matching(words)
    question = f"SELECT s.post_key FROM signal s WHERE s.organization_id = :org AND {condition} ORDER BY s.post_key"
    with database.read() as session:
        return [row[0] - POST_ID for row in session.rows(question, parameters | {"org": ORG})]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("build", [0, 4]),
        ("BUILD failed", [0, 4]),
        ('"build failed"', [0]),
        ('"build failed', [0]),
        ("buil", []),
        ("buil*", [0, 3, 4]),
        ("deja", [1]),
        ("don't", [1]),
        ("@acme", [0]),
        ("ビルド", [2]),
        ("☃", [3]),
        ("% build*", [3]),
        ("100%", [3]),
        ("my_builds", [3]),
        ("☃ pass", [3]),
        ("AND", [5]),
        ("works OR build", []),
        ("NEAR(build failed)", []),
        ("text:build", []),
        ("-build", [0, 4]),
        ('""', [0, 1, 2, 3, 4, 5]),
        ("  ", [0, 1, 2, 3, 4, 5]),
        ("fail\0ed", []),
        ("\udc80 build", []),
    ],
)
def test_words_find_what_people_mean(words: str, wanted: list[int], texts: Database) -> None:
    assert found(texts, words) == wanted


@settings(max_examples=40, deadline=None)
@given(words=some.text(max_size=20) | some.text(alphabet='"*()^:+-{}\\%_ aN\0', max_size=12))
def test_whatever_is_typed_is_no_syntax(words: str, texts: Database) -> None:
    assert set(found(texts, words)) <= set(range(len(TEXTS)))


def test_the_index_follows_every_change_of_a_text(database: Database) -> None:
    store(database, *(item(number, text=f"quokka number{number}", author_id=7) for number in range(6)))
    store(database, item(text="wombat", id=POST_ID + 50, root_id=POST_ID))
    assert (found(database, "quokka"), found(database, "wombat")) == ([1, 2, 3, 4, 5], [0])
    with database.write() as session:
        signals.delete_content(session, ORG, [POST_ID + 1], NOW, noise=RULES)
        signals.remove(session, ORG, [POST_ID + 2], noise=RULES)
        signals.drop(session, ORG, [POST_ID + 3])
        signals.relink(session, ORG, [7], noise=RULES)
    assert found(database, "quokka") == [4, 5]
    assert text_index.is_whole(database.path)
    with database.write() as session:
        signals.delete_all(session, ORG)
    assert found(database, "quokka") == []
    assert text_index.is_whole(database.path)


def test_a_transaction_that_fails_leaves_the_index_as_it_was(database: Database) -> None:
    store(database, item(1, text="quokka"))
    with pytest.raises(DevsignalError), database.write() as session:  # noqa: PT012 - both in one transaction
        signals.drop(session, ORG, [POST_ID + 1])
        session.execute("no SQL")
    assert found(database, "quokka") == [1]
    assert text_index.is_whole(database.path)


def in_index(database: Database, end: str) -> bool:
    """Whether a word with this end stands anywhere in the index; its beginning may be left out there."""
    blocks = [row[0] for row in asked(database, "SELECT block FROM signal_text_data")]
    return any(end.encode() in block for block in blocks) or end.encode() in database.path.read_bytes()


def test_what_is_taken_out_leaves_no_trace_once_it_is_settled(database: Database) -> None:
    store(database, *(item(number, text=f"xylophone{number:02}q and more") for number in range(30)))
    with database.write() as session:
        signals.remove(session, ORG, [POST_ID + 7], noise=RULES)
        signals.delete_content(session, ORG, [POST_ID + 8], NOW, noise=RULES)
    assert in_index(database, "07q")
    with database.write() as session:
        text_index.settle(session)
    assert [number for number in (6, 7, 8, 9) if in_index(database, f"{number:02}q")] == [6, 9]
    assert asked(database, "SELECT count(*) FROM setting WHERE name = 'text_index'") == [(0,)]


def test_the_end_of_a_run_settles_what_it_took_out(database: Database) -> None:
    store(database, *(item(number, text=f"xylophone{number:02}q and more") for number in range(9)))
    sync = SyncStore(database, ORG, "a", "c1", RECORD_RULES)
    store(database, item(id=POST_ID + 50, root_id=POST_ID + 7, text="edited away"))
    assert in_index(database, "07q")
    sync.finish_run(sync.start_run(NOW), NOW, "complete", None, "{}")
    assert [number for number in (6, 7, 8) if in_index(database, f"{number:02}q")] == [6, 8]


def test_what_is_kept_no_longer_leaves_no_trace(database: Database) -> None:
    store(database, *(item(number, text=f"xylophone{number:02}q and more", posted_at=number) for number in range(9)))
    assert Retention(database, ORG, RECORD_RULES).remove(5, NOW) == 5
    assert [number for number in range(9) if in_index(database, f"{number:02}q")] == [5, 6, 7, 8]


def test_settling_touches_nothing_when_nothing_was_taken_out(database: Database) -> None:
    store(database, item(1))
    before = database.path.read_bytes()
    with database.write() as session:
        text_index.settle(session)
    assert database.path.read_bytes() == before


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE signal SET text = 'quite another'",
        "INSERT INTO signal_text (signal_text, rowid, text) VALUES ('delete', 1, 'quokka build 1 is green')",
        "DELETE FROM signal_text_data WHERE id > 10",
        "UPDATE signal_text_data SET block = x'ffffffffff'",
    ],
)
def test_an_index_that_says_another_thing_is_told_and_made_anew(harm: str, database: Database) -> None:
    store(database, item(1), item(2, text="other words"))
    run_sql(database, harm)
    before = database.path.read_bytes()
    assert not text_index.is_whole(database.path)
    assert database.path.read_bytes() == before
    with database.write() as session:
        text_index.rebuild(session)
    assert text_index.is_whole(database.path)


def test_a_look_at_the_index_leaves_the_file_to_others(database: Database) -> None:
    store(database, item(1))
    assert text_index.is_whole(database.path)
    with closing(sqlite3.connect(database.path, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
