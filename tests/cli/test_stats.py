"""Every figure of stats equals SQL on the base tables; days are those of zones with half hours and clock changes."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from devsignal_cli.core.spikes import of
from devsignal_cli.model.records import COLUMNS, FIELDS
from devsignal_cli.model.words import SENTIMENTS
from devsignal_cli.results.stats import Day
from devsignal_cli.serialize import plain
from tests.stats_expected import END, START, expected_figures, told
from tests.stats_world import ZONES, Asked
from tests.support import Cli

TOPIC = "EXISTS (SELECT 1 FROM signal_keyword k WHERE k.organization_id = s.organization_id AND k.post_key = s.post_key AND k.keyword_id % 10 IN ({}))"
NARROWED = [
    ((), "1"),
    (("--type", "complaint"), "s.type = 'twitter_complaint'"),
    (("--topic", "globex"), TOPIC.format("3, 4")),
    (("--topic", ""), TOPIC.format("1, 2")),
    (("--keyword", "Acme CLI", "--type", "praise"), TOPIC.format("2") + " AND s.type = 'twitter_praise'"),
    (("--company", "c7.dev"), "s.company_id % 100 = 7"),
    (("--company", "c7.dev", "--keyword", "initech"), "s.company_id % 100 = 7 AND " + TOPIC.format("5")),
]


@pytest.fixture
def world(cli: Cli, filled: Path) -> Cli:
    shutil.copy(filled, cli.database)
    return cli


@pytest.mark.parametrize(("arguments", "narrowed"), NARROWED, ids=[" ".join(one[0]) for one in NARROWED])
@pytest.mark.parametrize("org", [1, 2])
def test_figures_and_those_before_equal_sql(world: Cli, org: int, arguments: tuple[str, ...], narrowed: str) -> None:
    zone = ZONES[org]
    shown = told(world, org, zone, *arguments)
    asked = Asked(world.database, org, zone, START, END, narrowed)
    now, then = expected_figures(asked), expected_figures(asked.before())
    assert now["signals"] > 0
    assert shown["previous"] == {**then, "from": str(asked.before().start), "to": str(asked.before().end)}
    assert shown["signals"] == {"total": now["signals"], "previous": then["signals"]}
    assert shown["active"] == {name: {"total": now[name], "previous": then[name]} for name in ("authors", "companies")}
    for name in ("sentiment", "types", "identity", "known", "work", "spend"):
        assert shown[name] == now[name], name


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_the_series_equals_sql_day_by_day(world: Cli, zone: str, by: str) -> None:
    shown = told(world, 1, zone, "--by", by)
    asked = Asked(world.database, 1, zone, START, END)
    expected: dict[str, dict[str, int]] = {}
    for number in range((END - START).days + 1):
        day = START + timedelta(days=number)
        first = {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[by]
        counts = expected.setdefault(str(first), dict.fromkeys(SENTIMENTS, 0))
        for mood, n in asked.day(day).rows("s.sentiment, count(*)", "GROUP BY 1"):
            counts[mood] += n
    assert shown["series"] == [{"date": first, **counts} for first, counts in expected.items()]
    assert (shown["by"], shown["tz"]) == (by, zone)


@pytest.mark.parametrize("org", [1, 2])
@pytest.mark.parametrize(("arguments", "narrowed"), [*NARROWED[:3], NARROWED[5]])
def test_authors_and_companies_equal_sql(world: Cli, org: int, arguments: tuple[str, ...], narrowed: str) -> None:
    shown = told(world, org, ZONES[org], *arguments)
    asked = Asked(world.database, org, ZONES[org], START, END, narrowed)
    moods = "sum(s.sentiment = 'positive'), sum(s.sentiment = 'negative')"
    people = f"CAST(a.id AS TEXT), a.username, a.name, a.followers, count(*), {moods}"
    firms = f"CAST(c.id AS TEXT), c.name, c.domain, count(*), {moods}"
    joined = "LEFT JOIN author a ON a.id = s.author_id LEFT JOIN company c ON c.id = s.company_id"
    orders = {
        "authors": (people, "a.id", "count(*) DESC, ifnull(a.followers, -1) DESC, a.id"),
        "authors_by_reach": (people, "a.id", "ifnull(a.followers, -1) DESC, count(*) DESC, a.id"),
        "companies_by_signals": (firms, "c.id", "count(*) DESC, c.id"),
    }
    for key, (select, column, order) in orders.items():
        rows = asked.rows(select, f"GROUP BY {column} ORDER BY {order} LIMIT 10", f"{column} IS NOT NULL", joined)
        key_ = {"a.id": "s.author_id", "c.id": "s.company_id"}[column]
        before = [(asked.before().count(f"{key_} = {row[0]}"),) for row in rows]
        assert rows, key
        assert [tuple(one.values()) for one in shown[key]] == [row + n for row, n in zip(rows, before, strict=True)], (
            key
        )


@pytest.mark.parametrize("arguments", [(), ("--type", "praise"), ("--topic", "Globex")])
def test_share_of_voice_equals_sql(world: Cli, arguments: tuple[str, ...]) -> None:
    shown = told(world, 1, "Asia/Kolkata", *arguments)
    narrowed = "s.type = 'twitter_praise'" if "--type" in arguments else "1"  # a topic does not narrow topics
    asked = Asked(world.database, 1, "Asia/Kolkata", START, END, narrowed)
    keywords = {None: "1, 2", "Globex": "3, 4", "Initech": "5"}
    counts = {topic: asked.count(TOPIC.format(ids)) for topic, ids in keywords.items()}
    before = {topic: asked.before().count(TOPIC.format(ids)) for topic, ids in keywords.items()}
    expected = [
        {
            "topic": topic,
            "signals": n,
            "previous": before[topic],
            "share_percent": round(100 * n / sum(counts.values()), 1),
            "previous_share_percent": round(100 * before[topic] / sum(before.values()), 1),
            **{mood: asked.count(f"s.sentiment = '{mood}' AND {TOPIC.format(keywords[topic])}") for mood in SENTIMENTS},
        }
        for topic, n in sorted(counts.items(), key=lambda one: -one[1])
    ]
    assert shown["topics"] == expected


def test_coverage_fields_and_technology_equal_sql(world: Cli) -> None:
    shown = told(world, 2, "UTC")
    asked = Asked(world.database, 2, "UTC", START, END)
    for key, entity in (("companies", "company"), ("contacts", "contact")):

        def count(where: str, table: str = entity) -> int:
            return int(asked.sql(f"SELECT count(*) FROM {table} WHERE organization_id = 2 AND {where}")[0][0])

        total = count("1")
        assert (shown[key]["total"], shown[key]["enriched"]) == (total, count("enriched_at IS NOT NULL"))
        columns = COLUMNS[entity]  # type: ignore[index]
        expected = []
        for field in FIELDS[entity]:  # type: ignore[index]
            found = f"json_extract(custom_fields, '$.{field}')"
            filled = count(
                f"{field} IS NOT NULL" if field in columns else f"{found} IS NOT NULL AND {found} NOT IN ('', '[]')"
            )
            expected.append({"field": field, "filled": filled, "percent": round(100 * filled / total, 1)})
        assert shown["fields"][key] == expected
    assert [len(shown["fields"][key]) for key in ("companies", "contacts")] == [16, 10]
    each = "company c, json_each(c.custom_fields, '$.techStack') t WHERE c.organization_id = 2"
    used = asked.sql(f"SELECT t.value, count(*) FROM {each} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10")
    assert [tuple(one.values()) for one in shown["technology"]] == used
    assert shown["technology_n"] == asked.sql(f"SELECT count(DISTINCT c.id) FROM {each}")[0][0]


def test_planted_days_stand_out_in_the_zone_of_the_organization(world: Cli) -> None:
    shown = told(world, 1, "America/New_York")
    spikes = {(spike["date"], spike["kind"]): spike for spike in shown["spikes"]}
    assert {("2026-11-06", "volume"), ("2026-10-19", "negative")} <= set(spikes), "12 and 30 days before NOW"
    asked = Asked(world.database, 1, "America/New_York", START, END)
    days = [START + timedelta(days=number) for number in range(-56, (END - START).days + 1)]
    counts = [[asked.day(day).count(f"s.sentiment = '{mood}'") for mood in SENTIMENTS] for day in days]
    series = [Day(day, *of_day) for day, of_day in zip(days, counts, strict=True)]
    assert shown["spikes"] == plain(of(series, START)), "the 56 days before the period say what is usual"
    short = world("stats", "--json", "--from", "2026-10-18", "--to", "2026-10-20").json
    assert short["spikes"] == [spike for spike in shown["spikes"] if "2026-10-18" <= spike["date"] <= "2026-10-20"]
    only = ("--spikes", "--from", START.isoformat(), "--to", END.isoformat())
    assert world("stats", "--json", *only).json == shown
    assert re.search(r"▲ Mon 2026-10-19: \d\d % of \d\d signals negative, usually", world("stats", *only).out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--topic", "acme"), "There is no topic 'acme'."),
        (("--topic", "acme"), "Globex, Initech"),
        (("--keyword", "nobody"), "There is no keyword 'nobody'."),
        (("--keyword", "acme", "--topic", "Globex"), "is not of the topic"),
        (("--company", "nobody.dev"), "There is no company nobody.dev."),
        (("--keyword", "\udcff"), "There is no keyword '?'."),
    ],
)
def test_what_is_not_there_is_an_error_that_says_what_is(world: Cli, arguments: tuple[str, ...], words: str) -> None:
    ran = world("stats", *arguments)
    assert ran.code == 2
    assert words in ran.err
