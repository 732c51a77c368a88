"""Answers on disk: kept for a day, for one account, for several threads and programs at once."""

import hashlib
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.connectors.shelves import ACCOUNT, BODY, KEY, children, shop

NOW = 1_795_000_000.0


def set_clock(monkeypatch: pytest.MonkeyPatch, now: float) -> None:
    monkeypatch.setattr("diskcache.core.time", SimpleNamespace(time=lambda: now, sleep=time.sleep))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_answer_that_was_kept_is_found(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        assert there.get() == BODY


def test_what_was_never_kept_is_not_found(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        assert (there.get(), there.told) == (None, [])


def test_the_next_run_finds_it_too(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
    with shop(tmp_path / "cache") as there:
        assert there.get() == BODY


def test_the_newest_answer_counts(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set(b'{"name": "Old"}')
        there.set()
        assert there.get() == BODY


def test_a_forgotten_answer_is_not_found(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        there.cache.delete(ACCOUNT, KEY)
        assert there.get() is None


@pytest.mark.parametrize(("seconds", "found"), [(86_399, BODY), (86_401, None)])
def test_an_answer_lasts_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, found: bytes | None
) -> None:
    with shop(tmp_path / "cache") as there:
        set_clock(monkeypatch, NOW)
        there.set()
        set_clock(monkeypatch, NOW + seconds)
        assert there.get() == found


def test_what_has_expired_leaves_the_disk_when_something_new_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop(tmp_path / "cache") as there:
        set_clock(monkeypatch, NOW)
        there.set()
        set_clock(monkeypatch, NOW + 86_401)
        there.cache.set(ACCOUNT, "another", BODY)
        assert there.sql("SELECT count(*) FROM Cache") == [(1,)]


def test_an_account_finds_nothing_of_another(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        assert there.cache.get("hunter:9b1c", KEY) is None


def test_account_and_key_cannot_be_cut_differently(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.cache.set("ab", "c", BODY)
        assert there.cache.get("a", "bc") is None


def test_the_disk_knows_keys_as_hashes_only(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        digest = hashlib.sha256(f"{ACCOUNT}\0{KEY}".encode()).hexdigest()
        assert there.sql("SELECT key, raw, typeof(key) FROM Cache") == [(digest, 1, "text")]


def test_no_account_no_address_and_no_token_lies_on_the_disk(tmp_path: Path) -> None:
    token = "sk_0123456789abcdef"
    with shop(tmp_path / "cache") as there:
        there.cache.set(token, KEY, BODY)
        files = list(there.folder.rglob("*"))
        written = b"".join(file.read_bytes() + file.name.encode() for file in files)
    assert [word for word in (token, "jo@acme.io", "hunter", "person") if word.encode() in written] == []


def test_a_key_that_is_no_proper_text_is_a_key_all_the_same(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.cache.set(ACCOUNT, "\ud800", BODY)
        assert there.cache.get(ACCOUNT, "\ud800") == BODY


def test_nobody_else_may_read_the_folder(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        assert (mode(there.folder), mode(there.database)) == (0o700, 0o600)


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o755)
    (folder / "cache.db").touch(mode=0o644)
    with shop(folder) as there:
        there.set()
    assert (mode(folder), mode(folder / "cache.db")) == (0o700, 0o600)


def test_nothing_is_made_before_the_first_use(tmp_path: Path) -> None:
    with shop(tmp_path / "cache"):
        pass
    assert not (tmp_path / "cache").exists()


def test_many_threads_share_it(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:

        def use(number: int) -> bytes | None:
            try:
                there.cache.set(ACCOUNT, str(number % 50), b'{"number": %d}' % (number % 50))
                return there.cache.get(ACCOUNT, str(number % 50))
            finally:
                there.cache.close()

        with ThreadPoolExecutor(16) as threads:
            found = list(threads.map(use, range(200)))
    assert (found, there.told) == ([b'{"number": %d}' % (number % 50) for number in range(200)], [])


def test_processes_share_it(tmp_path: Path) -> None:
    assert children(tmp_path / "cache", "left", "right") == [[60, []], [60, []]]


def test_it_opens_again_after_it_was_closed(tmp_path: Path) -> None:
    with shop(tmp_path / "cache") as there:
        there.set()
        there.cache.close()
        assert there.get() == BODY
