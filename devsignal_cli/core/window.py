"""A window from its opening to its close: what to ask next, what a page changes, what to do when X refuses. Pure.

Rules of X behind it (docs.x.com, recent search and pagination): newest first; `since_id` stays the same with every
`next_token`; both ends must lie within seven days; a page may be empty and still have a successor.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from devsignal_cli.model.connection import PackedQuery, Window
from devsignal_cli.model.posts import SearchPage, SearchRequest
from devsignal_cli.snowflake import id_at, time_of

REACH_SECONDS = 7 * 86_400 - 3_600  # seven days, less an hour: X's limit moves while we ask
INDEX_SECONDS = 60  # X serves posts up to 30 s ago; the rest is the answer's way to us
LATE_SECONDS = 300  # how far before its place a sync looks again for posts that X served late
DAY_SECONDS = 86_400
_QUIET_SECONDS = 6 * 86_400
STALL_PAGES = 5
_CLOCK_SLACK_SECONDS = 60


def opened(
    query: PackedQuery,
    now: int,
    first_window_seconds: int,
    server_time: int | None = None,
    sweep_seconds: int = 0,
) -> Window:
    """A new window for a packed query: from its place, else from where X was asked before, else the first window.

    A place that lies days before that time is not asked from: X refuses it once it is seven days old; nor is one that
    X's clock has not reached. A first window reaches back from when the keyword was added, so that runs that failed
    since then lose nothing. With X's clock, a window looks again at the last minutes before the place, or as far back
    as `sweep_seconds`.
    """
    place, covered = query.since_id, query.covered_until
    if place is not None and server_time is not None and time_of(place) > server_time + _CLOCK_SLACK_SECONDS:
        place = None  # no post of X's: asked from there it would have nothing for ever
    is_quiet = covered is not None and (place is None or time_of(place) < covered - _QUIET_SECONDS)
    since_id, start = None, None
    if place is not None and not is_quiet:
        again = _looked_at_again(time_of(place), server_time, sweep_seconds)
        since_id = place if again == time_of(place) else id_at(again) - 1
    elif covered is not None:
        start = min(covered - LATE_SECONDS, _looked_at_again(covered, server_time, sweep_seconds))
    else:
        start = max(min(now, query.created_at or now) - min(first_window_seconds, REACH_SECONDS), 0)
    return Window(
        query=query.query,
        keyword_ids=tuple(keyword.id for keyword in query.keywords),
        since_id=since_id,
        start_time=start,
        opened_at=now,
        covered_from=covered if covered is not None else place and time_of(place),
    )


def request(window: Window, size: int) -> SearchRequest:
    """The next page of a window."""
    return SearchRequest(window.query, size, window.since_id, window.until_id, window.start_time, window.next_token)


def advanced(window: Window, page: SearchPage, *, is_new: bool) -> Window:
    """The window after a page. An id from the future (a broken answer) moves no place.

    A token that leads to nothing is no proof of the end: what lies below the oldest post seen is asked for once more,
    at no cost if nothing does. `is_new` says whether the page had a post that this walk had not seen: tokens can lead
    in a circle.
    """
    latest = page.server_time + _CLOCK_SLACK_SECONDS
    ids = [post.id for post in page.posts if post.id < id_at(latest) or not page.is_time_told]
    stalled = 0 if is_new else window.stalled + 1
    after = replace(
        window,
        newest_id=max([*ids, *_known(window.newest_id)], default=None),
        oldest_id=min([*_walked_to(ids, window), *_known(window.oldest_id)], default=None),
        next_token=page.next_token,
        posts_read=window.posts_read + len(page.posts),
        pages=window.pages + 1,
        stalled=stalled,
        covered_until=window.covered_until or (page.server_time - INDEX_SECONDS if page.is_time_told else None),
        gap=None,
        is_whole=page.next_token is None,
    )
    if after.is_whole and _is_doubtful(window, page):
        return replace(without_token(after), is_whole=False)
    return _unstuck(after) if page.next_token and stalled and stalled % STALL_PAGES == 0 else after


def mends(window: Window, server_time: int, now: int) -> Iterator[Window]:
    """Other forms of a window whose page X refused, likeliest first; each is worth one try.

    Args:
        window: as it was refused.
        server_time: X's clock, in Unix seconds.
        now: our clock at the same moment.
    """
    if window.next_token:
        yield without_token(window)
    if window.covered_from is None and window.start_time is not None and window.pages == 0:
        skew = server_time - now
        if abs(skew) > _CLOCK_SLACK_SECONDS:
            yield replace(window, start_time=window.start_time + skew)  # it was opened by a wrong clock of ours
    if window.start_time is not None and window.start_time > server_time:  # X once told a time ahead of its own
        yield replace(window, start_time=server_time - REACH_SECONDS, covered_from=None)
    if cut := within_reach(window, server_time):
        yield cut


def without_token(window: Window) -> Window:
    """The window when its token is refused or leads nowhere: it goes on below the oldest post seen."""
    return replace(window, next_token=None, until_id=window.oldest_id)


def upto_place(window: Window, place: int | None) -> Window:
    """The window without what lies before its place, which it only looked at again; whole if nothing else is left."""
    if window.since_id is not None and place is not None and window.since_id < place:
        if window.oldest_id is not None and window.oldest_id <= place:
            return replace(window, next_token=None, is_whole=True)
        return replace(without_token(window), since_id=place)
    start, covered = window.start_time, window.covered_from
    if start is not None and covered is not None and start < covered - LATE_SECONDS:
        if window.oldest_id is not None and time_of(window.oldest_id) < covered:
            return replace(window, next_token=None, is_whole=True)
        return replace(without_token(window), start_time=covered - LATE_SECONDS)
    return window


def within_reach(window: Window, server_time: int) -> Window | None:
    """The window cut to what X still serves, with the lost stretch as its gap; None if age is not what is wrong."""
    floor = server_time - REACH_SECONDS
    base = _base(window)
    if base is None or (window.since_id is None and base >= floor):
        return None
    start = max(base, floor)
    if window.oldest_id is not None and time_of(window.oldest_id) <= start:
        return replace(window, next_token=None, gap=_gap(base, time_of(window.oldest_id)), is_whole=True)
    return replace(
        window, since_id=None, start_time=start, next_token=None, until_id=window.oldest_id, gap=_gap(base, floor)
    )


def lag(window: Window) -> int:
    """Up to when everything before a window is stored: who lags most is walked first, so that nobody starves."""
    return _base(window) or 0


def lower_end(window: Window) -> int:
    """From when on X is asked: the time stored up to, or earlier where posts are looked at again."""
    if window.since_id is not None:
        return time_of(window.since_id)
    return window.start_time or 0


def levels(closed: Iterable[Window]) -> tuple[tuple[int, ...], int] | None:
    """Keywords whose walk reached the newest place of a run without a post of their own, and that place.

    It lets keywords that have caught up share one query again.
    """
    whole = list(closed)
    place = max((place for window in whole for place in _known(window.newest_id or window.since_id)), default=None)
    if place is None:
        return None
    reached = [
        window
        for window in whole
        if (window.covered_until or 0) >= time_of(place) and (window.start_time or 0) <= time_of(place)
    ]
    return tuple(sorted({number for window in reached for number in window.keyword_ids})), place


def _looked_at_again(time: int, server_time: int | None, sweep_seconds: int) -> int:
    """Where to begin before a place of that time: what was read on X's present day costs nothing to read again."""
    if server_time is None:
        return time
    midnight = server_time - server_time % DAY_SECONDS
    late = max(time - LATE_SECONDS, midnight) if time > midnight else time
    swept = server_time - min(sweep_seconds, REACH_SECONDS) if sweep_seconds else time
    return min(time, late, swept)


def _walked_to(ids: Sequence[int], window: Window) -> tuple[int, ...]:
    """The post down to which a page surely has everything: its last one, or its first one if they are in disorder.

    A stray post from below the window's lower end says nothing of the walk.
    """
    floor = lower_end(window)
    inside = [post_id for post_id in ids if time_of(post_id) >= floor]
    if not inside:
        return ()
    return (inside[-1] if inside == sorted(inside, reverse=True) else max(inside),)


def _known(post_id: int | None) -> tuple[int, ...]:
    return () if post_id is None else (post_id,)


def _base(window: Window) -> int | None:
    """The time up to which everything before the window is stored."""
    times = [window.covered_from, window.start_time, window.since_id and time_of(window.since_id)]
    return max((time for time in times if time is not None), default=None)  # 0 is a clock without a battery


def _is_doubtful(window: Window, page: SearchPage) -> bool:
    """Whether a token led to nothing, and nobody has asked below the oldest post seen yet."""
    is_empty = not page.posts and not page.damaged
    return is_empty and window.next_token is not None and window.oldest_id not in (None, window.until_id)


def _gap(start: int | None, end: int) -> tuple[int, int] | None:
    return (start, end) if start and start < end else None


def _unstuck(window: Window) -> Window:
    """A walk whose tokens bring nothing older: first it goes on without a token, then it ends with a gap."""
    if window.stalled < 2 * STALL_PAGES:
        return without_token(window)
    end = time_of(window.oldest_id) if window.oldest_id else window.covered_until or window.opened_at
    return replace(window, next_token=None, gap=_gap(_base(window), end), is_whole=True)
