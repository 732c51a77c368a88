"""Who reads while a sync writes sees whole pages, waits for nothing and meets no error (F15)."""

import sqlite3
from pathlib import Path

from tests.faults.invariants import sync_is_whole
from tests.faults.program import Fault, Program
from tests.faults.stage import PAGE, POSTS, SYNC, Ready, Stage, staged, surroundings

EACH = 12  # a look at every so many writes


def test_f15_a_reader_sees_whole_pages_at_any_write_of_a_sync(
    ready: Ready, second_program: Program, folder: Path
) -> None:
    """The sync is stopped before each of its writes; the reader looks wherever SQLite lets it without a wait."""
    with ready.stage(folder) as stage:
        reader, seen, writes = staged(stage.home, stage.x, second_program), list[int](), 0
        every = Fault(1, "stop", is_sticky=True)
        with stage.server.start(*SYNC, fault=every, environment=surroundings(stage.home, stage.x), page=PAGE) as sync:
            while sync.is_stopped():
                writes += 1
                if writes % EACH == 0 and _is_readable(stage):
                    seen.append(_read(reader))
                sync.go_on()
        ran = sync.ended()
        assert (ran.code, ran.fired) == (0, writes)
        seen.append(_read(reader))
        assert set(seen) == {0, PAGE, POSTS}
        assert seen == sorted(seen)
        stage.said += [ran, *reader.said]
        sync_is_whole(stage, faults=0)


def _is_readable(stage: Stage) -> bool:
    """Whether the writer does not hold the file for itself just now: then a reader would wait for its commit."""
    connection = sqlite3.connect(stage.home / "devsignal.db", timeout=0)
    try:
        connection.execute("SELECT count(*) FROM signal").fetchall()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def _read(stage: Stage) -> int:
    """What a look at status and stats tells; each is consistent in itself, and neither is told of an error."""
    status, stats = stage.run("twitter", "status", "--json"), stage.run("stats", "--json")
    assert (status.code, status.err, stats.code, stats.err) == (0, "", 0, "")
    told, shown = status.json, stats.json
    total: int = told["signals_total"]
    assert sum(told["sentiment"].values()) == sum(told["types"].values()) == total == shown["signals"]["total"]
    assert sum(sum(day[mood] for mood in shown["sentiment"]) for day in shown["series"]) == total
    assert all(window["posts_read"] == total for window in told["open_windows"])
    return total
