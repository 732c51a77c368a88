"""Two organizations full of foreign text that came in through the program's own doors, and a world that sent it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World
from tests.archives import file_of, page, post, user
from tests.security.shell import Shell
from tests.support import NOW_MS, author

Say = Callable[[], str]
FIRM, PERSON, SHARED_HANDLE = "firm.dev", "jo@firm.dev", "shared"
SHARED_ID = 7


@dataclass(frozen=True)
class Org:
    """An organization, its keyword, the only author who writes about it alone, and what it says."""

    name: str
    keyword: str
    author_id: int
    say: Say
    folder: Path

    @property
    def typed(self) -> str:
        """A text as an argument may be: without NUL."""
        return self.say().replace("\0", "")


def served(*orgs: Org) -> Simulator:
    """X, Clearbit and Hunter with hostile authors, posts and answers for each organization, and a shared author."""
    world = World(authors=[author(SHARED_ID, username=SHARED_HANDLE, name="Sha Red", url="https://firm.dev")])
    enrichment = EnrichmentWorld()
    for org in orgs:
        say = org.say
        told = {"name": say(), "description": f"at firm.dev {say()}", "location": say(), "url": "https://t.co/abc"}
        world.add_author(author(org.author_id, username=f"user{org.author_id}", **told))
        for number in range(3):
            text = f"{org.keyword} broken {say()} http://evil.test/x file:///etc/passwd"
            world.plant(text, NOW_MS - 600_000 + number * 1_000, author_id=org.author_id)
        world.plant(f"{org.keyword} {say()}", NOW_MS - 500_000, author_id=SHARED_ID)
    say = orgs[0].say
    more = {"legalName": say(), "description": say(), "logo": "http://evil.test/logo.png", "tags": [say(), say()],
            "category": {"industry": say(), "sector": say()}, "tech": [say()], "geo": {"city": say(), "country": say()}}  # fmt: skip
    enrichment.add_company("asked.dev", name=say(), **more)
    enrichment.add_person("al@asked.dev", name={"fullName": say(), "givenName": say(), "familyName": say()}, bio=say(),
                          avatar="file:///etc/passwd", location=say(), employment={"title": say(), "role": say()})  # fmt: skip
    return Simulator(world, SimClock(NOW_MS), enrichment=enrichment, enrichment_limit=0)


def connect(shell: Shell, x: Simulator, org: Org) -> None:
    """An organization with access to both services."""
    shell.set({
        "DEVSIGNAL_TWITTER_URL": x.url, "DEVSIGNAL_HUNTER_URL": x.hunter_url,
        "DEVSIGNAL_CLEARBIT_COMPANY_URL": x.clearbit_url, "DEVSIGNAL_CLEARBIT_PERSON_URL": x.clearbit_url,
    })  # fmt: skip
    _done(shell, "org", "add", org.name)
    _done(shell, "twitter", "connect", "-k", org.keyword, "--token-stdin", "--org", org.name, stdin=x.token)
    _done(shell, "clearbit", "connect", "--key-stdin", "--org", org.name, stdin=x.key)


def fill(shell: Shell, org: Org) -> None:
    """Everything that comes in: by sync, import, hand and enrichment."""
    shell("twitter", "keywords", "add", f"{org.keyword} too", "--topic", org.typed, "--org", org.name)
    _done(shell, "twitter", "sync", "--yes", "--org", org.name)
    for key, *more in (("company", "add", FIRM), ("company", "add", "asked.dev"), ("contact", "add", PERSON),
                       ("contact", "add", "al@asked.dev"), ("contact", "add", "ann@asked.dev")):  # fmt: skip
        _done(shell, key, *more, "--org", org.name)
    names = ("--name", "--description", "--industry")
    given = [part for name in names for part in (name, f"x{org.typed}")]
    _done(shell, "company", "edit", FIRM, *given, "--set", f"note=x{org.typed}", "--org", org.name)
    named = ("--first-name", f"x{org.typed}", "--last-name", f"x{org.typed}", "--title", f"x{org.typed}")
    _done(shell, "contact", "edit", PERSON, *named, "--org", org.name)
    shell("twitter", "lexicon", "add", org.typed, "--weight", "2", "--org", org.name)
    shell("twitter", "import", archive(org), "--org", org.name)
    shell("company", "import", table(org), "--yes", "--org", org.name)
    shell("clearbit", "enrich", "bulk", "all", "--delay", "0", "--batch-delay", "0", "--org", org.name)
    shell("identity", "link", SHARED_HANDLE, PERSON, "--org", org.name)


def archive(org: Org) -> str:
    """A file of posts: whole ones, broken ones, and lines of another kind."""
    told = {"name": org.say(), "description": org.say(), "url": org.say(), "location": org.say()}
    writer = str(900 + org.author_id)  # an author is one row for all organizations, so each file names its own
    posts = [post(number, author_id=writer, text=f"read {org.say()}") for number in range(2)]
    broken = post(3, created_at=org.say(), id=org.say())
    return file_of(
        org.folder, f"{org.name}.jsonl", page([*posts, broken], user(int(writer), **told)), {org.say(): org.say()}, b"{"
    )


def table(org: Org) -> str:
    """A file of companies whose columns and cells are hostile, some of them refused."""
    rows = [{"domain": f"row{number}.dev", "name": f"x{org.say()}", f"x{org.say()}": org.say()} for number in range(2)]
    rows += [{"domain": org.say(), "name": org.say()}, {"domain": "row9.dev", "size": org.say(), "website": org.say()}]
    path = org.folder / f"{org.name}-companies.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def _done(shell: Shell, *arguments: str, stdin: str = "") -> None:
    ran = shell(*arguments, stdin=stdin)
    assert ran.code in (0, 3), (arguments, ran)
