"""`signals list`: stored posts, narrowed down, newest first, a page at a time."""

from typing import Annotated, Literal

import typer

from devsignal_cli.cli.empty import tell
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Cursor, Limit, day
from devsignal_cli.cli.wiring import Workspace, open_workspace
from devsignal_cli.core import signal_choice, zones
from devsignal_cli.core.query import clean_handle
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Entity
from devsignal_cli.results.signals import SignalList
from devsignal_cli.store import signal_lists
from devsignal_cli.store.signal_lists import Filters

app = typer.Typer(add_completion=False)
Kind = Literal["mention", "question", "complaint", "praise"]
Feeling = Literal["positive", "negative", "neutral"]
_MOST_FOLLOWERS = 10**12


@app.command(cls=Command, epilog="devsignal signals list --open --min-reach 1000")
def command(
    context: typer.Context,
    type_: Annotated[Kind | None, typer.Option("--type", help="Only this type.")] = None,
    sentiment: Annotated[Feeling | None, typer.Option("--sentiment", help="Only this sentiment.")] = None,
    contact: Annotated[str | None, typer.Option("--contact", metavar="ID|EMAIL", help="By this contact.")] = None,
    company: Annotated[str | None, typer.Option("--company", metavar="ID|DOMAIN", help="By its people.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Brought by keywords of this topic.")] = None,
    keyword: Annotated[str | None, typer.Option("--keyword", "-k", help="Brought by this keyword.")] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="HANDLE", help="By this author.")] = None,
    text: Annotated[str | None, typer.Option("--text", "-t", metavar="WORDS", help="With all these words.")] = None,
    start: Annotated[str | None, typer.Option("--from", "--since", metavar="DATE", help="First day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.")] = None,
    reach: Annotated[
        int | None, typer.Option("--min-reach", metavar="N", min=0, max=_MOST_FOLLOWERS, help="Followers at least.")
    ] = None,
    is_open: Annotated[
        bool, typer.Option("--open", help="Work to do: complaints and questions without a reply, not marked done.")
    ] = False,
    has_muted: Annotated[bool, typer.Option("--muted", help="Noise too, which is left out otherwise.")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> None:
    """Stored posts, newest first. Filters add up; days are those of the organization's time zone.

    --open lists what known companies said first. A reply counts when X told of one at the last look: a sync, an import.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    in_zone, _ = zones.zone(organization.time_zone)
    begun, ended = signal_choice.between(day(start), day(end), in_zone)
    filters = Filters(
        type=f"twitter_{type_}" if type_ else None,
        sentiment=sentiment,
        contact_id=_id_of(workspace, organization, "contact", contact),
        company_id=_id_of(workspace, organization, "company", company),
        topic=None if topic is None else signal_choice.storable(topic),
        keyword=None if keyword is None else signal_choice.storable(keyword),
        author=None if author is None else clean_handle(author).lower(),
        start=begun,
        end=ended,
        min_reach=reach,
        text=signal_choice.words(text),
        is_open=is_open,
        has_muted=has_muted,
    )
    _show(workspace, organization, filters, limit, cursor)


def _show(workspace: Workspace, organization: Organization, filters: Filters, limit: int, cursor: str | None) -> None:
    place = signal_choice.place_of(cursor, len(signal_lists.order_of(filters)))
    with workspace.database.read() as session:
        items, following = signal_lists.page(session, organization.id, filters, limit, place)
    workspace.output.show_pages(SignalList(items, signal_choice.cursor_of(following)))
    if not items:
        tell(workspace, organization)
    elif filters.is_open:
        workspace.output.note("Answered one? devsignal signals set ID --done --note TEXT")


def _id_of(workspace: Workspace, organization: Organization, entity: Entity, text: str | None) -> int | None:
    """The id of a record that a person names, if one is named."""
    if text is None:
        return None
    from devsignal_cli.cli.record_wiring import record_store  # noqa: PLC0415 - the rules of identity, only for these
    from devsignal_cli.core.records.editing import find  # noqa: PLC0415 - as above

    return find(record_store(workspace, organization), entity, text).id
