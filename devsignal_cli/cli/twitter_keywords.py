"""`twitter keywords`: what an organization watches."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from devsignal_cli.cli.group import Command, Group
from devsignal_cli.cli.options import Cursor, Limit
from devsignal_cli.cli.wiring import Workspace, now, open_workspace, warn_of_operators
from devsignal_cli.core.paging import page_of
from devsignal_cli.core.query import clean_keyword, clean_topic, pack
from devsignal_cli.core.raw_query import clean_raw_query
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.connection import Keyword, Organization
from devsignal_cli.results.lists import Done, KeywordItem, KeywordList
from devsignal_cli.store import connections

app = typer.Typer(cls=Group, help="List, add, rename or remove keywords.", add_completion=False, no_args_is_help=True)


@app.command("list", cls=Command)
def list_(context: typer.Context, limit: Limit = 20, cursor: Cursor = None) -> None:
    """The keywords, with topic and how far each is stored."""
    workspace = open_workspace(context)
    with workspace.reader(workspace.organization()) as reader:
        shown, following = page_of(reader.keywords(), lambda keyword: keyword.text, limit, cursor)
    workspace.output.show(KeywordList(tuple(_item(keyword) for keyword in shown), following))


@app.command("add", cls=Command, epilog='devsignal twitter keywords add "acme cli" --topic product')
def add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Word, phrase, #tag, @handle or domain.")],
    topic: Annotated[str | None, typer.Option(help="Its topic; a competitor is a topic.")] = None,
) -> None:
    """Watch one more keyword; no other keyword's place moves."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    connection = workspace.connection(organization)
    keyword = Keyword(0, clean_keyword(text), clean_topic(topic))
    pack([keyword], connection.settings)  # tells of a keyword that is too long
    known = _find(workspace, organization, keyword.text)
    if known and keyword.topic in (None, known.topic):
        _done(workspace, organization, f"{known.text} is watched already.", changed=False)
        return
    warn_of_operators(workspace, [keyword.text])
    connections.change_keywords(workspace.settings.database, organization.id, [keyword], [], now())
    said = f"The topic of {known.text} is now {keyword.topic}." if known else f"Watching {keyword.text}."
    _done(workspace, organization, f"{said} Next: devsignal twitter sync")


@app.command("remove", cls=Command)
def remove(
    context: typer.Context, text: Annotated[str, typer.Argument(help="The keyword, as `keywords list` shows it.")]
) -> None:
    """Watch a keyword no longer; its stored posts stay."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    known = _known(workspace, organization, text)
    with workspace.reader(organization) as reader:
        if len(reader.keywords()) == 1:
            raise UsageError("It is the last keyword.", "Add another first, or run `devsignal twitter disconnect`.")
    connections.change_keywords(workspace.settings.database, organization.id, [], [known.text], now())
    _done(workspace, organization, f"No longer watching {known.text}; its stored posts stay.")


@app.command("rename", cls=Command, epilog='devsignal twitter keywords rename acme "acme cli"')
def rename(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="The keyword, as `keywords list` shows it.")],
    new: Annotated[str, typer.Argument(help="What to watch in its place.")],
) -> None:
    """Watch something else in a keyword's place; its topic stays, and its stored posts too.

    Another word is another search: it begins anew unless it was watched before, and no other keyword's place moves.
    Another spelling of the same word goes on from its place.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    connection = workspace.connection(organization)
    known = _known(workspace, organization, old)
    text = clean_raw_query(new) if known.is_raw else clean_keyword(new)
    renamed = replace(known, text=text)
    pack([renamed], connection.settings)  # tells of a keyword that is too long
    taken = _find(workspace, organization, text)
    if taken and taken.id != known.id:
        raise UsageError(f"{taken.text} is watched already.", f"Remove {known.text!r} instead.")
    connections.rename_keyword(workspace.settings.database, organization.id, known.text, renamed, now())
    place = _known(workspace, organization, text).covered_until
    _done(workspace, organization, f"Watching {text} in place of {known.text}" + (
        "; it goes on from its place." if place else "; it begins anew. Next: devsignal twitter sync"
    ))  # fmt: skip


def _known(workspace: Workspace, organization: Organization, text: str) -> Keyword:
    known = _find(workspace, organization, text)
    if known is None:
        raise NotFoundError(f"The keyword {text!r} is not watched.", "`devsignal twitter keywords list` shows all.")
    return known


def _find(workspace: Workspace, organization: Organization, text: str) -> Keyword | None:
    with workspace.reader(organization) as reader:
        same = [keyword for keyword in reader.keywords() if keyword.text.casefold() == text.strip().casefold()]
    return same[0] if same else None


def _item(keyword: Keyword) -> KeywordItem:
    covered = keyword.covered_until
    return KeywordItem(
        keyword.text,
        keyword.topic,
        keyword.is_raw,
        None if keyword.place is None else str(keyword.place),
        None if covered is None else datetime.fromtimestamp(covered, UTC),
    )


def _done(workspace: Workspace, organization: Organization, message: str, *, changed: bool = True) -> None:
    workspace.output.show(Done(organization.name, changed, message))
