"""Labels stored anew: what a person set stays, what was deleted stays, marks are settled, any page size is the same."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.core.own_words import classifier
from devsignal_cli.core.reclassify import ReclassifyJob, run_reclassify
from devsignal_cli.core.sentiment import VERSION
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.labels import Label, OwnWord
from devsignal_cli.model.relabel import StoredText
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.reclassified import Reclassified
from devsignal_cli.store import signals
from devsignal_cli.store.db import Database
from devsignal_cli.store.relabel import RelabelStore
from tests.store.noises import TEXT, know, marks, marks_from_scratch, mute, nobody, said, spam
from tests.store.rows import NOW, ORG, OTHER, asked, fresh, item, run_sql, store

OWN = [OwnWord("zorp", 3), OwnWord("quokka", -3)]
LABELS = "sentiment, type, score > 0, classifier"
BAD = Label("negative", -0.5, "twitter_complaint", 99)


class Steps:
    def start(self, total: int | None) -> None:
        pass

    def done(self, number: int) -> None:
        pass


def shelf(database: Database, org: OrganizationId = ORG) -> RelabelStore:
    return RelabelStore(database, org, VERSION, RULES)


def reclassify(
    database: Database, *, own: Sequence[OwnWord] = OWN, is_dry: bool = False, page_size: int = 2
) -> Reclassified:
    organization = Organization(ORG, "default", None)
    job = ReclassifyJob(organization, classifier(own, []), shelf(database), Steps(), is_dry, page_size)
    outcome = run_reclassify(job)
    assert outcome.error is None
    return outcome.result


def told(database: Database, columns: str = LABELS, org: OrganizationId = ORG) -> list[tuple[Any, ...]]:
    return asked(database, f"SELECT {columns} FROM signal WHERE organization_id = ? ORDER BY post_key", org)


def test_labels_score_and_version_are_todays(database: Database) -> None:
    store(database, item(1, text="acme is zorp"), item(2, text="acme"), item(3))
    result = reclassify(database)
    assert told(database) == [
        ("positive", "twitter_praise", 1, VERSION),
        ("neutral", "twitter_mention", 0, VERSION),
        ("negative", "twitter_complaint", 0, VERSION),
    ]
    assert (result.signals, result.changed, result.renewed) == (3, 2, 1)
    assert [(one.text, one.sentiment) for one in result.examples] == [
        ("quokka build 3 is green", "negative"),
        ("acme is zorp", "positive"),
    ]


def test_a_second_run_changes_nothing(database: Database) -> None:
    store(database, *(item(number, text=f"{number} is zorp") for number in range(5)))
    reclassify(database)
    before = asked(database, "SELECT * FROM signal")
    result = reclassify(database)
    assert (result.signals, result.changed, result.renewed) == (5, 0, 0)
    assert asked(database, "SELECT * FROM signal") == before


def test_a_dry_run_tells_the_same_and_stores_nothing(database: Database) -> None:
    store(database, item(1, text="acme is zorp"), item(2, text="acme"))
    before = database.path.read_bytes()
    dry = reclassify(database, is_dry=True)
    assert database.path.read_bytes() == before
    real = reclassify(database)
    assert (dry.changed, dry.renewed, dry.sentiment, dry.types) == (
        real.changed,
        real.renewed,
        real.sentiment,
        real.types,
    )


@pytest.mark.parametrize(
    ("by_hand", "after"),
    [
        ("sentiment_by_hand = 1", ("neutral", "twitter_praise", 1, VERSION)),
        ("type_by_hand = 1", ("positive", "twitter_mention", 1, VERSION)),
        ("sentiment_by_hand = 1, type_by_hand = 1", ("neutral", "twitter_mention", 1, VERSION)),
    ],
)
def test_what_a_person_set_stays_and_the_rest_is_todays(
    database: Database, by_hand: str, after: tuple[Any, ...]
) -> None:
    store(database, item(1, text="acme is zorp"))
    run_sql(database, f"UPDATE signal SET {by_hand}")
    assert reclassify(database).by_hand == 1
    assert told(database) == [after]
    assert reclassify(database).renewed == 0


def test_a_withheld_post_is_neutral_and_a_deleted_one_is_left_alone(database: Database) -> None:
    store(database, item(1, text="zorp", is_withheld=True, sentiment="negative"), item(2, text="zorp"))
    with database.write() as session:
        signals.delete_content(session, ORG, [item(2).post.id], NOW, noise=RULES)
    assert reclassify(database).signals == 1
    assert told(database, f"{LABELS}, text_key") == [
        ("neutral", "twitter_mention", 0, VERSION, None),
        ("neutral", "twitter_mention", 0, "c1", None),
    ]


def test_signals_of_schema_1_get_their_text_keys_and_marks(database: Database) -> None:
    store(database, *(said(number, TEXT, author_id=number) for number in range(1, 4)))
    know(database, *(nobody(number, created_at=NOW - 900 * 86_400) for number in range(1, 4)))
    whole = told(database, "text_key, spam, muted")
    assert spam(database) == [1, 2, 3]
    run_sql(database, "UPDATE signal SET text_key = NULL, spam = NULL")
    reclassify(database, own=[])
    assert told(database, "text_key, spam, muted") == whole
    assert marks(database) == marks_from_scratch(database)


def test_marks_are_settled_where_no_label_changes(database: Database) -> None:
    store(database, item(1, author_id=1))
    know(database, nobody(1))
    mute(database, "quokka")
    reclassify(database)
    run_sql(database, "UPDATE signal SET spam = NULL, muted = 0")
    result = reclassify(database)
    assert (result.changed, result.renewed) == (0, 0)
    assert marks(database) == marks_from_scratch(database)
    assert told(database, "spam IS NULL, muted") == [(0, 1)]


def test_another_organization_is_left_alone(database: Database) -> None:
    store(database, item(1, text="zorp"))
    store(database, item(1, text="zorp", keyword_ids=(4,)), org=OTHER)
    reclassify(database)
    assert told(database, org=OTHER) == [("neutral", "twitter_mention", 0, "c1")]


def test_what_a_person_set_while_a_page_was_judged_stays(database: Database) -> None:
    store(database, item(1, text="zorp"))
    (text,) = shelf(database).page(None, 10)
    run_sql(database, "UPDATE signal SET sentiment = 'positive', sentiment_by_hand = 1")
    shelf(database).relabel([(text, BAD)])
    assert told(database, "sentiment, type") == [("positive", "twitter_complaint")]


@pytest.mark.parametrize("change", ["text = 'edited'", "deleted_at = 5, text = ''", "withheld = 1"])
def test_a_signal_that_changed_while_a_page_was_judged_is_passed_over(database: Database, change: str) -> None:
    store(database, item(1, text="zorp"))
    (text,) = shelf(database).page(None, 10)
    run_sql(database, f"UPDATE signal SET {change}")
    assert shelf(database).relabel([(text, BAD)]) == []
    assert told(database, "sentiment, classifier") == [("neutral", "c1")]


def test_a_signal_that_is_gone_by_then_is_passed_over(database: Database) -> None:
    assert shelf(database).relabel([(StoredText(5, "zorp", False, False), BAD)]) == []


@settings(max_examples=15)
@given(
    posts=st.lists(st.sampled_from(["zorp", "acme", TEXT, "quokka", ""]), max_size=9),
    page_size=st.integers(1, 10),
)
def test_any_page_size_stores_the_same_rows(template: Path, posts: list[str], page_size: int) -> None:
    rows = []
    for size in (page_size, 100):
        with TemporaryDirectory() as folder:
            database = fresh(template, Path(folder) / "store")
            store(database, *(item(number, text=text, author_id=number + 1) for number, text in enumerate(posts)))
            know(database, *(nobody(number + 1) for number in range(len(posts))))
            reclassify(database, page_size=size)
            rows.append(told(database, f"post_key, text_key, {LABELS}, spam, muted"))
            assert marks(database) == marks_from_scratch(database)
    assert rows[0] == rows[1]
