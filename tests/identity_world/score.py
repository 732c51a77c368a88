"""How good found ties are, measured by the truth of a world."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from tests.identity_world.model import Author, Contact, Evidence, Tie, World

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Share:
    """So many of all."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class ContactFigures:
    """Right ties of those given, and given ones of the true pairs: of all, and of those that the evidence allows.

    `by_evidence` has the found ones of the pairs with each label; a pair may have several, or `none`.
    """

    confirmed: Share
    probable: Share
    recall: Share
    recall_allowed: Share
    by_evidence: Mapping[str, Share]
    left_out: int


@dataclass(frozen=True, slots=True)
class CompanyFigures:
    """As with contacts; recall is of the authors whose profile names the present employer by what is on file.

    `outdated` are the wrong ones that are the linked contact's company on file: the person has left it.
    """

    confirmed: Share
    probable: Share
    recall: Share
    outdated: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A tie that is not so, and what the world knows of it."""

    author: Author
    kind: str
    said: str
    truth: str
    traps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    contacts: ContactFigures
    companies: CompanyFigures
    wrong: tuple[Wrong, ...]
    wrong_count: int


def score(world: World, found: Mapping[int, Tie]) -> Figures:
    """Measure ties by author. What nobody could decide counts for nothing, and is counted."""
    wrong = list(_wrong(world, found))
    return Figures(_contacts(world, found), _companies(world, found), tuple(wrong[:_SHOWN]), len(wrong))


def is_allowed(world: World, author: int) -> bool:
    """Whether a careful person with nothing but the database would say yes to a true pair."""
    labels = world.truth.evidence[author]
    if "user_id" in labels or "handle_on_file" in labels:
        return True
    return "unique_full_name" in labels and world.truth.contact_of[author] not in world.truth.twins


def _contacts(world: World, found: Mapping[int, Tie]) -> ContactFigures:
    truth = world.truth
    given = {author: tie for author, tie in found.items() if tie.contact is not None}
    decidable = {author: tie for author, tie in given.items() if author not in truth.undecidable_contact}
    right = {author for author, tie in decidable.items() if truth.contact_of.get(author) == tie.contact}
    labels: dict[str, set[int]] = {label: set() for label in (*get_args(Evidence), "none")}
    for author, evidence in truth.evidence.items():
        for label in evidence or ("none",):
            labels[label].add(author)
    states = {author: tie.contact_state for author, tie in decidable.items()}
    return ContactFigures(
        confirmed=_precision(states, right, "confirmed"),
        probable=_precision(states, right, "probable"),
        recall=_recall(right, set(truth.contact_of)),
        recall_allowed=_recall(right, {author for author in truth.contact_of if is_allowed(world, author)}),
        by_evidence={label: _recall(right, authors) for label, authors in labels.items()},
        left_out=len(given) - len(decidable),
    )


def _companies(world: World, found: Mapping[int, Tie]) -> CompanyFigures:
    truth = world.truth
    given = {author: tie for author, tie in found.items() if tie.company is not None}
    decidable = {author: tie for author, tie in given.items() if author not in truth.undecidable_company}
    right = {author for author, tie in decidable.items() if truth.company_of.get(author) == tie.company}
    wrong = [tie for author, tie in decidable.items() if author not in right]
    on_file = {contact.number: contact.company for contact in world.contacts}
    states = {author: tie.company_state for author, tie in decidable.items()}
    return CompanyFigures(
        confirmed=_precision(states, right, "confirmed"),
        probable=_precision(states, right, "probable"),
        recall=_recall(right, truth.named),
        outdated=sum(tie.company == on_file.get(tie.contact or 0) for tie in wrong),
        left_out=len(given) - len(decidable),
    )


def _precision(states: Mapping[int, str | None], right: set[int], state: str) -> Share:
    given = {author for author, found in states.items() if found == state}
    return Share(len(given & right), len(given))


def _recall(right: set[int], wanted: set[int] | frozenset[int]) -> Share:
    return Share(len(right & wanted), len(wanted))


def _wrong(world: World, found: Mapping[int, Tie]) -> Iterator[Wrong]:
    truth = world.truth
    names = {company.number: company.domain for company in world.companies}
    people = {contact.number: contact for contact in world.contacts}
    for author in world.authors:
        tie = found.get(author.user_id, Tie())
        kind, traps = truth.kinds[author.user_id], truth.traps[author.user_id]
        pair = truth.contact_of.get(author.user_id)
        if tie.contact not in {None, pair} and author.user_id not in truth.undecidable_contact:
            yield Wrong(author, kind, f"contact {_words(people, tie.contact)}", _words(people, pair), traps)
        employer = truth.company_of.get(author.user_id)
        if tie.company not in {None, employer} and author.user_id not in truth.undecidable_company:
            is_at = names.get(employer or 0, "no company on file")
            yield Wrong(author, kind, f"company {names.get(tie.company or 0)}", is_at, traps)


def _words(people: Mapping[int, Contact], number: int | None) -> str:
    contact = people.get(number or 0)
    if contact is None:
        return "no contact"
    name = f"{contact.first_name} {contact.last_name}"
    return f"{contact.number} {name}, {contact.email}, @{contact.handle}, id {contact.user_id}"
