"""Takes companies and contacts away whole: nothing is left that names them; signals follow as the transaction ends."""

from collections.abc import Sequence

from devsignal_cli.model.records import Entity, RecordRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import raw, records
from devsignal_cli.store.db import Session, chunks, holders
from devsignal_cli.store.touching import touch

_MINE = "organization_id = :organization_id"
_PEOPLE = f"SELECT id FROM contact WHERE {_MINE} AND company_id = :id ORDER BY id"
_UNTIE = f"UPDATE contact SET company_id = NULL WHERE {_MINE} AND company_id = :id"
_REFUSE = f"""
INSERT INTO refused_domain (organization_id, domain, refused_at)
SELECT :organization_id, domain, :now FROM company WHERE {_MINE} AND id IN ({{}}) AND domain IS NOT NULL
UNION SELECT :organization_id, domain, :now FROM company_domain WHERE {_MINE} AND company_id IN ({{}})
ON CONFLICT DO NOTHING
"""
_REVOKE = f"""
UPDATE field_provenance SET revoked_at = :now
WHERE {_MINE} AND entity = 'contact' AND field = 'company_id' AND revoked_at IS NULL AND value IN ({{}})
"""


def refuse(session: Session, organization_id: OrganizationId, ids: Sequence[int], now: int) -> None:
    """Remember the domains of companies that a person removes, so that no profile makes them again."""
    for part in chunks(ids):
        asked = {**part, "organization_id": organization_id, "now": now}
        session.execute(_REFUSE.format(holders(part), holders(part)), asked)


def contacts(session: Session, organization_id: OrganizationId, ids: Sequence[int]) -> None:
    """Remove contacts: their links to authors, all values of them and what a provider answered."""
    for contact_id in ids:
        asked = {"organization_id": organization_id, "id": contact_id}
        touch(session, organization_id, "contact", contact_id)
        session.execute(f"DELETE FROM identity WHERE {_MINE} AND contact_id = :id", asked)
        _forget_values(session, organization_id, "contact", contact_id)


def companies(
    session: Session, organization_id: OrganizationId, ids: Sequence[int], now: int, rules: RecordRules
) -> None:
    """Remove companies: their contacts stay, each with the company that its other values name, if any.

    A link from an author to a contact outlives its company; one to the company alone goes.
    """
    for part in chunks(ids):
        values = {name: str(number) for name, number in part.items()}
        revoked = {**values, "organization_id": organization_id, "now": now}
        session.execute(_REVOKE.format(holders(part)), revoked)
    for company_id in ids:
        _company(session, organization_id, company_id, now, rules)


def _company(session: Session, organization_id: OrganizationId, company_id: int, now: int, rules: RecordRules) -> None:
    asked = {"organization_id": organization_id, "id": company_id}
    touch(session, organization_id, "company", company_id)
    people = [row["id"] for row in session.rows(_PEOPLE, asked)]
    for contact_id in people:
        touch(session, organization_id, "contact", contact_id)
    session.execute(_UNTIE, asked)
    for contact_id in people:
        records.rechoose(session, organization_id, "contact", contact_id, ["company_id"], now, rules)
    session.execute(f"DELETE FROM identity WHERE {_MINE} AND company_id = :id AND contact_id IS NULL", asked)
    session.execute(f"UPDATE identity SET company_id = NULL WHERE {_MINE} AND company_id = :id", asked)
    session.execute(f"DELETE FROM company_domain WHERE {_MINE} AND company_id = :id", asked)
    _forget_values(session, organization_id, "company", company_id)


def _forget_values(session: Session, organization_id: OrganizationId, entity: Entity, record_id: int) -> None:
    asked = {"organization_id": organization_id, "entity": entity, "id": record_id}
    session.execute(f"DELETE FROM field_provenance WHERE {_MINE} AND entity = :entity AND entity_id = :id", asked)
    raw.remove(session, organization_id, entity, record_id)
    session.execute(f"DELETE FROM {entity} WHERE {_MINE} AND id = :id", asked)
