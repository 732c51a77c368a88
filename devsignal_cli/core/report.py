"""The report: a period in figures, the posts worth reading, and some posts of each day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from typing import Protocol

from devsignal_cli.core import stats, worth, zones
from devsignal_cli.model.connection import Organization
from devsignal_cli.results.report import Candidate, DayPosts, RankedPost, Report
from devsignal_cli.results.signals import Signal

WORTH_READING = 10
DAY_POSTS = 150
"""Posts that all days may show together, so that the page stays small."""
MOST_A_DAY = 12
_DAYS, _WEEKS = 62, 400
"""Up to so many days a period is shown by day, or by week."""


class ReportReader(stats.StatsReader, Protocol):
    """The store, as the report needs it."""

    def candidates(self, organization_id: int, start: int, end: int) -> Sequence[Candidate]:
        """What ranks the posts from `start` to before `end`, in Unix seconds."""

    def named(self, organization_id: int, post_keys: Sequence[int]) -> tuple[Signal, ...]:
        """Some signals by the first ids of their edit chains."""

    def company_names(self, organization_id: int, ids: Sequence[int]) -> Mapping[int, str]:
        """What some companies are called."""


def step_of(first: date, last: date) -> zones.Step:
    """How a period is put together when nobody says it."""
    days = (last - first).days + 1
    return "day" if days <= _DAYS else "week" if days <= _WEEKS else "month"


def report(reader: ReportReader, organization: Organization, period: stats.Period) -> Report:
    """The figures of a period, beside those of the period before, and its posts."""
    in_zone, _ = zones.zone(organization.time_zone)
    candidates = reader.candidates(
        organization.id, zones.midnight(period.start, in_zone), zones.midnight(period.end + timedelta(days=1), in_zone)
    )
    best = worth.ranked(candidates)
    first = worth.first(best, WORTH_READING)
    by_day = _by_day(best, period, in_zone)
    shown = {post.post_key: post for posts in [first, *by_day.values()] for post in posts}
    posts = _posts(reader, organization, shown)
    totals = _totals(candidates, period, in_zone)
    return Report(
        stats=stats.stats(reader, organization, period),
        by=period.step,
        worth_reading=tuple(posts[post.post_key] for post in first),
        days=tuple(DayPosts(day, totals[day], _newest_first(posts, by_day.get(day, ()))) for day in sorted(totals)),
    )


def _day_of(post: Candidate, period: stats.Period, in_zone: tzinfo) -> date:
    return zones.first_day(zones.local_day(post.posted_at, in_zone), period.step)


def _totals(posts: Iterable[Candidate], period: stats.Period, in_zone: tzinfo) -> dict[date, int]:
    totals: defaultdict[date, int] = defaultdict(int)
    for post in posts:
        totals[_day_of(post, period, in_zone)] += 1
    return totals


def _by_day(best: Iterable[Candidate], period: stats.Period, in_zone: tzinfo) -> dict[date, list[Candidate]]:
    """The best posts of each day, few enough that all days stay within the page."""
    steps = len(zones.steps(period.start, period.end, period.step))
    most = max(1, min(MOST_A_DAY, DAY_POSTS // steps))
    found: dict[date, list[Candidate]] = {}
    for post in best:
        posts = found.setdefault(_day_of(post, period, in_zone), [])
        if len(posts) < most:
            posts.append(post)
    return found


def _posts(reader: ReportReader, organization: Organization, chosen: Mapping[int, Candidate]) -> dict[int, RankedPost]:
    """The chosen posts in full, by their keys."""
    ids = sorted({post.company_id for post in chosen.values() if post.company_id is not None})
    names = reader.company_names(organization.id, ids)
    by_id = {str(post.post_id): post for post in chosen.values()}
    found = {}
    for signal in reader.named(organization.id, list(chosen)):
        post = by_id[signal.post_id]
        company = None if post.company_id is None else names.get(post.company_id)
        found[post.post_key] = RankedPost(signal, company, worth.worth(post))
    return found


def _newest_first(posts: Mapping[int, RankedPost], chosen: Iterable[Candidate]) -> tuple[RankedPost, ...]:
    newest = sorted(chosen, key=lambda post: (post.posted_at, post.post_id), reverse=True)
    return tuple(posts[post.post_key] for post in newest)
