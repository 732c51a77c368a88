"""Opens what the commands about identities need, and lets links follow the rules of today before others go on."""

from contextlib import suppress

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.cli.wiring import Workspace, now
from devsignal_cli.core import author_names
from devsignal_cli.core.resolving import resolve_all
from devsignal_cli.core.resolving import resolve_stale as resolve_if_stale
from devsignal_cli.errors import LockedError
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.identity import IdentityResolved
from devsignal_cli.store import lock
from devsignal_cli.store.identity_store import IdentityStore
from devsignal_cli.store.resolving import ResolvingStore


def identity_store(workspace: Workspace, organization: Organization) -> IdentityStore:
    """Who the authors of an organization are."""
    return IdentityStore(workspace.database, organization, RULES)


def resolving_store(workspace: Workspace, organization: Organization) -> ResolvingStore:
    """The authors of an organization, to be resolved anew."""
    return ResolvingStore(workspace.database, organization.id, RULES)


def resolve(workspace: Workspace, organization: Organization) -> IdentityResolved:
    """Resolve all authors of an organization, with a bar on a terminal."""
    with workspace.output.counted(f"Resolving {organization.name}") as progress:
        return resolve_all(resolving_store(workspace, organization), organization, progress, now)


def resolve_stale(workspace: Workspace, organization: Organization) -> None:
    """Resolve all authors of an organization if other rules than today's have made their links."""
    with workspace.output.counted(f"Resolving {organization.name}") as progress:
        resolve_if_stale(resolving_store(workspace, organization), organization, progress, now)


def bring_up_to_date(workspace: Workspace, organization: Organization) -> None:
    """Do as `resolve_stale` under the lock; while another run holds it, what is stored has to do."""
    with suppress(LockedError), lock.held(workspace.settings.locks, f"{organization.id}-twitter"):
        resolve_stale(workspace, organization)


def author_named(store: IdentityStore, text: str) -> int:
    """The author whom a person names.

    Raises:
        NotFoundError: the organization has no signal of theirs.
        UsageError: the handle fits several authors.
    """
    found = store.authors(*author_names.read(text))
    if not found:
        raise author_names.unknown(text)
    if len(found) > 1:
        raise author_names.ambiguous(text, found)
    return found[0]
