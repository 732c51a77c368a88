"""Laws of noise: marks kept up to date are marks told from scratch; mutes leave no trace; their order is nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES as RECORD_RULES
from devsignal_cli.store import resolution
from devsignal_cli.store.db import Database
from tests.store.noises import SPAM, know, marks, marks_from_scratch, mute, said, unmute
from tests.store.rows import DAY, NOW, ORG, OTHER, POST_ID, add_contact, asked, fresh, profile, store

pytestmark = pytest.mark.long

TEXTS = (
    "the best deal of the whole year",
    "THE best deal of the whole year!",
    "join the giveaway for a new phone",
    "short",
    "short giveaway",
    "five words are quite enough here",
)
TYPED = ("@user1", "@user2", "giveaway", "deal", "short", SPAM)
ORGS = st.sampled_from([ORG, OTHER])
POSTS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 2), st.integers(1, 4), st.sampled_from(TEXTS), st.booleans()),
    max_size=6,
)
PROFILES = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(["user1", "user2", "user3"]), st.sampled_from([3, 500]),
        st.sampled_from([5, 400]), st.sampled_from([10, 90_000]), st.booleans(),
    ),
    max_size=3,
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("store"), ORGS, POSTS),
    st.tuples(st.just("know"), ORGS, PROFILES),
    st.tuples(st.just("mute"), ORGS, st.sampled_from(TYPED)),
    st.tuples(st.just("unmute"), ORGS, st.sampled_from(TYPED)),
    st.tuples(st.just("link"), ORGS, st.integers(1, 4)),
)


def take(database: Database, step: tuple[str, Any, Any], number: int) -> None:
    kind, org, told = step
    if kind == "store":
        keyword_ids = (1,) if org == ORG else (4,)
        items = [
            said(
                root + 100 * version,
                text,
                root_id=POST_ID + root,
                author_id=who,
                is_repost=again,
                keyword_ids=keyword_ids,
            )
            for root, version, who, text, again in told
        ]
        store(database, *items, org=org)
    elif kind == "know":
        seen = {who: (name, followers, days, posts, fine) for who, name, followers, days, posts, fine in told}
        know(
            database,
            *(
                profile(who, username=name, followers=f, created_at=NOW - d * DAY, posts=p, is_verified=v)
                for who, (name, f, d, p, v) in seen.items()
            ),
            now=NOW + number,
        )
    elif kind == "mute":
        mute(database, told, org=org)
    elif kind == "unmute" and told in held(database, org):
        unmute(database, told, org=org)
    elif kind == "link":
        link(database, org, told, 1_000 + number)


def held(database: Database, org: int) -> set[str]:
    rows = asked(database, "SELECT kind, text FROM mute WHERE organization_id = ?", org)
    return {SPAM if kind == "spam" else f"@{text}" if kind == "handle" else text for kind, text in rows}


def link(database: Database, org: Any, author_id: int, contact: int) -> None:
    add_contact(database, contact, org=org)
    with database.write() as session:
        session.execute("UPDATE contact SET x_user_id = :who WHERE id = :id", {"who": author_id, "id": contact})
        session.execute("INSERT INTO author (id) VALUES (:id) ON CONFLICT DO NOTHING", {"id": author_id})
        resolution.resolve(session, org, [author_id], RECORD_RULES, NOW)


@settings(max_examples=40)
@given(steps=st.lists(STEP, max_size=14))
def test_marks_kept_up_to_date_are_marks_told_from_scratch(template: Path, steps: list[tuple[str, Any, Any]]) -> None:
    with TemporaryDirectory() as folder:
        database = fresh(template, Path(folder))
        for number, step in enumerate(steps):
            take(database, step, number)
            assert marks(database) == marks_from_scratch(database)


COPIES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.sampled_from([0, 1, 2, 3])), max_size=6)


@settings(max_examples=100)
@given(batches=st.lists(COPIES, max_size=6))
def test_copies_that_come_in_any_batches_and_edits_are_marked_as_if_counted_at_the_end(
    template: Path, batches: list[list[tuple[int, int, int]]]
) -> None:
    with TemporaryDirectory() as folder:
        database = fresh(template, Path(folder))
        know(database, profile(1, followers=3))
        for batch in batches:
            posts = [(root + 100 * version, TEXTS[text], POST_ID + root) for root, version, text in batch]
            store(database, *(said(number, text, root_id=root, author_id=1) for number, text, root in posts))
            assert marks(database) == marks_from_scratch(database)


@settings(max_examples=30)
@given(steps=st.lists(STEP, max_size=8), typed=st.lists(st.sampled_from(TYPED), unique=True), order=st.randoms())
def test_muting_and_taking_back_restores_every_row(
    template: Path, steps: list[tuple[str, Any, Any]], typed: list[str], order: Any
) -> None:
    with TemporaryDirectory() as folder:
        database = fresh(template, Path(folder))
        for number, step in enumerate(steps):
            take(database, step, number)
        new = [one for one in typed if one not in held(database, ORG)]
        before = asked(database, "SELECT * FROM signal ORDER BY id")
        for one in new:
            mute(database, one)
        order.shuffle(new)
        for one in new:
            unmute(database, one)
        assert asked(database, "SELECT * FROM signal ORDER BY id") == before


@settings(max_examples=30)
@given(steps=st.lists(STEP, max_size=6), typed=st.lists(st.sampled_from(TYPED), unique=True), order=st.randoms())
def test_the_order_of_mutes_and_posts_does_not_matter(
    template: Path, steps: list[tuple[str, Any, Any]], typed: list[str], order: Any
) -> None:
    with TemporaryDirectory() as folder:
        first, second = (fresh(template, Path(folder) / name) for name in ("first", "second"))
        steps = [step for step in steps if step[0] in ("store", "link")]
        for one in typed:
            mute(first, one)
        for number, step in enumerate(steps):
            take(first, step, number)
            take(second, step, number)
        order.shuffle(typed)
        for one in typed:
            mute(second, one, page_size=5_000)
        assert marks(first) == marks(second)
