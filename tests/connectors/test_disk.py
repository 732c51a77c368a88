"""What a tampered cache can do: nothing. Neither unpickled, nor read, nor deleted, nor set."""

import pickle
from pathlib import Path
from typing import Any

import pytest
from diskcache.core import MODE_BINARY, MODE_PICKLE, MODE_RAW, MODE_TEXT

from devsignal_cli.connectors.disk import LONGEST_VALUE, PlainDisk, Shelf, open_shelf
from tests.connectors.shelves import BODY, Shop, shop


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.file,)


@pytest.fixture
def sprung(tmp_path: Path) -> Path:
    """The file that a trap makes."""
    return tmp_path / "sprung"


@pytest.fixture
def trap(sprung: Path) -> bytes:
    return pickle.dumps(Trap(sprung))


def kept(folder: Path) -> Shop:
    """A cache with one answer, closed."""
    with shop(folder) as there:
        there.set()
    return there


def test_a_trap_springs_when_it_is_unpickled(trap: bytes, sprung: Path) -> None:
    pickle.loads(trap)  # noqa: S301 - shows that the tests below would notice
    assert sprung.exists()


@pytest.mark.parametrize("mode", [MODE_PICKLE, MODE_TEXT, MODE_BINARY, 0, 99, None, "1"])
def test_a_row_of_another_kind_is_a_miss_said_once_and_nothing_is_unpickled(
    tmp_path: Path, trap: bytes, sprung: Path, mode: Any
) -> None:
    kept(tmp_path / "cache").tamper(mode=mode, value=trap)
    with shop(tmp_path / "cache") as there:
        assert (there.get(), there.get()) == (None, None)
    assert (len(there.told), sprung.exists()) == (1, False)


@pytest.mark.parametrize("mode", [MODE_RAW, MODE_PICKLE, MODE_TEXT, MODE_BINARY])
def test_a_file_that_a_row_names_is_not_read(tmp_path: Path, trap: bytes, sprung: Path, mode: int) -> None:
    (tmp_path / "elsewhere").write_bytes(trap if mode == MODE_PICKLE else BODY)
    kept(tmp_path / "cache").tamper(mode=mode, filename="../elsewhere", value=None)
    with shop(tmp_path / "cache") as there:
        assert (there.get(), len(there.told), sprung.exists()) == (None, 1, False)


@pytest.mark.parametrize("what", ["replace", "delete", "expire"])
def test_a_file_that_a_row_names_is_not_deleted(tmp_path: Path, what: str) -> None:
    (tmp_path / "elsewhere").touch()
    kept(tmp_path / "cache").tamper(filename=str(tmp_path / "elsewhere"), mode=MODE_BINARY)
    with shop(tmp_path / "cache") as there:
        match what:
            case "replace":
                there.set()
            case "delete":
                there.cache.delete("hunter:3f2a", "hunter:person:jo@acme.io")
            case _:
                there.tamper(expire_time=1.0)
                there.cache.set("another", "key", BODY)
    assert (tmp_path / "elsewhere").exists()


def test_a_tampered_row_is_mended_by_the_next_answer(tmp_path: Path, trap: bytes) -> None:
    kept(tmp_path / "cache").tamper(mode=MODE_PICKLE, value=trap)
    with shop(tmp_path / "cache") as there:
        there.get()
        there.set()
        assert there.get() == BODY


def test_a_pickled_key_is_none_of_ours(tmp_path: Path, trap: bytes, sprung: Path) -> None:
    kept(tmp_path / "cache").tamper(key=trap, raw=0)
    shelf = open_shelf(tmp_path / "cache")
    try:
        with pytest.raises(TypeError):
            list(shelf)
    finally:
        shelf.close()
    assert not sprung.exists()


@pytest.mark.parametrize("value", ['{"name": "Acme"}', 7, 1.5, None])
def test_a_raw_value_that_is_no_bytes_is_a_miss(tmp_path: Path, value: Any) -> None:
    kept(tmp_path / "cache").tamper(value=value)
    with shop(tmp_path / "cache") as there:
        assert (there.get(), len(there.told)) == (None, 1)


@pytest.mark.parametrize("expire_time", ["never", b"\x80\x04N."])
def test_an_expiry_that_is_no_number_does_no_harm(tmp_path: Path, expire_time: Any) -> None:
    kept(tmp_path / "cache").tamper(expire_time=expire_time)
    with shop(tmp_path / "cache") as there:
        there.get()
        there.set()
        assert there.get() == BODY


@pytest.mark.parametrize("name", ["close", "get", "_directory", "_timeout", "_local", "_sql", "_disk"])
def test_a_setting_that_is_none_changes_nothing(tmp_path: Path, name: str) -> None:
    kept(tmp_path / "cache").sql("INSERT INTO Settings VALUES (?, ?)", name, str(tmp_path))
    with shop(tmp_path / "cache") as there:
        assert (there.get(), there.told) == (BODY, [])
    assert not (tmp_path / "cache.db").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("sqlite_journal_mode", "wal"), ("sqlite_mmap_size", 2**26), ("sqlite_writable_schema", 1), ("sqlite_x; --", 1)],
)
def test_a_pragma_that_is_none_of_ours_is_not_set(tmp_path: Path, name: str, value: Any) -> None:
    there = kept(tmp_path / "cache")
    there.sql("INSERT OR REPLACE INTO Settings VALUES (?, ?)", name, value)
    shelf = open_shelf(there.folder)
    try:
        pragma = name.removeprefix("sqlite_").partition(";")[0]
        assert str(value) not in [str(row[0]) for row in shelf._sql(f"PRAGMA {pragma}").fetchall()]
    finally:
        shelf.close()


@pytest.mark.parametrize("name", ["disk_trap", "cull_limit", "size_limit", "eviction_policy"])
def test_a_setting_without_sense_is_at_worst_a_miss(tmp_path: Path, name: str) -> None:
    kept(tmp_path / "cache").sql("INSERT OR REPLACE INTO Settings VALUES (?, 'nonsense')", name)
    with shop(tmp_path / "cache") as there:
        there.set()
        assert there.get() in (BODY, None)
        assert len(there.told) <= 1


def test_the_journal_is_no_write_ahead_log(tmp_path: Path) -> None:
    assert kept(tmp_path / "cache").sql("PRAGMA journal_mode") == [("delete",)]


@pytest.fixture
def disk(tmp_path: Path) -> PlainDisk:
    return PlainDisk(str(tmp_path))


@pytest.mark.parametrize("key", [b"key", 7, None, ("a", "b")])
def test_a_key_that_is_no_text_is_refused_on_its_way_in(disk: PlainDisk, key: Any) -> None:
    with pytest.raises(TypeError):
        disk.put(key)


def test_a_key_comes_back_as_it_went(disk: PlainDisk) -> None:
    assert disk.get(*disk.put("key")) == "key"


@pytest.mark.parametrize(("key", "raw"), [("key", False), (b"key", True), (b"\x80\x04N.", 0)])
def test_a_key_that_is_none_of_ours_is_refused_on_its_way_out(disk: PlainDisk, key: Any, raw: Any) -> None:
    with pytest.raises(TypeError):
        disk.get(key, raw)


@pytest.mark.parametrize("value", ["text", 7, None, {"a": 1}, bytearray(b"{}"), Trap(Path("never"))])
def test_a_value_that_is_no_bytes_is_refused_on_its_way_in(disk: PlainDisk, value: Any) -> None:
    with pytest.raises(TypeError):
        disk.store(value, read=False)


def test_a_value_is_never_read_from_a_file(disk: PlainDisk) -> None:
    with pytest.raises(TypeError):
        disk.store(b"{}", read=True)


def test_the_largest_value_is_taken(disk: PlainDisk) -> None:
    value = b"x" * LONGEST_VALUE
    assert disk.store(value, read=False) == (0, MODE_RAW, None, value)


def test_a_larger_value_is_refused(disk: PlainDisk) -> None:
    with pytest.raises(ValueError, match="too large"):
        disk.store(b"x" * (LONGEST_VALUE + 1), read=False)


def test_no_value_is_handed_out_as_a_file(disk: PlainDisk) -> None:
    with pytest.raises(TypeError):
        disk.fetch(MODE_RAW, None, b"{}", read=True)


def test_a_large_value_lies_in_the_database_and_in_no_file_of_its_own(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set(b'{"x": "' + b"y" * 1_000_000 + b'"}')
        assert [file.name for file in there.folder.rglob("*")] == ["cache.db"]


def test_a_statement_that_fails_for_another_reason_is_not_tried_again(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path / "cache")
    try:
        with pytest.raises(Exception, match="no such table"):
            shelf._sql_retry("SELECT * FROM nowhere")
    finally:
        shelf.close()


def test_what_could_not_be_opened_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Shelf] = []

    def close(shelf: Shelf) -> None:
        closed.append(shelf)

    monkeypatch.setattr(Shelf, "close", close)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "cache.db").write_bytes(b"no database at all\n" * 100)
    with pytest.raises(Exception, match="not a database"):
        open_shelf(tmp_path / "cache")
    assert closed != []
