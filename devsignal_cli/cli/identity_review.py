"""`identity review`: what the rules leave to a person, asked at a terminal or listed."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.identity_wiring import bring_up_to_date, identity_store, resolving_store
from devsignal_cli.cli.options import Cursor
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.words import IdentityState
from devsignal_cli.results.identity import IdentityLinks
from devsignal_cli.store.identity_store import IdentityStore

app = typer.Typer(add_completion=False)
_LONGEST_CURSOR = 18
_A_PAGE = 20


@app.command(cls=Command, epilog="devsignal identity review --probable --json")
def command(
    context: typer.Context,
    is_probable: Annotated[
        bool, typer.Option("--probable", help="Also links that count already, but are not sure.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=1000, help="How many at most; a list has 20, a session all.")
    ] = None,
    cursor: Cursor = None,
) -> None:
    """Decide who is who. At a terminal a keystroke decides, and leaving keeps what was decided; else a list.

    Authors who wrote most come first. What you refuse is never proposed again, what you confirm no rule changes.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    store = identity_store(workspace, organization)
    bring_up_to_date(workspace, organization)
    if (
        workspace.output.is_interactive()
        and sys.stdout.isatty()
        and not workspace.output.shared.quiet
        and cursor is None
    ):
        _ask(workspace, organization, store, _queue(store, is_probable=is_probable)[:limit])
        return
    states: tuple[IdentityState, ...] = ("review", "probable") if is_probable else ("review",)
    found = store.page(states, limit or _A_PAGE, _after(cursor))
    workspace.output.show(found)
    if not found.items:
        _tell(workspace, organization)
    elif not is_probable:
        _tell_probable(workspace, store)


def _queue(store: IdentityStore, *, is_probable: bool) -> list[int]:
    """The authors to ask about: who waits first, then who is probable."""
    waiting = store.waiting(is_probable=False)
    return list(dict.fromkeys(waiting + (store.waiting(is_probable=True) if is_probable else [])))


def _ask(workspace: Workspace, organization: Organization, store: IdentityStore, queue: Sequence[int]) -> None:
    if not queue:
        workspace.output.show(IdentityLinks(()))
        _tell(workspace, organization)
        return
    from devsignal_cli.cli.identity_session import Desk, review  # noqa: PLC0415 - only at a terminal
    from devsignal_cli.cli.keys import keystrokes  # noqa: PLC0415 - as above

    with keystrokes(sys.stdin.fileno(), sys.stderr.fileno()) as keyboard:
        reviewed = review(Desk(store, workspace.output, keyboard, now), queue)
    workspace.output.show(reviewed)


def _after(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _LONGEST_CURSOR):
        raise UsageError(f"The cursor {cursor!r} is none of this list.", "Begin anew, without --cursor.")
    return int(cursor)


def _tell_probable(workspace: Workspace, store: IdentityStore) -> None:
    """Say how many of those who wait are counted elsewhere."""
    waiting = store.waiting(is_probable=False)
    if number := len(set(waiting) & set(store.waiting(is_probable=True))):
        wait = "author waits" if len(waiting) == 1 else "authors wait"
        workspace.output.note(f"{len(waiting):,} {wait} for review, {number:,} of them counted as probable meanwhile.")


def _tell(workspace: Workspace, organization: Organization) -> None:
    """Say how the authors are known, and what to do next."""
    if workspace.output.shared.json or workspace.output.shared.quiet:
        return
    from devsignal_cli.cli.draw import identity  # noqa: PLC0415 - rich, not needed for --json

    if resolving_store(workspace, organization).mode() == "off":
        workspace.output.note("The mode is off: no rule proposes anybody. Change it: devsignal identity mode balanced")
        return
    with workspace.reader(organization) as reader:
        states = reader.identities()
    if not any(states.values()):
        following = "Next: devsignal twitter sync, or: devsignal twitter import FILE"
    elif states["probable"]:
        following = "Go over the probable ones: devsignal identity review --probable"
    elif states["unknown"]:
        following = "Contacts make authors known: devsignal contact import FILE.csv"
    else:
        following = "`devsignal stats` shows who writes."
    workspace.output.note(f"Authors: {identity(states)}. {following}")
