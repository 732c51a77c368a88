"""Invents the authors of the seeded world: names, bios, workplaces and figures; nobody here is real."""

import random
from typing import Literal

from devsignal_cli.simulator.moments import DAY_MS, snowflake
from devsignal_cli.simulator.posts import AuthorStatus, SimAuthor

ACME = SimAuthor(
    id=7_340_021,
    username="acme",
    name="Acme",
    description="Ship from your terminal. Docs: https://acme.dev/docs Status: https://status.acme.dev",
    location="Everywhere",
    url="https://acme.dev",
    followers=48_200,
    following=310,
    post_count=9_120,
    listed=702,
    verified=True,
    verified_type="business",
)
GLOBEX = SimAuthor(
    id=8_120_449,
    username="globex",
    name="Globex",
    description="The other developer platform.",
    url="https://globex.example",
    followers=61_000,
    following=95,
    post_count=12_004,
    listed=911,
    verified=True,
    verified_type="business",
)
FIRST_NAMES = (
    ("Mira", "Jonas", "Adaeze", "Tomasz", "Priya", "Lars", "Yuki", "Camila", "Omar", "Elif", "Noor", "Hugo", "Ines")  # noqa: RUF005 - few lines for many words
    + ("Kwame", "Sofia", "Ravi", "Greta", "Minh", "Zoe", "Pavel", "Leila", "Mateo", "Anouk", "Dmitri", "Hana", "Femi")
    + ("Åsa", "José", "Chloé", "Bram", "Tariq", "Wanda")
)
LAST_NAMES = (
    ("Okafor", "Lindqvist", "Marsh", "Kowal", "Iyer", "Brandt", "Tanabe", "Rojas", "Haddad", "Demir", "Vance", "Petit")  # noqa: RUF005 - few lines for many words
    + ("Mensah", "Conti", "Nair", "Vogel", "Tran", "Whitlow", "Novak", "Farahani", "Quiroga", "de Wit", "Sorokin")
    + ("Abe", "Adeyemi", "Holm", "Ibarra", "Moreau", "Castell", "Dunmore", "Blythe", "Sze")
)
COMPANIES = (
    ("Brightforge", "brightforge"),
    ("Kestrel Labs", "kestrellabs"),
    ("Northpier", "northpier"),
    ("Tidewater Data", "tidewaterdata"),
    ("Halcyon Freight", "halcyonfreight"),
    ("Mossgate", "mossgate"),
    ("Quillstack", "quillstack"),
    ("Redwood Ledger", "redwoodledger"),
    ("Saffron Health", "saffronhealth"),
    ("Umbra Security", "umbrasecurity"),
    ("Verdant Grid", "verdantgrid"),
    ("Wavelet", "waveletio"),
)
_ROLES = (  # noqa: RUF005 - few lines for many words
    "SRE",
    "Platform engineer",
    "Backend dev",
    "Staff engineer",
    "DevOps",
    "Developer advocate",
    "CTO",
    "Data engineer",
) + ("Frontend dev", "Engineering manager", "Security engineer", "ML engineer", "Release engineer")
_BIOS = (
    "{role} at {company}. Opinions mine.",
    "{role} @{handle}",
    "{role} @ {company} | coffee, cats & keyboards",
    "I break builds for a living. {role}, {company}.",
    "{role}. Previously {company}.",
    "Building things at {company} https://{handle}.example",
    "he/him. {role}. Rust > everything",
    "{role} & parent of two. Toots more than posts.",
    "Indie hacker. Shipping small tools.",
    "Open source maintainer, tired.",
    "CS student, learning in public",
    "Founder of {company}. We are hiring: https://{handle}.example/jobs",
    "",
)
_PLACES = (
    "Berlin",
    "Lagos, Nigeria",
    "Remote",
    "São Paulo",
    "Oslo",
    "Bengaluru",
    "Austin, TX",
    "Tokyo",
    "",
    "",
    "🌍",
    "localhost",
)
_FLAIR = ("", "", "", "", "", "", " 🦀", " 🚀", " (she/her)", " ☕")


def official_authors() -> tuple[SimAuthor, ...]:
    """The accounts of the product itself and of its competitor."""
    return (ACME, GLOBEX)


def new_author(rng: random.Random, number: int, now_ms: int) -> SimAuthor:
    """The `number`-th invented person; the number makes handle and id unique."""
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    company, handle = rng.choice(COMPANIES)
    created_ms = now_ms - int((0.1 + 15 * rng.random()) * 365 * DAY_MS)
    verified = _verified(rng)
    return SimAuthor(
        id=_id(rng, number, created_ms),
        username=_handle(first, last, number),
        name=f"{first} {last}{rng.choice(_FLAIR)}",
        description=rng.choice(_BIOS).format(role=rng.choice(_ROLES), company=company, handle=handle),
        location=rng.choice(_PLACES),
        url=_site(rng, handle, last),
        created_ms=created_ms,
        followers=int(rng.paretovariate(0.7) * 20) % 400_000,
        following=rng.randrange(5, 2_000),
        post_count=rng.randrange(3, 60_000),
        listed=rng.randrange(40),
        likes=rng.randrange(90_000),
        verified=verified != "none",
        verified_type=verified,
        protected=rng.random() < 0.03,  # noqa: PLR2004 - three in a hundred
        status=_status(rng),
    )


def _id(rng: random.Random, number: int, created_ms: int) -> int:
    before_snowflakes = 1_361_000_000_000
    return (
        rng.randrange(10, 900) * 1_000_000 + number if created_ms < before_snowflakes else snowflake(created_ms, number)
    )


def _handle(first: str, last: str, number: int) -> str:
    plain = "".join(sign for sign in f"{first}{last}".lower() if sign.isascii() and sign.isalnum())
    return f"{plain[: 14 - len(str(number))]}_{number}"


def _site(rng: random.Random, company: str, last: str) -> str:
    mine = "".join(sign for sign in last.lower() if sign.isascii() and sign.isalnum())
    return rng.choice(
        ["", "", f"https://{company}.example", f"https://{company}.example/team", f"https://{mine}.example"]
    )


def _verified(rng: random.Random) -> Literal["blue", "business", "none"]:
    chance = rng.random()
    return "business" if chance < 0.02 else "blue" if chance < 0.15 else "none"  # noqa: PLR2004 - shares of accounts


def _status(rng: random.Random) -> AuthorStatus:
    chance = rng.random()
    return "suspended" if chance < 0.015 else "not_found" if chance < 0.03 else "active"  # noqa: PLR2004 - shares of accounts
