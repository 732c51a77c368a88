"""What commands that erase for good share: no trace left in the file, and a word about the backups."""

from devsignal_cli.cli.draw import count
from devsignal_cli.cli.wiring import Workspace
from devsignal_cli.errors import DevsignalError


def rebuild(workspace: Workspace) -> None:
    """Write the database file anew, so that nothing of what was removed is left in it.

    Raises:
        DevsignalError: it cannot be, now; what was removed stays removed.
    """
    try:
        workspace.database.rebuild()
    except DevsignalError as error:
        raise type(error)(
            f"All of it is removed, but traces may be left in the file. {error.message}", "Run the same command again."
        ) from error


def backups(workspace: Workspace) -> int:
    """How many backups lie in the backups folder."""
    folder = workspace.settings.backups
    return len(list(folder.glob("*.db"))) if folder.is_dir() else 0


def of_backups(workspace: Workspace) -> str:
    """What is to be said of the backups, if there are any."""
    number = backups(workspace)
    return f" {count(number, 'backup')} in {workspace.settings.backups} may still hold it." if number else ""
