"""The outbox: which posts set an alert off, spikes once a day, each organization its own."""

from typing import Any

import pytest

from devsignal_cli.core.alerting import todays_spikes
from devsignal_cli.model.alerts import AlertConditions, AlertTarget, Told
from devsignal_cli.model.connection import Organization
from devsignal_cli.store import alerts
from devsignal_cli.store.db import Database
from devsignal_cli.store.outbox import Outbox
from devsignal_cli.store.stats_reader import StatsReader
from tests.store.rows import NOW, ORG, OTHER, RUN, add_company, asked, item, profile, run_sql, store
from tests.store.test_authors import known

TARGET = AlertTarget("slack", "hooks.test", "encrypted", None)


@pytest.fixture
def full(database: Database) -> Database:
    run_sql(
        database,
        f"INSERT INTO run (id, organization_id, service, kind, started_at) VALUES ({RUN}, 1, 'twitter', 'sync', 1)",
        f"INSERT INTO run (id, organization_id, service, kind, started_at) VALUES ({RUN + 1}, 2, 'twitter', 'sync', 1)",
    )
    return database


def ruled(database: Database, org: Any = ORG, **conditions: Any) -> Outbox:
    with database.write() as session:
        alerts.add(session, org, TARGET, AlertConditions(**conditions), NOW)
    return Outbox(database, org)


def arrive(database: Database) -> None:
    """Ten posts: one in two a complaint, one in five negative, followers by author, one company, a repost, a mute."""
    kinds = ("twitter_complaint", "twitter_mention")
    posts = [
        item(n, author_id=100 + n, type=kinds[n % 2], sentiment="neutral" if n % 5 else "negative", is_repost=n == 8)
        for n in range(10)
    ]
    store(database, *posts)
    known(database, *(profile(100 + n, followers=n * 100) for n in range(10)))
    add_company(database, 30)
    run_sql(
        database,
        "UPDATE signal SET company_id = 30 WHERE author_id IN (102, 103)",
        "UPDATE signal SET muted = 1 WHERE author_id = 106",
    )


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ({"type": "twitter_complaint"}, [5, 3, 1]),
        ({"sentiment": "negative"}, [6, 1]),
        ({"min_followers": 500}, [10, 8, 6]),
        ({"known_company": True}, [4, 3]),
        ({"known_company": True, "type": "twitter_mention"}, [4]),
        ({"min_followers": 5_000}, []),
    ],
)
def test_posts_for_which_all_conditions_hold_are_told_of_once(
    conditions: dict[str, Any], wanted: list[int], full: Database
) -> None:
    outbox = ruled(full, **conditions)
    arrive(full)
    assert outbox.fill((), NOW) == int(bool(wanted))
    assert [number for message in outbox.waiting() for number in message.signals] == wanted
    assert outbox.fill((), NOW) == 0


def test_what_was_stored_before_the_rule_is_not_told_of(full: Database) -> None:
    arrive(full)
    assert ruled(full, type="twitter_complaint").fill((), NOW) == 0


def test_posts_of_imports_previews_and_of_another_organization_are_not_told_of(full: Database) -> None:
    outbox, other = ruled(full, sentiment="neutral"), ruled(full, OTHER, sentiment="neutral")
    arrive(full)
    assert (other.fill((), NOW), other.waiting()) == (0, [])
    run_sql(full, "UPDATE run SET kind = 'preview'")
    assert outbox.fill((), NOW) == 0


def test_a_spike_is_told_of_once(full: Database) -> None:
    outbox = ruled(full, event="spike")
    first, second = (Told(f"2026-11-1{day}", "volume", 90, 30, 5.0) for day in (6, 7))
    assert [outbox.fill(told, NOW) for told in ((), (first,), (first,))] == [0, 1, 0]
    run_sql(full, "INSERT INTO run (organization_id, service, kind, started_at) VALUES (1, 'twitter', 'sync', 2)")
    assert outbox.fill((first, second), NOW) == 1
    assert sorted(spike.day for message in outbox.waiting() for spike in message.spikes) == ["2026-11-16", "2026-11-17"]


def test_what_was_sent_is_dropped_after_a_month(full: Database) -> None:
    outbox = ruled(full, event="spike")
    outbox.fill((Told("2026-11-16", "volume", 90, 30, 5.0),), NOW)
    (message,) = outbox.waiting()
    outbox.sent(message.id, NOW)
    outbox.fill((), NOW + 29 * 86_400)
    assert asked(full, "SELECT count(*) FROM alert_message") == [(1,)]
    outbox.fill((), NOW + 31 * 86_400)
    assert asked(full, "SELECT count(*) FROM alert_message") == [(0,)]


def test_today_stands_out_of_quiet_weeks(full: Database) -> None:
    days = [item(100 + day, posted_at=NOW - day * 86_400) for day in range(40)]
    store(full, *days, *(item(number, posted_at=NOW - number) for number in range(30)))
    with full.read() as session:
        organization = Organization(ORG, "default", "UTC")
        found = todays_spikes(StatsReader(session), organization, NOW)
        assert [(spike.day, spike.kind, spike.value) for spike in found] == [("2026-11-17", "volume", 31)]
        assert todays_spikes(StatsReader(session), organization, NOW + 2 * 86_400) == ()
