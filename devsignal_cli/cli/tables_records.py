"""Companies and contacts drawn for people: one pure function a result. Foreign text passes through `clean`."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.tables_enrich import shown, source
from devsignal_cli.cli.tables_identity import how_surely
from devsignal_cli.cli.text import clean
from devsignal_cli.model.records import FIELDS, Entity, Value
from devsignal_cli.results.records import (
    Company,
    CompanyList,
    CompanyShown,
    Contact,
    ContactList,
    ContactShown,
    FieldValue,
)

DIM = "bright_black"


def company(value: Company) -> RenderableType:
    """A company in a few lines."""
    return Group(_company_head(value), _plain_fields(value))


def contact(value: Contact) -> RenderableType:
    """A contact in a few lines."""
    return Group(_contact_head(value), _plain_fields(value))


def company_shown(value: CompanyShown) -> RenderableType:
    """A company whole: fields with their sources, people, posts."""
    parts: list[RenderableType] = [_company_head(value), _history(value, value.history), *_origin(value), _state(value)]
    if value.people:
        more = f" of {value.contacts:,}" if value.contacts > len(value.people) else ""
        parts += [Text(f"\nPeople: {len(value.people):,}{more}", "bold"), *map(_contact_head, value.people)]
    return Group(*parts, *_posts(value))


def contact_shown(value: ContactShown) -> RenderableType:
    """A contact whole: fields with their sources, accounts on X, posts."""
    parts: list[RenderableType] = [_contact_head(value), _history(value, value.history), _state(value)]
    names = draw.names([(author.username, author.id) for author in value.authors])
    parts += [
        Text(f"X: {clean(name)}, {how_surely(author.state, author.method)}")
        for name, author in zip(names, value.authors, strict=True)
    ]
    return Group(*parts, *_posts(value))


def companies(value: CompanyList) -> RenderableType:
    """Companies, a line each."""
    table = _table("ID", "Company", "Domain", "Size", "People", "Posts")
    for item in value.items:
        cells = (item.id, item.name or "", in_its_script(item.domain), item.size or "")
        table.add_row(*(Text(clean(cell)) for cell in cells), Text(f"{item.contacts:,}"), Text(f"{item.signals:,}"))
    return _paged(table, value.next) if value.items else Text("No company to show.")


def contacts(value: ContactList) -> RenderableType:
    """Contacts, a line each."""
    table = _table("ID", "Name", "E-mail", "Company", "Posts")
    for item in value.items:
        cells = (item.id, name_of(item), item.email or "", item.company or "")
        table.add_row(*(Text(clean(cell)) for cell in cells), Text(f"{item.signals:,}"))
    return _paged(table, value.next) if value.items else Text("No contact to show.")


def in_its_script(domain: str | None) -> str:
    """A domain as its people write it."""
    if not domain or "xn--" not in domain:
        return domain or ""
    from devsignal_cli.core.hosts import domains  # noqa: PLC0415 - only for what is not ASCII

    found = domains.read(domain)
    return domain if isinstance(found, domains.DomainFault) else found.shown


def name_of(value: Contact) -> str:
    """A contact's name, as far as it is known."""
    return " ".join(part for part in (value.first_name, value.last_name) if part)


def _company_head(value: Company) -> Text:
    domain = in_its_script(value.domain)
    head = Text.assemble((f"{value.id}  ", DIM), (clean(value.name or domain or "no name"), "bold"))
    if domain and value.name:
        head.append(f"  {clean(domain)}")
    aliases = ", ".join(map(in_its_script, value.aliases))
    return head.append(f"  also {clean(aliases)}", DIM) if aliases else head


def _contact_head(value: Contact) -> Text:
    head = Text.assemble((f"{value.id}  ", DIM), (clean(name_of(value) or value.email or "no name"), "bold"))
    if value.title:
        head.append(f"  {clean(value.title)}")
    if value.company:
        head.append(f"  at {clean(value.company)}")
    return head.append(f"  {clean(value.email)}", DIM) if value.email and name_of(value) else head


def _plain_fields(value: Company | Contact) -> RenderableType:
    table = draw.grid()
    for name, told in _fields(value).items():
        if name != "company_id":  # the head names the company
            table.add_row(clean(name), Text(shown(told)))
    return table if table.row_count else Text("  nothing is known of it yet", DIM)


def _fields(value: Company | Contact) -> dict[str, Value]:
    """What is known, in the product's order, then what people added."""
    order = FIELDS[_entity(value)]
    known = {**{name: getattr(value, name, None) for name in order}, **value.custom_fields}
    return {name: told for name, told in known.items() if told not in (None, [])}


def _entity(value: Company | Contact) -> Entity:
    return "company" if isinstance(value, Company) else "contact"


def _history(value: Company | Contact, history: Sequence[FieldValue]) -> RenderableType:
    """Each field with its source; under it what was recorded before, or was kept from it; what is alike stands once."""
    table = draw.grid()
    company = f"{value.company or 'company'} ({value.company_id})" if isinstance(value, Contact) else ""
    for name in dict.fromkeys([*FIELDS[_entity(value)], *(row.field for row in history)]):
        rows = [row for row in reversed(history) if row.field == name]  # newest first
        rows.sort(key=lambda row: not row.shown)
        alike: dict[tuple[str, str, bool], list[FieldValue]] = {}
        for row in rows:
            alike.setdefault((str(row.value), row.source, row.revoked_at is not None), []).append(row)
        for place, same in enumerate(alike.values()):
            told = company if name == "company_id" and same[0].shown else shown(same[0].value) or "(emptied)"
            label = {"company_id": "company"}.get(name, name)
            table.add_row("" if place else clean(label), _told(clean(told), same))
    return table if table.row_count else Text("  nothing is known of it yet", DIM)


def _told(value: str, same: Sequence[FieldValue]) -> Text:
    """A value, where it comes from, when it was told last and how often."""
    row = same[0]
    where = f"  {source(row.source)}, {row.at:%Y-%m-%d}" + (f", run {row.run}" if row.run else "")
    where += f", told {len(same)} times" if len(same) > 1 else ""
    return Text(value, "" if row.shown else DIM).append(where + (", taken back" if row.revoked_at else ""), DIM)


def _origin(value: Company) -> list[Text]:
    """Where a company comes from that nobody has named: profiles that no person has looked at."""
    if value.source != "profile":
        return []
    return [Text(f"On file {source(value.source)}, {value.created_at:%Y-%m-%d}", DIM)]


def _state(value: Company | Contact) -> Text:
    said = {
        "found": f"found by {source(value.provider or '')}",
        "not_found": f"not known to {source(value.provider or '')}",
        "pending": f"{source(value.provider or '')} is still looking",
        "invalid": f"not valid, says {source(value.provider or '')}",
        "suppressed": "asked providers to be left alone",
        "undone": "put back by an undo",
    }.get(value.outcome or "", "not asked for yet")
    queued = "; queued for the next bulk enrichment" if value.queued else ""
    return Text(f"Enrichment: {said}{queued}", DIM)


def _posts(value: CompanyShown | ContactShown) -> list[RenderableType]:
    if not value.recent:
        return []
    head = Text(f"\nPosts: {value.signals:,}", "bold")
    return [head, draw.key(), *(draw.post(signal) for signal in value.recent)]


def _table(*columns: str) -> Table:
    """A table whose keys are told whole, over lines if need be; the names give way first, figures never."""
    table = Table(box=None, pad_edge=False)
    for name in columns:
        if name in ("ID", "Size", "People", "Posts"):
            table.add_column(
                name, no_wrap=True, min_width=len(name), justify="left" if name in ("ID", "Size") else "right"
            )
        elif name in ("Domain", "E-mail"):
            table.add_column(name, overflow="fold", min_width=8)
        else:
            table.add_column(name, overflow="fold", min_width=6, max_width=24)
    return table


def _paged(table: Table, following: str | None) -> RenderableType:
    return Group(table, Text(f"More: --cursor {following}", DIM)) if following else table
