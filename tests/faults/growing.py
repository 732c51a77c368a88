"""One database that grows while its program is killed at random moments: sync, import, enrichment and resolving mixed."""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from tests import archives
from tests.e2e.answerers import FAST
from tests.faults.invariants import bulk_is_whole, is_sound, no_secret_is_told, sync_is_whole
from tests.faults.stage import ARCHIVE, BULK, FIRMS, PAGE, SYNC, Stage
from tests.support import NOW_MS

KILLED = -9
STEP_SECONDS = 200
POSTS_A_STEP, FIRMS_A_STEP, IMPORTED_A_STEP = 6, 2, 4  # a sync walks pages that reach further back than it looks again
FIRST_IMPORTED = 100  # those before are in the archive from the beginning


@dataclass(slots=True)
class Growing:
    """The stage, what has been put in, and how many kills there were of each command."""

    stage: Stage
    folder: Path
    random: Random
    kills: dict[str, int] = field(default_factory=lambda: {"sync": 0, "import": 0, "bulk": 0, "resolve": 0})
    runs: int = 0
    firms: list[str] = field(default_factory=lambda: list(FIRMS))
    imported: int = 0
    _usual_seconds: dict[str, float] = field(default_factory=dict)

    def step(self) -> None:
        """Let something new happen, and run one command that may be killed anywhere."""
        self.stage.x.clock.advance(STEP_SECONDS)
        now_ms, apart_ms = self.stage.x.clock.now_ms(), STEP_SECONDS * 1_000 // POSTS_A_STEP
        for number in range(1, POSTS_A_STEP + 1):
            at_ms = now_ms - number * apart_ms
            self.stage.x.world.plant(f"acme keeps growing {at_ms}", at_ms, author_id=1 + number % 2)
        self._run(self.random.choice([self._sync, self._import, self._bulk, self._resolve, self._sync])())

    def settle(self) -> None:
        """Everything once more, healthy: all that was put in is there once, and the bill is small."""
        self.stage.x.clock.advance(STEP_SECONDS)  # X serves no post of the last half minute
        now = self._now()
        self.runs += 3
        faults = self.kills["sync"] + self.kills["resolve"]
        sync_is_whole(_at(self.stage, now), "--budget", "1000", faults=faults, page=PAGE)
        bulk_is_whole(_at(self.stage, now), self.firms, *FAST, repeated=self.kills["bulk"])
        file = self._archive()
        assert self.stage.run("twitter", "import", file, "--org", ARCHIVE, now=now).code == 0
        assert self._archived() == [archives.id_of(number) for number in self._numbers()]
        is_sound(self.stage)
        no_secret_is_told(self.stage)
        self.stage.said.clear()

    def posts(self) -> list[int]:
        """All posts that must be stored by now, of X and of the archive."""
        return [*self.stage.x.world.matching("acme"), *(archives.id_of(number) for number in self._numbers())]

    def _run(self, command: tuple[str, tuple[str, ...]]) -> None:
        name, arguments = command
        usual = self._usual_seconds.get(name)
        began = time.monotonic()
        after = None if usual is None else self.random.uniform(0, 1.2 * usual)
        ran = self.stage.run(*arguments, kill_after=after, now=self._now())
        self.runs += 1
        if ran.code == KILLED:
            self.kills[name] += 1
            return
        assert ran.code == 0, ran.err
        self._usual_seconds[name] = time.monotonic() - began

    def _sync(self) -> tuple[str, tuple[str, ...]]:
        return "sync", (*SYNC, "--budget", "1000")

    def _bulk(self) -> tuple[str, tuple[str, ...]]:
        names = [f"grown{len(self.firms) + number:05}.com" for number in range(FIRMS_A_STEP)]
        for name in names:
            self.stage.x.enrichment.world.add_company(name)
            ran = self.stage.run("company", "add", name, now=self._now())
            assert ran.code == 0, ran.err
        self.firms += names
        return "bulk", BULK

    def _import(self) -> tuple[str, tuple[str, ...]]:
        self.imported += IMPORTED_A_STEP
        return "import", ("twitter", "import", self._archive(), "--org", ARCHIVE)

    def _resolve(self) -> tuple[str, tuple[str, ...]]:
        return "resolve", ("identity", "resolve")

    def _archive(self) -> str:
        posts = [archives.post(number) for number in self._numbers()]
        return archives.file_of(self.folder, "grown.jsonl", archives.page(posts))

    def _numbers(self) -> list[int]:
        return [*range(5), *range(FIRST_IMPORTED, FIRST_IMPORTED + self.imported)]

    def _archived(self) -> list[int]:
        of = "SELECT post_id FROM signal s JOIN organization o ON o.id = s.organization_id WHERE o.name = :org"
        return sorted(row[0] for row in self.stage.sql(of, org=ARCHIVE))

    def _now(self) -> int:
        return NOW_MS // 1000 + (self.stage.x.clock.now_ms() - NOW_MS) // 1000


def _at(stage: Stage, now: int) -> Stage:
    """The stage at another time; what is said there is noted with the rest."""
    return replace(stage, program=lambda *arguments, **how: stage.program(*arguments, now=now, **how))
