"""Schema 3: enrichment. Who answered last, which run made a record or was undone, which values were revoked; whose posts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table in ("company", "contact"):
        op.add_column(table, sa.Column("provider", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("run_id", BIG, nullable=True))
        op.create_index(f"ix_{table}_organization_id_id", table, ["organization_id", "id"], unique=False)
    op.add_column("company_domain", sa.Column("run_id", BIG, nullable=True))
    op.add_column("field_provenance", sa.Column("revoked_at", BIG, nullable=True))
    op.add_column("run", sa.Column("undone_at", BIG, nullable=True))
    is_live = sa.text("run_id IS NOT NULL AND revoked_at IS NULL")
    op.drop_index("ix_field_provenance_run", "field_provenance")
    op.create_index(
        "ix_field_provenance_run",
        "field_provenance",
        ["organization_id", "run_id", "entity", "entity_id"],
        unique=False,
        sqlite_where=is_live,
        postgresql_where=is_live,
    )
    is_tie = sa.text("entity = 'contact' AND field = 'company_id'")
    op.create_index(
        "ix_field_provenance_tie",
        "field_provenance",
        ["organization_id", "value"],
        unique=False,
        sqlite_where=is_tie,
        postgresql_where=is_tie,
    )
    for table, column in (
        ("company_domain", "company_id"),
        ("contact", "company_id"),
        ("identity", "company_id"),
        ("identity", "contact_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
    for column in ("company_id", "contact_id"):
        is_known = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_signal_organization_id_{column}",
            "signal",
            ["organization_id", column, "posted_at"],
            unique=False,
            sqlite_where=is_known,
            postgresql_where=is_known,
        )
    if op.get_context().dialect.name == "sqlite":  # elsewhere no number is given twice anyway
        for table in ("company", "contact"):
            with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
                pass
