"""`twitter forget`: removes an author wherever they are stored, and remembers not to store them again."""

from typing import Annotated

import typer

from devsignal_cli.cli import erasing, identity_wiring
from devsignal_cli.cli.draw import count
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, now, open_workspace, vault
from devsignal_cli.core import author_names
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.lists import Done
from devsignal_cli.results.privacy import AuthorForgotten, StoredOfAuthor
from devsignal_cli.store import lock
from devsignal_cli.store.forgetting import ForgettingStore

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal twitter forget @ada")
def command(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="HANDLE|ID", help="The author; by user id also one not on file.")],
    is_undone: Annotated[bool, typer.Option("--undo", help="They may be stored again; nothing comes back.")] = False,
    yes: Yes = False,
) -> None:
    """Remove all that is stored of an author on X, for good, and never store them again.

    Posts, profile, notes, links and mutes go; a contact of theirs stays (contact forget takes it away). What is
    remembered is a mark that names nobody. Older backups still hold what was in them.
    """
    workspace = open_workspace(context)
    organization = workspace.organization()
    safe = vault(workspace)
    store = ForgettingStore(workspace.database, organization.id, RULES, safe.mark)
    author_id = _author(workspace, organization, who, is_id=is_undone)
    if is_undone:
        changed = store.lift(author_id)
        told = f"User {author_id} may be stored again." if changed else f"User {author_id} was not forgotten."
        workspace.output.show(Done(organization.name, changed, told))
        return
    there = store.stored(author_id)
    if not (yes or _is_wanted(workspace, there)):
        workspace.output.show(Done(organization.name, False, "Nothing was removed."))
        return
    safe.prepare()
    with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):  # a sync has the marks of its beginning
        identity_wiring.resolve_stale(workspace, organization)
        there = store.stored(author_id)
        is_gone = store.forget(author_id, now())
    erasing.rebuild(workspace)
    workspace.output.show(_forgotten(workspace, organization, there, is_gone=is_gone))


def _author(workspace: Workspace, organization: Organization, who: str, *, is_id: bool) -> int:
    """The author meant; a user id may also be of somebody of whom nothing is stored."""
    number, _ = author_names.read(who)
    if is_id and number:
        return number
    try:
        return identity_wiring.author_named(identity_wiring.identity_store(workspace, organization), who)
    except NotFoundError as error:
        if number:
            return number
        raise NotFoundError(error.message, "Name the user id: whoever was forgotten has no handle here.") from error


def _is_wanted(workspace: Workspace, there: StoredOfAuthor) -> bool:
    told = f"{_who(there)}: {_what(there)}"
    if not workspace.output.is_interactive():
        raise UsageError(f"This removes all that is stored of {told}.", "Say --yes to do it.")
    return workspace.output.confirm(f"Remove all that is stored of {told}, for good?")


def _who(there: StoredOfAuthor) -> str:
    return f"@{there.username} (user {there.author_id})" if there.username else f"user {there.author_id}"


def _what(there: StoredOfAuthor) -> str:
    reposts = f" and {count(there.reposts, 'repost')} of them by others" if there.reposts else ""
    return f"{count(there.posts, 'post')}{reposts}"


def _forgotten(
    workspace: Workspace, organization: Organization, there: StoredOfAuthor, *, is_gone: bool
) -> AuthorForgotten:
    told = [f"Forgotten: {_who(there)}. {_what(there)} removed; nothing of theirs will be stored again."]
    if not is_gone and there.posts:
        told.append("Their profile stays for another organization that has posts of them.")
    contacts = tuple(map(str, there.contacts))
    if contacts:
        told.append(f"On file as contact {', '.join(contacts)}, which stays: devsignal contact forget {contacts[0]}")
    told.append(f"Undo: devsignal twitter forget {there.author_id} --undo{erasing.of_backups(workspace)}")
    return AuthorForgotten(
        organization.name,
        str(there.author_id),
        True,
        there.posts + there.reposts,
        "removed" if is_gone else "kept" if there.posts else "none",
        contacts,
        erasing.backups(workspace),
        "\n".join(told),
    )
