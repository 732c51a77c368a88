"""`org remove`: takes an organization away with all that is stored for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from devsignal_cli.cli import erasing
from devsignal_cli.cli.draw import count
from devsignal_cli.cli.record_wiring import RULES, lock_name
from devsignal_cli.cli.wiring import Workspace, now
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.lists import Done
from devsignal_cli.store import lock
from devsignal_cli.store.org_removal import DEFAULT, OrganizationRemoval


def remove(workspace: Workspace, organization: Organization, *, is_sure: bool) -> Done:
    """Remove an organization, after a person has said so; not while a run of it is under way."""
    removal = OrganizationRemoval(workspace.database, organization, RULES)
    if not (is_sure or _is_wanted(workspace, organization, _what(removal))):
        return Done(organization.name, False, "Nothing was removed.")
    with _still(workspace, organization):
        what = _what(removal)
        _drop_answers(workspace, organization, removal.addresses())
        removal.remove(now())
    erasing.rebuild(workspace)
    is_default = organization.name == DEFAULT
    told = f"{DEFAULT} always exists; it was emptied" if is_default else f"{organization.name} is removed"
    return Done(organization.name, True, f"{told}: {what} are gone.{erasing.of_backups(workspace)}")


@contextmanager
def _still(workspace: Workspace, organization: Organization) -> Iterator[None]:
    """Hold all locks of an organization.

    Raises:
        LockedError: a run of it is under way.
    """
    with ExitStack() as stack:
        for name in (f"{organization.id}-twitter", f"{organization.id}-clearbit", lock_name(organization)):
            stack.enter_context(lock.held(workspace.settings.locks, name))
        yield


def _drop_answers(workspace: Workspace, organization: Organization, addresses: set[str]) -> None:
    """Drop what providers answered of people within the last day."""
    from devsignal_cli.cli import enrich_wiring  # noqa: PLC0415 - only where an organization is removed

    if addresses:
        enrich_wiring.drop_cached(workspace, organization, addresses)


def _what(removal: OrganizationRemoval) -> str:
    there = removal.stored()
    people = f"{count(there.contacts, 'contact')}, {_companies(there.companies)}"
    return f"{count(there.signals, 'signal')}, {people}, {count(there.keywords, 'keyword')}, {count(there.runs, 'run')}"


def _companies(number: int) -> str:
    return f"{number:,} {'company' if number == 1 else 'companies'}"


def _is_wanted(workspace: Workspace, organization: Organization, what: str) -> bool:
    told = f"all of {organization.name}: {what}"
    if not workspace.output.is_interactive():
        raise UsageError(f"This removes {told}.", "Say --yes to do it.")
    return workspace.output.confirm(f"Remove {told}, for good?")
