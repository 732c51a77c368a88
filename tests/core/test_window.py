"""A window's life: opening, pages, refusals, circles, closing."""

from dataclasses import replace

from devsignal_cli.core.window import (
    REACH_SECONDS,
    STALL_PAGES,
    advanced,
    levels,
    opened,
    request,
    within_reach,
    without_token,
)
from devsignal_cli.model.connection import Keyword, PackedQuery, Window
from devsignal_cli.model.posts import Post, SearchPage
from devsignal_cli.snowflake import id_at, time_of

NOW = 1_795_000_000
DAY = 86_400


def page(*ids: int, token: str | None = None) -> SearchPage:
    posts = tuple(Post(id=number, root_id=number, text="", author_id=1, posted_at=0, raw=b"") for number in ids)
    return SearchPage(posts, NOW, token)


def fresh(place: int | None = None, covered_until: int | None = None) -> Window:
    return opened(PackedQuery("q", (Keyword(1, "k", place=place, covered_until=covered_until),)), NOW, DAY)


def test_the_time_of_an_id_is_that_of_its_making() -> None:
    assert time_of(id_at(NOW)) == NOW
    assert id_at(0) == 0


def test_a_first_window_goes_back_as_far_as_asked() -> None:
    assert request(fresh(), 50) == request(Window("q", (1,), start_time=NOW - DAY), 50)


def test_a_placed_window_asks_from_its_place_and_never_with_a_time() -> None:
    asked = request(fresh(place=id_at(NOW - 60), covered_until=NOW - 10), 100)
    assert (asked.since_id, asked.start_time, asked.until_id) == (id_at(NOW - 60), None, None)


def test_an_unmentioned_keyword_asks_from_where_x_was_asked_before() -> None:
    assert request(fresh(covered_until=NOW - 500), 100).start_time == NOW - 800


def test_a_place_of_long_ago_is_not_asked_from_when_x_was_asked_lately() -> None:
    window = fresh(place=id_at(NOW - 8 * DAY), covered_until=NOW - 500)
    assert (window.since_id, window.start_time, window.covered_from) == (None, NOW - 800, NOW - 500)


def test_a_first_window_goes_no_further_back_than_x_serves() -> None:
    window = opened(PackedQuery("q", (Keyword(1, "k"),)), NOW, 30 * DAY)
    assert window.start_time == NOW - REACH_SECONDS


def test_the_same_lower_end_goes_with_every_token() -> None:
    window = advanced(fresh(place=5), page(id_at(NOW - 40), id_at(NOW - 50), token="t"), is_new=True)
    asked = request(window, 100)
    assert (asked.since_id, asked.next_token) == (5, "t")
    assert (window.newest_id, window.oldest_id, window.is_whole) == (id_at(NOW - 40), id_at(NOW - 50), False)
    assert window.covered_until == NOW - 60


def test_the_last_page_makes_it_whole() -> None:
    assert advanced(fresh(), page(), is_new=False).is_whole


def test_an_id_from_the_future_moves_no_place() -> None:
    window = advanced(fresh(), page(2**63 - 1, id_at(NOW - 40)), is_new=True)
    assert window.newest_id == id_at(NOW - 40)


def test_posts_out_of_order_leave_the_newest_as_place() -> None:
    window = advanced(fresh(), page(id_at(NOW - 90), id_at(NOW - 40), id_at(NOW - 60), token="t"), is_new=True)
    assert (window.newest_id, window.oldest_id) == (id_at(NOW - 40), id_at(NOW - 40))


def test_an_empty_page_with_a_token_is_not_the_last() -> None:
    window = advanced(fresh(), page(token="t"), is_new=False)
    assert (window.is_whole, window.next_token, window.stalled) == (False, "t", 1)


def test_a_token_that_leads_to_nothing_is_no_end_until_x_was_asked_below_the_oldest_post() -> None:
    walked = advanced(fresh(place=5), page(id_at(NOW - 40), id_at(NOW - 50), token="t"), is_new=True)
    doubted = advanced(walked, page(), is_new=False)
    assert request(doubted, 100) == request(without_token(walked), 100)
    assert not doubted.is_whole
    assert advanced(doubted, page(), is_new=False).is_whole
    assert advanced(replace(doubted, next_token="u"), page(), is_new=False).is_whole  # not doubted twice


def test_a_circle_of_tokens_is_left_by_until_id_and_then_ends_with_a_gap() -> None:
    window = advanced(fresh(place=id_at(NOW - 5_000)), page(id_at(NOW - 1_000), token="t"), is_new=True)
    for _ in range(STALL_PAGES):
        window = advanced(window, page(id_at(NOW - 1_000), token="t"), is_new=False)
    assert (window.next_token, window.until_id, window.is_whole) == (None, id_at(NOW - 1_000), False)
    for _ in range(STALL_PAGES):
        window = advanced(window, page(id_at(NOW - 1_000), token="t"), is_new=False)
    assert (window.is_whole, window.gap) == (True, (NOW - 5_000, NOW - 1_000))


def test_a_circle_of_empty_pages_ends_too() -> None:
    window = fresh()
    for _ in range(2 * STALL_PAGES):
        window = advanced(window, page(token="t"), is_new=False)
    assert window.is_whole


def test_a_refused_token_goes_on_below_the_oldest_post() -> None:
    window = without_token(replace(fresh(place=5), next_token="t", oldest_id=77))
    assert (request(window, 10).until_id, request(window, 10).since_id, request(window, 10).next_token) == (77, 5, None)


def test_a_place_beyond_seven_days_becomes_a_start_time_and_a_gap() -> None:
    mended = within_reach(fresh(place=id_at(NOW - 9 * DAY)), NOW)
    assert mended is not None
    assert (mended.since_id, mended.start_time, mended.gap) == (
        None,
        NOW - REACH_SECONDS,
        (NOW - 9 * DAY, NOW - REACH_SECONDS),
    )


def test_an_old_place_that_was_asked_beyond_lately_has_no_gap() -> None:
    window = replace(fresh(place=id_at(NOW - 9 * DAY)), covered_from=NOW - DAY)
    mended = within_reach(window, NOW)
    assert mended is not None
    assert (mended.start_time, mended.gap) == (NOW - DAY, None)


def test_a_walk_that_lies_wholly_beyond_seven_days_is_closed() -> None:
    window = replace(fresh(place=id_at(NOW - 10 * DAY)), oldest_id=id_at(NOW - 9 * DAY))
    mended = within_reach(window, NOW)
    assert mended is not None
    assert (mended.is_whole, mended.gap) == (True, (NOW - 10 * DAY, NOW - 9 * DAY))


def test_a_window_within_reach_is_not_what_x_refused() -> None:
    assert within_reach(replace(fresh(), start_time=NOW - 60), NOW) is None
    assert within_reach(Window("q", (1,)), NOW) is None


def test_keywords_that_reached_the_newest_place_share_it() -> None:
    old = Window("a", (1, 2), newest_id=id_at(NOW - 100), covered_until=NOW - 30)
    late = Window("b", (3,), covered_until=NOW - 20)
    early = Window("c", (4,), covered_until=NOW - 200)
    assert levels([old, late, early]) == ((1, 2, 3), id_at(NOW - 100))
    assert levels([late]) is None


def test_a_page_in_disorder_proves_nothing_below_its_newest_post() -> None:
    first, second, stray = id_at(NOW - 100), id_at(NOW - 200), id_at(NOW - 5_000)
    walked = advanced(fresh(), page(first, stray, second, token="t"), is_new=True)
    assert (walked.newest_id, without_token(walked).until_id) == (first, first)


def test_a_post_from_outside_the_window_moves_no_end_of_it() -> None:
    first, outside = id_at(NOW - 100), id_at(NOW - 3 * DAY)
    walked = advanced(fresh(), page(first, outside, token="t"), is_new=True)
    assert without_token(walked).until_id == first
    ahead = id_at(NOW + DAY)
    assert advanced(fresh(), page(ahead, first, token="t"), is_new=True).newest_id == first
