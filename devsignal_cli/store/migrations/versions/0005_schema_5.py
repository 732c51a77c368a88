"""Schema 5: who authors are. Full names, the companies that profiles point to, what a person removed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for column in ("name_key", "domain"):
        op.drop_index(f"ix_author_{column}", "author")
        op.drop_column("author", column)
    op.add_column("author", sa.Column("person_key", sa.Text(), nullable=True))
    op.create_index("ix_author_person_key", "author", ["person_key"], unique=False)
    op.add_column("contact", sa.Column("person_key", sa.Text(), nullable=True))
    is_named = sa.text("person_key IS NOT NULL")
    op.create_index(
        "ix_contact_organization_id_person_key",
        "contact",
        ["organization_id", "person_key"],
        unique=False,
        sqlite_where=is_named,
        postgresql_where=is_named,
    )
    op.add_column("organization", sa.Column("identity_version", sa.Text(), nullable=True))
    is_live = sa.text("revoked_at IS NULL")
    op.create_index(
        "ix_identity_review",
        "identity",
        ["organization_id", "state", "author_id"],
        unique=False,
        sqlite_where=is_live,
        postgresql_where=is_live,
    )
    _claims()
    _refused()


def _claims() -> None:
    op.create_table(
        "author_claim",
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("founds", BIG, nullable=False),
        sa.CheckConstraint("kind IN ('domain', 'handle')", name=op.f("ck_author_claim_kind")),
        sa.CheckConstraint(
            "source IN ('affiliation', 'link', 'bio_link', 'bio_domain', 'bio_handle')",
            name=op.f("ck_author_claim_source"),
        ),
        sa.CheckConstraint("stance IN ('works', 'unclear', 'not', 'own')", name=op.f("ck_author_claim_stance")),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_author_claim_author_id_author")),
        sa.PrimaryKeyConstraint("author_id", "kind", "value", name=op.f("pk_author_claim")),
    )
    op.create_index("ix_author_claim_kind_value", "author_claim", ["kind", "value"], unique=False)


def _refused() -> None:
    op.create_table(
        "refused_domain",
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("refused_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_refused_domain_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "domain", name=op.f("pk_refused_domain")),
    )
