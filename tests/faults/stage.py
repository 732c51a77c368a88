"""Homes made ready once and copied for each fault, each in front of a simulator of its own with a bill at zero."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.limits import LIMITS
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World
from tests import archives
from tests.e2e.answerers import FAST, environment, firms, world_of
from tests.faults.invariants import Watch, bulk_is_whole, no_secret_is_told, sync_is_stored, sync_is_whole
from tests.faults.program import Fault, Faulted, Program
from tests.support import NOW_MS, quiet_world

PAGE, POSTS = 10, 14  # two pages
FIRMS = firms(3)
SYNC = ("twitter", "sync")
BULK = ("clearbit", "enrich", "bulk", *FAST)
ARCHIVE = "archive"  # an organization with imported posts, which no fault may touch
KEPT = (
    f"SELECT s.* FROM signal s JOIN organization o ON o.id = s.organization_id WHERE o.name = '{ARCHIVE}' ORDER BY s.id",
    f"SELECT r.* FROM raw_answer r JOIN organization o ON o.id = r.organization_id WHERE o.name = '{ARCHIVE}' ORDER BY 3",
    "SELECT id, organization_id, domain, source, created_at FROM company ORDER BY id",
    "SELECT organization_id, service, account, secret, settings, connected_at FROM connection ORDER BY 1, 2",
    "SELECT id, organization_id, text, created_at, removed_at FROM keyword ORDER BY id",
)


@dataclass(slots=True, kw_only=True)
class Stage(Watch):
    """A watched home whose program runs in forks of a server; `page` is the largest page of X."""

    server: Program
    page: int | None = PAGE

    def faulted(self, *arguments: str, fault: Fault | None = None, **how: Any) -> Faulted:
        """Run the program, with a fault or to be killed."""
        ran = self.run(*arguments, fault=fault, **how)
        assert isinstance(ran, Faulted)
        return ran


@dataclass(frozen=True, slots=True)
class Ready:
    """A home made ready, and the worlds that its services tell of."""

    home: Path
    program: Program
    world: World
    enrichment: EnrichmentWorld

    @contextmanager
    def stage(self, folder: Path, **options: Any) -> Iterator[Stage]:
        """A copy of it in `folder`, which goes with the block if all went well."""
        home = folder / "home"
        shutil.copytree(self.home, home)
        with simulated(self.world, self.enrichment, **options) as x:
            yield staged(home, x, self.program)
        shutil.rmtree(home)

    def is_intact(self, stage: Stage) -> None:
        """What the home held when it was copied is there as it was, after any fault and before any other run."""
        kept = staged(self.home, stage.x, self.program)
        for question in KEPT:
            before = kept.sql(question)
            assert before, question
            assert stage.sql(question) == before, question


def simulated(world: World, enrichment: EnrichmentWorld, **options: Any) -> Simulator:
    """Services without limits, at the time at which the program runs."""
    limits = dict.fromkeys(LIMITS, 1_000_000)
    return Simulator(world, SimClock(NOW_MS), enrichment=enrichment, enrichment_limit=0, limits=limits, **options)


def staged(home: Path, x: Simulator, program: Program, page: int | None = PAGE) -> Stage:
    """A home in front of services."""

    def run(*arguments: str, **how: Any) -> Faulted:
        return program(*arguments, environment=surroundings(home, x), **({"page": page} | how))

    return Stage(home, x, run, server=program, page=page)


def surroundings(home: Path, x: Simulator) -> dict[str, str]:
    """The environment of a run: ours, without what the tests of other things set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DEVSIGNAL_", "FAILIO_"))}
    ours = {"DEVSIGNAL_HOME": str(home), "DEVSIGNAL_TWITTER_URL": x.url, "COLUMNS": "80", "TZ": "UTC"}
    return kept | ours | environment(x)


def made_ready(folder: Path, program: Program, posts: int = POSTS, domains: list[str] | None = None) -> Ready:
    """A home that is connected to X and to Clearbit, with companies to be enriched, and worlds of two authors."""
    world, names = quiet_world(posts, authors=2), FIRMS if domains is None else domains
    ready = Ready(folder / "ready", program, world, world_of(names))
    listed = folder / "companies.csv"
    listed.write_text("domain\n" + "".join(f"{name}\n" for name in names))
    with simulated(world, ready.enrichment) as x:
        stage = staged(ready.home, x, program)
        connected(stage)
        assert stage.run("company", "import", str(listed)).code == 0
        archived(stage, folder)
    return ready


def archived(stage: Stage, folder: Path) -> None:
    """Give the home an organization with posts from a file."""
    posts = archives.file_of(folder, "archive.jsonl", archives.page([archives.post(number) for number in range(5)]))
    for arguments in (("org", "add", ARCHIVE), ("twitter", "import", posts, "--org", ARCHIVE)):
        ran = stage.run(*arguments)
        assert ran.code == 0, ran.err


def connected(stage: Stage, org: str = "default") -> None:
    """Connect an organization to X and to Clearbit."""
    at = ("--org", org)
    ran = stage.run("twitter", "connect", "-k", "acme", "--token-stdin", *at, stdin=stage.x.token + "\n")
    assert ran.code == 0, ran.err
    ran = stage.run("clearbit", "connect", "--key-stdin", *at, stdin=stage.x.key + "\n")
    assert ran.code == 0, ran.err


def is_synced(stage: Stage, faults: int) -> None:
    """After so many faults of a sync, all is well."""
    sync_is_whole(stage, faults=faults, page=stage.page or POSTS)


def is_stored(stage: Stage, faults: int) -> None:
    """As `is_synced`, without a look at what the reading commands tell: half the time, for sweeps."""
    sync_is_stored(stage, faults=faults, page=stage.page or POSTS, org="default", keyword="acme")
    no_secret_is_told(stage)


def is_enriched(stage: Stage, repeated: int = 0) -> None:
    """After any fault of an enrichment that asks one by one, all is well, and so many calls at most were repeated."""
    bulk_is_whole(stage, FIRMS, *FAST, repeated=repeated)
