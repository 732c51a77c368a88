"""Schema 2: imports, noise, balances, estimates, and what quiet runs have told."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _account()
    _author()
    _connection()
    _estimate()
    op.create_index("ix_identity_author_id", "identity", ["author_id"], unique=False)
    _mute()
    _signal()


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("balance_micro_usd", BIG, nullable=True),
        sa.Column("balance_at", BIG, nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_account")),
    )


def _author() -> None:
    op.add_column("author", sa.Column("wanted", BIG, server_default="1", nullable=False))
    op.drop_index("ix_author_unseen", table_name="author")
    op.create_index(
        "ix_author_unseen",
        "author",
        ["id"],
        unique=False,
        sqlite_where=sa.text("wanted = 1 AND seen_at IS NULL AND not_found_at IS NULL"),
        postgresql_where=sa.text("wanted = 1 AND seen_at IS NULL AND not_found_at IS NULL"),
    )


def _connection() -> None:
    op.add_column("connection", sa.Column("failures", sa.Text(), nullable=True))


def _estimate() -> None:
    op.create_table(
        "estimate",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("from_time", BIG, nullable=False),
        sa.Column("posts", BIG, nullable=False),
        sa.Column("counted_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_estimate_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "query", name=op.f("pk_estimate")),
    )


def _mute() -> None:
    op.create_table(
        "mute",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.CheckConstraint("kind IN ('handle', 'term', 'spam')", name=op.f("ck_mute_kind")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_mute_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mute")),
    )
    op.create_index("uq_mute_organization_id_kind_text", "mute", ["organization_id", "kind", "text"], unique=True)


def _signal() -> None:
    op.add_column("signal", sa.Column("imported", BIG, server_default="0", nullable=False))
    op.add_column("signal", sa.Column("text_key", BIG, nullable=True))
    op.add_column("signal", sa.Column("spam", sa.Text(), nullable=True))
    op.create_index("ix_signal_author_id", "signal", ["author_id"], unique=False)
    op.create_index(
        "ix_signal_organization_id_text_key",
        "signal",
        ["organization_id", "text_key"],
        unique=False,
        sqlite_where=sa.text("text_key IS NOT NULL"),
        postgresql_where=sa.text("text_key IS NOT NULL"),
    )
