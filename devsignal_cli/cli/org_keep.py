"""`org set --keep`: how long an organization keeps its posts, carried out at once on what is stored."""

from devsignal_cli.cli import identity_wiring
from devsignal_cli.cli.draw import count
from devsignal_cli.cli.options import duration, duration_seconds
from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, now
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.store import lock
from devsignal_cli.store.retention import Retention

FOR_EVER = ("forever", "off")


def keep_seconds(text: str) -> int | None:
    """How long posts are to be kept; None: for ever.

    Raises:
        UsageError: it is no time.
    """
    return None if text in FOR_EVER else duration_seconds(text)


def set_keep(workspace: Workspace, organization: Organization, seconds: int | None, *, is_sure: bool) -> str | None:
    """Set how long posts are kept, and take away what is older; what is to be told, None if a person said no."""
    retention = Retention(workspace.database, organization.id, RULES)
    if seconds is None:
        retention.set_keep(None)
        return f"Posts of {organization.name} are kept for ever."
    before = now() - seconds
    old = retention.old(before)
    if old and not (is_sure or _is_wanted(workspace, organization, old, seconds)):
        return None
    with lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
        retention.set_keep(seconds)
        identity_wiring.resolve_stale(workspace, organization)
        removed = retention.remove(before, now())
    gone = f" {count(removed, 'older signal')} {'was' if removed == 1 else 'were'} taken away." if removed else ""
    return f"Posts of {organization.name} are kept for {duration(seconds)}.{gone}"


def _is_wanted(workspace: Workspace, organization: Organization, old: int, seconds: int) -> bool:
    told = f"{count(old, 'signal')} of {organization.name} older than {duration(seconds)}"
    if not workspace.output.is_interactive():
        raise UsageError(f"This deletes {told}.", "Say --yes to do it.")
    return workspace.output.confirm(f"Delete {told}, for good?")
