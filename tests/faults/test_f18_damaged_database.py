"""F18: a database that is damaged anywhere is told as damaged, with the way out, and is left as it is."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.e2e.answerers import firms, world_of
from tests.faults.scene import Scene, on_x
from tests.faults.whole import x_is_whole
from tests.support import Cli, Ran, quiet_world

FLIPS = int(os.environ.get("DEVSIGNAL_FLIPS", "24"))
IS_SOAK = FLIPS > 24
PAGE = 4_096
READS = (("twitter", "status"), ("stats",), ("twitter", "recent"), ("clearbit", "status"), ("company", "list"))
CHECK, SYNC = ("db", "check"), ("twitter", "sync", "--max-wait", "0")
WAYS_OUT = ("backup", "restore", "devsignal_database_url")
Damage = Callable[[Path], object]


@pytest.fixture
def scene(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """A home with posts, authors, firms, a backup, and everything whole."""
    made = on_x(cli, monkeypatch, quiet_world(40), enrichment=world_of(firms(4)), enrichment_limit=0)
    with made.x:
        made.connect()
        made.connect_provider(firms(4))
        assert made.run("twitter", "sync").code == 0
        assert made.bulk().code == 0
        backups = cli.home / "backups"
        backups.mkdir(mode=0o700)
        shutil.copy2(cli.database, backups / "kept.db")
        yield made


def is_told(ran: Ran) -> bool:
    """Whether a run said that the database is damaged, and how to get it back."""
    if ran.code != 65:
        return False
    said = ran.error["message"] + ran.error["hint"]
    assert ran.error["code"] == "damaged"
    assert any(way in said.lower() for way in WAYS_OUT), said
    return True


def overwritten(start: int, size: int) -> Damage:
    def damage(database: Path) -> None:
        whole = bytearray(database.read_bytes())
        whole[start : start + size] = b"\xa5" * size
        database.write_bytes(whole)

    return damage


def filled(body: bytes) -> Damage:
    return lambda database: database.write_bytes(body)


def cut(share: float) -> Damage:
    return lambda database: os.truncate(database, int(database.stat().st_size * share) // PAGE * PAGE)


def of_another_program(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE notes (text)")


WHOLE_FILE: dict[str, Damage] = {
    "its header": overwritten(0, 100),
    "its first page": overwritten(100, PAGE - 100),
    "zero length": filled(b""),
    "no database": filled(b"somebody's notes\n" * 300),
    "zeros": filled(bytes(40 * PAGE)),
    "of another program": of_another_program,
    "cut in half": cut(0.5),
}


@pytest.mark.parametrize("damage", WHOLE_FILE.values(), ids=WHOLE_FILE.keys())
def test_f18_a_ruined_file_is_told_by_every_command_and_left_as_it_is(scene: Scene, damage: Damage) -> None:
    database = scene.cli.database
    damage(database)
    ruined = database.read_bytes()
    for command in (*READS, SYNC, CHECK):
        assert is_told(scene.run(*command, "--json")), command
        assert database.read_bytes() == ruined
    assert is_told(scene.child("twitter", "sync", "--json"))
    assert database.read_bytes() == ruined
    shutil.copy2(scene.cli.home / "backups" / "kept.db", database)
    x_is_whole(scene)


def test_f18_a_page_ruined_in_the_middle_is_told_by_whoever_meets_it(scene: Scene) -> None:
    database = scene.cli.database
    whole = database.read_bytes()
    told = 0
    for page in range(2, len(whole) // PAGE, 1 if IS_SOAK else 9):
        database.write_bytes(whole)
        overwritten(page * PAGE, PAGE)(database)
        for command in (*READS, SYNC):
            ran = scene.run(*command, "--json")
            assert ran.code == 0 or is_told(ran), (page, command, ran)
        told += is_told(scene.run(*CHECK, "--json"))
    assert told > 5
    database.write_bytes(whole)
    x_is_whole(scene, faults=100)


def test_f18_a_file_half_written_whose_journal_was_removed_is_told_or_sound(scene: Scene) -> None:
    database = scene.cli.database
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE signal SET text = text || hex(randomblob(3000))")
        connection.execute("DELETE FROM raw_answer WHERE object_id % 2 = 0")
        assert Path(f"{database}-journal").exists()
        half = database.read_bytes()
        connection.execute("ROLLBACK")
    whole = database.read_bytes()
    assert half != whole
    database.write_bytes(half)
    for command in (*READS, SYNC, CHECK):
        ran = scene.run(*command, "--json")
        assert ran.code == 0 or is_told(ran), (command, ran)
    assert is_told(scene.run(*CHECK, "--json"))
    database.write_bytes(whole)
    x_is_whole(scene, faults=2)


def test_f18_a_database_that_cannot_be_written_is_read_and_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, whole, uri = sqlite3.connect, scene.cli.database.read_bytes(), f"{scene.cli.database.as_uri()}?mode=ro"
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", lambda _path, **how: connect(uri, **how | {"uri": True}))
        assert all(scene.run(*command, "--json").code == 0 for command in READS)
        ran = scene.run(*SYNC, "--json")
        assert (ran.code, ran.error["code"]) == (74, "cannot_write")
    assert scene.cli.database.read_bytes() == whole
    x_is_whole(scene)


@pytest.mark.long
def test_f18_a_flipped_byte_is_told_or_does_no_harm(scene: Scene) -> None:
    database, chance = scene.cli.database, random.Random(18)
    whole = database.read_bytes()
    for number in range(FLIPS):
        at = chance.randrange(PAGE) if number % 4 == 0 else chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        for command in (*READS[:2], CHECK):
            database.write_bytes(flipped)
            ran = scene.run(*command, "--json")
            assert ran.code in (0, 2, 78) or is_told(ran), (at, command, ran)
            if is_told(ran):
                assert database.read_bytes() == flipped
        if number % 4 == 1:
            ran = scene.run(*SYNC, "--json")
            assert ran.code in (0, 1, 2, 75, 78) or is_told(ran), (at, ran)
    database.write_bytes(whole)
    x_is_whole(scene, faults=100)


ODD_VALUES = ("x'ff00fe'", "CAST(x'ff00fe' AS TEXT)", "'{'", "9223372036854775807")


def columns(scene: Scene) -> list[tuple[str, str]]:
    """Every column of every table that has a row."""
    tables = [name for (name,) in scene.cli.sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    filled = [name for name in tables if scene.cli.sql(f"SELECT 1 FROM {name} LIMIT 1") and name != "alembic_version"]
    return [(table, row[1]) for table in filled for row in scene.cli.sql(f"PRAGMA table_info({table})")]


def spoil(database: Path, change: str) -> None:
    """Write what no CHECK would let in, as a flipped byte may."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection, suppress(sqlite3.IntegrityError):
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(change)  # an INTEGER PRIMARY KEY takes nothing else


@pytest.mark.long
def test_f18_a_value_of_another_kind_is_told_or_does_no_harm(scene: Scene) -> None:
    whole = scene.cli.database.read_bytes()
    commands, number = (*READS, CHECK, SYNC), 0
    for table, column in columns(scene):
        for value in ODD_VALUES if IS_SOAK else ODD_VALUES[number % len(ODD_VALUES) :][:1]:
            scene.cli.database.write_bytes(whole)
            spoil(scene.cli.database, f"UPDATE OR IGNORE {table} SET {column} = {value}")
            for command in commands if IS_SOAK else (commands[number % len(commands)],):
                ran = scene.run(*command, "--json")
                assert ran.code in (0, 1, 2, 3, 75, 78) or is_told(ran), (table, column, value, command, ran)
            number += 1
    assert number > 100
    scene.cli.database.write_bytes(whole)
    x_is_whole(scene, faults=100)
