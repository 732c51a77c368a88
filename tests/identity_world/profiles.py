"""What a profile says: who works where, and who only used to, wants to, likes to; in the places that X has for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.identity_world import phrases
from tests.identity_world.model import Company

_LONGEST_BIO = 160
_OLD_LINKS = {"ex": 0.25, "ambassador": 0.2, "investor": 0.1, "host": 0.15, "contributor": 0.1, "user": 0.05}


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a profile. `named`: they name the present employer by what is on file; `worded`: in words."""

    bio: str = ""
    link: str | None = None
    affiliation: Company | None = None
    named: bool = False
    worded: bool = False
    traps: tuple[str, ...] = field(default=())


def of_worker(employer: Company, others: Sequence[Company], own_link: str | None, random: Random) -> Shown:
    """Somebody who works there and says so, in one of many ways or not at all; `others` are related otherwise."""
    way = random.choices(
        ("link", "both", "handle", "domain", "url", "words", "affiliation", "disclaimer", "silent"),
        (12, 14, 24, 7, 5, 13, 5, 2, 18),
    )[0]
    return _worker(employer, way, others, own_link, random)


def of_mover(new: Company, old: Company, own_link: str | None, random: Random) -> Shown:
    """Somebody who left and says plainly where to."""
    way = "both" if random.random() < 0.4 else "handle"
    others = [old] if random.random() < 0.5 else []
    return _worker(new, way, others, own_link, random, "ex")


def of_other(company: Company, second: Company, own_link: str | None, random: Random) -> Shown:
    """Somebody who does not work there, and names the company all the same."""
    relation = random.choice((*phrases.RELATIONS, "ex", "ex", "ex", "ambassador", "user"))
    piece = _related(relation, company, second, random)
    bio = _joined([piece, *_fillers(random)], [piece], random)
    if random.random() >= _OLD_LINKS.get(relation, 0):
        return Shown(bio, own_link, traps=(relation,))
    traps = (relation, "old_link" if relation == "ex" else "foreign_link")
    return Shown(bio, link_to(company, random), traps=traps)


def of_nobody(own_link: str | None, random: Random) -> Shown:
    """A profile without any company."""
    pieces = _fillers(random)
    return Shown(_joined(pieces, [], random), own_link)


def link_to(company: Company, random: Random) -> str:
    """An address on one of a company's domains."""
    domain = random.choice((company.domain, *company.aliases))
    page = random.choice(
        ("{}", "www.{}", "{}/", "www.{}/", "{}/team", "{}/careers", "blog.{}/posts", "{}?ref=x", "docs.{}")
    )
    return f"{random.choice(('https', 'https', 'http'))}://{page.format(domain)}"


def name_of(company: Company, way: str, random: Random) -> str:
    """A company as a word of a text: by handle, domain, address or name; by name if it has no account."""
    if way == "handle" and company.account:  # X takes either case
        return f"@{random.choice((*[company.account] * 5, company.account.upper()))}"
    if way == "domain":
        return random.choice((company.domain, *company.aliases))
    if way == "url":
        return link_to(company, random)
    return company.name


def _worker(
    employer: Company,
    way: str,
    others: Sequence[Company],
    link: str | None,
    random: Random,
    relation: str | None = None,
) -> Shown:
    is_by_handle = way in {"handle", "both"} and employer.account is not None
    if way == "handle" and not is_by_handle:
        way = "domain"
    piece = _employment(employer, way, random)
    relation = relation or random.choice(tuple(phrases.RELATIONS))
    side = [_related(relation, other, other, random) for other in others]
    bio = _employed(piece, side, random)
    affiliation = employer if way == "affiliation" and employer.account else None
    if way in {"link", "both"}:
        link = link_to(employer, random)
    is_named = employer.number > 0 and (
        way in {"link", "both", "domain", "url"}
        or affiliation is not None
        or (is_by_handle and employer.handle is not None)
    )
    return Shown(
        bio, link, affiliation, is_named, way == "words" and employer.number > 0, (relation,) if others else ()
    )


def _employed(piece: tuple[str, bool], side: list[str], random: Random) -> str:
    """A bio with the employer in front, or anywhere if its words leave no doubt."""
    text, may_follow = piece
    if may_follow:
        return _joined([text, *side, *_fillers(random)], [text, *side], random)
    return _joined([*side, *_fillers(random)], side, random, first=text)


def _employment(employer: Company, way: str, random: Random) -> tuple[str, bool]:
    """The words for an employment, and whether they may follow others."""
    may_follow = way in {"handle", "both", "domain", "words"} and random.random() < 0.25
    match way:
        case _ if may_follow:
            pattern = random.choice(phrases.WORKS_NOW)
        case "handle" | "both" if employer.account:
            pattern = random.choice((*phrases.WORKS_AT, *phrases.WORKS_AT_HANDLE))
        case "domain" | "url" | "words":
            pattern = random.choice(phrases.WORKS_AT)
        case "disclaimer":
            pattern = random.choice(phrases.DISCLAIMERS)
        case _:
            pattern = "{role}" if random.random() < 0.5 else ""
    word = name_of(employer, "handle" if way in {"both", "disclaimer"} else way, random)
    return pattern.format(role=random.choice(phrases.ROLES), area=random.choice(phrases.AREAS), h=word), may_follow


def _related(relation: str, company: Company, second: Company, random: Random) -> str:
    way = random.choices(("handle", "words", "domain", "url"), (70, 18, 10, 2))[0]
    pattern = random.choice(phrases.RELATIONS[relation])
    if company is second:
        pattern = random.choice([each for each in phrases.RELATIONS[relation] if "{g}" not in each])
    words = name_of(company, way, random), name_of(second, way, random)
    return pattern.format(h=words[0], g=words[1], role=random.choice(phrases.ROLES))


def _fillers(random: Random) -> list[str]:
    return random.sample(phrases.FILLERS, k=random.choice((0, 0, 1, 1, 2, 3)))


def _joined(pieces: list[str], needed: list[str], random: Random, first: str = "") -> str:
    """Pieces as one text that fits; what is not needed goes first."""
    pieces = random.sample(pieces, k=len(pieces))
    whole = [first, *pieces] if first else pieces
    text = random.choice((" · ", ". ", " | ", "\n", " // ", "; ", " — ")).join(whole)
    if len(text) <= _LONGEST_BIO:
        return text
    spare = next((piece for piece in pieces if piece not in needed), None)
    return _joined([piece for piece in pieces if piece != spare], needed, random, first) if spare else text
