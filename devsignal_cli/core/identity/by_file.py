"""First rule: what is on file. X's user id on a contact, then a handle on a contact. Pure.

A handle may change hands, a user id never: of several accounts that were seen with a handle, the one that was seen with
it first has it, unless its name is plainly somebody else's; the others are for a person to look at. So nobody gets at a
contact by taking a handle that its owner has dropped, whatever name they show.
"""

from collections.abc import Iterator, Sequence

from devsignal_cli.core.identity import employer, names, voices
from devsignal_cli.core.identity.steps import Step, is_open, review
from devsignal_cli.model.people import AuthorFacts, ContactFacts, Link, People, Target

_SURE, _DOUBTFUL = 1.0, 0.5
MANY = 5
"""What more contacts or accounts than these bear tells nobody: it is not even proposed."""


def steps(people: People, author: AuthorFacts) -> Iterator[Step]:
    """What is on file about an author."""
    by_id = people.contacts_by_user.get(author.id, ())
    mine = [one for one in by_id if is_open(people, author, one)]
    if mine and len(by_id) <= MANY:
        yield _tied(people, author, mine, "user_id", f"X user id {author.id} is on file")
        return
    won: list[ContactFacts] = []
    for handle in sorted(author.handles):
        found = people.contacts_by_handle.get(handle, ())
        if found and (is_shared(people, found[0]) or len(found) > MANY):
            yield Step("handle", f"handle @{handle} is a company's or many people's, so it tells no contact")
            continue
        held = [one for one in found if is_open(people, author, one)]
        won += [one for one in held if bearer(people, one) == author.id]
        yield from (_lost(author, one) for one in held if bearer(people, one) != author.id)
    if won:
        yield _by_handle(people, author, won)
    else:
        yield Step("handle", "neither the user id nor a handle of this author ties a contact")


def _by_handle(people: People, author: AuthorFacts, won: Sequence[ContactFacts]) -> Step:
    evidence = f"handle @{won[0].handle} is on file"
    if why := voices.borrowed(author) or _firm(author):
        told = f"{evidence}, but {why}"
        return Step("handle", told, tuple(_doubt(author, one, told) for one in won))
    return _tied(people, author, won, "handle", evidence)


def is_shared(people: People, found: ContactFacts) -> bool:
    """Whether the handle on a contact is a company's on file: people fill in their employer's."""
    return found.handle in people.companies_by_handle


def bearer(people: People, found: ContactFacts) -> int | None:
    """The author to whom a contact's handle belongs, of all that were seen with it; None: nobody, or not decidable.

    A contact whose user id is on file has given its handle to that account alone.
    """
    seen = [one for one in people.authors_by_handle.get(found.handle, ()) if is_open(people, one, found)]
    if found.x_user_id is not None:
        seen = [one for one in seen if one.id == found.x_user_id]
    seen.sort(key=lambda one: one.handles[found.handle or ""])
    if len(seen) > 1:
        is_tie = seen[0].handles[found.handle or ""] == seen[1].handles[found.handle or ""]
        return None if is_tie or _is_somebody_else(seen[0], found) else seen[0].id
    return seen[0].id if seen else None


def _is_somebody_else(author: AuthorFacts, found: ContactFacts) -> bool:
    """Whether a display name is a full one that shares no part with the contact's."""
    if author.person_key is None or found.person_key is None:
        return False
    shown, held = names.of_display(author.name), names.of_contact(found.first_name, found.last_name)
    return shown is not None and held is not None and not set(shown.parts) & set(held.parts)


def _firm(author: AuthorFacts) -> str:
    """Whether an account is named as the domain that it links to, in words: a firm's, which people give as theirs."""
    squeezed = "".join(letter for letter in author.name.casefold() if letter.isalnum())
    domains = [claim.value for claim in author.claims if claim.kind == "domain" and claim.source == "link"]
    is_firm = author.person_key is None and any(squeezed == domain.split(".")[0].replace("-", "") for domain in domains)
    return "the account presents itself as a company's" if is_firm else ""


def _lost(author: AuthorFacts, found: ContactFacts) -> Step:
    other = "the contact has another X user id" if found.x_user_id is not None else "another account was seen with it"
    told = f"handle @{found.handle} is on file, but {other}"
    return Step("handle", told, (_doubt(author, found, told),))


def _doubt(author: AuthorFacts, found: ContactFacts, told: str) -> Link:
    return review(author, Target("contact", found.id), "handle", _DOUBTFUL, told)


def _tied(people: People, author: AuthorFacts, found: Sequence[ContactFacts], method: str, evidence: str) -> Step:
    if len(found) > 1:
        told = f"{evidence} for several contacts"
        links = tuple(review(author, Target("contact", one.id), method, _DOUBTFUL, told) for one in found)
        return Step(method, told, links)
    company_id, reason = employer.of_contact(people, author, found[0])
    told = f"{evidence}; {reason}" if reason else evidence
    return Step(method, told, (Link(author.id, found[0].id, company_id, method, _SURE, told, "confirmed"),))
