"""Which companies a profile points to, and how: by X's affiliation, its link and its bio. Pure; asks no network."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from devsignal_cli.core.identity import bio, personal, pointers
from devsignal_cli.core.identity.bio import Bio
from devsignal_cli.core.identity.labels import sound_alike
from devsignal_cli.core.identity.pointers import Pointer
from devsignal_cli.model.people import Claim, ClaimSource, Stance
from devsignal_cli.model.posts import Profile

MAX_CLAIMS = 20

_MAX_LINKS = 20
_STANCES: tuple[Stance, ...] = ("not", "own", "works", "unclear")
_SOURCES: tuple[ClaimSource, ...] = ("affiliation", "link", "bio_link", "bio_domain", "bio_handle")


class _Links(NamedTuple):
    """The addresses that X expanded: the profile's own, and those of the bio by what stands in it."""

    own: tuple[str, ...] = ()
    in_bio: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - never changed


def read(profile: Profile) -> tuple[Claim, ...]:
    """The companies that a profile points to, surest source first, none twice; never raises.

    Of two claims on one company the one that says no stays, then the one that it is the author's own, then work; an
    author's own handle is no claim.
    """
    links = _links(profile)
    names_any = "@" in profile.description or "." in profile.description or "\uff20" in profile.description
    if not (links.own or links.in_bio or names_any or profile.affiliation):
        return ()
    said = bio.read(profile.description, links.in_bio) if profile.description else Bio()
    claims = [*_affiliation(profile), *_of_links(profile, links.own, said), *_of_bio(profile, said, links)]
    return _without_repeats(claim for claim in claims if claim[:2] != ("handle", profile.username_key))


def _affiliation(profile: Profile) -> Iterator[Claim]:
    """What X vouches for; a label that tells who runs a bot is none."""
    if not profile.affiliation:
        return
    given = _mapping(_json(profile.affiliation))
    pointer = pointers.of_url(_text(given.get("url")))
    is_bot = _text(given.get("description")).casefold().startswith("automated")
    if pointer and pointer.kind == "handle" and not is_bot:
        yield Claim("handle", pointer.value, "affiliation", "works")


def _of_links(profile: Profile, urls: Sequence[str], said: Bio) -> Iterator[Claim]:
    for url in urls:
        pointer = pointers.of_url(url)
        if pointer is None:
            continue
        stance = _stance_of_link(profile, pointer, said)
        yield Claim(*pointer, "link", stance, founds=stance == "works" and pointers.may_found(url))


def _stance_of_link(profile: Profile, pointer: Pointer, said: Bio) -> Stance:
    stance = _known(profile, pointer, said)
    if stance:
        return stance
    doubted = [mention for mention in said.mentions if mention.is_doubted or mention.stance != "works"]
    is_doubted = _sounds_like(_label(pointer), map(_label, (mention.pointer for mention in doubted)))
    is_outdated = said.has_no and not _is_affirmed(pointer, said)
    return "unclear" if is_doubted or is_outdated or said.is_apart else "works"


def _is_affirmed(pointer: Pointer, said: Bio) -> bool:
    """Whether a bio that says no to some company says yes to this one: links are left standing when jobs end."""
    named = {_label(mention.pointer) for mention in said.mentions if mention.stance == "works"}
    return _sounds_like(_label(pointer), named | said.affirmed)


def _label(pointer: Pointer) -> str:
    return pointer.value.split(".")[0]


def _sounds_like(label: str, words: Iterable[str]) -> bool:
    return any(sound_alike(label, word) for word in words)


def _of_bio(profile: Profile, said: Bio, links: _Links) -> Iterator[Claim]:
    """What the bio says; a disclaimer ("opinions not of @acme") counts only where nothing else is said."""
    told = {mention.pointer for mention in said.mentions if not mention.is_disclaimed}
    for mention in said.mentions:
        if mention.is_disclaimed and mention.pointer in told:
            continue
        known = _known(profile, mention.pointer, said) if mention.stance != "not" else None
        stance = mention.stance if known is None or (known == "unclear" and mention.stance != "works") else known
        yield Claim(*mention.pointer, mention.source, stance)
    found = {mention.pointer for mention in said.mentions}
    for pointer in _unplaced(links, found):
        yield Claim(*pointer, "bio_link", _known(profile, pointer, said) or "unclear")


def _unplaced(links: _Links, found: set[Pointer]) -> Iterator[Pointer]:
    """Links of the bio whose place in it cannot be told."""
    pointers_of_links = (pointers.of_expanded(url) for urls in links.in_bio.values() for url in urls)
    return (pointer for pointer in pointers_of_links if pointer and pointer not in found)


def _known(profile: Profile, pointer: Pointer, said: Bio) -> Stance | None:
    """What is known of a domain wherever it stands: the bio says no to its name, or it is the author's own."""
    if pointer.kind == "handle":
        return None
    label = personal.label_of(pointer.value)
    if _sounds_like(label, said.negated) and not _sounds_like(label, said.affirmed):
        return "not"
    if profile.verified_type == "business":
        return None
    author = personal.person(profile.name, profile.username_key)
    voices = {"speaks_as_person": said.is_person, "speaks_as_company": said.is_company}
    owner = personal.owner(pointer.value, author, **voices)
    return None if owner == "other" else owner


def _without_repeats(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    best: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        kept = best.setdefault(claim[:2], claim)
        if _rank(claim) < _rank(kept):
            best[claim[:2]] = claim
    return tuple(best.values())[:MAX_CLAIMS]


def _rank(claim: Claim) -> tuple[int, int, bool]:
    return _STANCES.index(claim.stance), _SOURCES.index(claim.source), not claim.founds


def _links(profile: Profile) -> _Links:
    entities = _mapping(_json(profile.entities)) if profile.entities else {}
    own = [url for _, urls in _urls(entities.get("url")) for url in urls]
    in_bio = {place: urls for places, urls in _urls(entities.get("description")) for place in places}
    return _Links(tuple(dict.fromkeys(own or [profile.url] if profile.url or own else [])), in_bio)


def _urls(entity: Any) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of each link: what may stand for it in a text, and where it leads to."""
    urls = _mapping(entity).get("urls")
    for url in (urls if isinstance(urls, list) else [])[:_MAX_LINKS]:
        given = _mapping(url)
        targets = tuple(filter(None, (_text(given.get("expanded_url")), _text(given.get("unwound_url")))))
        if targets:
            yield (tuple(filter(None, (_text(given.get("url")), targets[0]))), targets)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
