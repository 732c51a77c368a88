"""`twitter mute`: what an organization takes for noise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.cli.options import Cursor, Limit
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core.mute import mute_of, shown, spam_mute
from devsignal_cli.core.paging import page_of
from devsignal_cli.errors import NotFoundError, PartialError, UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.noise import Mute
from devsignal_cli.results.noise import MuteDone, MuteItem, MuteList
from devsignal_cli.store import mutes, noise

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class _Shop:
    """Where a mute is at work."""

    workspace: Workspace
    organization: Organization


@app.command(cls=Command, epilog='devsignal twitter mute @dealbot "free giveaway" --spam')
def command(
    context: typer.Context,
    noise_: Annotated[
        list[str] | None, typer.Argument(metavar="[@HANDLE|TERM]...", help="Who or what is noise.", show_default=False)
    ] = None,
    spam: Annotated[bool, typer.Option("--spam", help="Whatever bears the mark of spam.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take back: what no other mute matches is shown.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="What is muted, and how many posts each mutes.")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> None:
    """Leave noise out of lists and stats: it stays stored, marked, and can be taken back.

    Muted posts are still read and paid. To pay for them no more, narrow what X is asked for:
    `twitter connect --exclude TEXT` and `--own-account HANDLE`.
    """
    moment = now()
    asked = [mute_of(text, moment) for text in noise_ or ()] + ([spam_mute(moment)] if spam else [])
    if list_ and (asked or remove):
        raise UsageError("--list stands alone.", "Leave out the rest, or --list.")
    if remove and not asked:
        raise UsageError("Nothing is named that could be taken back.", "`devsignal twitter mute --list` shows all.")
    workspace = open_workspace(context)
    shop = _Shop(workspace, workspace.organization())
    if not asked:
        workspace.output.show(_listed(shop, limit, cursor))
    else:
        done, missing = _removed(shop, asked) if remove else (_added(shop, asked), "")
        workspace.output.show(done)
        if missing:
            raise PartialError(f"Not muted: {missing}.", "`devsignal twitter mute --list` shows what is.")


def _added(shop: _Shop, asked: Sequence[Mute]) -> MuteDone:
    database, organization = shop.workspace.database, shop.organization
    _warn_of_keywords(shop, asked)
    with database.write() as session:
        before = mutes.every(session, organization.id)
        mutes.add(session, organization.id, asked)
        after = mutes.every(session, organization.id)
    done = noise.apply(database, organization.id, RULES)
    named = {(mute.kind, mute.text) for mute in asked}
    held = [mute for mute in after if (mute.kind, mute.text) in named]
    items = _items(shop, held)
    said = [f"{shown(mute)} is muted: {_posts(item.signals)}." for mute, item in zip(held, items, strict=True)]
    changed = before != after or done != noise.Applied()
    return MuteDone(organization.name, changed, done.muted, done.unmuted, items, "\n".join(said))


def _removed(shop: _Shop, asked: Sequence[Mute]) -> tuple[MuteDone, str]:
    """Mutes taken back, and the names of those that were none; what an interrupted run left to do is done too."""
    database, organization = shop.workspace.database, shop.organization
    with database.write() as session:
        missing = mutes.remove(session, organization.id, asked)
    done = noise.apply(database, organization.id, RULES)
    names = ", ".join(shown(mute) for mute in missing)
    if missing and len(missing) == len(asked) and done == noise.Applied():
        raise NotFoundError(f"Not muted: {names}.", "`devsignal twitter mute --list` shows what is.")
    gone = ", ".join(shown(mute) for mute in asked if mute not in missing) or names
    said = f"No longer muted: {gone}. Shown again: {_posts(done.unmuted)}."
    return MuteDone(organization.name, True, done.muted, done.unmuted, (), said), names


def _listed(shop: _Shop, limit: int, cursor: str | None) -> MuteList:
    with shop.workspace.database.read() as session:
        held = mutes.every(session, shop.organization.id)
    page, following = page_of(held, lambda mute: f"{mute.kind}:{mute.text}", limit, cursor)
    return MuteList(_items(shop, page), following)


def _items(shop: _Shop, held: Sequence[Mute]) -> tuple[MuteItem, ...]:
    database, organization_id = shop.workspace.database, shop.organization.id
    with database.read() as session:
        present = mutes.present_handles(session, organization_id)
    numbers = noise.counts(database, organization_id, RULES, held) if held else []
    return tuple(
        MuteItem(
            mute.kind,
            mute.text,
            number,
            datetime.fromtimestamp(mute.created_at, UTC),
            present.get(mute.text) if mute.kind == "handle" else None,
        )
        for mute, number in zip(held, numbers, strict=True)
    )


def _warn_of_keywords(shop: _Shop, asked: Sequence[Mute]) -> None:
    with shop.workspace.reader(shop.organization) as reader:
        watched = {keyword.text.casefold() for keyword in reader.keywords()}
    for mute in asked:
        if mute.kind == "term" and mute.text in watched:
            shop.workspace.output.warn(
                f"{mute.text} is a keyword of yours: its posts go on being paid. "
                f"`devsignal twitter keywords remove {mute.text}` ends that."
            )


def _posts(number: int) -> str:
    return f"{number:,} stored post" if number == 1 else f"{number:,} stored posts"
