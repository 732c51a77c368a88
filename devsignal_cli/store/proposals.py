"""Whether what a person decides about is still as they saw it; asked within the transaction that writes their word."""

from collections.abc import Sequence

from devsignal_cli.errors import DecidedError, NotFoundError
from devsignal_cli.model.people import Proposal, Target
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import decisions
from devsignal_cli.store.db import Session

_LINK = """
SELECT i.*, o.identity_mode FROM identity i JOIN organization o ON o.id = i.organization_id
WHERE i.organization_id = :organization_id AND i.id = :id
"""
_SAID = """
SELECT 1 FROM identity
WHERE organization_id = :organization_id AND author_id = :author_id AND revoked_at IS NULL
    AND decided_by = 'person' AND state = 'confirmed'
"""
_RECORD = "SELECT 1 FROM {} WHERE organization_id = :organization_id AND id = :id"
_AUTHOR = "SELECT 1 FROM author WHERE id = :id"
_HINT = "`devsignal identity review` shows what is open."


def require_open(session: Session, organization_id: OrganizationId, proposals: Sequence[Proposal]) -> None:
    """Let a person's word be written only where each proposed link still stands as it was shown.

    Raises:
        NotFoundError: the contact, the company or the link is no longer on file.
        DecidedError: somebody else has decided meanwhile, or set the mode to off.
    """
    for proposal in proposals:
        _require(session, organization_id, proposal)


def require_on_file(session: Session, organization_id: OrganizationId, author_id: int, target: Target) -> None:
    """Let an author be tied only while both are there.

    Raises:
        NotFoundError: one of them is no longer on file.
    """
    asked = {"organization_id": organization_id, "id": target.id}
    if session.value(_RECORD.format(target.kind), asked) is None:
        raise NotFoundError(f"{target.kind.capitalize()} {target.id} is no longer on file.", _HINT)
    if session.value(_AUTHOR, {"id": author_id}) is None:
        raise NotFoundError(f"Author {author_id} is no longer on file.", _HINT)


def _require(session: Session, organization_id: OrganizationId, proposal: Proposal) -> None:
    require_on_file(session, organization_id, proposal.author_id, proposal.target)
    row = session.row(_LINK, {"organization_id": organization_id, "id": proposal.link_id})
    if row is None or row["author_id"] != proposal.author_id:
        raise NotFoundError(f"Link {proposal.link_id} is no longer on file.", _HINT)
    is_of_rule = row["decided_by"] == "rule"
    if is_of_rule and row["identity_mode"] == "off":
        raise DecidedError("The mode was set to off meanwhile; nothing was changed.", "devsignal identity mode")
    is_other = row["revoked_at"] is not None or row["state"] == "rejected"
    if is_other or decisions.target_of(row) != proposal.target:
        raise DecidedError(f"Link {proposal.link_id} was decided or replaced meanwhile; nothing was changed.", _HINT)
    if is_of_rule and session.row(_SAID, {"organization_id": organization_id, "author_id": proposal.author_id}):
        raise DecidedError("The author was tied by a person meanwhile; nothing was changed.", _HINT)
