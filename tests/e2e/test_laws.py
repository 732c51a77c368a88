"""Laws of a sync: whatever its limits, faults and pauses are, what is stored is what X had."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.connectors.http import Http
from devsignal_cli.connectors.retry import Patience
from devsignal_cli.connectors.x import XClient
from devsignal_cli.core import sentiment
from devsignal_cli.core.budget import Budget
from devsignal_cli.core.sync import run_sync
from devsignal_cli.core.sync_job import SyncJob, SyncOutcome
from devsignal_cli.model.connection import Keyword, Organization, QuerySettings
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.snowflake import time_of
from devsignal_cli.store import connections
from devsignal_cli.store.db import Database, Session
from devsignal_cli.store.sync_store import SyncStore
from tests.support import quiet_world, simulator

pytestmark = pytest.mark.long

ORGANIZATION = Organization(OrganizationId(1), "default", "UTC")
FAULTS: list[dict[str, Any]] = [
    {},
    {"kind": "drop"},
    {"kind": "drop_after"},
    {"kind": "cut_gzip"},
    {"status": 503, "body_text": ""},
    {"status": 402, "body": {}},
    {"status": 400, "body": {"title": "Invalid Request", "detail": "no"}},
]


class Quiet:
    def start(self) -> None:
        """Say nothing."""

    def page(self, posts_read: int, created: int, oldest_id: int | None) -> None:
        """Say nothing."""


@contextmanager
def empty_database(template: Path) -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "devsignal.db"
        shutil.copy(template, path)
        yield Database(path)


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


class Mortal(Database):
    """A database whose process dies at its `left`-th write, just before the commit or just after it."""

    def __init__(self, path: Path, left: int, *, is_committed: bool) -> None:
        super().__init__(path)
        self._left = left
        self._is_committed = is_committed

    @contextmanager
    def write(self) -> Iterator[Session]:
        self._left -= 1
        with super().write() as session:
            yield session
            if self._left == 0 and not self._is_committed:
                raise Killed
        if self._left == 0:
            raise Killed


def sync(x: Simulator, database: Database, *, posts: int | None = None, usd: float | None = None) -> SyncOutcome:
    http = Http(x.url, x.token)
    client = XClient(http, Patience(0.0), x.clock.now_s)
    store = SyncStore(database, ORGANIZATION.id, "account", sentiment.VERSION, RULES)
    job = SyncJob(
        ORGANIZATION,
        QuerySettings(),
        client,
        store,
        Budget(usd, posts),
        Quiet(),
        x.clock.now_s,
        sentiment.shipped(),
        6 * 86_400,
    )
    try:
        return run_sync(job)
    finally:
        http.close()


def watch(database: Database, x: Simulator, *texts: str, removed: tuple[str, ...] = ()) -> None:
    keywords = [Keyword(0, text) for text in texts]
    connections.change_keywords(database.path, ORGANIZATION.id, keywords, removed, x.clock.now_s())


def stored(database: Database) -> set[int]:
    with database.read() as session:
        return {row["post_id"] for row in session.rows("SELECT post_id FROM signal")}


STEP = st.tuples(
    st.integers(10, 90) | st.none(),  # --max-posts
    st.sampled_from([0.2, 0.6, 5.0, None]),  # --budget
    st.sampled_from(FAULTS),
    st.integers(1, 3),  # at which request the fault comes
    st.integers(0, 40),  # posts that come meanwhile
    st.integers(0, 30),  # hours that pass
)


@settings(max_examples=30)
@given(st.lists(STEP, min_size=1, max_size=6), st.booleans())
def test_after_any_history_a_whole_sync_has_every_post_once(
    template: Path, steps: list[tuple[Any, ...]], second: bool
) -> None:
    world = quiet_world(130, every_ms=600_000)
    with simulator(world) as x, empty_database(template) as database:
        watch(database, x, "acme")
        for number, (posts, usd, fault, at, fresh, hours) in enumerate(steps):
            x.faults.clear()
            if fault:
                x.faults.add({"path": "/2/tweets/search/recent", "at": at, **fault})
            if second and number == 1:
                watch(database, x, "globex")
            sync(x, database, posts=posts, usd=usd)
            for minute in range(fresh):
                text = "globex too" if minute % 5 == 4 else "acme news"
                world.plant(text, x.clock.now_ms() + minute * 20_000, author_id=1 + minute % 7)
            x.clock.advance(min(hours, 20) * 3_600 + 3_600)
        x.faults.clear()
        outcome = sync(x, database)
        assert outcome.error is None
        assert outcome.result.status == "complete"
        assert set(world.matching("acme")) <= stored(database)
        if second and len(steps) > 1:
            assert set(world.matching("globex")) <= stored(database)
        with database.read() as session:
            assert session.value("SELECT count(*) FROM open_window") == 0
            assert session.value("SELECT count(*) FROM author WHERE seen_at IS NULL") == 0
            booked = session.value("SELECT sum(micro_usd) FROM ledger") / 1_000_000
        assert booked <= x.meter.usd + 1e-9


@settings(max_examples=12)
@given(st.lists(st.integers(10, 100), min_size=1, max_size=4))
def test_any_page_size_stores_the_same_signals(template: Path, sizes: list[int]) -> None:
    question = (
        "SELECT post_key, post_id, author_id, posted_at, text, type, sentiment, score FROM signal ORDER BY post_key"
    )
    with simulator(quiet_world(120)) as x, empty_database(template) as small, empty_database(template) as large:
        for database in (small, large):
            watch(database, x, "acme")
        for size in sizes:
            sync(x, small, posts=size)
        sync(x, small)
        sync(x, large)
        with small.read() as one, large.read() as other:
            assert [tuple(row) for row in one.rows(question)] == [tuple(row) for row in other.rows(question)]


CHANGE = st.sampled_from(["", "", "+globex", "-globex", "+initech", "-initech"])
CHAPTER = st.tuples(
    CHANGE,
    st.integers(10, 90) | st.none(),  # --max-posts
    st.sampled_from([0.2, 0.6, 5.0, None]),  # --budget
    st.integers(1, 12) | st.none(),  # at which write the process is killed
    st.booleans(),  # after the commit, or before
    st.integers(0, 30),  # posts that come meanwhile
    st.integers(1, 60),  # hours that pass
)
WORDS = ("acme", "globex", "initech", "acme and globex")


def holes(x: Simulator, database: Database) -> set[int]:
    """Posts that a keyword matches, within the time that it is stored for, that are not stored; gaps are told."""
    with database.read() as session:
        keywords = connections.keywords(session, ORGANIZATION.id)
        gaps = [(row["from_time"], row["to_time"]) for row in session.rows("SELECT from_time, to_time FROM gap")]
    wanted = {
        post_id
        for keyword in keywords
        if keyword.covered_until and keyword.created_at
        for post_id in x.world.matching(keyword.text)
        if keyword.created_at - 6 * 86_400 <= time_of(post_id) < keyword.covered_until
    }
    lost = {post_id for post_id in wanted if any(start <= time_of(post_id) <= end for start, end in gaps)}
    return wanted - lost - stored(database)


@settings(max_examples=40)
@given(st.lists(CHAPTER, min_size=1, max_size=8))
def test_whatever_happens_each_keyword_has_all_of_its_covered_time(
    template: Path, chapters: list[tuple[Any, ...]]
) -> None:
    world = quiet_world(60, every_ms=1_200_000)
    with simulator(world) as x, empty_database(template) as database:
        watch(database, x, "acme")
        for number, (change, posts, usd, kill_at, is_committed, fresh, hours) in enumerate(chapters):
            if change.startswith("+"):
                watch(database, x, change[1:])
            elif change and change[1:] in watched(database):
                watch(database, x, removed=(change[1:],))
            mortal = Mortal(database.path, kill_at or 0, is_committed=is_committed)
            with suppress(Killed):
                sync(x, mortal, posts=posts, usd=usd)
            assert holes(x, database) == set()
            for minute in range(fresh):
                text = f"{WORDS[(minute + number) % 4]} news"
                world.plant(text, x.clock.now_ms() + minute * 30_000, author_id=1 + minute % 7)
            x.clock.advance(hours * 3_600)
        assert sync(x, database).result.status == "complete"
        assert holes(x, database) == set()
        with database.read() as session:
            assert session.value("SELECT count(*) FROM open_window") == 0
            assert session.value("SELECT count(*) FROM signal") == len(stored(database))
            assert session.value("SELECT sum(micro_usd) FROM ledger") / 1_000_000 <= x.meter.usd + 1e-9


def watched(database: Database) -> set[str]:
    with database.read() as session:
        return {keyword.text for keyword in connections.keywords(session, ORGANIZATION.id)}
