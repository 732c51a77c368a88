"""Pages: whole, newest first, stable while time goes on."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World

from .client import DAY_MS, NOW_MS, Client


@pytest.fixture(scope="module")
def busy() -> Iterator[Client]:
    with Simulator.seeded(3, 300, NOW_MS, limits={"/2/tweets/search/recent": 10**6}) as sim:
        yield Client(sim)


@settings(max_examples=25, deadline=None)
@given(size=st.integers(10, 100), order=st.sampled_from(["recency", "relevancy"]), step=st.integers(0, 3))
def test_paging_never_loses_or_repeats_posts_for_any_max_results(
    busy: Client, size: int, order: str, step: int
) -> None:
    truth = [
        i for i in busy.sim.world.matching("acme") if (i >> 22) + 1_288_834_974_657 < busy.sim.clock.now_ms() - 30_000
    ]
    page = busy.search(max_results=size, sort_order=order)
    found = page.ids
    while page.next_token:
        busy.sim.clock.advance(step)
        page = busy.search(max_results=size, sort_order=order, pagination_token=page.next_token)
        found += page.ids
    assert sorted(found) == truth
    assert order == "relevancy" or found == truth[::-1]


def test_a_walk_stays_whole_while_days_pass_and_new_posts_appear(client: Client) -> None:
    truth = client.walk(max_results=10)
    first = client.search(max_results=10)
    client.sim.clock.advance(8 * DAY_MS / 1000)
    client.sim.world.plant("acme is new", client.sim.clock.now_ms() - 60_000)
    second = client.search(max_results=10, next_token=first.next_token)
    third = client.search(max_results=10, next_token=second.next_token)
    assert (first.ids + second.ids + third.ids, third.next_token) == (truth, None)


def test_a_page_size_may_change_on_the_way(client: Client) -> None:
    first = client.search(max_results=10)
    rest = client.search(max_results=100, next_token=first.next_token, tweet__fields="author_id")
    assert len(first.ids + rest.ids) == 30


def test_a_token_of_another_query_is_refused(client: Client) -> None:
    token = client.search().next_token
    refused = client.search("cli", next_token=token)
    assert (refused.status, "Invalid 'next_token'" in refused.message) == (400, True)


@pytest.mark.parametrize("token", ["bogus", "b26v89c19zqg8o3f", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_an_invented_token_is_refused(client: Client, token: str) -> None:
    assert client.search(pagination_token=token).status == 400


def test_two_tokens_at_once_are_refused(client: Client) -> None:
    token = client.search().next_token
    assert client.search(next_token=token, pagination_token=token).status == 400


def test_a_token_expires_when_told_to(world: World) -> None:
    with Simulator(world=world, clock=SimClock(NOW_MS), token_lifetime_seconds=60) as sim:
        client = Client(sim)
        token = client.search().next_token
        sim.clock.advance(60)
        assert client.search(next_token=token).status == 200
        sim.clock.advance(1)
        assert client.search(next_token=token).status == 400


@pytest.mark.parametrize("size", ["9", "101", "ten", "-10"])
def test_a_page_size_out_of_bounds_is_refused(client: Client, size: str) -> None:
    assert (
        client.search(max_results=size).message
        == f"The `max_results` query parameter value [{size}] is not between 10 and 100"
    )


def test_ten_posts_come_when_nothing_is_said(client: Client) -> None:
    assert len(client.search().ids) == 10


def test_an_empty_result_has_neither_data_nor_ids(client: Client) -> None:
    assert client.search('"no such words"').json == {"meta": {"result_count": 0}}


def test_a_post_removed_on_the_way_is_missing_and_nothing_else(client: Client) -> None:
    truth = client.walk(max_results=10)
    first = client.search(max_results=10)
    client.sim.world.remove(truth[15])
    rest = client.search(max_results=100, next_token=first.next_token).ids
    assert first.ids + rest == [i for i in truth if i != truth[15]]


class NaiveClient:
    """Keeps a bookmark the way careless tools do: `eager` moves it after the first page."""

    def __init__(self, client: Client, *, eager: bool) -> None:
        self.client, self.eager = client, eager
        self.stored: set[int] = set()
        self.bookmark: int | None = None

    def run(self, stop_after: int | None = None) -> None:
        params: dict[str, Any] = {"since_id": self.bookmark} if self.bookmark else {}
        page = self.client.search(max_results=10, **params)
        newest, pages = page.ids[0] if page.ids else self.bookmark, 1
        self._take(page.ids, newest if self.eager else self.bookmark)
        while page.next_token:
            if pages == stop_after:
                return
            page = self.client.search(max_results=10, **params, next_token=page.next_token)
            pages += 1
            self._take(page.ids, self.bookmark)
        self.bookmark = newest

    def _take(self, ids: list[int], bookmark: int | None) -> None:
        self.stored |= set(ids)
        self.bookmark = bookmark


def test_a_client_that_stores_its_bookmark_after_page_one_loses_posts(client: Client) -> None:
    naive = NaiveClient(client, eager=True)
    naive.run(stop_after=1)
    naive.run()
    assert len(naive.stored) == 10


def test_a_client_that_stores_its_bookmark_after_the_last_page_loses_none(client: Client) -> None:
    patient = NaiveClient(client, eager=False)
    patient.run(stop_after=1)
    patient.run()
    patient.run()
    assert patient.stored == set(client.sim.world.matching("acme"))
