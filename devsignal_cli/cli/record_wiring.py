"""The rules of records, from the use cases to the store, which knows no rule; and the store of an organization's."""

from collections.abc import Iterator, Sequence

from devsignal_cli.cli.noise_wiring import RULES as NOISE
from devsignal_cli.cli.wiring import Workspace, vault
from devsignal_cli.core.identity import RULES as IDENTITY
from devsignal_cli.core.identity import handle_key, name_key
from devsignal_cli.core.merge import choose, live, merge
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Entity, Record, RecordRules
from devsignal_cli.results.records import Company, CompanyShown, Contact, ContactShown
from devsignal_cli.store import record_lists, record_views
from devsignal_cli.store.record_import import RecordImportStore
from devsignal_cli.store.record_store import RecordStore

RULES = RecordRules(merge, choose, live, name_key, handle_key, NOISE, IDENTITY)


def record_store(workspace: Workspace, organization: Organization) -> RecordStore:
    """The companies and contacts of an organization."""
    return RecordStore(workspace.database, organization.id, RULES, vault(workspace).mark)


def import_store(workspace: Workspace, organization: Organization) -> RecordImportStore:
    """The store of one import."""
    return RecordImportStore(workspace.database, organization.id, RULES, vault(workspace).mark)


def as_shown(workspace: Workspace, organization: Organization, record: Record) -> Company | Contact:
    """A record as commands show it."""
    with workspace.database.read() as session:
        if record.entity == "company":
            return record_views.companies(session, organization, [record])[0]
        return record_views.contacts(session, organization, [record])[0]


def whole(workspace: Workspace, organization: Organization, record: Record) -> CompanyShown | ContactShown:
    """A record with its history and all that hangs on it."""
    with workspace.database.read() as session:
        draw = record_views.company if record.entity == "company" else record_views.contact
        return draw(session, organization, record, RULES)


def every(workspace: Workspace, organization: Organization, entity: Entity) -> Iterator[Company | Contact]:
    """All records of an organization as commands show them, newest first, a page at a time."""
    for found in record_lists.pages(workspace.database, organization.id, entity):
        with workspace.database.read() as session:
            draw = record_views.companies if entity == "company" else record_views.contacts
            shown: Sequence[Company | Contact] = draw(session, organization, found)
        yield from shown


def lock_name(organization: Organization) -> str:
    """The lock that lets one import or its undo be at work at a time."""
    return f"{organization.id}-records"
