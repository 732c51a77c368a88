"""The database: where it lies, its health, copies of it, its secret key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatabasePath:
    """Where the database lies."""

    path: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the database or around it, and what to do about it.

    `area` is integrity, references, schema, orphans, counters, raw, key or modes.
    """

    area: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    """What `db check` found; `problems` is empty when all is well. `repaired`: what `--repair` has put right."""

    path: str
    schema: str | None
    size_bytes: int
    problems: tuple[Problem, ...]
    repaired: tuple[str, ...] = ()
    backups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy of the database."""

    path: str
    size_bytes: int
    schema: str
    rows: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy that took the database's place.

    `upgraded_from` is the copy's schema if it was an older one; `kept` is where the database of before lies now, if
    there was one; `key`: whether its secrets can be read with the present key, and what to do if not. `forgotten`:
    how many people were forgotten after the copy was made, so that what it holds of them is back.
    """

    restored: bool
    path: str
    source: str
    schema: str
    rows: int
    upgraded_from: str | None
    kept: str | None
    key: str | None
    forgotten: int


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A new secret key: how many secrets were encrypted anew, or dropped since the old key was lost."""

    rekeyed: bool
    secrets: int
    dropped: int
    forgotten: int
    key: str
    message: str
