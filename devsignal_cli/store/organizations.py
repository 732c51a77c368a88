"""Organizations: read in plain SQL, added and changed one by one through SQLModel."""

from pathlib import Path

from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Row, Session

_CHOSEN = "chosen_organization"
_ALL = """
SELECT o.id, o.name, o.time_zone, o.keep_seconds, coalesce(s.value, 'default') = o.name AS chosen
FROM organization o LEFT JOIN setting s ON s.name = 'chosen_organization'
ORDER BY o.id
"""


def every(session: Session) -> list[Organization]:
    """All organizations, oldest first."""
    return [_organization(row) for row in session.rows(_ALL)]


def find(session: Session, name: str | None) -> Organization:
    """The organization of that name, else the chosen one.

    Raises:
        NotFoundError: no organization has that name.
    """
    for organization in every(session):
        if organization.name == name or (name is None and organization.chosen):
            return organization
    raise NotFoundError(
        f"There is no organization {name!r}." if name else "The chosen organization is gone.",
        "`devsignal org list` shows all; `devsignal org add` adds one.",
    )


def add(path: Path, name: str, time_zone: str | None, now: int) -> None:
    """Add an organization.

    Raises:
        UsageError: the name is taken, also if only capitals differ.
    """
    from sqlmodel import func, select  # noqa: PLC0415 - half a second that readers need not pay

    from devsignal_cli.store.engine import editing  # noqa: PLC0415
    from devsignal_cli.store.tables import OrganizationRow  # noqa: PLC0415

    with editing(path) as session:
        same = select(OrganizationRow).where(func.lower(OrganizationRow.name) == name.lower())
        if session.exec(same).first():
            raise UsageError(f"There is an organization {name!r} already.", "Take another name, or use that one.")
        session.add(OrganizationRow(name=name, time_zone=time_zone, created_at=now))


def set_zone(path: Path, name: str, time_zone: str | None) -> None:
    """Change the zone in which an organization's days are counted; None means the machine's."""
    from sqlmodel import select  # noqa: PLC0415 - as above

    from devsignal_cli.store.engine import editing  # noqa: PLC0415
    from devsignal_cli.store.tables import OrganizationRow  # noqa: PLC0415

    with editing(path) as session:
        row = session.exec(select(OrganizationRow).where(OrganizationRow.name == name)).one()
        row.time_zone = time_zone


def choose(path: Path, name: str) -> None:
    """Make an organization the one that commands take when none is named."""
    from devsignal_cli.store.engine import editing  # noqa: PLC0415 - as above
    from devsignal_cli.store.tables import SettingRow  # noqa: PLC0415

    with editing(path) as session:
        session.merge(SettingRow(name=_CHOSEN, value=name))


def _organization(row: Row) -> Organization:
    return Organization(
        OrganizationId(row["id"]), row["name"], row["time_zone"], bool(row["chosen"]), row["keep_seconds"]
    )
