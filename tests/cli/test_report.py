"""`report`: the page's figures are the database's, and the file is whole, private and small."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.store.db import Database
from tests.report_world import Page, fill, numbers
from tests.store.rows import run_sql
from tests.support import Cli

PERIOD = ("--from", "2026-10-20", "--to", "2026-11-18")
START, END = 1_792_454_400, 1_792_454_400 + 30 * 86_400  # 20 October 2026 00:00 UTC, and 30 days on
COUNTED = "organization_id = 1 AND muted = 0 AND deleted_at IS NULL AND repost = 0"
WITHIN = f"{COUNTED} AND posted_at >= {START} AND posted_at < {END}"
BEFORE = f"{COUNTED} AND posted_at >= {2 * START - END} AND posted_at < {START}"


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "devsignal.db"
    shutil.copy(template, path)
    path.chmod(0o600)
    fill(path)
    return path


@pytest.fixture
def full(cli: Cli, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    shutil.copy(filled, cli.database)
    monkeypatch.chdir(tmp_path)
    return cli


def page_of(cli: Cli, *options: str) -> Page:
    ran = cli("report", "-o", "-", *options)
    assert ran.code == 0, ran.err
    return Page(ran.out)


def counts(cli: Cli, column: str, where: str) -> dict[str, int]:
    return dict(cli.sql(f"SELECT {column}, count(*) FROM signal WHERE {where} GROUP BY 1"))


def test_the_figures_of_sentiment_and_types_are_those_of_the_database(full: Cli) -> None:
    page = page_of(full, *PERIOD)
    for table, column, prefix in (("sentiment", "sentiment", ""), ("types-table", "type", "twitter_")):
        now, before = counts(full, column, WITHIN), counts(full, column, BEFORE)
        rows = [row for row in page.tables[table].rows[1:] if row[0] != "all"]
        assert {prefix + row[0]: numbers(row[1:2]) for row in rows} == {name: [n] for name, n in now.items()}
        for name, _, share, share_before, change in rows:
            label = prefix + name
            assert share == f"{100 * now[label] / sum(now.values()):.0f} %"
            assert share_before == f"{100 * before[label] / sum(before.values()):.0f} %"
            assert int(change.replace("\u2212", "-").replace("±", "")) == now[label] - before[label]


def test_the_series_has_every_day_as_the_database_has_it(full: Cli) -> None:
    found = page_of(full, *PERIOD).tables["series"].rows[1:]
    counted = full.sql(f"""
        SELECT strftime('%d', posted_at, 'unixepoch') + 0, sum(sentiment = 'positive'), sum(sentiment = 'neutral'),
            sum(sentiment = 'negative'), count(*)
        FROM signal WHERE {WITHIN} GROUP BY date(posted_at, 'unixepoch') ORDER BY date(posted_at, 'unixepoch')
    """)
    assert len(found) == 30
    told = [(int(row[0].split()[0]), *numbers(row[1:])) for row in found if row[-1] != "0"]
    assert told == counted


def test_authors_companies_coverage_and_technology_are_those_of_the_database(full: Cli) -> None:
    page = page_of(full, *PERIOD)
    authors = full.sql(f"SELECT 'user' || author_id, count(*) FROM signal WHERE {WITHIN} GROUP BY 1")
    assert len(page.tables["authors-table"].rows) == 11
    for name, _, signals, *_ in page.tables["authors-table"].rows[1:]:
        assert (name.split()[0].removeprefix("@"), int(signals)) in authors
    companies = full.sql(
        f"SELECT c.name || ' ' || c.domain, count(*) FROM signal s JOIN company c ON c.id = s.company_id "
        f"WHERE {WITHIN.replace('organization_id', 's.organization_id')} GROUP BY 1"
    )
    shown = {(row[0], int(row[1])) for row in page.tables["companies-table"].rows[1:]}
    assert len(shown) == 10
    assert shown <= set(companies)
    states = full.sql(f"SELECT identity_state, count(DISTINCT author_id) FROM signal WHERE {WITHIN} GROUP BY 1")
    rows = page.tables["identity-table"].rows[1:]
    assert {row[0]: int(row[1]) for row in rows if row[1] != "0"} == dict(states)
    assert page.tables["enrichment-table"].rows[1:] == [
        ["companies", "6", "12", "50 %†"],
        ["contacts", "0", "0", "\u2013"],
    ]
    assert [row[:2] for row in page.tables["technology-table"].rows[1:]] == [
        ["go", "8"],
        ["postgresql", "8"],
        ["kafka", "4"],
    ]


def test_the_json_has_the_path_and_the_figures(full: Cli, tmp_path: Path) -> None:
    ran = full("report", "-o", "page.html", *PERIOD, "--json")
    told: dict[str, Any] = json.loads(ran.out)
    (total,) = full.sql(f"SELECT count(*) FROM signal WHERE {WITHIN}")
    (before,) = full.sql(f"SELECT count(*) FROM signal WHERE {BEFORE}")
    assert (told["path"], told["stats"]["signals"]["total"], told["stats"]["previous"]["signals"]) == (
        "page.html",
        *total,
        *before,
    )
    assert told["bytes"] == (tmp_path / "page.html").stat().st_size
    assert told["stats"] == json.loads(full("stats", *PERIOD, "--json").out)
    assert len({item["signal"]["author"]["id"] for item in told["worth_reading"]}) == 10


def test_a_thousand_signals_stay_below_300_kilobytes(full: Cli, tmp_path: Path) -> None:
    assert full("report", "-o", "page.html", *PERIOD).code == 0
    assert 100_000 < (tmp_path / "page.html").stat().st_size < 300_000


def test_a_thousand_long_posts_in_letters_of_three_bytes_stay_below_300_kilobytes(full: Cli) -> None:
    run_sql(Database(full.database), "UPDATE signal SET text = replace(hex(zeroblob(1000)), '00', '語文')")
    assert len(full("report", "-o", "-", *PERIOD).out.encode()) < 300_000


def test_the_file_has_a_safe_name_and_is_for_nobody_else(full: Cli, tmp_path: Path) -> None:
    full("org", "add", "we.ird")
    for org, name in (
        ("default", "devsignal-default-2026-11-18.html"),
        ("we.ird", "devsignal-we-ird-2026-11-18.html"),
    ):
        ran = full("report", "--org", org)
        assert ran.code == 0
        assert f"Written to {name}" in ran.out
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(full: Cli, tmp_path: Path) -> None:
    assert full("report", "-o", str(tmp_path / "none" / "page.html")).code == 74
    assert [path.name for path in tmp_path.iterdir() if "html" in path.name] == []


def test_stdout_takes_the_page_or_the_json(full: Cli) -> None:
    assert full("report", "-o", "-").out.startswith("<!doctype html>\n<html lang=")
    ran = full("report", "-o", "-", "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")


def test_an_empty_organization_is_told_what_to_do_on_the_page_and_by_the_command(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cli("org", "add", "second")
    for org, words in (
        ("default", "No posts yet. Next: devsignal twitter connect -k yourproduct"),
        ("second", "No posts yet. Next: devsignal --org second twitter connect -k yourproduct"),
    ):
        ran = cli("report", "-o", "-", "--org", org)
        page = Page(ran.out)
        assert words in page.text
        assert ran.err == f"{words}\n"
        assert (page.tables, page.headings) == ({}, [1, 2])


def test_a_period_without_posts_says_so(full: Cli) -> None:
    page = page_of(full, "--from", "2025-01-01", "--to", "2025-01-05")
    assert "None of the " in page.text
    assert page.headings == [1, 2]


def test_one_signal_makes_a_page_whose_percentages_are_marked(full: Cli) -> None:
    others = f"DELETE FROM signal WHERE id <> (SELECT max(id) FROM signal WHERE {WITHIN})"
    run_sql(Database(full.database), others)
    page = page_of(full, *PERIOD)
    assert (
        page.tables["sentiment"].caption == "Signals by sentiment, n = 1 † Fewer than 20: the percentages say little."
    )
    assert sorted(row[2] for row in page.tables["sentiment"].rows[1:4]) == ["0 %†", "0 %†", "100 %†"]


@pytest.mark.parametrize(
    ("options", "by"),
    [([], "day"), (["--days", "90"], "week"), (["--days", "800"], "month"), (["--days", "90", "--by", "day"], "day")],
)
def test_a_longer_period_is_put_together_by_longer_steps(full: Cli, options: list[str], by: str) -> None:
    page = page_of(full, *options)
    assert page.tables["series"].caption == f"Signals by {by}"
    assert page.headings[:2] == [1, 2]
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_times_are_those_of_the_organizations_zone(full: Cli) -> None:
    assert full("org", "set", "--tz", "Asia/Kolkata").code == 0
    page = page_of(full, *PERIOD)
    newest = max(item["posted_at"] for item in full("twitter", "recent", "-n", "50", "--json").json["items"])
    assert newest < "2026-11-17T09:30:00Z"
    stored = full.sql("SELECT post_id, posted_at + 19800 FROM signal")
    shown = [link for link in page.values("a", "href") if "/status/" in link]
    texts = [time for time in page.words if time.strip().count(":") == 1 and " 2026, " in time and "Made" not in time]
    local = {str(post): f"{datetime.fromtimestamp(at, UTC):%H:%M}" for post, at in stored}
    assert [text.rpartition(" ")[2] for text in texts] == [local[link.rpartition("/")[2]] for link in shown]
    assert len(shown) > 100


def test_a_repeated_run_replaces_the_page(full: Cli, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")
    full("report", "-o", "page.html")
    assert (tmp_path / "page.html").read_text().startswith("<!doctype html>")
