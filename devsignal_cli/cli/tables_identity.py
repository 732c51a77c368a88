"""Who authors are, drawn for people: links, decisions, runs of the rules. Foreign text passes through `clean`."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.core.author_names import shown
from devsignal_cli.core.deciding import whom
from devsignal_cli.model.people import IdentityMode
from devsignal_cli.results.identity import (
    IdentitiesDecided,
    IdentityDecided,
    IdentityLink,
    IdentityLinks,
    IdentityModeSet,
    IdentityResolved,
)

DIM = "bright_black"
METHODS = {
    "user_id": "X user id",
    "company_handle": "the company's handle",
    "affiliation": "X's affiliation",
    "domain": "a domain in the profile",
    "person": "hand",
}
MODES: dict[IdentityMode, str] = {
    "strict": "user ids, handles and X's affiliations tie; names and domains wait for review",
    "balanced": "a full name that one contact bears, and a work domain, tie as probable",
    "off": "no rule ties anybody; what a person decided stays",
}
_RIGHTS = "X has rules on matching its users to people off X: see docs/security.md."


def links(value: IdentityLinks) -> RenderableType:
    """Pairs that wait for a person, a line each."""
    if not value.items:
        return Text("Nothing waits for review.")
    table = Table(box=None, pad_edge=False)
    table.add_column("ID", no_wrap=True)
    table.add_column("Author", overflow="fold", min_width=8, max_width=16)
    table.add_column("Candidate", overflow="fold", min_width=8, max_width=24)
    table.add_column("Evidence", overflow="fold")
    table.add_column("Sure", no_wrap=True, justify="right")
    for item in value.items:
        cells = (item.id, shown(item.author), who(item, brief=True), item.evidence, percent(item.confidence))
        table.add_row(*(Text(clean(cell)) for cell in cells))
    more = [Text(f"More: --cursor {value.next}", DIM)] if value.next else []
    first = value.items[0]
    hint = addressed(
        f"Decide: devsignal identity confirm {first.id}, or: devsignal identity reject {first.id}", first.org
    )
    return Group(table, *more, Text(hint, DIM))


def decided(value: IdentityDecided) -> RenderableType:
    """What a person's word did, and the command that says the opposite."""
    told = Text(clean(value.message))
    if value.back is None or not value.changed:
        return told
    return Group(told, Text(clean(addressed(f"The opposite: {value.back}", value.org)), DIM))


def all_decided(value: IdentitiesDecided) -> RenderableType:
    """Several decisions, one below the other."""
    return Group(*map(decided, value.items))


def resolved(value: IdentityResolved) -> RenderableType:
    """What a run of the rules over all authors did."""
    companies = "1 company" if value.companies_resolved == 1 else f"{value.companies_resolved:,} companies"
    gained = [draw.count(value.contacts_resolved, "contact")] if value.contacts_resolved else []
    gained += [companies] if value.companies_resolved else []
    more = f"newly tied: {' and '.join(gained)}" if gained else "nobody newly tied"
    table = draw.grid()
    table.add_row("Resolved", Text(f"{draw.count(value.authors, 'author')}, mode {value.mode}; {more}"))
    table.add_row("Authors", Text(draw.identity(value.states)))
    return table


def mode(value: IdentityModeSet) -> RenderableType:
    """The mode, what each does, and what a change of it did."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, told in MODES.items():
        is_set = name == value.mode
        table.add_row("*" if is_set else "", Text(name, "bold" if is_set else ""), Text(told, "" if is_set else DIM))
    done = [Text(), resolved(value.resolved)] if value.resolved else []
    return Group(table, *done, Text(_RIGHTS, DIM))


def who(link: IdentityLink, company_id: str | None = None, *, brief: bool = False) -> str:
    """Whom a link ties an author to, with the numbers; `company_id` is the one for which a contact writes."""
    contact, company = link.contact, link.company
    if contact is None:
        return whom(link) if brief or company is None else f"{whom(link)} (company {company.id})"
    if brief:
        return ", ".join(filter(None, (whom(link), contact.title, contact.company)))
    name = f"{whom(link)} (contact {contact.id})"
    if company:
        return f"{name} of {company.name or company.domain} (company {company.id})"
    if contact.company and company_id in (None, contact.company_id):
        return f"{name} of {contact.company} (company {contact.company_id})"
    return name


def how_surely(state: str, method: str, confidence: float | None = None) -> str:
    """How surely a link ties, and by what."""
    told = f"{'to review' if state == 'review' else state} by {METHODS.get(method, method)}"
    return clean(told if confidence in (None, 1.0) else f"{told}, {percent(confidence)} sure")


def percent(confidence: float | None) -> str:
    """A confidence as a share of a hundred."""
    return f"{100 * (confidence or 0):.0f} %"
