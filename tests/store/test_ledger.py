"""What was billed: each object once a day and account; and runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import ledger, runs
from devsignal_cli.store.db import Database
from tests.store.rows import DAY, NOW, ORG, OTHER, RUN, asked

MIDNIGHT = 1_794_960_000  # 2026-11-18 00:00:00 UTC
LINES = "SELECT organization_id, kind, day, count, free_count, micro_usd FROM ledger ORDER BY id"


def book(
    database: Database, *ids: int, org: OrganizationId = ORG, kind: str = "post", now: int = NOW, account: str = "a"
) -> float:
    with database.write() as session:
        return ledger.book(session, account, org, RUN, kind, ids, now).usd


def month_spend(database: Database, now: int, org: OrganizationId = ORG) -> float:
    with database.read() as session:
        return ledger.month_spend_usd(session, org, now)


@pytest.mark.parametrize(("kind", "price"), [("post", 0.015), ("user", 0.03)])
def test_each_kind_has_its_price(database: Database, kind: str, price: float) -> None:
    assert book(database, 1, 2, 3, kind=kind) == price


def test_an_empty_answer_is_free_and_leaves_no_line(database: Database) -> None:
    assert book(database) == 0.0
    assert asked(database, LINES) == []


def test_the_same_object_on_the_same_day_is_free(database: Database) -> None:
    assert [book(database, 1, 2), book(database, 2, 3)] == [0.01, 0.005]
    assert asked(database, LINES) == [(1, "post", "2026-11-17", 2, 0, 10_000), (1, "post", "2026-11-17", 1, 1, 5_000)]


def test_an_object_twice_in_one_answer_is_paid_once(database: Database) -> None:
    assert book(database, 1, 1) == 0.005
    assert asked(database, LINES) == [(1, "post", "2026-11-17", 1, 1, 5_000)]


def test_an_object_is_paid_once_by_an_account_whichever_organization_reads_it(database: Database) -> None:
    assert [book(database, 1), book(database, 1, org=OTHER)] == [0.005, 0.0]
    assert [month_spend(database, NOW), month_spend(database, NOW, OTHER)] == [0.005, 0.0]


def test_two_accounts_both_pay(database: Database) -> None:
    assert [book(database, 1), book(database, 1, account="b")] == [0.005, 0.005]


def test_a_post_and_a_user_of_one_number_are_two_objects(database: Database) -> None:
    assert [book(database, 1), book(database, 1, kind="user")] == [0.005, 0.01]


def test_the_next_utc_day_is_billed_again(database: Database) -> None:
    assert [
        book(database, 1, now=MIDNIGHT - 1),
        book(database, 1, now=MIDNIGHT),
        book(database, 1, now=MIDNIGHT + 1),
    ] == [0.005, 0.005, 0.0]


def test_days_that_are_over_are_forgotten_for_that_account_only(database: Database) -> None:
    book(database, 1)
    book(database, 2, account="b")
    book(database, 3, now=NOW + DAY)
    assert asked(database, "SELECT account, object_id FROM billed_object ORDER BY object_id") == [("b", 2), ("a", 3)]


@pytest.mark.parametrize(
    ("now", "spent"), [(NOW, 0.01), (1_793_491_200, 0.01), (1_793_491_199, 0.0), (1_796_083_199, 0.01), (1_796_083_200, 0.0)]
)  # fmt: skip
def test_a_month_is_a_utc_month(database: Database, now: int, spent: float) -> None:
    book(database, 1, 2)
    assert month_spend(database, now) == spent


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.sampled_from([ORG, OTHER]), st.integers(0, 2), st.lists(st.integers(1, 6), max_size=5)), max_size=8
    )
)
def test_what_was_paid_is_the_number_of_different_objects_a_day(
    database: Database, answers: list[tuple[OrganizationId, int, list[int]]]
) -> None:
    in_order = sorted(answers, key=lambda answer: answer[1])
    account = f"account {asked(database, 'SELECT count(*) FROM ledger')[0][0]}"
    spent = sum(book(database, *ids, org=org, now=NOW + day * DAY, account=account) for org, day, ids in in_order)
    objects = {(day, number) for _, day, ids in answers for number in ids}
    assert round(spent * 1_000_000) == 5_000 * len(objects)
    totals = asked(
        database, "SELECT sum(count), sum(count + free_count), sum(micro_usd) FROM ledger WHERE account = ?", account
    )
    read = sum(len(ids) for _, _, ids in answers)
    assert totals == [(len(objects), read, 5_000 * len(objects)) if read else (None, None, None)]


def test_a_run_is_noted_at_its_start_and_completed_at_its_end(database: Database) -> None:
    with database.write() as session:
        first = runs.start(session, ORG, "twitter", "sync", NOW)
        second = runs.start(session, OTHER, "twitter", "sync", NOW)
        runs.finish(session, first, NOW + 9, "partial", "budget", '{"org": "default"}')
    assert first != second
    assert asked(
        database,
        "SELECT id, organization_id, service, kind, started_at, finished_at, status, reason, result FROM run ORDER BY id",
    ) == [
        (first, 1, "twitter", "sync", NOW, NOW + 9, "partial", "budget", '{"org": "default"}'),
        (second, 2, "twitter", "sync", NOW, None, None, None, None),
    ]
