"""What to do when there is nothing to show."""

from devsignal_cli.cli.wiring import Workspace
from devsignal_cli.model.connection import Organization


def tell(workspace: Workspace, organization: Organization) -> None:
    """Say on stderr why a list or a period is empty, and the next step."""
    workspace.output.note(advice(workspace, organization))


def advice(workspace: Workspace, organization: Organization) -> str:
    """Why a list or a period is empty, and the next step."""
    with workspace.reader(organization) as reader:
        total, (muted, _) = sum(n for _, _, n in reader.breakdown()), reader.noise()
        is_connected, (_, success, _) = reader.connection() is not None, reader.last_run()
    if total:
        said = f"None of the {total:,} stored posts fits. `devsignal twitter recent` shows the newest."
    elif muted:
        said = f"All {muted:,} stored posts are muted. `devsignal twitter mute --list` shows why."
    elif not is_connected:
        said = "No posts yet. Next: devsignal twitter connect -k yourproduct"
    elif success is None:
        said = "No posts yet. Next: devsignal twitter sync"
    else:
        said = "No posts yet: nobody wrote of your keywords. `devsignal twitter preview` shows what they match now."
    return said
