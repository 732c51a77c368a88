"""The cascade that says who an author is: what is on file, then the name, then the companies of the profile. Pure.

Each rule gives the steps that it took, so that every answer can be explained; the first rule that ties a contact ends
the cascade, and a company is told by the profile where no contact is. The rules and the measures behind them:
docs/identity.md.
"""

from collections.abc import Iterator

from devsignal_cli.core.identity import by_company, by_file, by_name
from devsignal_cli.core.identity.steps import Step
from devsignal_cli.model.people import Link, People


def decide(people: People, author_id: int) -> tuple[Link, ...]:
    """What an author is tied to (one link at most), and what is for a person to review.

    The same for any order in which authors, contacts and companies came. Nothing for whom a person has tied by hand.
    """
    told: dict[tuple[int | None, int | None], Link] = {}
    for step in steps(people, author_id):
        for link in step.links:  # a pair is proposed once, by the first rule that does
            pair = (link.contact_id, None if link.contact_id else link.company_id)
            told.setdefault(pair, link)
    return tuple(told.values())


def steps(people: People, author_id: int) -> Iterator[Step]:
    """The cascade step by step, as far as it goes."""
    if people.mode == "off":
        yield Step("mode", "the identity rules are off for this organization")
        return
    if author_id in people.decided:
        yield Step("person", "a person has tied this author by hand")
        return
    author = people.authors[author_id]
    for rule in (by_file.steps, by_name.steps, by_company.steps):
        is_tied = False
        for step in rule(people, author):
            is_tied = is_tied or any(link.state != "review" for link in step.links)
            yield step
        if is_tied:
            return
