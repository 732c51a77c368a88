"""What a company or contact is found by, noted before and after it changes, so that links can follow."""

from devsignal_cli.model.records import Entity
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Session

_LINKED = (
    "SELECT author_id FROM identity WHERE organization_id = :organization_id AND {}_id = :id AND revoked_at IS NULL"
)
_OF_PEOPLE = """
SELECT i.author_id FROM contact c JOIN identity i ON i.contact_id = c.id AND i.revoked_at IS NULL
WHERE c.organization_id = :organization_id AND c.company_id = :id
"""
_DOMAINS = """
SELECT domain FROM company WHERE organization_id = :organization_id AND id = :id AND domain IS NOT NULL
UNION SELECT domain FROM company_domain WHERE organization_id = :organization_id AND company_id = :id
"""
_HANDLE = """
SELECT handle_key FROM company WHERE organization_id = :organization_id AND id = :id AND handle_key IS NOT NULL
"""
_PERSON = """
SELECT person_key, handle_key, x_user_id FROM contact WHERE organization_id = :organization_id AND {} = :id
"""


def touch(session: Session, organization_id: OrganizationId, entity: Entity, record_id: int) -> None:
    """Note that a record changes in what authors are told by; before and after, for it was told by both."""
    asked, touched = {"organization_id": organization_id, "id": record_id}, session.touched
    if entity == "company":
        touched.domains |= {row["domain"] for row in session.rows(_DOMAINS, asked)}
        touched.company_handles |= {row["handle_key"] for row in session.rows(_HANDLE, asked)}
        touched.linked |= {row["author_id"] for row in session.rows(_OF_PEOPLE, asked)}
    of = "company_id" if entity == "company" else "id"  # what a company is called bears on who its people are
    for row in session.rows(_PERSON.format(of), asked):
        touched.names |= {row["person_key"]} - {None}
        touched.handles |= {row["handle_key"]} - {None}
        touched.users |= {row["x_user_id"]} - {None}
    touched.linked |= {row["author_id"] for row in session.rows(_LINKED.format(entity), asked)}
