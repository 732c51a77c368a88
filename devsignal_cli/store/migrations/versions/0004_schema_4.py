"""Schema 4: an organization's own words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "own_word",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("added_at", BIG, nullable=False),
        sa.CheckConstraint("weight BETWEEN -3 AND 3", name=op.f("ck_own_word_weight")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_own_word_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "term", name=op.f("pk_own_word")),
    )
