"""Who an organization knows: companies, contacts, where their values came from, and links to authors."""

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import SQLModel

from devsignal_cli.store.columns import big_column, key_column, one_of, real_column, text_column


class CompanyRow(SQLModel, table=True):
    """A company that an organization knows. `provider` gave the last outcome; `run_id` is the run that made it."""

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
        Index("ix_company_organization_id_id", "organization_id", "id"),
        {"sqlite_autoincrement": True},  # who is removed leaves no number to another
    )
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    name: str | None = text_column()
    name_key: str | None = text_column()
    domain: str | None = text_column()
    handle_key: str | None = text_column()
    description: str | None = text_column()
    industry: str | None = text_column()
    size: str | None = text_column()
    website: str | None = text_column()
    custom_fields: str = text_column(null=False, default="{}")
    source: str = text_column(null=False)
    created_at: int = big_column(null=False)
    updated_at: int = big_column(null=False)
    queued_at: int | None = big_column()
    tried_at: int | None = big_column()
    outcome: str | None = text_column()
    retry_at: int | None = big_column()
    enriched_at: int | None = big_column()
    provider: str | None = text_column()
    run_id: int | None = big_column()


class CompanyDomainRow(SQLModel, table=True):
    """A further domain of a company: an alias, typed, from a merge, or imported by a run."""

    __tablename__: ClassVar[Any] = "company_domain"
    __table_args__ = (
        Index("ix_company_domain_organization_id_company_id", "organization_id", "company_id"),
        Index("ix_company_domain_company_id", "company_id"),  # this and its like: asked by the database itself
    )
    organization_id: int = big_column("organization.id", key=True)
    domain: str = text_column(key=True)
    company_id: int = big_column("company.id", null=False)
    run_id: int | None = big_column()


class ContactRow(SQLModel, table=True):
    """A person that an organization knows. `provider` and `run_id` as with companies, `person_key` as with authors."""

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
        Index(
            "ix_contact_organization_id_person_key",
            "organization_id",
            "person_key",
            sqlite_where=sql("person_key IS NOT NULL"),
            postgresql_where=sql("person_key IS NOT NULL"),
        ),
        Index("ix_contact_organization_id_handle_key", "organization_id", "handle_key"),
        Index("ix_contact_organization_id_x_user_id", "organization_id", "x_user_id"),
        Index("ix_contact_organization_id_company_id", "organization_id", "company_id"),
        Index("ix_contact_organization_id_queued_at", "organization_id", "queued_at"),
        Index("ix_contact_organization_id_id", "organization_id", "id"),
        Index("ix_contact_company_id", "company_id"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    email: str | None = text_column()
    email_key: str | None = text_column()
    first_name: str | None = text_column()
    last_name: str | None = text_column()
    name_key: str | None = text_column()
    person_key: str | None = text_column()
    title: str | None = text_column()
    avatar: str | None = text_column()
    company_id: int | None = big_column("company.id")
    x_user_id: int | None = big_column()
    handle_key: str | None = text_column()
    custom_fields: str = text_column(null=False, default="{}")
    source: str = text_column(null=False)
    created_at: int = big_column(null=False)
    updated_at: int = big_column(null=False)
    queued_at: int | None = big_column()
    tried_at: int | None = big_column()
    outcome: str | None = text_column()
    retry_at: int | None = big_column()
    enriched_at: int | None = big_column()
    provider: str | None = text_column()
    run_id: int | None = big_column()


class RefusedDomainRow(SQLModel, table=True):
    """A domain that a person has taken from a company, or removed with one: no profile makes a company of it again."""

    __tablename__: ClassVar[Any] = "refused_domain"
    organization_id: int = big_column("organization.id", key=True)
    domain: str = text_column(key=True)
    refused_at: int = big_column(null=False)


class IdentityRow(SQLModel, table=True):
    """A link from an author to a contact or a company; append-only, at most one live link an author.

    `decided_by` is `rule` or `person`; a person's word is never revoked by a rule.
    """

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
        Index("ix_identity_author_id", "author_id"),  # asked by the database itself when a profile goes
        Index("ix_identity_organization_id_contact_id", "organization_id", "contact_id"),
        Index("ix_identity_contact_id", "contact_id"),
        Index("ix_identity_company_id", "company_id"),
        Index(
            "ix_identity_review",
            "organization_id",
            "state",
            "author_id",
            sqlite_where=sql("revoked_at IS NULL"),
            postgresql_where=sql("revoked_at IS NULL"),
        ),
        one_of("state", "confirmed probable review rejected revoked"),
    )
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    author_id: int = big_column("author.id", null=False)
    contact_id: int | None = big_column("contact.id")
    company_id: int | None = big_column("company.id")
    method: str = text_column(null=False)
    confidence: float = real_column()
    evidence: str = text_column(null=False)
    state: str = text_column(null=False)
    decided_by: str = text_column(null=False)
    created_at: int = big_column(null=False)
    revoked_at: int | None = big_column()


class FieldProvenanceRow(SQLModel, table=True):
    """Where a value of a company or contact came from, as JSON (None: emptied by hand).

    Every value ever recorded stays; what an undone run recorded is revoked.
    """

    __tablename__: ClassVar[Any] = "field_provenance"
    __table_args__ = (
        Index("ix_field_provenance_entity", "organization_id", "entity", "entity_id", "field"),
        Index(  # of live values alone: an undo revokes batch by batch, and reads no row twice
            "ix_field_provenance_run",
            "organization_id",
            "run_id",
            "entity",
            "entity_id",
            sqlite_where=sql("run_id IS NOT NULL AND revoked_at IS NULL"),
            postgresql_where=sql("run_id IS NOT NULL AND revoked_at IS NULL"),
        ),
        Index(  # which contacts a company was ever named for
            "ix_field_provenance_tie",
            "organization_id",
            "value",
            sqlite_where=sql("entity = 'contact' AND field = 'company_id'"),
            postgresql_where=sql("entity = 'contact' AND field = 'company_id'"),
        ),
        one_of("entity", "company contact"),
    )
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    entity: str = text_column(null=False)
    entity_id: int = big_column(null=False)
    field: str = text_column(null=False)
    value: str | None = text_column()
    source: str = text_column(null=False)
    run_id: int | None = big_column()
    recorded_at: int = big_column(null=False)
    revoked_at: int | None = big_column()
