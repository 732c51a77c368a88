"""Files that are cut, damaged, empty, of another kind or not there: all else goes in, and what did not is named."""

import gzip
import json
from pathlib import Path

import pytest

from devsignal_cli.store import lock
from tests.archives import counts, file_of, lines, page, post
from tests.support import Cli


def test_a_cut_line_is_named_and_all_else_goes_in(cli: Cli, tmp_path: Path) -> None:
    cut = json.dumps(post(2)).encode()[:-30]
    name = file_of(tmp_path, "tweets.jsonl", *(post(n) for n in range(7)), cut)
    ran = cli("twitter", "import", name, "--json")
    assert (ran.code, ran.json["status"], ran.json["reason"], ran.json["signals_created"]) == (3, "partial", None, 7)
    assert ran.json["errors"] == [
        {"code": "damaged", "message": f"{name}:8 breaks off; it was left out.", "item": f"{name}:8"}
    ]
    assert (ran.error["code"], ran.json["failed"]) == ("partial", 1)
    assert f"1 of 8 lines could not be read (first: {name}:8)." in ran.error["message"]


def test_people_see_the_first_bad_lines_and_how_many_more_there_are(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file_of(tmp_path, "a.jsonl", post(1), *[b"{"] * 7)
    ran = cli("twitter", "import", "a.jsonl")
    assert ran.code == 3
    shown = ran.out.split("\n")
    assert shown[0] == "default: imported in part. 8 lines, 1 post read, 1 new, 0 known, 0 edited."
    assert shown[2:8] == [
        *(f"  a.jsonl:{n} breaks off; it was left out." for n in range(2, 7)),
        "  and 2 more that could not be read",
    ]
    assert shown[-2] == "Undo: devsignal signals remove --run 1"
    assert ran.err.startswith("error: 7 of 8 lines could not be read (first: a.jsonl:2). All else is stored.")


def test_a_hundred_bad_lines_are_named_and_the_rest_counted(cli: Cli, tmp_path: Path) -> None:
    told = cli("twitter", "import", file_of(tmp_path, "a", post(1), *[b"{"] * 137), "--json").json
    assert (len(told["errors"]), told["errors"][-1]["message"], told["failed"]) == (101, "and 37 more", 137)


def test_a_cut_packed_file_gives_what_came_before(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(*(post(n) for n in range(300))))[:-60])
    ran = cli("twitter", "import", str(tmp_path / "a.jsonl.gz"), "--json")
    assert ran.code == 3
    assert 200 < ran.json["signals_created"] < 300
    assert "the compressed file was cut here" in ran.json["errors"][0]["message"]


def test_a_damaged_item_is_kept_in_quarantine_once(cli: Cli, tmp_path: Path) -> None:
    name = file_of(tmp_path, "a", page([post(1), {"id": "none", "text": "x"}]))
    for _ in range(2):
        ran = cli("twitter", "import", name, "--json")
        assert (ran.code, ran.json["posts_read"], ran.error["code"]) == (3, 2, "partial")
        assert ran.json["errors"][0]["item"] == f"{name}:1"
    assert cli.sql("SELECT raw, run_id FROM quarantine") == [(b'{"id": "none", "text": "x"}', 1)]


@pytest.mark.parametrize(
    "content", [b"id,text\n1,hello\n", b"{\n{\n", b"[1]\n{}\n", b"\x00\x01\x02", gzip.compress(b"hello\n", mtime=0)]
)
def test_a_file_without_a_line_that_can_be_used_is_of_another_kind(cli: Cli, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    ran = cli("twitter", "import", str(tmp_path / "a"), "--json")
    assert (ran.code, ran.error["code"], ran.json["status"]) == (65, "damaged", "partial")
    assert ran.error["message"].startswith("No line of ")
    assert cli("twitter", "import", str(tmp_path / "a")).code == 65


def test_files_of_counts_alone_are_no_failure(cli: Cli, tmp_path: Path) -> None:
    ran = cli("twitter", "import", file_of(tmp_path, "a", counts()), "--json")
    assert (ran.code, ran.json["skipped"]["counts"]) == (0, 1)


@pytest.mark.parametrize("content", [b"", b"\n \n", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_said_to_be_empty(cli: Cli, content: bytes) -> None:
    ran = cli("twitter", "import", "-", stdin=content)
    assert (ran.code, ran.out, ran.err) == (0, "default: there was no line to import.\n", "")


def test_a_file_that_is_not_there_stops_all_before_anything_is_stored(cli: Cli, tmp_path: Path) -> None:
    ran = cli("twitter", "import", file_of(tmp_path, "a", post(1)), str(tmp_path / "b.jsonl"), "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "not_found")
    assert str(tmp_path / "b.jsonl") in ran.error["message"]
    assert cli("twitter", "import", str(tmp_path)).code == 2
    assert cli("twitter", "import").code == 2
    assert cli.sql("SELECT (SELECT count(*) FROM run) + (SELECT count(*) FROM signal)") == [(0,)]


def test_another_run_under_way_is_waited_for_by_nobody(cli: Cli, tmp_path: Path) -> None:
    name = file_of(tmp_path, "a", post(1))
    with lock.held(cli.home / "locks", "1-twitter"):
        ran = cli("twitter", "import", name, "--json")
        assert (ran.code, ran.json["status"], ran.json["reason"], ran.json["run"]) == (75, "skipped", "locked", None)
        assert cli("twitter", "import", name).out == "default: skipped: another run is under way.\n"


def test_the_run_is_noted_with_its_result(cli: Cli, tmp_path: Path) -> None:
    told = cli("twitter", "import", file_of(tmp_path, "a", post(1), b"{"), "--json").json
    ((service, kind, status, result),) = cli.sql("SELECT service, kind, status, result FROM run")
    assert (service, kind, status, json.loads(result)) == ("twitter", "import", "partial", told)


def test_hostile_names_and_texts_reach_no_terminal_raw(cli: Cli, tmp_path: Path) -> None:
    name = file_of(tmp_path, "a\x1b[2J\u202e[b].jsonl", post(1), b"{")
    ran = cli("twitter", "import", name)
    assert ran.code == 3
    assert not {"\x1b", "\u202e"} & set(ran.out + ran.err)
