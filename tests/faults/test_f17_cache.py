"""F17: whatever becomes of the cache is a miss: the provider is asked instead, and nothing of it is ever unpickled."""

import pickle
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.answerers import FAST, add, by_outcome, firms
from tests.faults.scene import COMPANY, Scene, on_provider
from tests.faults.whole import firms_are_whole, is_sound
from tests.support import Cli

FIRMS = 3
Damage = Callable[[Path], object]


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.file,)


def rows(change: str, *values: Any) -> Damage:
    def damage(cache: Path) -> None:
        with closing(sqlite3.connect(cache / "cache.db", isolation_level=None)) as connection:
            connection.execute(f"UPDATE Cache SET {change}", values)

    return damage


def cut(size: int) -> Damage:
    def damage(cache: Path) -> None:
        (cache / "cache.db").write_bytes((cache / "cache.db").read_bytes()[:size])

    return damage


def filled(start: int) -> Damage:
    def damage(cache: Path) -> None:
        whole = (cache / "cache.db").read_bytes()
        (cache / "cache.db").write_bytes(whole[:start] + b"\xaa" * (len(whole) - start))

    return damage


def trapped(mode: int) -> Damage:
    def damage(cache: Path) -> None:
        rows("mode = ?, value = ?", mode, pickle.dumps(Trap(cache.parent / "sprung")))(cache)

    return damage


MISSES: dict[str, Damage] = {
    "a value that is no JSON": rows("value = ?", b"\xff\x00 no JSON"),
    "a value that is half": rows("value = substr(value, 1, 40)"),
    "a value that is a list": rows("value = ?", b"[1, 2]"),
    "a value that is a text": rows("value = ?", '{"name": "Text"}'),
    "a value that is a number": rows("value = 7"),
    "no value": rows("value = NULL"),
    "a foreign pickle": trapped(4),
    "a foreign pickle said to be raw": trapped(1),
    "a foreign pickle in an odd mode": trapped(99),
    "a value in another file": rows("mode = 2, filename = '../devsignal.db', value = NULL"),
    "expired": rows("expire_time = 1"),
    "never expiring": rows("expire_time = NULL"),
    "an expiry that is a text": rows("expire_time = 'soon'"),
    "a file cut in its header": cut(50),
    "a file cut in its middle": cut(5_000),
    "a file of no bytes": cut(0),
    "a file damaged in its header": filled(0),
    "a file damaged in its middle": filled(4_096),
}


def enriched_once(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """All firms are found and cached, and a second organization of the same account has yet to ask for them."""
    scene = on_provider(cli, monkeypatch, FIRMS)
    scene.x.__enter__()
    scene.connect_provider(firms(FIRMS))
    assert scene.bulk().code == 0
    assert scene.run("org", "add", "second").code == 0
    key = scene.x.key + "\n"
    assert scene.run("clearbit", "connect", "--key-stdin", "--no-verify", "--org", "second", stdin=key).code == 0
    add(cli, firms(FIRMS), org="second")
    scene.forget()
    return scene


def test_f17_a_sound_cache_answers_without_a_call(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = enriched_once(cli, monkeypatch)
    with scene.x:
        ran = scene.bulk("--org", "second")
        assert (ran.code, ran.json["cache_hits"], scene.asked(COMPANY)) == (0, FIRMS, 0)


@pytest.mark.parametrize("damage", MISSES.values(), ids=MISSES.keys())
def test_f17_a_damaged_cache_is_a_miss_and_nothing_is_unpickled(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, damage: Damage
) -> None:
    scene = enriched_once(cli, monkeypatch)
    with scene.x:
        damage(cli.home / "cache")
        ran = scene.bulk("--org", "second")
        assert (ran.code, ran.json["enriched"], ran.json["cache_hits"]) == (0, FIRMS, 0), ran.err
        assert scene.asked(COMPANY) == FIRMS
        assert by_outcome(cli) == {"found": 2 * FIRMS}
        assert not (cli.home / "sprung").exists()
        assert (cli.home / "devsignal.db").exists()
        is_sound(scene)


def test_f17_a_foreign_pickle_in_a_process_of_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = enriched_once(cli, monkeypatch)
    with scene.x:
        trapped(4)(cli.home / "cache")
        ran = scene.child("clearbit", "enrich", "bulk", *FAST, "--org", "second", "--json")
        assert (ran.code, ran.json["enriched"], ran.json["cache_hits"]) == (0, FIRMS, 0)
        assert not (cli.home / "sprung").exists()
        is_sound(scene)


def test_f17_the_trap_would_spring(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Trap(tmp_path / "sprung")))  # noqa: S301 - so that the tests above can fail
    assert (tmp_path / "sprung").exists()


UNTOLD = {  # status and body: what the firm's record says afterwards
    "202 pending": (202, '{"error": {"type": "queued", "message": "Queued"}}', "pending"),
    "500": (500, "no", "never"),
    "503": (503, "{}", "never"),
    "404 that is not Clearbit's": (404, "<html>", "never"),
}


@pytest.mark.parametrize(("status", "body", "outcome"), UNTOLD.values(), ids=UNTOLD.keys())
def test_f17_an_answer_that_tells_nothing_is_never_kept_as_no_data(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, status: int, body: str, outcome: str
) -> None:
    scene = on_provider(cli, monkeypatch, 1)
    with scene.x as x:
        scene.connect_provider(firms(1))
        x.faults.add({"path": COMPANY, "times": 0, "status": status, "body_text": body})
        scene.bulk()
        assert by_outcome(cli) == {outcome: 1}
        cli.sql("UPDATE company SET retry_at = 0 WHERE outcome = 'pending'")  # five minutes later
        firms_are_whole(scene, 1)


def test_f17_a_miss_is_kept_in_the_record_and_costs_no_second_call(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_provider(cli, monkeypatch, 0)
    with scene.x:
        scene.connect_provider(firms(1))
        for _ in range(2):
            assert scene.bulk().code == 0
            assert (by_outcome(cli), scene.asked(COMPANY)) == ({"not_found": 1}, 1)
