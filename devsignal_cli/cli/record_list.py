"""`company list` and `contact list`: newest first, a page at a time."""

from typing import Annotated, Literal

import typer

from devsignal_cli.cli import record_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Cursor, Limit
from devsignal_cli.cli.wiring import Workspace, open_workspace
from devsignal_cli.core.records import editing
from devsignal_cli.errors import UsageError
from devsignal_cli.model import field_values
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Entity, Record
from devsignal_cli.results.records import CompanyList, ContactList
from devsignal_cli.store import record_lists, record_views
from devsignal_cli.store.record_lists import Filters

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)
_LONGEST_CURSOR = 18
_LONGEST_SEARCH = 200

Search = Annotated[str | None, typer.Option("--search", "-s", help="In the name, domain, e-mail or handle.")]
Enriched = Annotated[bool | None, typer.Option("--enriched/--unenriched", help="Only what a provider has (not) found.")]
Queued = Annotated[bool, typer.Option("--queued", help="Only what the next bulk enrichment asks for first.")]
Talking = Annotated[bool, typer.Option("--talking", help="Only those whose posts are stored.")]
SizeBand = Annotated[
    Literal["startup", "small", "medium", "large", "enterprise"] | None, typer.Option("--size", help="Of this band.")
]


@company.command("list", cls=Command, epilog="devsignal company list --tech kubernetes --talking")
def list_companies(
    context: typer.Context,
    search: Search = None,
    industry: Annotated[str | None, typer.Option("--industry", help="With this word in the industry.")] = None,
    size: SizeBand = None,
    tech: Annotated[str | None, typer.Option("--tech", help="That use this technology.")] = None,
    is_enriched: Enriched = None,
    is_queued: Queued = False,
    is_talking: Talking = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> None:
    """Companies, newest first, with their people and posts counted."""
    slugs = field_values.slugs([tech]) if tech is not None else []
    if tech is not None and not slugs:
        raise UsageError(f"{tech!r} is no technology.", "Name one, such as --tech kubernetes.")
    filters = Filters(
        _checked(search), industry, size, slugs[0] if slugs else None,
        is_enriched=is_enriched, is_queued=is_queued or None, is_talking=is_talking or None,
    )  # fmt: skip
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.database.read() as session:
        found = record_lists.page(session, organization.id, "company", filters, limit + 1, _before(cursor))
        shown, following = _page(found, limit)
        items = record_views.companies(session, organization, shown)
    workspace.output.show(CompanyList(items, following))
    if not items:
        _tell(workspace, "company", filters)


@contact.command("list", cls=Command, epilog="devsignal contact list --company acme.io --title lead")
def list_contacts(
    context: typer.Context,
    search: Search = None,
    company: Annotated[str | None, typer.Option("--company", metavar="ID|DOMAIN", help="Of this company.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="With this word in the title.")] = None,
    is_enriched: Enriched = None,
    is_queued: Queued = False,
    is_talking: Talking = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> None:
    """People, newest first, with their posts counted."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    filters = Filters(
        _checked(search), title=title, company_id=_company_id(workspace, organization, company),
        is_enriched=is_enriched, is_queued=is_queued or None, is_talking=is_talking or None,
    )  # fmt: skip
    with workspace.database.read() as session:
        found = record_lists.page(session, organization.id, "contact", filters, limit + 1, _before(cursor))
        shown, following = _page(found, limit)
        items = record_views.contacts(session, organization, shown)
    workspace.output.show(ContactList(items, following))
    if not items:
        _tell(workspace, "contact", filters)


def _checked(search: str | None) -> str | None:
    if search is not None and len(search) > _LONGEST_SEARCH:
        raise UsageError("That is too long to be looked for.", f"Take {_LONGEST_SEARCH} characters at most.")
    return search


def _page(found: list[Record], limit: int) -> tuple[list[Record], str | None]:
    return found[:limit], str(found[limit - 1].id) if len(found) > limit else None


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _LONGEST_CURSOR):
        raise UsageError(f"The cursor {cursor!r} is none of this list.", "Begin anew, without --cursor.")
    return int(cursor)


def _company_id(workspace: Workspace, organization: Organization, text: str | None) -> int | None:
    if text is None:
        return None
    return editing.find(record_wiring.record_store(workspace, organization), "company", text).id


def _tell(workspace: Workspace, entity: Entity, filters: Filters) -> None:
    """Say why a list is empty, and the next step."""
    if filters != Filters():
        workspace.output.note(f"No {entity} fits. `devsignal {entity} list` shows all.")
        return
    example = "acme.io" if entity == "company" else "jo@acme.io"
    some = "companies" if entity == "company" else "contacts"
    workspace.output.note(
        f"No {some} yet. Next: devsignal {entity} add {example}, or: devsignal {entity} import FILE.csv"
    )
