"""Every table, declared once: alembic is fed from here, and the records that people edit are written through here.

Times are Unix seconds (UTC), ids of X 64-bit integers, money micro-dollars, closed sets text with a CHECK, so that
one SQL text serves SQLite and PostgreSQL. The organization comes first in every key.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Text
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

BIG = BigInteger().with_variant(Integer, "sqlite")


def _key(*, given: bool = False) -> Any:
    return Field(default=None, sa_column=Column(BIG, primary_key=True, autoincrement=not given))


def _big(to: str | None = None, *, null: bool = True, default: str | None = None, key: bool = False) -> Any:
    target = [ForeignKey(to)] if to else []
    column = Column(BIG, *target, nullable=null and not key, server_default=default, primary_key=key)
    return Field(default=None if null else int(default or 0), sa_column=column)


def _text(*, null: bool = True, default: str | None = None, key: bool = False) -> Any:
    return Field(
        default=None if null else default or "",
        sa_column=Column(Text, nullable=null and not key, server_default=default, primary_key=key),
    )


def _blob(*, null: bool = True) -> Any:
    return Field(default=None, sa_column=Column(LargeBinary, nullable=null))


def _real() -> Any:
    return Field(default=0.0)


def _one_of(column: str, values: str) -> CheckConstraint:
    quoted = ", ".join(f"'{value}'" for value in values.split())
    return CheckConstraint(f"{column} IN ({quoted})", name=column)


class SettingRow(SQLModel, table=True):
    """What the installation remembers of itself: the chosen organization, the fingerprint of the secret key."""

    __tablename__: ClassVar[Any] = "setting"
    name: str = _text(key=True)
    value: str = _text(null=False)


class OrganizationRow(SQLModel, table=True):
    """A customer whose data is kept apart."""

    __tablename__: ClassVar[Any] = "organization"
    __table_args__ = (
        Index("uq_organization_name", "name", unique=True),
        _one_of("identity_mode", "strict balanced off"),
    )
    id: int | None = _key()
    name: str = _text(null=False)
    time_zone: str | None = _text()
    identity_mode: str = _text(null=False, default="balanced")
    keep_seconds: int | None = _big()
    created_at: int = _big(null=False)


class ConnectionRow(SQLModel, table=True):
    """An organization's access to a service; disconnected rows keep their settings and lose their secret."""

    __tablename__: ClassVar[Any] = "connection"
    __table_args__ = (_one_of("service", "twitter clearbit"),)
    organization_id: int = _big("organization.id", key=True)
    service: str = _text(key=True)
    provider: str = _text(null=False)
    account: str = _text(null=False)
    secret: str | None = _text()
    secret_last4: str = _text(null=False)
    settings: str = _text(null=False, default="{}")
    monthly_budget_micro_usd: int = _big(null=False, default="20000000")
    create_companies: int = _big(null=False, default="0")
    connected_at: int = _big(null=False)
    disconnected_at: int | None = _big()


class KeywordRow(SQLModel, table=True):
    """What an organization watches; a removed keyword stays for the signals that it brought."""

    __tablename__: ClassVar[Any] = "keyword"
    __table_args__ = (Index("uq_keyword_organization_id_text", "organization_id", "text", unique=True),)
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    text: str = _text(null=False)
    topic: str | None = _text()
    is_raw: int = _big(null=False, default="0")
    place: int | None = _big()
    covered_until: int | None = _big()
    created_at: int = _big(null=False)
    removed_at: int | None = _big()


class OpenWindowRow(SQLModel, table=True):
    """A walk under way: it goes on here after whatever stopped it, and its row goes when it is whole."""

    __tablename__: ClassVar[Any] = "open_window"
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    query: str = _text(null=False)
    keyword_ids: str = _text(null=False)
    since_id: int | None = _big()
    start_time: int | None = _big()
    until_id: int | None = _big()
    newest_id: int | None = _big()
    oldest_id: int | None = _big()
    next_token: str | None = _text()
    posts_read: int = _big(null=False)
    pages: int = _big(null=False)
    stalled: int = _big(null=False)
    opened_at: int = _big(null=False)
    covered_from: int | None = _big()
    covered_until: int | None = _big()


class GapRow(SQLModel, table=True):
    """A stretch of time whose posts X no longer served."""

    __tablename__: ClassVar[Any] = "gap"
    __table_args__ = (Index("ix_gap_organization_id", "organization_id"),)
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    run_id: int | None = _big()
    query: str = _text(null=False)
    from_time: int = _big(null=False)
    to_time: int = _big(null=False)


class AuthorRow(SQLModel, table=True):
    """A public profile of X, shared between organizations; a bare id until it was looked up."""

    __tablename__: ClassVar[Any] = "author"
    __table_args__ = (
        Index("ix_author_username_key", "username_key"),
        Index("ix_author_name_key", "name_key"),
        Index("ix_author_domain", "domain"),
        Index(
            "ix_author_unseen",
            "id",
            sqlite_where=sql("seen_at IS NULL AND not_found_at IS NULL"),
            postgresql_where=sql("seen_at IS NULL AND not_found_at IS NULL"),
        ),
    )
    id: int | None = _key(given=True)
    username: str | None = _text()
    username_key: str | None = _text()
    name: str | None = _text()
    name_key: str | None = _text()
    description: str | None = _text()
    location: str | None = _text()
    url: str | None = _text()
    domain: str | None = _text()
    entities: str | None = _text()
    affiliation: str | None = _text()
    protected: int | None = _big()
    verified: int | None = _big()
    verified_type: str | None = _text()
    followers: int | None = _big()
    following: int | None = _big()
    posts: int | None = _big()
    listed: int | None = _big()
    created_at: int | None = _big()
    seen_at: int | None = _big()
    not_found_at: int | None = _big()


class AuthorHandleRow(SQLModel, table=True):
    """Which handle an author was seen with, and when: handles change hands."""

    __tablename__: ClassVar[Any] = "author_handle"
    __table_args__ = (Index("ix_author_handle_username_key", "username_key"),)
    author_id: int = _big("author.id", key=True)
    username_key: str = _text(key=True)
    first_seen_at: int = _big(null=False)
    last_seen_at: int = _big(null=False)


class SignalRow(SQLModel, table=True):
    """A post stored for an organization, once; `post_key` is the first id of its edit chain."""

    __tablename__: ClassVar[Any] = "signal"
    __table_args__ = (
        Index("uq_signal_organization_id_post_key", "organization_id", "post_key", unique=True),
        Index("ix_signal_organization_id_posted_at", "organization_id", "posted_at", "post_id"),
        Index("ix_signal_organization_id_author_id", "organization_id", "author_id"),
        _one_of("type", "twitter_mention twitter_question twitter_complaint twitter_praise"),
        _one_of("sentiment", "positive negative neutral"),
        _one_of("identity_state", "confirmed probable review unknown"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    source: str = _text(null=False, default="twitter")
    post_key: int = _big(null=False)
    post_id: int = _big(null=False)
    author_id: int | None = _big("author.id")
    conversation_id: int | None = _big()
    in_reply_to_user_id: int | None = _big()
    posted_at: int = _big(null=False)
    text: str = _text(null=False)
    lang: str | None = _text()
    type: str = _text(null=False)
    sentiment: str = _text(null=False)
    score: float = _real()
    classifier: str = _text(null=False)
    type_by_hand: int = _big(null=False, default="0")
    sentiment_by_hand: int = _big(null=False, default="0")
    repost: int = _big(null=False, default="0")
    sensitive: int = _big(null=False, default="0")
    withheld: int = _big(null=False, default="0")
    likes: int | None = _big()
    reposts: int | None = _big()
    replies: int | None = _big()
    quotes: int | None = _big()
    bookmarks: int | None = _big()
    impressions: int | None = _big()
    metrics_at: int | None = _big()
    contact_id: int | None = _big()
    company_id: int | None = _big()
    identity_state: str = _text(null=False, default="unknown")
    muted: int = _big(null=False, default="0")
    done: int = _big(null=False, default="0")
    note: str | None = _text()
    run_id: int | None = _big()
    stored_at: int = _big(null=False)
    edited_at: int | None = _big()
    deleted_at: int | None = _big()


class SignalKeywordRow(SQLModel, table=True):
    """Which keywords brought a signal; `certain` 0 when only X's query says so."""

    __tablename__: ClassVar[Any] = "signal_keyword"
    __table_args__ = (Index("ix_signal_keyword_keyword", "organization_id", "keyword_id", "post_key"),)
    organization_id: int = _big("organization.id", key=True)
    post_key: int = _big(key=True)
    keyword_id: int = _big("keyword.id", key=True)
    certain: int = _big(null=False)


class RawAnswerRow(SQLModel, table=True):
    """An object as a service sent it: zlib of its JSON, with the CRC-32 of the JSON. Organization 0 is shared."""

    __tablename__: ClassVar[Any] = "raw_answer"
    __table_args__ = (_one_of("kind", "post author company contact"),)
    organization_id: int = _big(key=True)
    kind: str = _text(key=True)
    object_id: int = _big(key=True)
    body: bytes = _blob(null=False)
    crc: int = _big(null=False)
    stored_at: int = _big(null=False)


class CompanyRow(SQLModel, table=True):
    """A firm that an organization knows."""

    __tablename__: ClassVar[Any] = "company"
    __table_args__ = (
        Index(
            "uq_company_organization_id_domain",
            "organization_id",
            "domain",
            unique=True,
            sqlite_where=sql("domain IS NOT NULL"),
            postgresql_where=sql("domain IS NOT NULL"),
        ),
        Index("ix_company_organization_id_name_key", "organization_id", "name_key"),
        Index("ix_company_organization_id_handle_key", "organization_id", "handle_key"),
        Index("ix_company_organization_id_queued_at", "organization_id", "queued_at"),
    )
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    name: str | None = _text()
    name_key: str | None = _text()
    domain: str | None = _text()
    handle_key: str | None = _text()
    description: str | None = _text()
    industry: str | None = _text()
    size: str | None = _text()
    website: str | None = _text()
    custom_fields: str = _text(null=False, default="{}")
    source: str = _text(null=False)
    created_at: int = _big(null=False)
    updated_at: int = _big(null=False)
    queued_at: int | None = _big()
    tried_at: int | None = _big()
    outcome: str | None = _text()
    retry_at: int | None = _big()
    enriched_at: int | None = _big()


class CompanyDomainRow(SQLModel, table=True):
    """A further domain of a company: an alias, from a merge or typed."""

    __tablename__: ClassVar[Any] = "company_domain"
    __table_args__ = (Index("ix_company_domain_organization_id_company_id", "organization_id", "company_id"),)
    organization_id: int = _big("organization.id", key=True)
    domain: str = _text(key=True)
    company_id: int = _big("company.id", null=False)


class ContactRow(SQLModel, table=True):
    """A person that an organization knows."""

    __tablename__: ClassVar[Any] = "contact"
    __table_args__ = (
        Index(
            "uq_contact_organization_id_email_key",
            "organization_id",
            "email_key",
            unique=True,
            sqlite_where=sql("email_key IS NOT NULL"),
            postgresql_where=sql("email_key IS NOT NULL"),
        ),
        Index("ix_contact_organization_id_name_key", "organization_id", "name_key"),
        Index("ix_contact_organization_id_handle_key", "organization_id", "handle_key"),
        Index("ix_contact_organization_id_x_user_id", "organization_id", "x_user_id"),
        Index("ix_contact_organization_id_company_id", "organization_id", "company_id"),
        Index("ix_contact_organization_id_queued_at", "organization_id", "queued_at"),
    )
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    email: str | None = _text()
    email_key: str | None = _text()
    first_name: str | None = _text()
    last_name: str | None = _text()
    name_key: str | None = _text()
    title: str | None = _text()
    avatar: str | None = _text()
    company_id: int | None = _big("company.id")
    x_user_id: int | None = _big()
    handle_key: str | None = _text()
    custom_fields: str = _text(null=False, default="{}")
    source: str = _text(null=False)
    created_at: int = _big(null=False)
    updated_at: int = _big(null=False)
    queued_at: int | None = _big()
    tried_at: int | None = _big()
    outcome: str | None = _text()
    retry_at: int | None = _big()
    enriched_at: int | None = _big()


class IdentityRow(SQLModel, table=True):
    """A link from an author to a contact or a company; append-only, at most one live link an author."""

    __tablename__: ClassVar[Any] = "identity"
    __table_args__ = (
        Index(
            "uq_identity_live",
            "organization_id",
            "author_id",
            unique=True,
            sqlite_where=sql("revoked_at IS NULL AND state IN ('confirmed', 'probable')"),
            postgresql_where=sql("revoked_at IS NULL AND state IN ('confirmed', 'probable')"),
        ),
        Index("ix_identity_organization_id_author_id", "organization_id", "author_id"),
        Index("ix_identity_organization_id_contact_id", "organization_id", "contact_id"),
        _one_of("state", "confirmed probable review rejected revoked"),
    )
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    author_id: int = _big("author.id", null=False)
    contact_id: int | None = _big("contact.id")
    company_id: int | None = _big("company.id")
    method: str = _text(null=False)
    confidence: float = _real()
    evidence: str = _text(null=False)
    state: str = _text(null=False)
    decided_by: str = _text(null=False)
    created_at: int = _big(null=False)
    revoked_at: int | None = _big()


class FieldProvenanceRow(SQLModel, table=True):
    """Where a value of a company or contact came from; every value ever recorded stays."""

    __tablename__: ClassVar[Any] = "field_provenance"
    __table_args__ = (
        Index("ix_field_provenance_entity", "organization_id", "entity", "entity_id", "field"),
        Index("ix_field_provenance_run", "organization_id", "run_id"),
        _one_of("entity", "company contact"),
    )
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    entity: str = _text(null=False)
    entity_id: int = _big(null=False)
    field: str = _text(null=False)
    value: str | None = _text()
    source: str = _text(null=False)
    run_id: int | None = _big()
    recorded_at: int = _big(null=False)


class RunRow(SQLModel, table=True):
    """One sync, import or bulk enrichment, with its result as JSON."""

    __tablename__: ClassVar[Any] = "run"
    __table_args__ = (Index("ix_run_organization_id_service", "organization_id", "service", "id"),)
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    service: str = _text(null=False)
    kind: str = _text(null=False)
    started_at: int = _big(null=False)
    finished_at: int | None = _big()
    status: str | None = _text()
    reason: str | None = _text()
    result: str | None = _text()


class LedgerRow(SQLModel, table=True):
    """What was billed: by account, organization, run, kind and UTC day. `micro_usd` is the line's whole price."""

    __tablename__: ClassVar[Any] = "ledger"
    __table_args__ = (
        Index("ix_ledger_organization_id_day", "organization_id", "day"),
        Index("ix_ledger_account_day", "account", "day"),
        _one_of("kind", "post user counts enrichment"),
    )
    id: int | None = _key()
    account: str = _text(null=False)
    organization_id: int = _big("organization.id", null=False)
    run_id: int | None = _big()
    kind: str = _text(null=False)
    day: str = _text(null=False)
    count: int = _big(null=False)
    free_count: int = _big(null=False, default="0")
    micro_usd: int = _big(null=False)


class BilledObjectRow(SQLModel, table=True):
    """What an account has paid for on a UTC day: X bills the same object once a day. Old days are dropped."""

    __tablename__: ClassVar[Any] = "billed_object"
    account: str = _text(key=True)
    day: str = _text(key=True)
    kind: str = _text(key=True)
    object_id: int = _big(key=True)


class QuarantineRow(SQLModel, table=True):
    """An item that did not parse, as it came, until a later version can read it."""

    __tablename__: ClassVar[Any] = "quarantine"
    __table_args__ = (Index("ix_quarantine_organization_id", "organization_id"),)
    id: int | None = _key()
    organization_id: int = _big("organization.id", null=False)
    run_id: int | None = _big()
    service: str = _text(null=False)
    reason: str = _text(null=False)
    raw: bytes = _blob(null=False)
    created_at: int = _big(null=False)


class TombstoneRow(SQLModel, table=True):
    """Somebody or something forgotten on request: an HMAC under the secret key, naming nobody."""

    __tablename__: ClassVar[Any] = "tombstone"
    organization_id: int = _big("organization.id", key=True)
    kind: str = _text(key=True)
    key_hmac: str = _text(key=True)
    created_at: int = _big(null=False)
