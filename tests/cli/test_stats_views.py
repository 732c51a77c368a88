"""What people see of stats, word for word: a full, an empty and a one-signal organization, at 80 and at 120 columns."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rich.cells import cell_len

from devsignal_cli.cli import draw
from tests.cli import pictures
from tests.stats_world import COMPANIES, fill
from tests.support import Cli, quiet_world, simulator

PERIOD = ("--from", "2026-10-10", "--to", "2026-11-18")


@pytest.mark.parametrize("columns", ["80", "120"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("full", PERIOD),
        ("full_weeks", (*PERIOD, "--by", "week", "--type", "complaint", "--topic", "globex")),
        ("full_spikes", (*PERIOD, "--spikes")),
        ("full_no_spikes", (*PERIOD, "--spikes", "--company", "c7.dev")),
        ("full_empty_period", ("--from", "2026-11-19", "--to", "2026-12-30")),
    ],
)
def test_a_full_organization(
    cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch, columns: str, name: str, arguments: tuple[str, ...]
) -> None:
    shutil.copy(filled, cli.database)
    monkeypatch.setenv("COLUMNS", columns)
    is_as_it_was(name, cli("stats", *arguments).out)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_an_empty_organization_is_told_what_to_do(cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in ((), ("--spikes",)):
        ran = cli("stats", *PERIOD, *arguments)
        is_as_it_was("empty", ran.out)
        assert ran.err == "No posts yet. Next: devsignal twitter connect -k yourproduct\n"


@pytest.mark.parametrize("columns", ["80", "120"])
def test_an_organization_of_one_signal(cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with simulator(quiet_world(1, text="acme crashes on start, why?")) as x:
        cli.connect(x)
        cli("twitter", "sync")
    is_as_it_was("one", cli("stats", *PERIOD).out)


def is_as_it_was(name: str, out: str) -> None:
    """A view fits into 80 columns, has no colour in a pipe, and says what it said."""
    assert "\x1b" not in out
    pictures.check(f"stats_{name}", out, 80)


def test_foreign_names_of_any_kind_fit_into_80_columns(cli: Cli) -> None:
    fill(cli.database, 300)
    hostile = "\x1b[2J[/b]\u202e" + "漢字" * 60
    with closing(sqlite3.connect(cli.database)) as connection:
        connection.execute(
            "UPDATE company SET name = ?, custom_fields = json_object('techStack', json_array(?))", [hostile] * 2
        )
        connection.execute("UPDATE keyword SET topic = ? WHERE topic IS NOT NULL", [hostile])
        connection.execute("UPDATE author SET username = ?", [hostile])
        connection.commit()
    for arguments in ((), ("--topic", hostile), ("--company", "c7.dev"), ("--spikes",)):
        ran = cli("stats", "--days", "150", *arguments)
        assert ran.code == 0, ran.err
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out
        assert "␛" in ran.out or "--spikes" in arguments
        assert max(map(cell_len, ran.out.split("\n"))) <= 80


def test_large_figures_fit_into_80_columns(cli: Cli) -> None:
    fill(cli.database, 300)
    with closing(sqlite3.connect(cli.database)) as connection:
        connection.execute("UPDATE ledger SET micro_usd = 999999000, count = 99999")
        connection.execute("UPDATE author SET followers = 987654321")
        connection.commit()
    out = cli("stats", "--days", "75").out
    assert max(map(cell_len, out.split("\n"))) <= 80
    assert "987,654,321" in out
    assert "…" not in out


def test_what_waits_for_an_answer_is_told_with_the_command(cli: Cli) -> None:
    fill(cli.database, 300)
    out = cli("stats", "--days", "150", "--org", "second").out
    assert "have no reply" in out
    assert "devsignal --org second signals list --open" in out
    with closing(sqlite3.connect(cli.database)) as connection:
        connection.execute("UPDATE signal SET done = 1")
        connection.commit()
    assert "signals list --open" not in cli("stats", "--days", "150").out


def test_shares_of_few_are_marked_and_the_mark_is_explained_once(cli: Cli) -> None:
    fill(cli.database, 600)
    few = cli("stats", "--from", "2026-11-17", "--to", "2026-11-17").out
    assert few.count(draw.FEW_TOLD) == 1
    assert re.search(r"  positive +\d+ +~\d+ %", few)
    assert f"of {COMPANIES} enriched (5" in few
    spikes = cli("stats", "--from", "2026-10-18", "--to", "2026-10-20", "--spikes").out
    assert "~67 % of 9 signals negative" in spikes
    assert draw.FEW_TOLD in spikes


def test_without_shares_of_few_there_is_no_mark(cli: Cli, filled: Path) -> None:
    shutil.copy(filled, cli.database)
    out = cli("stats", *PERIOD).out
    assert " %" in out
    assert "~" not in out


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 2, "~50 %"), (19, 19, "~100 %"), (5, 20, "25 %"), (0, 0, "-"), (0, 30, "0 %")]
)
def test_a_share_says_when_it_is_one_of_few(part: int, whole: int, told: str) -> None:
    assert draw.percent(part, whole) == told


@pytest.mark.parametrize(
    ("part", "whole", "drawn"), [(0, 9, ""), (9, 9, "████"), (1, 9, "▌"), (1, 9_000, "▏"), (0, 0, ""), (5, 8, "██▌")]
)
def test_a_bar_is_as_long_as_its_share_and_shows_whatever_is_there(part: int, whole: int, drawn: str) -> None:
    assert draw.bar(part, whole, 4) == drawn


@pytest.mark.parametrize(
    ("numbers", "drawn"),
    [([], ""), ([0, 0], "▁▁"), ([0, 1, 700], "▁▂█"), ([1, 1, 1, 1, 1, 1, 2, 2], "▅▅▅█"), ([3], "█")],
)
def test_a_sparkline_shows_each_number_or_neighbours_together(numbers: list[int], drawn: str) -> None:
    assert draw.sparkline(numbers, 4) == drawn
