"""Laws of forgetting, over any small history of two organizations that share an author."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World
from tests.archives import edited, file_of, page, post, user
from tests.privacy.traces import rows, traces, traces_packed
from tests.support import Cli, author, simulator

ORGS = {"default": 1, "other": 2}
WORDS = ("zebraquagga", "xylobiosecret")
HISTORY = st.lists(
    st.tuples(st.sampled_from(["post", "sync", "import", "edit", "forget", "undo"]), st.sampled_from(sorted(ORGS))),
    min_size=3,
    max_size=9,
)


class Story:
    """One history as it is told; whom each organization has forgotten, and what it must have of the other author."""

    def __init__(self, cli: Cli, x: Simulator, folder: Path) -> None:
        self.cli, self.x, self.folder = cli, x, folder
        self.forgotten: set[str] = set()
        self.others: dict[str, set[int]] = {name: set() for name in ORGS}
        self.planted: list[int] = []

    def post(self, _org: str) -> None:
        self.x.clock.advance(180)
        at_ms = self.x.clock.now_ms() - 90_000
        self.x.world.plant(f"acme zebraquagga {at_ms}", at_ms - 1_000, author_id=1)
        self.planted.append(self.x.world.plant(f"acme of another {at_ms}", at_ms, author_id=2).id)

    def sync(self, org: str) -> None:
        known = self.looked_up()
        ran = self.cli("twitter", "sync", "--org", org, "--json")
        assert ran.code == 0, ran.err
        self.others[org] |= set(self.planted)
        if org in self.forgotten:
            assert self.looked_up() == known
            assert ran.json["forgotten"] <= ran.json["posts_read"]

    def looked_up(self) -> bool:
        """Whether anybody ever paid for the profile of the author who may be forgotten."""
        accounts = self.x.meter.by_token.values()
        return any("1" in users for account in accounts for users in account.users_by_day.values())

    def import_(self, org: str) -> None:
        posts = [post(1, author_id="1", text="acme zebraquagga in a file"), post(2, author_id="2")]
        self.read(org, page(posts, user(1, description="xylobiosecret"), user(2)))
        self.others[org].add(int(posts[1]["id"]))

    def edit(self, org: str) -> None:
        self.read(org, page([edited(1, 1, "acme zebraquagga edited") | {"author_id": "1"}]))

    def read(self, org: str, value: object) -> None:
        assert self.cli("twitter", "import", file_of(self.folder, "file", value), "--org", org).code == 0

    def forget(self, org: str) -> None:
        (bystander,) = set(ORGS) - {org}
        before = rows(self.cli, ORGS[bystander])
        assert self.cli("twitter", "forget", "1", "--yes", "--org", org).code == 0
        assert rows(self.cli, ORGS[bystander]) == before
        self.forgotten.add(org)

    def undo(self, org: str) -> None:
        before = self.cli.sql("SELECT * FROM signal")
        assert self.cli("twitter", "forget", "1", "--undo", "--org", org).code == 0
        assert self.cli.sql("SELECT * FROM signal") == before  # nothing comes back by itself
        self.forgotten.discard(org)

    def check(self) -> None:
        held = {name: {row[0]: row[1] for row in self.cli.sql(QUESTION, org=number)} for name, number in ORGS.items()}
        for name, found in held.items():
            assert {post_id for post_id, who in found.items() if who == 2} == self.others[name]
            assert name not in self.forgotten or 1 not in found.values()
        if not any(1 in found.values() for found in held.values()):
            assert traces(self.cli.home, *WORDS) | traces_packed(self.cli, *WORDS) == set()
            assert self.cli.sql("SELECT count(*) FROM author WHERE id = 1 AND username IS NOT NULL") == [(0,)]
        assert self.cli.sql("PRAGMA foreign_key_check") == []


QUESTION = "SELECT post_id, author_id FROM signal WHERE organization_id = :org"


def a_world() -> World:
    return World(authors=[author(1, username="quagga", description="xylobiosecret"), author(2)])


@pytest.mark.long
@settings(max_examples=20)
@given(history=HISTORY)
def test_a_forgotten_author_leaves_no_trace_and_never_comes_back(
    cli: Cli, template: Path, tmp_path: Path, history: list[tuple[str, str]]
) -> None:
    shutil.rmtree(cli.home)
    cli.home.mkdir(mode=0o700)
    shutil.copy(template, cli.database)
    cli("org", "add", "other")
    with simulator(a_world()) as x:
        for name in ORGS:
            cli.connect(x, org=name)
        story = Story(cli, x, tmp_path)
        for act, org in history:
            getattr(story, "import_" if act == "import" else act)(org)
            story.check()
