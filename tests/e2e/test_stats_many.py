"""Figures of 50,000 signals of two organizations, of stats, the report page and the views: the same as SQL's own."""

from typing import Any

import pytest

from tests.report_world import Page, numbers
from tests.stats_expected import END, START, expected_figures, told
from tests.stats_world import Asked, fill
from tests.support import Cli

ORGS = ((1, "default", "Asia/Kolkata"), (2, "second", "Australia/Lord_Howe"))
COUNTED = "muted = 0 AND deleted_at IS NULL AND repost = 0"
DAILY = f"""
SELECT date(posted_at, 'unixepoch'), sentiment, type, count(*) FROM signal
WHERE organization_id = :org AND {COUNTED} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


@pytest.fixture
def many(cli: Cli) -> Cli:
    fill(cli.database, 50_000)
    cli.sql("INSERT INTO signal_text (signal_text) VALUES ('rebuild')")
    return cli


def test_fifty_thousand_signals_are_told_as_sql_tells_them(many: Cli) -> None:
    for org, name, zone in ORGS:
        shown = told(many, org, zone)
        asked = Asked(many.database, org, zone, START, END)
        now, then = expected_figures(asked), expected_figures(asked.before())
        assert shown["previous"] == {**then, "from": str(asked.before().start), "to": str(asked.before().end)}
        assert shown["signals"] == {"total": now["signals"], "previous": then["signals"]}
        for figure in ("sentiment", "types", "identity", "known", "work", "spend"):
            assert shown[figure] == now[figure], figure
        moods = {mood: sum(day[mood] for day in shown["series"]) for mood in now["sentiment"]}
        assert moods == now["sentiment"]
        _page_is_true(many, name, shown, now)
        daily = "SELECT day, sentiment, type, signals FROM v_daily WHERE organization = :org ORDER BY 1, 2, 3"
        assert many.sql(daily, org=name) == many.sql(DAILY, org=org)


def _page_is_true(many: Cli, name: str, shown: dict[str, Any], now: dict[str, Any]) -> None:
    """The page's tables say what SQL says, and beyond that what stats says."""
    period = ("--from", START.isoformat(), "--to", END.isoformat())
    ran = many("report", "-o", "-", "--org", name, *period)
    assert ran.code == 0, ran.err
    tables = {table: found.rows[1:] for table, found in Page(ran.out).tables.items()}
    assert {row[0]: numbers(row[1:2]) for row in tables["sentiment"][:3]} == {
        mood: [number] for mood, number in now["sentiment"].items()
    }
    assert {f"twitter_{row[0]}": numbers(row[1:2]) for row in tables["types-table"]} == {
        kind: [number] for kind, number in now["types"].items()
    }
    assert {row[0]: numbers(row[1:2]) for row in tables["identity-table"]} == {
        state: [number] for state, number in now["identity"].items()
    }
    names = ("positive", "neutral", "negative")
    series = [[day[mood] for mood in names] for day in shown["series"]]
    assert [numbers(row[1:4]) for row in tables["series"]] == series
    topics = {topic["topic"] or "ours": topic for topic in shown["topics"]}
    assert {row[0]: numbers([row[1], *row[-2:]]) for row in tables["topics-table"]} == {
        topic: [one["signals"], one["positive"], one["negative"]] for topic, one in topics.items()
    }
    assert [row[1] for row in tables["cost-table"]] == [
        f"{now['spend']['usd']:.2f}",
        *(f"{now['spend'][figure]:,.0f}" for figure in ("posts", "users", "calls_counted")),
    ]
    assert len(tables.get("spikes", [])) == len(shown["spikes"])
