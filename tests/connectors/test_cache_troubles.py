"""Whatever is wrong with the cache is a miss, said once, and locks nobody out."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devsignal_cli.connectors.cache import AnswerCache
from devsignal_cli.connectors.disk import LONGEST_VALUE
from tests.connectors.shelves import ACCOUNT, BODY, held, shop


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"text"', b"{", b"\xff", b"[" * 100_000, b"1" * 5_000])
def test_what_is_no_json_object_is_a_miss_and_said_once(tmp_path: Path, body: bytes) -> None:
    with shop(tmp_path / "cache") as there:
        there.set(body)
        assert (there.get(), there.get()) == (None, None)
        assert len(there.told) == 1


def test_a_value_that_is_too_large_is_not_kept(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set(b"{" + b" " * LONGEST_VALUE + b"}")
        assert (there.get(), len(there.told)) == (None, 1)


def test_the_words_name_the_folder_and_what_is_done_instead(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set(b"[]")
        there.get()
        assert there.told == [
            f"The cache in {there.folder} cannot be used (a value in it is none of ours); the provider is asked instead."
        ]


def test_a_damaged_file_is_a_miss_and_said_once(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"no database at all\n" * 100)
    with shop(folder) as there:
        there.set()
        assert (there.get(), len(there.told)) == (None, 1)
        assert "not a database" in there.told[0]


def test_a_damaged_file_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"somebody's notes")
    with shop(folder) as there:
        there.set()
    assert (folder / "cache.db").read_bytes() == b"somebody's notes"


def test_a_file_that_is_damaged_in_the_middle_is_a_miss(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
    whole = there.database.read_bytes()
    there.database.write_bytes(whole[:4096] + b"\xaa" * (len(whole) - 4096))
    with shop(tmp_path / "cache") as there:
        assert (there.get(), len(there.told)) == (None, 1)


def test_a_folder_that_cannot_be_made_is_a_miss_and_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with shop(tmp_path / "file" / "cache") as there:
        there.set()
        assert (there.get(), len(there.told)) == (None, 1)


def test_a_disk_that_takes_nothing_is_a_miss_and_said_once() -> None:
    with shop(Path("/proc/devsignal")) as there:
        there.set()
        assert (there.get(), len(there.told)) == (None, 1)


def test_a_folder_whose_name_holds_a_variable_is_not_used(tmp_path: Path) -> None:
    with shop(tmp_path / "$HOME" / "cache") as there:
        there.set()
        assert (there.get(), len(there.told), list(tmp_path.iterdir())) == (None, 1, [])


def test_after_three_failures_in_a_row_nothing_is_tried_any_more(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    with shop(tmp_path / "cache") as there:
        for _ in range(3):
            there.get()
        (tmp_path / "cache").unlink()
        there.set()
        assert not (tmp_path / "cache").exists()


def test_a_failure_that_passes_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    with shop(tmp_path / "cache") as there:
        there.get()
        there.get()
        (tmp_path / "cache").unlink()
        there.set()
        assert (there.get(), len(there.told)) == (BODY, 1)


def test_a_locked_file_is_a_miss_and_said_once(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        with held(there.database, "BEGIN EXCLUSIVE"):
            assert (there.get(), len(there.told)) == (None, 1)
        assert there.get() == BODY


def test_a_file_that_is_locked_from_the_first_is_a_miss(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
    with shop(tmp_path / "cache") as there, held(there.database, "BEGIN EXCLUSIVE"):
        assert (there.get(), len(there.told)) == (None, 1)


def test_a_file_that_another_writes_is_not_written(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        with held(there.database, "BEGIN IMMEDIATE"):
            there.set(b'{"name": "New"}')
        assert (there.get(), len(there.told)) == (BODY, 1)


def test_a_write_that_another_reader_kept_from_its_end_locks_nobody_out(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        with held(there.database, "BEGIN", "SELECT * FROM Cache"):
            there.set(b'{"name": "New"}')
        there.sql("DELETE FROM Settings WHERE key = 'nobody'")
        there.set(b'{"name": "Newer"}')
        assert (there.get(), len(there.told)) == (b'{"name": "Newer"}', 1)


def test_threads_that_find_it_locked_do_not_wait_one_after_another(tmp_path: Path) -> None:
    opened: list[int] = []
    cache = AnswerCache(tmp_path / "cache", lambda _words: opened.append(1))
    (tmp_path / "cache").touch()
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda number: cache.get(ACCOUNT, str(number)), range(64)))
    assert (cache._failures, len(opened)) == (3, 1)


def test_closing_never_fails(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        there.cache._shelf.close = None
        there.cache.close()
        del there.cache._shelf.close
