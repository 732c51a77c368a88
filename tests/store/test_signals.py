"""A post is stored once, whole, with its keywords and its raw JSON."""

import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.model.posts import Classified, Metrics
from devsignal_cli.snowflake import time_of
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, POST_ID, asked, dumped, fresh, item, run_sql, store

TABLES = ("signal", "signal_keyword", "raw_answer", "author")
WHOLE = Metrics(likes=1, reposts=2, replies=3, quotes=4, bookmarks=5, impressions=6)


def keyword_rows(database: Database, org: int = ORG) -> list[tuple[int, int, int]]:
    question = "SELECT post_key - ?, keyword_id, certain FROM signal_keyword WHERE organization_id = ? ORDER BY 1, 2"
    return [(row[0], row[1], row[2]) for row in asked(database, question, POST_ID, org)]


def test_a_new_post_becomes_a_signal_with_all_its_fields(database: Database) -> None:
    told = item(
        3, sentiment="negative", score=-0.5, type="twitter_complaint", lang="en", conversation_id=5,
        in_reply_to_user_id=6, is_repost=True, is_sensitive=True, is_withheld=True, metrics=WHOLE,
    )  # fmt: skip
    assert store(database, told).created == (told,)
    columns = (
        "organization_id, source, post_key, post_id, author_id, conversation_id, in_reply_to_user_id, posted_at, text, "
        "lang, type, sentiment, score, classifier, repost, sensitive, withheld, likes, reposts, replies, quotes, "
        "bookmarks, impressions, metrics_at, contact_id, company_id, identity_state, muted, done, run_id, stored_at, "
        "edited_at, deleted_at"
    )
    assert asked(database, f"SELECT {columns} FROM signal") == [
        (
            1, "twitter", POST_ID + 3, POST_ID + 3, 7001, 5, 6, NOW - 597, "quokka build 3 is green",
            "en", "twitter_complaint", "negative", -0.5, "c1", 1, 1, 1, 1, 2, 3, 4,
            5, 6, NOW, None, None, "unknown", 0, 0, 1, NOW,
            None, None,
        )
    ]  # fmt: skip


def test_the_same_post_again_is_a_duplicate_and_changes_nothing(database: Database) -> None:
    store(database, item(1))
    before = dumped(database, TABLES)
    again = store(database, item(1, text="other", sentiment="positive"), now=NOW + 60, classifier="c2")
    assert (again.created, again.updated, again.duplicates) == ((), 0, 1)
    assert dumped(database, TABLES) == before


def test_a_post_twice_in_one_batch_is_stored_once(database: Database) -> None:
    stored = store(database, item(1), item(2), item(1))
    assert (len(stored.created), stored.updated, stored.duplicates) == (2, 0, 1)
    assert asked(database, "SELECT count(*) FROM signal") == [(2,)]


def test_nothing_to_store_stores_nothing(database: Database) -> None:
    stored = store(database)
    assert (stored.created, stored.updated, stored.duplicates) == ((), 0, 0)


def test_each_organization_has_its_own_signal_of_a_post(database: Database) -> None:
    store(database, item(1))
    stored = store(database, item(1, keyword_ids=(4,)), org=OTHER)
    assert len(stored.created) == 1
    assert asked(database, "SELECT organization_id, post_key FROM signal ORDER BY id") == [
        (ORG, POST_ID + 1),
        (OTHER, POST_ID + 1),
    ]
    assert (keyword_rows(database, ORG), keyword_rows(database, OTHER)) == ([(1, 1, 1)], [(1, 4, 1)])


def test_the_largest_ids_fit(database: Database) -> None:
    store(database, item(id=2**63 - 1, root_id=2**63 - 1, author_id=2**63 - 1))
    assert asked(database, "SELECT post_id, author_id FROM signal") == [(2**63 - 1, 2**63 - 1)]


def test_a_post_without_an_author_is_a_signal_too(database: Database) -> None:
    store(database, item(1, author_id=None))
    assert asked(database, "SELECT author_id FROM signal") == [(None,)]
    assert asked(database, "SELECT count(*) FROM author") == [(0,)]


def test_an_unknown_author_is_remembered_by_id_alone(database: Database) -> None:
    store(database, item(1), item(2), item(3, author_id=8))
    assert asked(database, "SELECT id, username, seen_at FROM author ORDER BY id") == [
        (8, None, None),
        (7001, None, None),
    ]


def test_more_posts_than_one_question_can_bind_are_stored(database: Database) -> None:
    items = [item(number, author_id=number + 1) for number in range(1_200)]
    assert len(store(database, *items).created) == 1_200
    assert store(database, *items).duplicates == 1_200


def test_raw_json_is_kept_compressed_with_its_checksum(database: Database) -> None:
    told = item(1)
    store(database, told)
    ((organization_id, kind, object_id, body, crc, stored_at),) = asked(database, "SELECT * FROM raw_answer")
    assert (organization_id, kind, object_id, stored_at) == (ORG, "post", POST_ID + 1, NOW)
    assert zlib.decompress(body) == told.post.raw
    assert crc == zlib.crc32(told.post.raw)


def test_keywords_of_later_reads_are_added(database: Database) -> None:
    store(database, item(1, keyword_ids=(1,)))
    store(database, item(1, keyword_ids=(2, 3)))
    assert keyword_rows(database) == [(1, 1, 1), (1, 2, 1), (1, 3, 1)]


def test_keywords_of_both_copies_in_one_batch_are_kept(database: Database) -> None:
    store(database, item(1, keyword_ids=(1,)), item(1, keyword_ids=(2,)))
    assert keyword_rows(database) == [(1, 1, 1), (1, 2, 1)]


@pytest.mark.parametrize(("first", "second", "kept"), [(False, True, 1), (True, False, 1), (False, False, 0)])
def test_a_certain_match_beats_a_guess_and_stays(database: Database, first: bool, second: bool, kept: int) -> None:
    store(database, item(1, certain=first))
    store(database, item(1, certain=second))
    assert keyword_rows(database) == [(1, 1, kept)]


def test_what_hangs_on_a_signal_is_not_touched_by_another_organization(database: Database) -> None:
    store(database, item(1))
    run_sql(database, "UPDATE signal SET muted = 1, done = 1, note = 'ours'")
    store(database, item(1, keyword_ids=(4,)), org=OTHER)
    assert asked(database, "SELECT muted, done, note FROM signal ORDER BY id") == [(1, 1, "ours"), (0, 0, None)]


VERSIONS = st.builds(
    lambda root, version, author, keywords, certain: item(
        keyword_ids=keywords,
        certain=certain,
        id=POST_ID + root * 10 + version,
        root_id=POST_ID + root * 10,
        author_id=author,
        text=f"post {root} version {version}",
        posted_at=time_of(POST_ID + root * 10 + version),
    ),
    st.integers(0, 4),
    st.integers(0, 3),
    st.sampled_from([None, 11, 12]),
    st.sampled_from([(), (1,), (1, 2), (3,)]),
    st.booleans(),
)


def stored_in(template: Path, batches: list[list[Classified]]) -> dict[str, list[tuple[object, ...]]]:
    with TemporaryDirectory() as folder:
        database = fresh(template, Path(folder))
        for batch in batches:
            store(database, *batch)
        found = dumped(database, ("signal", "signal_keyword", "raw_answer"))
        found["signal"] = asked(
            database, "SELECT organization_id, post_key, post_id, author_id, text, posted_at FROM signal ORDER BY 1, 2"
        )
        return found


@settings(max_examples=25)
@given(items=st.lists(VERSIONS, min_size=1, max_size=8), cuts=st.lists(st.integers(1, 7), max_size=4))
def test_any_batches_of_the_same_posts_store_the_same_rows(
    template: Path, items: list[Classified], cuts: list[int]
) -> None:
    # The same version carries the same content wherever it comes from; only its keywords depend on the query.
    same = [replace(told, post=replace(told.post, author_id=11)) for told in items]
    edges = [0, *sorted({cut for cut in cuts if cut < len(same)}), len(same)]
    batches = [same[start:end] for start, end in pairwise(edges)]
    assert stored_in(template, [same]) == stored_in(template, batches)


@settings(max_examples=15)
@given(items=st.lists(VERSIONS, min_size=1, max_size=8))
def test_storing_a_batch_again_changes_no_row(template: Path, items: list[Classified]) -> None:
    assert stored_in(template, [items]) == stored_in(template, [items, items])
