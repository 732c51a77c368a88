"""What must hold after every fault, said in one place: nothing lost, nothing twice, no cent too much, no secret told.

The checker runs the program once more, healthy, and looks at what is there with SQL of its own.
"""

import sqlite3
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devsignal_cli.simulator.server import Simulator
from tests.support import Ran

LOOKED_AT_AGAIN_MS = 300_000  # before a place, free on X's day
LARGEST_PAGE = 100
OF_ORG = "organization_id = (SELECT id FROM organization WHERE name = :org)"
SHOWN = f"{OF_ORG} AND muted = 0 AND deleted_at IS NULL"
TOLD = f"{SHOWN} AND repost = 0"


@dataclass(slots=True)
class Watch:
    """A home, the services that its program talks to, a way to run the program there, and all that it said."""

    home: Path
    x: Simulator
    program: Callable[..., Ran]
    said: list[Ran] = field(default_factory=list)

    def run(self, *arguments: str, **how: Any) -> Ran:
        """Run the program and note what it said."""
        ran = self.program(*arguments, **how)
        self.said.append(ran)
        return ran

    def sql(self, question: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a question to the database, past the program."""
        connection = sqlite3.connect(self.home / "devsignal.db", timeout=30)
        try:
            return connection.execute(question, parameters).fetchall()
        finally:
            connection.close()


def sync_is_whole(
    watch: Watch, *options: str, faults: int, page: int = LARGEST_PAGE, org: str = "default", keyword: str = "acme"
) -> None:
    """After so many faults of a sync, all holds that must hold."""
    sync_is_stored(watch, *options, faults=faults, page=page, org=org, keyword=keyword)
    totals_are_true(watch, org)
    no_secret_is_told(watch)


def sync_is_stored(watch: Watch, *options: str, faults: int, page: int, org: str, keyword: str) -> None:
    """After so many faults of a sync: the next one ends well, all posts are there once, a page a fault was read again."""
    ran = watch.run("twitter", "sync", "--json", "--org", org, *options)
    assert (ran.code, ran.json["status"]) == (0, "complete"), ran.err
    is_sound(watch)
    truth = watch.x.world.matching(keyword)
    assert _stored(watch, org) == truth
    _authors_are_known(watch, org)
    assert watch.sql("SELECT count(*) FROM open_window") == [(0,)]
    assert watch.sql("SELECT count(*) FROM gap") == [(0,)]
    _bill_is_small(watch, truth, faults, page)


def bulk_is_whole(watch: Watch, domains: Sequence[str], *options: str, repeated: int, org: str = "default") -> None:
    """After a fault of a bulk enrichment: the next one ends well, each firm is found once, few were paid for again.

    `repeated` is how many calls may have been billed again: those that were under way at each fault, together.
    """
    ran = watch.run("clearbit", "enrich", "bulk", "--json", "--org", org, *options)
    assert (ran.code, ran.json["status"]) == (0, "complete"), ran.err
    is_sound(watch)
    rows = watch.sql(f"SELECT domain, outcome FROM company WHERE {OF_ORG}", org=org)
    assert sorted(rows) == sorted((domain, "found") for domain in domains)
    _each_firm_was_told(watch, domains)
    _calls_are_few(watch, domains, repeated)
    coverage_is_true(watch, org)
    no_secret_is_told(watch)


def harm(watch: Watch, posts: Sequence[int], firms: Sequence[str]) -> tuple[int, int, int]:
    """How many posts and found firms are lost, how many are there twice, and whether the database is corrupt."""
    try:
        stored = watch.sql("SELECT post_id, organization_id FROM signal")
        found = watch.sql("SELECT domain, organization_id FROM company WHERE outcome = 'found'")
        is_whole = watch.sql("PRAGMA integrity_check") == [("ok",)] and not watch.sql("PRAGMA foreign_key_check")
    except sqlite3.DatabaseError:
        return len(posts) + len(firms), 0, 1
    lost = len(set(posts) - {post for post, _ in stored}) + len(set(firms) - {domain for domain, _ in found})
    return lost, len(stored) - len(set(stored)) + len(found) - len(set(found)), int(not is_whole)


def is_sound(watch: Watch) -> None:
    """The database is whole by SQLite's word and our own, and the services met no defect of the simulator."""
    assert watch.sql("PRAGMA integrity_check") == [("ok",)]
    assert watch.sql("PRAGMA foreign_key_check") == []
    for kind, body, crc in watch.sql("SELECT kind, body, crc FROM raw_answer"):
        assert zlib.crc32(zlib.decompress(body)) == crc, kind
    assert watch.x.errors == []


def totals_are_true(watch: Watch, org: str = "default") -> None:
    """What `twitter status` and `stats` say is what the tables hold."""
    status = watch.run("twitter", "status", "--json", "--org", org).json
    assert status["signals_total"] == _count(watch, f"SELECT count(*) FROM signal WHERE {SHOWN}", org)
    assert sum(status["sentiment"].values()) == sum(status["types"].values()) == status["signals_total"]
    assert _filled(status["sentiment"]) == _groups(watch, "sentiment", SHOWN, org)
    assert _filled(status["types"]) == _groups(watch, "type", SHOWN, org)
    assert len(status["open_windows"]) == watch.sql("SELECT count(*) FROM open_window")[0][0]
    stats = watch.run("stats", "--json", "--org", org).json
    assert stats["signals"]["total"] == _count(watch, f"SELECT count(*) FROM signal WHERE {TOLD}", org)
    assert _filled(stats["sentiment"]) == _groups(watch, "sentiment", TOLD, org)
    assert _filled(stats["types"]) == _groups(watch, "type", TOLD, org)
    assert sum(sum(day[mood] for mood in stats["sentiment"]) for day in stats["series"]) == stats["signals"]["total"]
    authors = _count(watch, f"SELECT count(DISTINCT author_id) FROM signal WHERE {TOLD}", org)
    assert sum(stats["identity"].values()) == authors


def coverage_is_true(watch: Watch, org: str = "default") -> None:
    """What `clearbit status` and `stats` say of companies, and of calls, is what the tables hold."""
    total = _count(watch, f"SELECT count(*) FROM company WHERE {OF_ORG}", org)
    enriched = _count(watch, f"SELECT count(enriched_at) FROM company WHERE {OF_ORG}", org)
    status = watch.run("clearbit", "status", "--json", "--org", org).json
    for told in (status["companies"], watch.run("stats", "--json", "--org", org).json["companies"]):
        assert (told["total"], told["enriched"], told["unenriched"]) == (total, enriched, total - enriched)
    for what, told in (("count + free_count", "month"), ("count", "counted")):
        question = f"SELECT total({what}) FROM ledger WHERE {OF_ORG} AND kind = 'enrichment'"
        assert status["calls"][told] == _count(watch, question, org) <= watch.x.enrichment.meter.calls


def no_secret_is_told(watch: Watch) -> None:
    """No token, no key of a provider and not our own key, in what was said or in any file but the key's."""
    secrets = [*watch.x.tokens, *watch.x.keys]
    ours = watch.home / "secret.key"
    if ours.exists():
        secrets.append(ours.read_text().strip())
    told = [part.encode() for ran in watch.said for part in (ran.out, ran.err)]
    told += [zlib.decompress(body) for (body,) in watch.sql("SELECT body FROM raw_answer")]
    files = {path: path.read_bytes() for path in watch.home.rglob("*") if path.is_file() and path != ours}
    for secret in secrets:
        assert not any(secret.encode() in part for part in told)
        assert [path for path, body in files.items() if secret.encode() in body] == []


def _stored(watch: Watch, org: str) -> list[int]:
    return sorted(row[0] for row in watch.sql(f"SELECT post_id FROM signal WHERE {OF_ORG}", org=org))


def _authors_are_known(watch: Watch, org: str) -> None:
    wrote = {post.id: post.author_id for post in watch.x.world.posts}
    rows = watch.sql(f"SELECT post_id, author_id FROM signal WHERE {OF_ORG}", org=org)
    assert all(wrote[post] == author for post, author in rows)
    seen = "SELECT id FROM author WHERE seen_at IS NOT NULL"
    assert watch.sql(f"SELECT author_id FROM signal WHERE {OF_ORG} EXCEPT {seen}", org=org) == []


def _bill_is_small(watch: Watch, truth: Sequence[int], faults: int, page: int) -> None:
    """X bills a post once a day; what it sends again is a page a fault, and the posts that a sync looks at again."""
    meter, posts = watch.x.meter, {post.id: post for post in watch.x.world.posts}
    newest = max((posts[number].created_ms for number in truth), default=0)
    again = sum(posts[number].created_ms >= newest - LOOKED_AT_AGAIN_MS for number in truth)
    runs = sum(watch.sql("SELECT count(*) FROM run WHERE kind = 'sync'")[0])
    authors = {posts[number].author_id for number in truth}
    is_one_day = all(len(account.posts_by_day) <= 1 for account in meter.by_token.values())
    assert len(truth) <= meter.posts <= len(truth) + (0 if is_one_day else page * faults)
    assert meter.posts_returned <= len(truth) + page * faults + again * runs
    assert meter.users == len(authors)
    assert meter.users_returned <= len(authors) + min(page, len(authors)) * faults
    booked = dict(watch.sql("SELECT kind, sum(count) FROM ledger GROUP BY kind"))
    assert len(truth) - page * faults <= booked.get("post", 0) <= meter.posts
    assert booked.get("user", 0) <= len(authors)


def _each_firm_was_told(watch: Watch, domains: Sequence[str]) -> None:
    entities = "SELECT count(DISTINCT entity_id) FROM field_provenance WHERE entity = 'company' AND source = 'clearbit'"
    assert watch.sql(entities) == [(len(domains),)]


def _calls_are_few(watch: Watch, domains: Sequence[str], repeated: int) -> None:
    billed = {name.rpartition(":")[2]: calls for name, calls in watch.x.enrichment.meter.by_input.items()}
    assert billed.keys() == set(domains)
    assert sum(billed.values()) - len(domains) <= repeated
    assert watch.x.enrichment.meter.billed == len(domains)


def _count(watch: Watch, question: str, org: str) -> int:
    return int(watch.sql(question, org=org)[0][0])


def _groups(watch: Watch, column: str, condition: str, org: str) -> dict[str, int]:
    return dict(watch.sql(f"SELECT {column}, count(*) FROM signal WHERE {condition} GROUP BY 1", org=org))


def _filled(counts: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}
