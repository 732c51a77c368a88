"""Several processes that sync at once, again and again, while new posts come: of one organization, or each of its own."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.faults.invariants import totals_are_true
from tests.faults.program import Program
from tests.faults.stage import SYNC, Stage, connected, staged
from tests.support import NOW_MS, Ran

SEARCH = "/2/tweets/search/recent"
LOCKED = 75
FIRST_NEW_MS, STEP_MS = NOW_MS - 59_000, 50  # new posts come one after the other, and X serves them at once


@contextmanager
def servers(number: int, folder: Path) -> Iterator[list[Program]]:
    """So many processes that run the program."""
    with ExitStack() as stack:
        yield [stack.enter_context(Program(None, folder)) for _ in range(number)]


def at_once(stage: Stage, programs: Sequence[Program], orgs: Sequence[str], rounds: int) -> list[list[Ran]]:
    """Each program syncs its organization so often, as fast as it can; a post comes before each sync."""

    def loop(number: int) -> list[Ran]:
        own = staged(stage.home, stage.x, programs[number], page=None)
        ended = []
        for turn in range(rounds):
            at_ms = FIRST_NEW_MS + (turn * len(programs) + number) * STEP_MS
            stage.x.world.plant(f"acme {number} {turn}", at_ms, author_id=1)
            ended.append(own.run(*SYNC, "--json", "--org", orgs[number]))
        return ended

    with ThreadPoolExecutor(len(programs)) as pool:
        ended = list(pool.map(loop, range(len(programs))))
    stage.said += [ran for each in ended for ran in each]
    return ended


def organizations(stage: Stage, number: int) -> list[str]:
    """So many connected organizations."""
    names = [f"team{each}" for each in range(number)]
    for name in names:
        assert stage.run("org", "add", name).code == 0
        connected(stage, name)
    return names


def are_whole(stage: Stage, orgs: Sequence[str], runs: int) -> None:
    """So many runs were complete, and each organization has all that X had, once."""
    complete = "SELECT count(*) FROM run WHERE kind = 'sync' AND status = 'complete'"
    assert stage.sql(complete) == [(runs,)]
    truth = stage.x.world.matching("acme")
    for org in orgs:
        assert stage.run(*SYNC, "--org", org).code == 0
        stored = "SELECT post_id FROM signal s JOIN organization o ON o.id = s.organization_id WHERE o.name = :org"
        assert sorted(row[0] for row in stage.sql(stored, org=org)) == truth
        totals_are_true(stage, org)


def is_refused_by_lock(ran: Ran) -> bool:
    """Whether a run made way for another one of its organization, and said so in our words and not SQLite's."""
    return (
        (ran.code, ran.error["code"]) == (LOCKED, "locked")
        and ran.error["message"] == "Another run of this organization is under way."
        and "database is locked" not in ran.err + ran.out
    )
