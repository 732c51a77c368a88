"""A scene for identities: authors by an import, contacts and companies by hand; who is who is plain to see.

@ada is on file by handle, the name of @alan fits one contact, that of @dup fits two, two authors are called Grace
Hopper, @linus links to a company, and nobody knows @nobody.
"""

from pathlib import Path
from typing import Any

from tests.archives import file_of, page, post, user
from tests.support import Cli

AUTHORS = (
    ("ada", "Ada Lovelace", "https://acme.io"),
    ("alan", "Alan Turing", ""),
    ("dup", "Dup Licate", ""),
    ("grace", "Grace Hopper", ""),
    ("grace_2", "Grace Hopper", ""),
    ("linus", "linus", "https://acme.io"),
    ("nobody", "nobody", ""),
)
CONTACTS = (
    ("ada@acme.io", "Ada", "Lovelace", "--handle", "ada", "--title", "CTO"),
    ("alan@bletchley.org", "Alan", "Turing"),
    ("dup@acme.io", "Dup", "Licate"),
    ("dup@globex.io", "Dup", "Licate"),
    ("grace@navy.io", "Grace", "Hopper"),
)
NUMBERS = {username: 100 + number for number, (username, _, _) in enumerate(AUTHORS)}


def archive(folder: Path, posts: int = 21, **fields: Any) -> str:
    users = [user(NUMBERS[name], username=name, name=shown, url=url) for name, shown, url in AUTHORS]
    return file_of(folder, "scene.jsonl", page([post(number, **fields) for number in range(posts)], *users))


def scene(cli: Cli, folder: Path, org: str = "default") -> Cli:
    """An organization that has read posts of all authors, three of each, and knows the contacts."""
    cli("company", "add", "acme.io", "--name", "Acme", "--org", org)
    for email, first, last, *more in CONTACTS:
        ran = cli("contact", "add", email, "--first-name", first, "--last-name", last, *more, "--org", org)
        assert ran.code == 0, ran.err
    assert cli("twitter", "import", archive(folder), "--org", org).code == 0
    return cli


def state(cli: Cli, handle: str, org: str = "default") -> str:
    found: str = cli("identity", "explain", handle, "--json", "--org", org).json["state"]
    return found


def pairs(cli: Cli, *options: str) -> dict[str, list[str]]:
    """The ids of the links that wait, by handle."""
    found: dict[str, list[str]] = {}
    for item in cli("identity", "review", "--limit", "100", *options, "--json").json["items"]:
        found.setdefault(item["author"]["username"], []).append(item["id"])
    return found


def signals(cli: Cli, handle: str, org: str = "default") -> set[tuple[Any, ...]]:
    """What the signals of an author say of them: contact, company, state."""
    rows = cli.sql(
        """SELECT DISTINCT s.contact_id, s.company_id, s.identity_state FROM signal s
        JOIN organization o ON o.id = s.organization_id WHERE o.name = :org AND s.author_id = :author""",
        org=org,
        author=NUMBERS[handle],
    )
    return set(rows)
