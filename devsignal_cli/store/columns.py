"""The kinds of columns that all tables share.

Times are Unix seconds (UTC), ids of X 64-bit integers, money micro-dollars, closed sets text with a CHECK, so that
one SQL text serves SQLite and PostgreSQL. The organization comes first in every key.
"""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, LargeBinary, MetaData, Text
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


def key_column(*, given: bool = False) -> Any:
    """The number of a row: made by the database, or given."""
    return Field(default=None, sa_column=Column(BIG, primary_key=True, autoincrement=not given))


def big_column(to: str | None = None, *, null: bool = True, default: str | None = None, key: bool = False) -> Any:
    """A 64-bit integer, perhaps a reference."""
    target = [ForeignKey(to)] if to else []
    column = Column(BIG, *target, nullable=null and not key, server_default=default, primary_key=key)
    return Field(default=None if null else int(default or 0), sa_column=column)


def text_column(*, null: bool = True, default: str | None = None, key: bool = False) -> Any:
    """A text of any length."""
    return Field(
        default=None if null else default or "",
        sa_column=Column(Text, nullable=null and not key, server_default=default, primary_key=key),
    )


def blob_column(*, null: bool = True) -> Any:
    """Bytes."""
    return Field(default=None, sa_column=Column(LargeBinary, nullable=null))


def real_column() -> Any:
    """A floating-point number, 0 unless said."""
    return Field(default=0.0)


def one_of(column: str, values: str) -> CheckConstraint:
    """The CHECK of a closed set: its values, parted by blanks."""
    quoted = ", ".join(f"'{value}'" for value in values.split())
    return CheckConstraint(f"{column} IN ({quoted})", name=column)
