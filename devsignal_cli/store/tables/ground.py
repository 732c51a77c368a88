"""The ground: settings, organizations, own words, connections, runs, money, what could not be read or was forgotten."""

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import SQLModel

from devsignal_cli.store.columns import big_column, blob_column, key_column, one_of, real_column, text_column


class SettingRow(SQLModel, table=True):
    """What the installation remembers of itself: the chosen organization, the fingerprint of the secret key."""

    __tablename__: ClassVar[Any] = "setting"
    name: str = text_column(key=True)
    value: str = text_column(null=False)


class OrganizationRow(SQLModel, table=True):
    """A customer whose data is kept apart. `identity_version`: what last resolved all its authors."""

    __tablename__: ClassVar[Any] = "organization"
    __table_args__ = (
        Index("uq_organization_name", "name", unique=True),
        one_of("identity_mode", "strict balanced off"),
    )
    id: int | None = key_column()
    name: str = text_column(null=False)
    time_zone: str | None = text_column()
    identity_mode: str = text_column(null=False, default="balanced")
    identity_version: str | None = text_column()
    keep_seconds: int | None = big_column()
    created_at: int = big_column(null=False)


class OwnWordRow(SQLModel, table=True):
    """A term that an organization weighs in its own way (0 silences it), as it was last spelled."""

    __tablename__: ClassVar[Any] = "own_word"
    __table_args__ = (CheckConstraint("weight BETWEEN -3 AND 3", name="weight"),)
    organization_id: int = big_column("organization.id", key=True)
    term: str = text_column(key=True)
    weight: float = real_column()
    added_at: int = big_column(null=False)


class ConnectionRow(SQLModel, table=True):
    """An organization's access to a service; disconnected rows keep their settings and lose their secret.

    `failures` are those that quiet runs have told of since the last success, each with its time (JSON).
    """

    __tablename__: ClassVar[Any] = "connection"
    __table_args__ = (one_of("service", "twitter clearbit"),)
    organization_id: int = big_column("organization.id", key=True)
    service: str = text_column(key=True)
    provider: str = text_column(null=False)
    account: str = text_column(null=False)
    secret: str | None = text_column()
    secret_last4: str = text_column(null=False)
    settings: str = text_column(null=False, default="{}")
    monthly_budget_micro_usd: int = big_column(null=False, default="20000000")
    create_companies: int = big_column(null=False, default="0")
    connected_at: int = big_column(null=False)
    disconnected_at: int | None = big_column()
    failures: str | None = text_column()


class AccountRow(SQLModel, table=True):
    """Who pays: what the service last told of the balance (None: it does not tell), and when."""

    __tablename__: ClassVar[Any] = "account"
    account: str = text_column(key=True)
    balance_micro_usd: int | None = big_column()
    balance_at: int = big_column(null=False)


class RunRow(SQLModel, table=True):
    """One sync, import or enrichment, with its result as JSON; `undone_at`: what it wrote was put back."""

    __tablename__: ClassVar[Any] = "run"
    __table_args__ = (Index("ix_run_organization_id_service", "organization_id", "service", "id"),)
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    service: str = text_column(null=False)
    kind: str = text_column(null=False)
    started_at: int = big_column(null=False)
    finished_at: int | None = big_column()
    status: str | None = text_column()
    reason: str | None = text_column()
    result: str | None = text_column()
    undone_at: int | None = big_column()


class LedgerRow(SQLModel, table=True):
    """What was billed: by account, organization, run, kind and UTC day. `micro_usd` is the line's whole price."""

    __tablename__: ClassVar[Any] = "ledger"
    __table_args__ = (
        Index("ix_ledger_organization_id_day", "organization_id", "day"),
        Index("ix_ledger_account_day", "account", "day"),
        one_of("kind", "post user counts enrichment"),
    )
    id: int | None = key_column()
    account: str = text_column(null=False)
    organization_id: int = big_column("organization.id", null=False)
    run_id: int | None = big_column()
    kind: str = text_column(null=False)
    day: str = text_column(null=False)
    count: int = big_column(null=False)
    free_count: int = big_column(null=False, default="0")
    micro_usd: int = big_column(null=False)


class BilledObjectRow(SQLModel, table=True):
    """What an account has paid for on a UTC day: X bills the same object once a day. Old days are dropped."""

    __tablename__: ClassVar[Any] = "billed_object"
    account: str = text_column(key=True)
    day: str = text_column(key=True)
    kind: str = text_column(key=True)
    object_id: int = big_column(key=True)


class EstimateRow(SQLModel, table=True):
    """How many posts X counted for a query since a time: paid for once a day, used again until then."""

    __tablename__: ClassVar[Any] = "estimate"
    organization_id: int = big_column("organization.id", key=True)
    query: str = text_column(key=True)
    from_time: int = big_column(null=False)
    posts: int = big_column(null=False)
    counted_at: int = big_column(null=False)


class QuarantineRow(SQLModel, table=True):
    """An item that did not parse, as it came, until a later version can read it."""

    __tablename__: ClassVar[Any] = "quarantine"
    __table_args__ = (Index("ix_quarantine_organization_id", "organization_id"),)
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    run_id: int | None = big_column()
    service: str = text_column(null=False)
    reason: str = text_column(null=False)
    raw: bytes = blob_column(null=False)
    created_at: int = big_column(null=False)


class TombstoneRow(SQLModel, table=True):
    """Somebody or something forgotten on request: an HMAC under the secret key, naming nobody."""

    __tablename__: ClassVar[Any] = "tombstone"
    organization_id: int = big_column("organization.id", key=True)
    kind: str = text_column(key=True)
    key_hmac: str = text_column(key=True)
    created_at: int = big_column(null=False)
