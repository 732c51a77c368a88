"""Second rule: the name. A full name that one contact alone bears makes a probable link; nothing makes it a sure one.

On real data an exact full name alone is wrong one time in seven (docs/identity.md), so anything that speaks against it
leaves the pair to a person, and a name that many people bear needs the contact's company beside it.
"""

from collections.abc import Iterator

from devsignal_cli.core.identity import by_file, employer, names, voices
from devsignal_cli.core.identity.by_file import MANY
from devsignal_cli.core.identity.names import PersonName
from devsignal_cli.core.identity.steps import Step, is_open, review
from devsignal_cli.model.people import AuthorFacts, ContactFacts, Link, People, Target

_ALONE, _CORROBORATED, _DOUBTFUL = 0.8, 0.95, 0.5


def steps(people: People, author: AuthorFacts) -> Iterator[Step]:
    """Who of the contacts bears an author's name."""
    shown = names.of_display(author.name)
    if shown is None or author.person_key is None:
        yield Step("name", "the display name is no full name")
        return
    bearers = people.contacts_by_name.get(author.person_key, ())
    is_crowd = max(len(bearers), len(people.authors_by_name[author.person_key])) > MANY
    told = {one.company_id for one in employer.of_profile(people, author)} if is_crowd else set()
    found = [one for one in bearers if not is_crowd or one.company_id in told]
    if not bearers:
        yield Step("name", "no contact bears the name")
    elif is_crowd and (not found or any(len(_backing(people, author, one)) > MANY for one in found)):
        yield Step("name", "too many contacts or accounts bear the name")
    elif not any(is_open(people, author, one) for one in found):
        yield Step("name", "a person has refused who bears the name")
    else:
        open_ones = [one for one in found if is_open(people, author, one)]
        yield from (_judged(people, author, shown, one, is_alone=len(bearers) == 1) for one in open_ones[:MANY])


def _judged(people: People, author: AuthorFacts, shown: PersonName, found: ContactFacts, *, is_alone: bool) -> Step:
    is_backed = _is_backed(people, author, found)
    evidence = "the full name is the contact's" + (" and the profile names the contact's company" if is_backed else "")
    against = _against(people, author, shown, found) if is_alone else "several contacts bear it"
    target = Target("contact", found.id)
    if against:
        told = f"{evidence}, but {against}"
        return Step("name", told, (review(author, target, "name", _DOUBTFUL, told),))
    confidence = _CORROBORATED if is_backed else _ALONE
    if people.mode == "strict":
        return Step("name", evidence, (review(author, target, "name", confidence, evidence),))
    company_id, _ = employer.of_contact(people, author, found)
    return Step("name", evidence, (Link(author.id, found.id, company_id, "name", confidence, evidence, "probable"),))


def _backing(people: People, author: AuthorFacts, found: ContactFacts) -> frozenset[int]:
    """The authors of the name whose profile names the contact's company; told once for all of them."""
    key = (author.person_key, found.company_id)
    if key not in people.backing:
        namesakes = people.authors_by_name[author.person_key]
        people.backing[key] = frozenset(one.id for one in namesakes if _is_backed(people, one, found))
    return people.backing[key]


def _is_backed(people: People, author: AuthorFacts, found: ContactFacts) -> bool:
    """Whether the profile names the contact's company as its author's."""
    return found.company_id in {one.company_id for one in employer.of_profile(people, author)}


def _against(people: People, author: AuthorFacts, shown: PersonName, found: ContactFacts) -> str:
    """What speaks against a name, in words; nothing if nothing does. Each alone leaves the pair to a person."""
    voice, holder = voices.borrowed(author), _holder(people, author, found)
    return voice or holder or _company(people, author, shown, found)


def _company(people: People, author: AuthorFacts, shown: PersonName, found: ContactFacts) -> str:
    """What speaks against a name unless the profile names the contact's company, in words."""
    rivals = {one.id for one in people.authors_by_name[author.person_key] if is_open(people, one, found)} - {author.id}
    backed = _backing(people, author, found)
    if author.id in backed:
        return "several such accounts bear it" if backed & rivals else ""
    if rivals:
        return "several accounts bear it"
    if found.company_id is not None and employer.of_profile(people, author, with_refused=True):
        return "the profile names another company"
    return "many people bear it" if shown.is_common else ""


def _holder(people: People, author: AuthorFacts, found: ContactFacts) -> str:
    """Whether the contact is tied to another account by more than a name, in words."""
    if found.x_user_id not in (None, author.id):
        return "the contact has another X user id"
    is_own = found.handle is not None and not by_file.is_shared(people, found)
    if is_own and found.handle not in author.handles:
        return "the contact has another handle"
    if is_own and by_file.bearer(people, found) != author.id:
        return "another account was seen with the contact's handle"
    is_held = bool(people.holders.get(Target("contact", found.id), frozenset()) - {author.id})
    return "a person has tied the contact to another account" if is_held else ""
