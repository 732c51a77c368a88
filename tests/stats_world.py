"""A seeded world of two organizations, written straight into the base tables, for the figures that stats tells."""

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from devsignal_cli.model.words import POST_TYPES, SENTIMENTS
from tests.support import NOW_MS

NOW = NOW_MS // 1000
DAY = 86_400
ORGS = {1: "default", 2: "second"}
ZONES = ("Asia/Kolkata", "Australia/Lord_Howe", "America/New_York", "UTC")
KEYWORDS = (
    (1, "acme", None),
    (2, "acme cli", None),
    (3, "globex", "Globex"),
    (4, "globex db", "Globex"),
    (5, "initech", "Initech"),
)
COMPANIES, CONTACTS, AUTHORS = 40, 60, 120
_FIELDS = ("country", "city", "sector", "foundedYear", "logo")
_TECHNOLOGIES = ("go", "python", "redis", "kafka", "aws", "rust")
_STATES = ("confirmed", "probable", "review", "unknown", "unknown")


def fill(path: Path, signals: int, seed: int = 8, days: int = 150) -> None:
    """Both organizations with so many signals together, and all that stats counts beside them."""
    chance = random.Random(seed)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("INSERT INTO organization (id, name, created_at) VALUES (2, 'second', 1)")
        _insert(connection, "author", [_author(chance, number) for number in range(1, AUTHORS + 1)])
        for org in ORGS:
            _insert(connection, "keyword", [_keyword(org, *one) for one in KEYWORDS])
            _insert(connection, "company", [_company(chance, org, number) for number in range(1, COMPANIES + 1)])
            _insert(connection, "contact", [_contact(chance, org, number) for number in range(1, CONTACTS + 1)])
            _insert(connection, "ledger", [_line(chance, org) for _ in range(300)])
        told = [_signal(chance, number, days) for number in range(signals)]
        _insert(connection, "signal", told)
        _insert(connection, "signal_keyword", [row for one in told for row in _brought(chance, one)])
        connection.commit()


@dataclass(frozen=True)
class Asked:
    """A period of an organization, asked of the base tables; days are those of its zone."""

    path: Path
    org: int
    zone: str
    start: date
    end: date
    narrowed: str = "1"

    def before(self) -> "Asked":
        length = (self.end - self.start).days + 1
        first = self.start - timedelta(days=length)
        return Asked(self.path, self.org, self.zone, first, self.start - timedelta(days=1), self.narrowed)

    def rows(self, select: str, more: str = "", where: str = "1", joined: str = "") -> list[tuple[Any, ...]]:
        """A question about the signals that count; `more` is what follows the condition."""
        end = self.midnight(self.end + timedelta(days=1))
        return self.sql(
            f"""SELECT {select} FROM signal s {joined}
            WHERE s.organization_id = {self.org} AND s.muted = 0 AND s.deleted_at IS NULL AND s.repost = 0
            AND s.posted_at >= {self.midnight(self.start)} AND s.posted_at < {end}
            AND {self.narrowed} AND {where} {more}"""
        )

    def count(self, where: str = "1", what: str = "*") -> int:
        return int(self.rows(f"count({what})", where=where)[0][0])

    def sql(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(question).fetchall()

    def midnight(self, day: date) -> int:
        return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone)).timestamp())

    def day(self, day: date) -> "Asked":
        return Asked(self.path, self.org, self.zone, day, day, self.narrowed)


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    holders = ", ".join(f":{name}" for name in names)
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({holders})", rows)


def _author(chance: random.Random, number: int) -> dict[str, Any]:
    followers = chance.choice([None, number % 7, 250_000, int(10 ** chance.uniform(0, 6))])
    name = f"user{number}" if number % 10 else None
    return {"id": number, "username": name, "username_key": name, "name": f"User {number}", "followers": followers}


def _keyword(org: int, number: int, text: str, topic: str | None) -> dict[str, Any]:
    gone = 5 if number == 4 else None
    return {
        "id": 10 * org + number,
        "organization_id": org,
        "text": text,
        "topic": topic,
        "created_at": 1,
        "removed_at": gone,
    }


def _company(chance: random.Random, org: int, number: int) -> dict[str, Any]:
    stack = chance.sample(_TECHNOLOGIES, chance.randrange(4))
    custom = {name: "x" for name in _FIELDS if chance.random() < 0.5} | ({"techStack": stack} if number % 3 else {})
    return {
        "id": 100 * org + number, "organization_id": org, "name": f"Company {number}" if number % 4 else None,
        "domain": f"c{number}.dev", "industry": chance.choice([None, "Software"]), "size": chance.choice([None, "small"]),
        "custom_fields": json.dumps(custom), "source": "manual", "created_at": 1, "updated_at": 1,
        "enriched_at": chance.choice([None, 5]),
    }  # fmt: skip


def _contact(chance: random.Random, org: int, number: int) -> dict[str, Any]:
    custom = {name: "x" for name in ("seniority", "role", "twitterHandle") if chance.random() < 0.4}
    return {
        "id": 100 * org + number, "organization_id": org, "email": f"p{number}@c.dev", "title": chance.choice([None, "CTO"]),
        "company_id": chance.choice([None, 100 * org + 1]), "custom_fields": json.dumps(custom), "source": "manual",
        "created_at": 1, "updated_at": 1, "enriched_at": chance.choice([None, None, 5]),
    }  # fmt: skip


def _line(chance: random.Random, org: int) -> dict[str, Any]:
    day = datetime.fromtimestamp(NOW - chance.randrange(150) * DAY, UTC).strftime("%Y-%m-%d")
    kind = chance.choice(["post", "user", "counts", "enrichment"])
    count, free = chance.randrange(100), chance.randrange(10)
    price = 0 if kind == "enrichment" else 5_000 * count
    return {
        "account": "a",
        "organization_id": org,
        "kind": kind,
        "day": day,
        "count": count,
        "free_count": free,
        "micro_usd": price,
    }


def _signal(chance: random.Random, number: int, days: int) -> dict[str, Any]:
    """One signal; a third stands within minutes of a local midnight, and some days are bursts or bad news."""
    org = 1 + (number % 3 == 0)
    at = NOW - int(chance.random() ** 1.2 * days * DAY)
    mood = chance.choices(SENTIMENTS, (3, 1, 4))[0]
    if number % 3 == 1:
        midnight = datetime.fromtimestamp(at, ZoneInfo(ZONES[number % 4])).replace(hour=0, minute=0, second=0)
        at = int(midnight.timestamp()) + chance.choice([-60, -1, 0, 1, 59])
    elif number % 29 == 0:
        at = NOW - 12 * DAY - chance.randrange(20_000)
    elif number % 31 == 0:
        at, mood = NOW - 30 * DAY - chance.randrange(20_000), "negative"
    author = chance.randrange(1, AUTHORS + 1) if chance.random() < 0.97 else None
    state = _STATES[author % 5] if author else "unknown"
    is_known = state in ("confirmed", "probable") and author is not None
    return {
        "organization_id": org, "post_key": 10_000 + number, "post_id": 10_000 + number, "author_id": author, "posted_at": at,
        "text": f"post {number}", "type": chance.choice(POST_TYPES), "sentiment": mood, "score": 0.0, "classifier": "t",
        "repost": chance.random() < 0.05, "replies": chance.choice([None, 0, 0, 3]), "done": chance.random() < 0.2,
        "contact_id": 100 * org + author % CONTACTS + 1 if is_known and author and author % 2 else None,
        "company_id": 100 * org + author % COMPANIES + 1 if is_known and author else None,
        "identity_state": state, "muted": chance.random() < 0.05, "stored_at": NOW,
        "deleted_at": 5 if chance.random() < 0.05 else None,
    }  # fmt: skip


def _brought(chance: random.Random, signal: dict[str, Any]) -> list[dict[str, Any]]:
    org = signal["organization_id"]
    chosen = chance.sample(KEYWORDS, chance.choice([0, 1, 1, 2, 3]))
    return [
        {"organization_id": org, "post_key": signal["post_key"], "keyword_id": 10 * org + one[0], "certain": 1}
        for one in chosen
    ]
