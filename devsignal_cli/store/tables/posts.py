"""What comes from X: keywords, walks under way, gaps, authors, signals, raw answers."""

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import SQLModel

from devsignal_cli.store.columns import big_column, blob_column, key_column, one_of, real_column, text_column


class KeywordRow(SQLModel, table=True):
    """What an organization watches; a removed keyword stays for the signals that it brought."""

    __tablename__: ClassVar[Any] = "keyword"
    __table_args__ = (Index("uq_keyword_organization_id_text", "organization_id", "text", unique=True),)
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    text: str = text_column(null=False)
    topic: str | None = text_column()
    is_raw: int = big_column(null=False, default="0")
    place: int | None = big_column()
    covered_until: int | None = big_column()
    created_at: int = big_column(null=False)
    removed_at: int | None = big_column()


class OpenWindowRow(SQLModel, table=True):
    """A walk under way: it goes on here after whatever stopped it, and its row goes when it is whole."""

    __tablename__: ClassVar[Any] = "open_window"
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    query: str = text_column(null=False)
    keyword_ids: str = text_column(null=False)
    since_id: int | None = big_column()
    start_time: int | None = big_column()
    until_id: int | None = big_column()
    newest_id: int | None = big_column()
    oldest_id: int | None = big_column()
    next_token: str | None = text_column()
    posts_read: int = big_column(null=False)
    pages: int = big_column(null=False)
    stalled: int = big_column(null=False)
    opened_at: int = big_column(null=False)
    covered_from: int | None = big_column()
    covered_until: int | None = big_column()


class GapRow(SQLModel, table=True):
    """A stretch of time whose posts X no longer served."""

    __tablename__: ClassVar[Any] = "gap"
    __table_args__ = (Index("ix_gap_organization_id", "organization_id"),)
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    run_id: int | None = big_column()
    query: str = text_column(null=False)
    from_time: int = big_column(null=False)
    to_time: int = big_column(null=False)


class AuthorRow(SQLModel, table=True):
    """A public profile of X, shared between organizations; a bare id until it was looked up.

    `wanted` 0: known from imports alone; nobody pays for looking it up. `person_key`: the full name in its normal form.
    """

    __tablename__: ClassVar[Any] = "author"
    __table_args__ = (
        Index("ix_author_username_key", "username_key"),
        Index("ix_author_person_key", "person_key"),
        Index(
            "ix_author_unseen",
            "id",
            sqlite_where=sql("wanted = 1 AND seen_at IS NULL AND not_found_at IS NULL"),
            postgresql_where=sql("wanted = 1 AND seen_at IS NULL AND not_found_at IS NULL"),
        ),
    )
    id: int | None = key_column(given=True)
    username: str | None = text_column()
    username_key: str | None = text_column()
    name: str | None = text_column()
    person_key: str | None = text_column()
    description: str | None = text_column()
    location: str | None = text_column()
    url: str | None = text_column()
    entities: str | None = text_column()
    affiliation: str | None = text_column()
    protected: int | None = big_column()
    verified: int | None = big_column()
    verified_type: str | None = text_column()
    followers: int | None = big_column()
    following: int | None = big_column()
    posts: int | None = big_column()
    listed: int | None = big_column()
    created_at: int | None = big_column()
    seen_at: int | None = big_column()
    not_found_at: int | None = big_column()
    wanted: int = big_column(null=False, default="1")


class AuthorHandleRow(SQLModel, table=True):
    """Which handle an author was seen with, and when: handles change hands."""

    __tablename__: ClassVar[Any] = "author_handle"
    __table_args__ = (Index("ix_author_handle_username_key", "username_key"),)
    author_id: int = big_column("author.id", key=True)
    username_key: str = text_column(key=True)
    first_seen_at: int = big_column(null=False)
    last_seen_at: int = big_column(null=False)


class AuthorClaimRow(SQLModel, table=True):
    """A company that an author's present profile points to, by domain or by handle, and how it stands to it."""

    __tablename__: ClassVar[Any] = "author_claim"
    __table_args__ = (
        Index("ix_author_claim_kind_value", "kind", "value"),
        one_of("kind", "domain handle"),
        one_of("source", "affiliation link bio_link bio_domain bio_handle"),
        one_of("stance", "works unclear not own"),
    )
    author_id: int = big_column("author.id", key=True)
    kind: str = text_column(key=True)
    value: str = text_column(key=True)
    source: str = text_column(null=False)
    stance: str = text_column(null=False)
    founds: int = big_column(null=False)


class SignalRow(SQLModel, table=True):
    """A post stored for an organization, once; `post_key` is the first id of its edit chain.

    `imported` 1: only an import has brought it, so its run can be undone. `text_key` is the same for the same text,
    `spam` names the signs of a bot or of spam.
    """

    __tablename__: ClassVar[Any] = "signal"
    __table_args__ = (
        Index("uq_signal_organization_id_post_key", "organization_id", "post_key", unique=True),
        Index("ix_signal_organization_id_posted_at", "organization_id", "posted_at", "post_id"),
        Index("ix_signal_organization_id_author_id", "organization_id", "author_id"),
        Index("ix_signal_author_id", "author_id"),  # asked by the database itself when a profile goes
        Index(
            "ix_signal_organization_id_text_key",
            "organization_id",
            "text_key",
            sqlite_where=sql("text_key IS NOT NULL"),
            postgresql_where=sql("text_key IS NOT NULL"),
        ),
        Index(
            "ix_signal_organization_id_company_id",
            "organization_id",
            "company_id",
            "posted_at",
            sqlite_where=sql("company_id IS NOT NULL"),
            postgresql_where=sql("company_id IS NOT NULL"),
        ),
        Index(
            "ix_signal_organization_id_contact_id",
            "organization_id",
            "contact_id",
            "posted_at",
            sqlite_where=sql("contact_id IS NOT NULL"),
            postgresql_where=sql("contact_id IS NOT NULL"),
        ),
        one_of("type", "twitter_mention twitter_question twitter_complaint twitter_praise"),
        one_of("sentiment", "positive negative neutral"),
        one_of("identity_state", "confirmed probable review unknown"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    source: str = text_column(null=False, default="twitter")
    post_key: int = big_column(null=False)
    post_id: int = big_column(null=False)
    author_id: int | None = big_column("author.id")
    conversation_id: int | None = big_column()
    in_reply_to_user_id: int | None = big_column()
    posted_at: int = big_column(null=False)
    text: str = text_column(null=False)
    lang: str | None = text_column()
    type: str = text_column(null=False)
    sentiment: str = text_column(null=False)
    score: float = real_column()
    classifier: str = text_column(null=False)
    type_by_hand: int = big_column(null=False, default="0")
    sentiment_by_hand: int = big_column(null=False, default="0")
    repost: int = big_column(null=False, default="0")
    sensitive: int = big_column(null=False, default="0")
    withheld: int = big_column(null=False, default="0")
    likes: int | None = big_column()
    reposts: int | None = big_column()
    replies: int | None = big_column()
    quotes: int | None = big_column()
    bookmarks: int | None = big_column()
    impressions: int | None = big_column()
    metrics_at: int | None = big_column()
    contact_id: int | None = big_column()
    company_id: int | None = big_column()
    identity_state: str = text_column(null=False, default="unknown")
    muted: int = big_column(null=False, default="0")
    done: int = big_column(null=False, default="0")
    note: str | None = text_column()
    run_id: int | None = big_column()
    stored_at: int = big_column(null=False)
    edited_at: int | None = big_column()
    deleted_at: int | None = big_column()
    imported: int = big_column(null=False, default="0")
    text_key: int | None = big_column()
    spam: str | None = text_column()


class SignalKeywordRow(SQLModel, table=True):
    """Which keywords brought a signal; `certain` 0 when only X's query says so."""

    __tablename__: ClassVar[Any] = "signal_keyword"
    __table_args__ = (Index("ix_signal_keyword_keyword", "organization_id", "keyword_id", "post_key"),)
    organization_id: int = big_column("organization.id", key=True)
    post_key: int = big_column(key=True)
    keyword_id: int = big_column("keyword.id", key=True)
    certain: int = big_column(null=False)


class MuteRow(SQLModel, table=True):
    """What an organization takes for noise: a handle, a term, or whatever bears the mark of spam."""

    __tablename__: ClassVar[Any] = "mute"
    __table_args__ = (
        Index("uq_mute_organization_id_kind_text", "organization_id", "kind", "text", unique=True),
        one_of("kind", "handle term spam"),
    )
    id: int | None = key_column()
    organization_id: int = big_column("organization.id", null=False)
    kind: str = text_column(null=False)
    text: str = text_column(null=False)
    author_id: int | None = big_column()
    created_at: int = big_column(null=False)


class RawAnswerRow(SQLModel, table=True):
    """An object as a service sent it: zlib of its JSON, with the CRC-32 of the JSON. Organization 0 is shared."""

    __tablename__: ClassVar[Any] = "raw_answer"
    __table_args__ = (one_of("kind", "post author company contact"),)
    organization_id: int = big_column(key=True)
    kind: str = text_column(key=True)
    object_id: int = big_column(key=True)
    body: bytes = blob_column(null=False)
    crc: int = big_column(null=False)
    stored_at: int = big_column(null=False)
