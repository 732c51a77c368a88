"""Schema 1: everything that the first release stores, with room for what its next parts need."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _author()
    _billed_object()
    _organization()
    _raw_answer()
    _setting()
    _author_handle()
    _company()
    _connection()
    _field_provenance()
    _gap()
    _keyword()
    _ledger()
    _open_window()
    _quarantine()
    _run()
    _signal()
    _tombstone()
    _company_domain()
    _contact()
    _signal_keyword()
    _identity()
    _default_organization()


def _default_organization() -> None:
    insert = sa.text("INSERT INTO organization (name, created_at) VALUES ('default', :now)")
    op.execute(insert.bindparams(now=int(time.time())))


def _author() -> None:
    op.create_table(
        "author",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("username_key", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("entities", sa.Text(), nullable=True),
        sa.Column("affiliation", sa.Text(), nullable=True),
        sa.Column("protected", BIG, nullable=True),
        sa.Column("verified", BIG, nullable=True),
        sa.Column("verified_type", sa.Text(), nullable=True),
        sa.Column("followers", BIG, nullable=True),
        sa.Column("following", BIG, nullable=True),
        sa.Column("posts", BIG, nullable=True),
        sa.Column("listed", BIG, nullable=True),
        sa.Column("created_at", BIG, nullable=True),
        sa.Column("seen_at", BIG, nullable=True),
        sa.Column("not_found_at", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author")),
    )
    op.create_index("ix_author_domain", "author", ["domain"], unique=False)
    op.create_index("ix_author_name_key", "author", ["name_key"], unique=False)
    op.create_index(
        "ix_author_unseen",
        "author",
        ["id"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL AND not_found_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL AND not_found_at IS NULL"),
    )
    op.create_index("ix_author_username_key", "author", ["username_key"], unique=False)


def _billed_object() -> None:
    op.create_table(
        "billed_object",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("object_id", BIG, nullable=False),
        sa.PrimaryKeyConstraint("account", "day", "kind", "object_id", name=op.f("pk_billed_object")),
    )


def _organization() -> None:
    op.create_table(
        "organization",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("identity_mode", sa.Text(), server_default="balanced", nullable=False),
        sa.Column("keep_seconds", BIG, nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.CheckConstraint(
            "identity_mode IN ('strict', 'balanced', 'off')", name=op.f("ck_organization_identity_mode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_index("uq_organization_name", "organization", ["name"], unique=True)


def _raw_answer() -> None:
    op.create_table(
        "raw_answer",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("object_id", BIG, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("crc", BIG, nullable=False),
        sa.Column("stored_at", BIG, nullable=False),
        sa.CheckConstraint("kind IN ('post', 'author', 'company', 'contact')", name=op.f("ck_raw_answer_kind")),
        sa.PrimaryKeyConstraint("organization_id", "kind", "object_id", name=op.f("pk_raw_answer")),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )


def _author_handle() -> None:
    op.create_table(
        "author_handle",
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("username_key", sa.Text(), nullable=False),
        sa.Column("first_seen_at", BIG, nullable=False),
        sa.Column("last_seen_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_author_handle_author_id_author")),
        sa.PrimaryKeyConstraint("author_id", "username_key", name=op.f("pk_author_handle")),
    )
    op.create_index("ix_author_handle_username_key", "author_handle", ["username_key"], unique=False)


def _company() -> None:
    op.create_table(
        "company",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("handle_key", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("size", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("custom_fields", sa.Text(), server_default="{}", nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("updated_at", BIG, nullable=False),
        sa.Column("queued_at", BIG, nullable=True),
        sa.Column("tried_at", BIG, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("retry_at", BIG, nullable=True),
        sa.Column("enriched_at", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_company_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )
    op.create_index("ix_company_organization_id_handle_key", "company", ["organization_id", "handle_key"], unique=False)
    op.create_index("ix_company_organization_id_name_key", "company", ["organization_id", "name_key"], unique=False)
    op.create_index("ix_company_organization_id_queued_at", "company", ["organization_id", "queued_at"], unique=False)
    op.create_index(
        "uq_company_organization_id_domain",
        "company",
        ["organization_id", "domain"],
        unique=True,
        sqlite_where=sa.text("domain IS NOT NULL"),
        postgresql_where=sa.text("domain IS NOT NULL"),
    )


def _connection() -> None:
    op.create_table(
        "connection",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("secret_last4", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), server_default="{}", nullable=False),
        sa.Column("monthly_budget_micro_usd", BIG, server_default="20000000", nullable=False),
        sa.Column("create_companies", BIG, server_default="0", nullable=False),
        sa.Column("connected_at", BIG, nullable=False),
        sa.Column("disconnected_at", BIG, nullable=True),
        sa.CheckConstraint("service IN ('twitter', 'clearbit')", name=op.f("ck_connection_service")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_connection_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "service", name=op.f("pk_connection")),
    )


def _field_provenance() -> None:
    op.create_table(
        "field_provenance",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", BIG, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("run_id", BIG, nullable=True),
        sa.Column("recorded_at", BIG, nullable=False),
        sa.CheckConstraint("entity IN ('company', 'contact')", name=op.f("ck_field_provenance_entity")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_field_provenance_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_provenance")),
    )
    op.create_index(
        "ix_field_provenance_entity",
        "field_provenance",
        ["organization_id", "entity", "entity_id", "field"],
        unique=False,
    )
    op.create_index("ix_field_provenance_run", "field_provenance", ["organization_id", "run_id"], unique=False)


def _gap() -> None:
    op.create_table(
        "gap",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=True),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("from_time", BIG, nullable=False),
        sa.Column("to_time", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_gap_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap")),
    )
    op.create_index("ix_gap_organization_id", "gap", ["organization_id"], unique=False)


def _keyword() -> None:
    op.create_table(
        "keyword",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("is_raw", BIG, server_default="0", nullable=False),
        sa.Column("place", BIG, nullable=True),
        sa.Column("covered_until", BIG, nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("removed_at", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_keyword_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyword")),
    )
    op.create_index("uq_keyword_organization_id_text", "keyword", ["organization_id", "text"], unique=True)


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.Column("free_count", BIG, server_default="0", nullable=False),
        sa.Column("micro_usd", BIG, nullable=False),
        sa.CheckConstraint("kind IN ('post', 'user', 'counts', 'enrichment')", name=op.f("ck_ledger_kind")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_ledger_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_index("ix_ledger_account_day", "ledger", ["account", "day"], unique=False)
    op.create_index("ix_ledger_organization_id_day", "ledger", ["organization_id", "day"], unique=False)


def _open_window() -> None:
    op.create_table(
        "open_window",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("keyword_ids", sa.Text(), nullable=False),
        sa.Column("since_id", BIG, nullable=True),
        sa.Column("start_time", BIG, nullable=True),
        sa.Column("until_id", BIG, nullable=True),
        sa.Column("newest_id", BIG, nullable=True),
        sa.Column("oldest_id", BIG, nullable=True),
        sa.Column("next_token", sa.Text(), nullable=True),
        sa.Column("posts_read", BIG, nullable=False),
        sa.Column("pages", BIG, nullable=False),
        sa.Column("stalled", BIG, nullable=False),
        sa.Column("opened_at", BIG, nullable=False),
        sa.Column("covered_from", BIG, nullable=True),
        sa.Column("covered_until", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_open_window_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_window")),
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=True),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_quarantine_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    op.create_index("ix_quarantine_organization_id", "quarantine", ["organization_id"], unique=False)


def _run() -> None:
    op.create_table(
        "run",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("started_at", BIG, nullable=False),
        sa.Column("finished_at", BIG, nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_run_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index("ix_run_organization_id_service", "run", ["organization_id", "service", "id"], unique=False)


def _signal() -> None:
    op.create_table(
        "signal",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("source", sa.Text(), server_default="twitter", nullable=False),
        sa.Column("post_key", BIG, nullable=False),
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("in_reply_to_user_id", BIG, nullable=True),
        sa.Column("posted_at", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("sentiment", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("classifier", sa.Text(), nullable=False),
        sa.Column("type_by_hand", BIG, server_default="0", nullable=False),
        sa.Column("sentiment_by_hand", BIG, server_default="0", nullable=False),
        sa.Column("repost", BIG, server_default="0", nullable=False),
        sa.Column("sensitive", BIG, server_default="0", nullable=False),
        sa.Column("withheld", BIG, server_default="0", nullable=False),
        sa.Column("likes", BIG, nullable=True),
        sa.Column("reposts", BIG, nullable=True),
        sa.Column("replies", BIG, nullable=True),
        sa.Column("quotes", BIG, nullable=True),
        sa.Column("bookmarks", BIG, nullable=True),
        sa.Column("impressions", BIG, nullable=True),
        sa.Column("metrics_at", BIG, nullable=True),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("company_id", BIG, nullable=True),
        sa.Column("identity_state", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("muted", BIG, server_default="0", nullable=False),
        sa.Column("done", BIG, server_default="0", nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("run_id", BIG, nullable=True),
        sa.Column("stored_at", BIG, nullable=False),
        sa.Column("edited_at", BIG, nullable=True),
        sa.Column("deleted_at", BIG, nullable=True),
        sa.CheckConstraint(
            "identity_state IN ('confirmed', 'probable', 'review', 'unknown')", name=op.f("ck_signal_identity_state")
        ),
        sa.CheckConstraint("sentiment IN ('positive', 'negative', 'neutral')", name=op.f("ck_signal_sentiment")),
        sa.CheckConstraint(
            "type IN ('twitter_mention', 'twitter_question', 'twitter_complaint', 'twitter_praise')",
            name=op.f("ck_signal_type"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_signal_author_id_author")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_signal_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signal_organization_id_author_id", "signal", ["organization_id", "author_id"], unique=False)
    op.create_index(
        "ix_signal_organization_id_posted_at", "signal", ["organization_id", "posted_at", "post_id"], unique=False
    )
    op.create_index("uq_signal_organization_id_post_key", "signal", ["organization_id", "post_key"], unique=True)


def _tombstone() -> None:
    op.create_table(
        "tombstone",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key_hmac", sa.Text(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_tombstone_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "kind", "key_hmac", name=op.f("pk_tombstone")),
    )


def _company_domain() -> None:
    op.create_table(
        "company_domain",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("company_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_company_domain_company_id_company")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_company_domain_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "domain", name=op.f("pk_company_domain")),
    )
    op.create_index(
        "ix_company_domain_organization_id_company_id",
        "company_domain",
        ["organization_id", "company_id"],
        unique=False,
    )


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("avatar", sa.Text(), nullable=True),
        sa.Column("company_id", BIG, nullable=True),
        sa.Column("x_user_id", BIG, nullable=True),
        sa.Column("handle_key", sa.Text(), nullable=True),
        sa.Column("custom_fields", sa.Text(), server_default="{}", nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("updated_at", BIG, nullable=False),
        sa.Column("queued_at", BIG, nullable=True),
        sa.Column("tried_at", BIG, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("retry_at", BIG, nullable=True),
        sa.Column("enriched_at", BIG, nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_contact_company_id_company")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_contact_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_organization_id_company_id", "contact", ["organization_id", "company_id"], unique=False)
    op.create_index("ix_contact_organization_id_handle_key", "contact", ["organization_id", "handle_key"], unique=False)
    op.create_index("ix_contact_organization_id_name_key", "contact", ["organization_id", "name_key"], unique=False)
    op.create_index("ix_contact_organization_id_queued_at", "contact", ["organization_id", "queued_at"], unique=False)
    op.create_index("ix_contact_organization_id_x_user_id", "contact", ["organization_id", "x_user_id"], unique=False)
    op.create_index(
        "uq_contact_organization_id_email_key",
        "contact",
        ["organization_id", "email_key"],
        unique=True,
        sqlite_where=sa.text("email_key IS NOT NULL"),
        postgresql_where=sa.text("email_key IS NOT NULL"),
    )


def _signal_keyword() -> None:
    op.create_table(
        "signal_keyword",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("post_key", BIG, nullable=False),
        sa.Column("keyword_id", BIG, nullable=False),
        sa.Column("certain", BIG, nullable=False),
        sa.ForeignKeyConstraint(["keyword_id"], ["keyword.id"], name=op.f("fk_signal_keyword_keyword_id_keyword")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_signal_keyword_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "post_key", "keyword_id", name=op.f("pk_signal_keyword")),
    )
    op.create_index(
        "ix_signal_keyword_keyword", "signal_keyword", ["organization_id", "keyword_id", "post_key"], unique=False
    )


def _identity() -> None:
    op.create_table(
        "identity",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("company_id", BIG, nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("revoked_at", BIG, nullable=True),
        sa.CheckConstraint(
            "state IN ('confirmed', 'probable', 'review', 'rejected', 'revoked')", name=op.f("ck_identity_state")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_identity_author_id_author")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_identity_company_id_company")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_identity_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_identity_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
    )
    op.create_index("ix_identity_organization_id_author_id", "identity", ["organization_id", "author_id"], unique=False)
    op.create_index(
        "ix_identity_organization_id_contact_id", "identity", ["organization_id", "contact_id"], unique=False
    )
    op.create_index(
        "uq_identity_live",
        "identity",
        ["organization_id", "author_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL AND state IN ('confirmed', 'probable')"),
        postgresql_where=sa.text("revoked_at IS NULL AND state IN ('confirmed', 'probable')"),
    )
