"""A large import needs no more memory than a small one, and no run leaves files open (F24)."""

from pathlib import Path
from typing import Any

from tests import archives
from tests.faults.program import Faulted
from tests.faults.stage import BULK, SYNC, Ready, Stage

FEW, MANY = 2_000, 12_000
MORE_KIB = 12 * 1024
WORDS = "acme " * 55


def imported(stage: Stage, folder: Path, numbers: range, **how: Any) -> Faulted:
    posts = [archives.post(number, text=f"{WORDS}{number}") for number in numbers]
    pages = [archives.page(posts[start : start + 100]) for start in range(0, len(posts), 100)]
    file = archives.file_of(folder, "many.jsonl", *pages)
    return stage.faulted("twitter", "import", file, "--json", **how)


def test_f24_six_times_the_posts_need_no_more_memory(ready: Ready, folder: Path) -> None:
    peaks = []
    for number in (FEW, MANY):
        with ready.stage(folder) as stage:
            ran = imported(stage, folder, range(100, 100 + number))
            assert (ran.code, ran.json["posts_read"]) == (0, number), ran.err
            peaks.append(ran.peak_kib)
    assert peaks[1] < peaks[0] + MORE_KIB


def test_f24_no_run_leaves_a_file_open(ready: Ready, folder: Path) -> None:
    with ready.stage(folder) as stage:
        for command in (SYNC, BULK, ("stats", "--json"), ("identity", "resolve"), ("db", "check")):
            stage.faulted(*command)  # what is opened once for all, such as a module's data, is no leak
            before, after = stage.faulted(*command).descriptors
            assert after <= before + 1, command
        before, after = imported(stage, folder, range(100, 700)).descriptors
        assert after <= before + 1


def test_f24_three_hundred_files_are_imported_with_forty_descriptors(ready: Ready, folder: Path) -> None:
    with ready.stage(folder) as stage:
        files = [
            archives.file_of(folder, f"{number}.jsonl", archives.page([archives.post(number)]))
            for number in range(100, 400)
        ]
        ran = stage.faulted("twitter", "import", *files, "--json", limits={"RLIMIT_NOFILE": 40})
        assert (ran.code, ran.json["posts_read"]) == (0, 300), ran.err
