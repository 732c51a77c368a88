"""Two organizations with equal keys and texts of their own, and a case for every command."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from devsignal_cli.simulator.bearer import invented_token
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.enrichment.keys import invented_key
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World
from tests.archives import file_of, page, post, user
from tests.security.shell import Shell, shell
from tests.support import NOW_MS, Ran, author

OURS, SECRET = "aardvark", "zebrafish"
WORDS = {"ours": OURS, "theirs": SECRET}
POSTS, TABLE = "<posts>", "<table>"
FIRM, PERSON, HANDLE = "firm.dev", "jo@firm.dev", "shared"
ENDLESS = {
    "demo": "it starts children with a home of their own",
    "simulate": "it serves until it is stopped and opens no database",
    "alerts add": "it tells no posts, and its address comes from stdin",
    "alerts remove": "it needs a rule, whose address comes from stdin",
    "db backup": "it copies the whole file and tells counts of rows",
    "db restore": "it puts a whole file in place and tells counts of rows",
}
"""Commands without a case, and why."""
_COMMON = "SELECT count(*) FROM (SELECT 1 FROM signal GROUP BY post_id HAVING count(DISTINCT organization_id) = 2)"
READERS: list[tuple[str, list[str]]] = [
    ("twitter status", []), ("twitter recent", ["-n", "50"]), ("twitter keywords list", []), ("twitter preview", []),
    ("twitter mute", ["--list"]), ("twitter lexicon list", []), ("clearbit status", []), ("company list", []),
    ("company list", ["--search", "works"]), ("company show", [FIRM]), ("company export", ["--format", "csv"]),
    ("company export", ["--format", "jsonl"]), ("contact list", []), ("contact list", ["--search", "jo"]),
    ("contact show", [PERSON]), ("contact export", ["--format", "csv"]), ("contact export", ["--format", "jsonl"]),
    ("identity review", ["--probable"]), ("identity explain", [HANDLE]), ("identity mode", []), ("stats", []), ("report", ["-o", "-"]),
    ("signals list", []), ("signals list", ["--open"]),
    ("signals list", ["--company", FIRM]), ("signals list", ["--contact", PERSON]), ("signals list", ["--author", HANDLE]),
    ("signals list", ["--text", "broken", "--muted"]), ("signals export", []), ("signals export", ["--format", "csv"]),
    ("signals export", ["--since", "1"]), ("alerts list", []), ("alerts test", []), ("alerts digest", []),
    ("stats", ["--company", FIRM]), ("stats", ["--topic", ""]), ("stats", ["--spikes", "-k", "acme"]), ("org list", []),
    ("db path", []), ("db check", []), ("classify", ["so good"]),
    *[(f"signals {verb}", [str(number)]) for verb in ("show", "explain") for number in range(1, 8)],
    *[(f"{kind} show", [str(number)]) for kind in ("company", "contact") for number in range(1, 5)],
]  # fmt: skip
CHANGERS: list[tuple[str, list[str]]] = [
    ("twitter import", [POSTS]), ("company import", [TABLE, "--yes"]), ("contact import", [TABLE, "--yes"]),
    ("twitter sync", ["--yes"]), ("twitter reclassify", []), ("twitter mute", ["broken"]), ("twitter lexicon add", ["zz", "--weight", "1"]),
    ("twitter lexicon remove", ["fine"]), ("twitter keywords add", ["acme three"]), ("twitter connect", ["-k", "acme", "--no-verify"]),
    ("twitter keywords rename", ["acme three", "acme four"]), ("twitter keywords remove", ["acme four"]),
    ("clearbit enrich company", [FIRM, "--refresh"]), ("clearbit enrich contact", [PERSON, "--refresh"]),
    ("clearbit enrich bulk", ["all", "--delay", "0", "--batch-delay", "0"]), ("clearbit connect", ["--no-verify"]),
    *[("clearbit undo", [str(number)]) for number in range(1, 5)], ("identity resolve", []),
    ("identity confirm", ["1"]), ("identity reject", ["1"]), ("identity link", [HANDLE, PERSON]), ("identity unlink", [HANDLE]),
    ("company add", [FIRM]), ("company edit", [FIRM, "--size", "10"]), ("contact add", [PERSON]), ("contact edit", [PERSON, "--title", "x"]),
    ("signals set", ["1", "2", "--sentiment", "negative"]), ("signals set", ["1", "2", "--done", "--note", "seen"]), ("org set", ["--tz", "UTC"]), ("org use", ["ours"]),
    ("org add", ["third"]), ("db upgrade", []), ("db rekey", ["--yes"]),
]  # fmt: skip
REMOVERS: list[tuple[str, list[str]]] = [
    *[(f"{kind} remove", ["--run", str(number), "--yes"]) for kind in ("signals", "company", "contact") for number in range(1, 9)],
    ("company merge", ["other.dev", FIRM, "--yes"]), ("company remove", [FIRM, "--yes"]), ("contact remove", [PERSON, "--yes"]),
    ("contact forget", ["al@firm.dev", "--yes"]), ("twitter forget", [HANDLE, "--yes"]), ("clearbit disconnect", ["--yes"]),
    ("twitter disconnect", ["--purge", "--yes"]), ("org remove", ["third", "--yes"]), ("twitter status", []),
]  # fmt: skip
CASES = [*READERS, *CHANGERS, *REMOVERS]


@dataclass
class Walked:
    """What every case said to the one, what readers said to the other afterwards, and how many posts both have."""

    ours: dict[tuple[str, ...], Ran]
    theirs: dict[tuple[str, ...], Ran]
    common_posts: int


def walked(folder: Path) -> Walked:
    """Two organizations filled, and all cases called."""
    (folder / "above").mkdir()
    with shell(folder / "above" / "home") as run, served(SECRET, 2) as other:
        fill(run, other, "theirs", folder)
        with served(OURS, 3) as x:
            fill(run, x, "ours", folder)
            with sqlite3.connect(run.home / "devsignal.db") as connection:
                (common,) = connection.execute(_COMMON).fetchone()
            return Walked(walk(run, "ours", CASES, folder), walk(run, "theirs", READERS, folder), common)


def walk(run: Shell, org: str, cases: list[tuple[str, list[str]]], folder: Path) -> dict[tuple[str, ...], Ran]:
    """Every case for people and as JSON."""
    files = {POSTS: posts(org, folder), TABLE: table(org, folder)}
    calls = [
        (*command.split(" "), *(files.get(part, part) for part in more), *form, "--org", org)
        for command, more in cases
        for form in ((), ("--json",))
    ]
    return {call: run(*call) for call in calls}


def served(word: str, number: int) -> Simulator:
    """X and Clearbit that know the same people, posts and companies for each customer, with the customer's word in it."""
    world = World(authors=[author(7, username=HANDLE, name="Jo Doe", url="https://firm.dev")])
    for index in range(4):
        world.plant(f"acme broken {word} {index}", NOW_MS - 600_000 + index * 1_000, author_id=7)
    enrichment = EnrichmentWorld()
    for domain in (FIRM, "other.dev"):
        enrichment.add_company(domain, name=f"Firm {word}", description=word, tags=[word], category={"industry": word})
    enrichment.add_person(PERSON, bio=word, employment={"title": word, "role": word})
    x = Simulator(world, SimClock(NOW_MS), invented_token(number), enrichment=enrichment, enrichment_limit=0)
    x.key = invented_key(number)  # a key is an account: customers who share one share its answers for a day
    x.enrichment.keys.add(x.key)
    return x


def fill(run: Shell, x: Simulator, org: str, folder: Path) -> None:
    """An organization with the same keys as the other, and its word in every text of it."""
    word, urls = WORDS[org], ("DEVSIGNAL_CLEARBIT_COMPANY_URL", "DEVSIGNAL_CLEARBIT_PERSON_URL")
    run.set({"DEVSIGNAL_TWITTER_URL": x.url, **dict.fromkeys(urls, x.clearbit_url)})
    for arguments, stdin in (
        (("org", "add", org), ""),
        (("twitter", "connect", "-k", "acme", "--token-stdin"), x.token),
        (("clearbit", "connect", "--provider", "clearbit", "--key-stdin"), x.key),
        (("twitter", "keywords", "add", f"{word} two", "--topic", word), ""),
        (("twitter", "sync", "--yes"), ""),
        (("twitter", "import", posts(org, folder)), ""),
        *(
            (("company", "add", domain, "--name", f"Firm {word}", "--set", f"note={word}"), "")
            for domain in (FIRM, "other.dev")
        ),
        *(
            (("contact", "add", email, "--first-name", word, "--last-name", "Doe"), "")
            for email in (PERSON, "al@firm.dev")
        ),
        (("company", "import", table(org, folder), "--yes"), ""),
        (("twitter", "mute", f"{word} mute"), ""),
        (("twitter", "lexicon", "add", word, "--weight", "2"), ""),
        (("clearbit", "enrich", "bulk", "all", "--delay", "0", "--batch-delay", "0"), ""),
        (("identity", "link", HANDLE, PERSON), ""),
    ):
        ran = run(*arguments, "--org", org, stdin=stdin)
        assert ran.code == 0, (arguments, ran)


def posts(org: str, folder: Path) -> str:
    """A file of posts of the same ids."""
    told = [post(number, author_id="900", text=f"acme read {WORDS[org]}") for number in range(2)]
    return file_of(folder, f"{org}.jsonl", page(told, user(900, name="Reader")))


def table(org: str, folder: Path) -> str:
    """A file of companies, and of contacts, of the same keys."""
    path = folder / f"{org}-rows.jsonl"
    rows = [
        {"domain": f"row{n}.dev", "name": WORDS[org], "email": f"a{n}@row{n}.dev", "title": WORDS[org]}
        for n in range(2)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)
