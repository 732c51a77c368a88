"""What a rule of the cascade says: a sentence for people, and the links that follow from it."""

from typing import NamedTuple

from devsignal_cli.model.people import AuthorFacts, ContactFacts, Link, People, Target


class Step(NamedTuple):
    """One look at the evidence: the rule's name, what it found in words, and what it ties or leaves for review."""

    rule: str
    found: str
    links: tuple[Link, ...] = ()


def review(author: AuthorFacts, target: Target, method: str, confidence: float, evidence: str) -> Link:
    """A pair for a person to look at."""
    contact_id = target.id if target.kind == "contact" else None
    company_id = target.id if target.kind == "company" else None
    return Link(author.id, contact_id, company_id, method, confidence, evidence, "review")


def is_open(people: People, author: AuthorFacts, found: ContactFacts) -> bool:
    """Whether no person has said that the author is somebody else than this contact."""
    target = Target("contact", found.id)
    decided = people.decided.get(author.id)
    return (author.id, target) not in people.rejected and (decided is None or decided == target)
