"""Signals of all kinds for two organizations, made out of a seed, straight into the tables."""

import random
import sqlite3
from pathlib import Path

from tests.security import hostile
from tests.support import NOW_MS

SIGNALS = 120
FIRST_ID = 2_122_000_000_000_000_000
ZONE = "Asia/Kolkata"  # half an hour off the hours of UTC
DAY = 86_400
NOW = NOW_MS // 1000
KEYWORDS = ((1, 1, "acme", None), (2, 1, "@acme", "own"), (3, 1, "globex", "rival"), (4, 2, "acme", "own"))
RECORDS = (("c1.dev", "a@c1.dev"), ("c2.dev", "b@c2.dev"))
TEXTS = (
    "acme does not start 100%", "How do I set up ACME?", "I love acme_cli", "globex is BETTER than acme", "Ärger mit acme",
    "acme: it's\nfine", "=HYPERLINK(acme)", f"acme {hostile.ALL}",
)  # fmt: skip
_SIGNAL = """
INSERT INTO signal (id, organization_id, post_key, post_id, author_id, conversation_id, posted_at, text, lang, type,
    sentiment, score, classifier, repost, likes, reposts, replies, quotes, contact_id, company_id, muted, done, note,
    deleted_at, stored_at)
VALUES (:id, :org, :post, :post, :author, :conversation, :at, :text, 'en', :type, :sentiment, :score, 'c1', :repost, 1,
    0, :replies, 0, :contact, :company, :muted, :done, :note, :deleted, :at)
"""


def seed(path: Path) -> None:
    """Fill the database at `path`; many posts share a second, so that only their ids tell them apart."""
    chance = random.Random(8)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO organization (id, name, time_zone, created_at) VALUES (2, 'second', NULL, 1)")
        connection.execute("UPDATE organization SET time_zone = ? WHERE id = 1", (ZONE,))
        connection.executemany(
            "INSERT INTO keyword (id, organization_id, text, topic, created_at) VALUES (?, ?, ?, ?, 1)", KEYWORDS
        )
        connection.executemany(
            "INSERT INTO author (id, username, username_key, name, followers) VALUES (?, ?, ?, ?, ?)",
            [(n, f"User{n}", f"user{n}", f"User {hostile.ALL}" if n == 1 else f"User {n}", 10**n) for n in range(1, 6)],
        )
        connection.execute("INSERT INTO author (id) VALUES (6)")
        for number, (domain, email) in enumerate(RECORDS, 1):
            for table, columns, keys in (
                ("company", "domain", (domain,)),
                ("contact", "email, email_key", (email, email)),
            ):
                connection.execute(
                    f"INSERT INTO {table} (id, organization_id, custom_fields, source, created_at, updated_at, {columns})"
                    f" VALUES ({number}, 1, '{{}}', 'manual', 1, 1, {', '.join('?' for _ in keys)})",
                    keys,
                )
        for number in range(1, SIGNALS + 1):
            org = 2 if number % 6 == 0 else 1
            connection.execute(_SIGNAL, _signal(number, org, chance))
            for keyword, owner, *_ in KEYWORDS:
                if owner == org and chance.random() < 0.5:
                    connection.execute(
                        "INSERT INTO signal_keyword VALUES (?, ?, ?, 1)", (org, FIRST_ID + number * 7, keyword)
                    )
        connection.execute("INSERT INTO signal_text (signal_text) VALUES ('rebuild')")


def _signal(number: int, org: int, chance: random.Random) -> dict[str, object]:
    return {
        "id": number,
        "org": org,
        "post": FIRST_ID + number * 7,
        "author": chance.choice((None, 1, 2, 3, 4, 5, 6)),
        "conversation": FIRST_ID + number // 5 * 35,
        "at": NOW - chance.randrange(12) * DAY // 3 - chance.randrange(3),
        "text": chance.choice(TEXTS),
        "type": chance.choice(("twitter_mention", "twitter_question", "twitter_complaint", "twitter_praise")),
        "sentiment": chance.choice(("positive", "negative", "neutral")),
        "score": chance.choice((-0.5, 0.0, 0.25)),
        "repost": int(chance.random() < 0.1),
        "replies": chance.choice((None, 0, 0, 0, 2)),
        "contact": chance.choice((None, 1, 2)) if org == 1 else None,
        "company": chance.choice((None, None, 1, 2)) if org == 1 else None,
        "muted": int(chance.random() < 0.15),
        "done": int(chance.random() < 0.15),
        "note": f"note {hostile.ALL}" if number == 1 else None,
        "deleted": NOW if chance.random() < 0.1 else None,
    }
