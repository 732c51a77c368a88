"""Corrections go through the one door, find a signal by each of its names, and outlive every newer version."""

from dataclasses import replace

import pytest

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.model.labels import Labelled
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import signal_views
from devsignal_cli.store.corrections import CorrectionStore, find
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, POST_ID, asked, item, run_sql, store

LABELS = "sentiment, type, sentiment_by_hand, type_by_hand, score, classifier"


def praised(old: Labelled) -> Labelled:
    return replace(old, sentiment="positive", type="twitter_praise", is_sentiment_by_hand=True, is_type_by_hand=True)


def store_of(database: Database, org: OrganizationId = ORG) -> CorrectionStore:
    return CorrectionStore(database, org, RULES)


def numbers(database: Database, *names: int, org: OrganizationId = ORG) -> list[int | None]:
    with database.read() as session:
        return [None if state is None else state["id"] for state in find(session, org, names)]


def test_a_correction_is_stored_and_what_was_is_told(database: Database) -> None:
    store(database, item(0, sentiment="negative", score=-0.4, type="twitter_complaint"), item(1))
    (told,) = store_of(database).relabel([1], praised)
    assert told is not None
    assert (told.id, told.post_key, told.is_deleted) == (1, POST_ID, False)
    assert (told.before.sentiment, told.before.type, told.before.is_type_by_hand) == (
        "negative", "twitter_complaint", False,
    )  # fmt: skip
    assert asked(database, f"SELECT {LABELS} FROM signal ORDER BY id") == [
        ("positive", "twitter_praise", 1, 1, -0.4, "c1"),
        ("neutral", "twitter_mention", 0, 0, 0.0, "c1"),
    ]


def test_a_signal_is_found_by_its_number_and_by_any_stored_version_of_its_post(database: Database) -> None:
    store(database, item(0), item(10, id=7, root_id=2))
    assert numbers(database, 1, POST_ID, 2, 7, 3) == [1, 1, 2, 2, None]


def test_a_number_is_a_signals_own_before_it_is_a_posts_id(database: Database) -> None:
    store(database, item(0, id=2), item(1, id=1))
    assert numbers(database, 1, 2) == [1, 2]


def test_another_organizations_signal_is_unknown(database: Database) -> None:
    store(database, item(0, keyword_ids=(4,)), org=OTHER)
    assert store_of(database).relabel([1, POST_ID], praised) == [None, None]
    assert asked(database, "SELECT sentiment_by_hand FROM signal") == [(0,)]
    with database.read() as session:
        assert signal_views.shown(session, ORG, 1) is None


def test_one_named_twice_is_corrected_once_and_told_twice(database: Database) -> None:
    store(database, item(0))
    first, second = store_of(database).relabel([1, POST_ID], praised)
    assert first == second


def test_a_deleted_signal_is_told_and_left_alone(database: Database) -> None:
    store(database, item(0))
    run_sql(database, f"UPDATE signal SET deleted_at = {NOW}, text = ''")
    (told,) = store_of(database).relabel([1], praised)
    assert told is not None
    assert told.is_deleted
    assert asked(database, "SELECT sentiment, sentiment_by_hand FROM signal") == [("neutral", 0)]


@pytest.mark.parametrize("number", [2, 9])
def test_a_newer_version_changes_the_text_and_no_label(database: Database, number: int) -> None:
    store(database, item(0, root_id=POST_ID, text="version 0"))
    store_of(database).relabel([1], praised)
    edit = item(number, root_id=POST_ID, text="new", sentiment="negative", type="twitter_complaint", score=-0.5)
    store(database, edit, classifier="c2")
    assert asked(database, f"SELECT text, {LABELS} FROM signal") == [
        ("new", "positive", "twitter_praise", 1, 1, -0.5, "c2")
    ]


def test_a_signal_is_shown_in_full(database: Database) -> None:
    store(database, item(0, root_id=POST_ID))
    store(database, item(5, root_id=POST_ID, is_withheld=True), classifier="c2")
    run_sql(database, "UPDATE signal SET note = 'called', muted = 1, type_by_hand = 1")
    with database.read() as session:
        shown = signal_views.shown(session, ORG, POST_ID + 5)
    assert shown is not None
    assert (shown.id, shown.post_id, shown.keywords, shown.classifier) == ("1", str(POST_ID + 5), ("word1",), "c2")
    assert (shown.note, shown.muted, shown.type_by_hand, shown.sentiment_by_hand) == ("called", True, True, False)
    assert (shown.withheld, shown.repost, shown.deleted_at, shown.edited_at is None) == (True, False, None, False)
