"""Schema 6: what people look at. Views for other programs, full-text search over posts, alerts and their outbox."""

from typing import NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Words(NamedTuple):
    """How an engine says what has no common word: a time and a day of Unix seconds, a field and an array of JSON, a handle."""

    time: str
    day: str
    field: str
    array: str
    handle: str


SQLITE = Words(
    "strftime('%Y-%m-%dT%H\\:%M\\:%SZ', {}, 'unixepoch')",
    "date({}, 'unixepoch')",
    "json_extract({}, '$.{}')",
    "json_group_array({})",
    "{0} NOT GLOB '*[^A-Za-z0-9_]*' AND length({0}) BETWEEN 1 AND 20",
)
POSTGRESQL = Words(
    "to_char(to_timestamp({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24\\:MI\\:SS\"Z\"')",
    "to_char(to_timestamp({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    "({}\\:\\:json ->> '{}')",
    "json_agg({})\\:\\:text",
    "{0} ~ '^[A-Za-z0-9_]{{1,20}}$'",
)
COMPANY_FIELDS = {
    "logo": "logo",
    "country": "country",
    "city": "city",
    "sector": "sector",
    "sub_industry": "subIndustry",
    "founded_year": "foundedYear",
    "annual_revenue": "annualRevenue",
    "total_funding": "totalFunding",
    "tech_stack": "techStack",
    "twitter_handle": "twitterHandle",
    "linkedin_handle": "linkedinHandle",
}
CONTACT_FIELDS = {
    "location": "location",
    "seniority": "seniority",
    "role": "role",
    "twitter_handle": "twitterHandle",
    "linkedin_handle": "linkedinHandle",
}
SHOWN = "s.muted = 0 AND s.deleted_at IS NULL"


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    _alert_target()
    _alert_rule()
    _alert_message()
    _views(SQLITE if is_sqlite else POSTGRESQL)
    if is_sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE signal_text USING fts5("
            "text, content='signal', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
        )
        op.execute("INSERT INTO signal_text (signal_text) VALUES ('rebuild')")
    else:
        op.execute("CREATE INDEX ix_signal_text ON signal USING gin (to_tsvector('simple', text))")


def _alert_target() -> None:
    op.create_table(
        "alert_target",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("signing_secret", sa.Text(), nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.CheckConstraint("format IN ('slack', 'json')", name=op.f("ck_alert_target_format")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_alert_target_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_target")),
    )
    op.create_index("ix_alert_target_organization_id", "alert_target", ["organization_id"], unique=False)


def _alert_rule() -> None:
    op.create_table(
        "alert_rule",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("target_id", BIG, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("sentiment", sa.Text(), nullable=True),
        sa.Column("min_followers", BIG, nullable=True),
        sa.Column("known_company", BIG, server_default="0", nullable=False),
        sa.Column("upto_signal_id", BIG, nullable=False),
        sa.Column("told_day", sa.Text(), nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.CheckConstraint("event IN ('signal', 'spike', 'failures')", name=op.f("ck_alert_rule_event")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_alert_rule_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["target_id"], ["alert_target.id"], name=op.f("fk_alert_rule_target_id_alert_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_rule")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_rule_organization_id", "alert_rule", ["organization_id"], unique=False)
    op.create_index("ix_alert_rule_target_id", "alert_rule", ["target_id"], unique=False)


def _alert_message() -> None:
    op.create_table(
        "alert_message",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organization_id", BIG, nullable=False),
        sa.Column("target_id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("tries", BIG, server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", BIG, nullable=True),
        sa.Column("given_up_at", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_alert_message_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["alert_target.id"], name=op.f("fk_alert_message_target_id_alert_target")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_message")),
    )
    op.create_index(
        "uq_alert_message_organization_id_run_id_target_id",
        "alert_message",
        ["organization_id", "run_id", "target_id"],
        unique=True,
    )
    op.create_index("ix_alert_message_target_id", "alert_message", ["target_id"], unique=False)


def _views(words: Words) -> None:
    texts = {"signals": _signals(words), "companies": _companies(words), "contacts": _contacts(words)}
    for name, text in (texts | {"daily": _daily(words)}).items():
        op.execute(f"CREATE VIEW v_{name} AS\n{text}")


def _signals(words: Words) -> str:
    return f"""SELECT o.name AS organization, s.id, s.source, s.type, s.sentiment, s.score,
    CAST(s.post_id AS TEXT) AS post_id, {words.time.format("s.posted_at")} AS posted_at,
    {words.day.format("s.posted_at")} AS day, s.text,
    'https\\://x.com/' || CASE WHEN {words.handle.format("a.username")} THEN a.username ELSE 'i/web' END
        || '/status/' || CAST(s.post_id AS TEXT) AS url, s.lang,
    CAST(s.author_id AS TEXT) AS author_id, a.username, a.name AS author_name, a.followers, s.contact_id, s.company_id,
    c.name AS company, c.domain AS company_domain, s.identity_state, s.likes, s.reposts, s.replies, s.quotes,
    s.repost AS is_repost, s.done, s.note, {_of_keywords(words, "text")} AS keywords,
    {_of_keywords(words, "topic")} AS topics, {words.time.format("s.stored_at")} AS stored_at
FROM signal s JOIN organization o ON o.id = s.organization_id LEFT JOIN author a ON a.id = s.author_id
    LEFT JOIN company c ON c.id = s.company_id AND c.organization_id = s.organization_id
WHERE {SHOWN}"""


def _of_keywords(words: Words, column: str) -> str:
    """What is said of a signal's keywords, each once, as a JSON array; NULL on PostgreSQL if there is none."""
    named = f"""SELECT DISTINCT k.{column} AS said FROM signal_keyword sk JOIN keyword k ON k.id = sk.keyword_id
        WHERE sk.organization_id = s.organization_id AND sk.post_key = s.post_key AND k.{column} IS NOT NULL
        ORDER BY k.{column}"""
    return f"(SELECT {words.array.format('said')} FROM ({named}) named)"


def _companies(words: Words) -> str:
    return f"""SELECT o.name AS organization, c.id, c.name, c.domain, c.website, c.description, c.industry, c.size,
    {_fields(words, "c", COMPANY_FIELDS)},
    c.custom_fields, c.source, c.outcome, {words.time.format("c.enriched_at")} AS enriched_at,
    {words.time.format("c.created_at")} AS created_at, {words.time.format("c.updated_at")} AS updated_at
FROM company c JOIN organization o ON o.id = c.organization_id"""


def _contacts(words: Words) -> str:
    return f"""SELECT o.name AS organization, p.id, p.email, p.first_name, p.last_name, p.title, p.avatar, p.company_id,
    c.name AS company, c.domain AS company_domain, CAST(p.x_user_id AS TEXT) AS x_user_id,
    {_fields(words, "p", CONTACT_FIELDS)},
    p.custom_fields, p.source, p.outcome, {words.time.format("p.enriched_at")} AS enriched_at,
    {words.time.format("p.created_at")} AS created_at, {words.time.format("p.updated_at")} AS updated_at
FROM contact p JOIN organization o ON o.id = p.organization_id
    LEFT JOIN company c ON c.id = p.company_id AND c.organization_id = p.organization_id"""


def _fields(words: Words, table: str, fields: dict[str, str]) -> str:
    return ",\n    ".join(
        f"{words.field.format(f'{table}.custom_fields', key)} AS {column}" for column, key in fields.items()
    )


def _daily(words: Words) -> str:
    day = words.day.format("s.posted_at")
    return f"""SELECT o.name AS organization, {day} AS day, s.sentiment, s.type, count(*) AS signals
FROM signal s JOIN organization o ON o.id = s.organization_id
WHERE {SHOWN} AND s.repost = 0
GROUP BY o.name, {day}, s.sentiment, s.type"""
