"""A home whose database has a thousand signals of a month and some of the month before, and what its page says."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from devsignal_cli.model.words import POST_TYPES, SENTIMENTS
from devsignal_cli.store.db import Database
from tests.store.rows import DAY, NOW, ORG, add_company, item, profile, run_sql, store
from tests.store.test_authors import known

AUTHORS = 60
WORDS = "deploy rollback config pipeline upgrade crash docs support latency release token build cache".split()


def fill(path: Path, signals: int = 1_000, before: int = 300) -> Database:
    """Signals of the 30 days up to the 17th of November 2026, and `before` of the 30 days before them."""
    database, chance = Database(path), random.Random(5)
    moments = [NOW - chance.randrange(29 * DAY) for _ in range(signals)]
    moments += [NOW - 31 * DAY - chance.randrange(28 * DAY) for _ in range(before)]
    run_sql(database, "INSERT INTO keyword (id, organization_id, text, created_at) VALUES (1, 1, 'acme', 1)")
    store(database, *(_item(chance, number, at) for number, at in enumerate(moments)), org=ORG)
    known(database, *(profile(number, followers=chance.randrange(200_000)) for number in range(100, 100 + AUTHORS)))
    for number in range(1, 13):
        used = '{"techStack": ["go", "postgresql"]}' if number % 3 else '{"techStack": ["kafka"]}'
        add_company(database, number, custom_fields=used, enriched_at=5 if number % 2 else None)
    run_sql(
        database,
        "UPDATE signal SET company_id = author_id - 99, identity_state = 'confirmed' WHERE author_id < 112",
        "UPDATE signal SET identity_state = 'review' WHERE author_id BETWEEN 130 AND 139",
        "INSERT INTO keyword (id, organization_id, text, topic, created_at) VALUES (2, 1, 'globex', 'Globex Industries', 1)",
        "INSERT INTO signal_keyword SELECT organization_id, post_key, 2, 1 FROM signal WHERE post_key % 3 = 0",
        "UPDATE signal SET muted = 1 WHERE post_key % 41 = 0",
        "UPDATE signal SET repost = 1 WHERE post_key % 43 = 0",
        "UPDATE signal SET deleted_at = 5 WHERE post_key % 47 = 0",
    )
    return database


def _item(chance: random.Random, number: int, at: int) -> Any:
    text = f"acme {number} " + " ".join(chance.choices(WORDS, k=chance.randrange(4, 32)))
    return item(
        number, text=text[:279], author_id=100 + chance.randrange(AUTHORS), posted_at=at,
        sentiment=chance.choice(SENTIMENTS), type=chance.choice(POST_TYPES), score=round(chance.uniform(-1, 1), 3),
    )  # fmt: skip


@dataclass
class Table:
    """A table of the page: its caption, and its rows as texts, without the cells that hold a bar."""

    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """What a reader of a page finds: its tables by id, its tags with their attributes, its headings, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, Table] = {}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.words: list[str] = []
        self.style = ""
        self._table = Table()
        self._cell: list[str] | None = None
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self._inside.append(tag)
        if tag == "table":
            self._table = self.tables[given["id"] or ""] = Table()
        elif tag == "tr":
            self._table.rows.append([])
        elif (tag in ("th", "td") and given.get("class") != "wide") or tag == "caption":
            self._cell = []
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
        if tag in ("th", "td", "caption") and self._cell is not None:
            text = " ".join("".join(self._cell).split())
            if tag == "caption":
                self._table.caption = text
            else:
                self._table.rows[-1].append(text)
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._inside[-1:] == ["style"]:
            self.style += data
            return
        self.words.append(data)
        if self._cell is not None:
            self._cell.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, tag: str, name: str) -> list[str]:
        """The values of an attribute of all tags of a kind."""
        return [given[name] or "" for found, given in self.tags if found == tag and name in given]


def numbers(cells: Iterable[str]) -> list[int]:
    """Cells as numbers."""
    return [int(cell.replace(",", "")) for cell in cells]
