"""Topics: which keywords a person means, and each topic's share of voice. Pure.

A signal that keywords of two topics brought counts in both; keywords without a topic are our own.
"""

from collections import Counter
from collections.abc import Sequence

from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.results.stats import Topic

Keyword = tuple[int, str, str, bool]
"""Id, text, topic ("": none), whether it is watched."""
_NAMED = 5


def chosen(
    keywords: Sequence[Keyword], topic: str | None, keyword: str | None
) -> tuple[list[int] | None, str | None, str | None]:
    """The ids of the keywords that a topic and a text name (None: all), and both as they are spelled on file.

    An empty topic means the keywords without one; capitals do not count.

    Raises:
        NotFoundError: there is no such topic or keyword.
        UsageError: the keyword is of another topic.
    """
    if topic is None and keyword is None:
        return None, None, None
    of_topic = [one for one in keywords if topic is None or _same(one[2], topic)]
    named = [one for one in keywords if keyword is None or _same(one[1], keyword)]
    if topic is not None and not of_topic:
        known = sorted({one[2] for one in keywords if one[2]})
        raise NotFoundError(f"There is no topic {topic!r}.", _topics_hint(known))
    if keyword is not None and not named:
        raise NotFoundError(f"There is no keyword {keyword!r}.", "`devsignal twitter keywords list` shows all.")
    both = [one for one in named if one in of_topic]
    if not both:
        raise UsageError(f"The keyword {keyword!r} is not of the topic {topic!r}.", "Leave one of the two out.")
    return [one[0] for one in both], None if topic is None else both[0][2], keyword and both[0][1]


def shares(
    keywords: Sequence[Keyword], now: Sequence[tuple[str, str, int]], before: Sequence[tuple[str, str, int]]
) -> tuple[Topic, ...]:
    """Each topic's signals and its share of all topics' signals, most first; watched topics without any too."""
    moods = Counter({(topic, sentiment): n for topic, sentiment, n in now})
    counts, earlier = _totals(now), _totals(before)
    topics = {topic for _, _, topic, is_watched in keywords if is_watched} | set(counts) | set(earlier)
    return tuple(
        Topic(
            topic or None,
            counts[topic],
            earlier[topic],
            _percent(counts[topic], counts.total()),
            _percent(earlier[topic], earlier.total()),
            moods[topic, "positive"],
            moods[topic, "negative"],
            moods[topic, "neutral"],
        )
        for topic in sorted(topics, key=lambda topic: (-counts[topic], topic))
    )


def _same(one: str, other: str) -> bool:
    return one.casefold() == " ".join(other.split()).casefold()


def _topics_hint(known: Sequence[str]) -> str:
    if not known:
        return "No keyword has one yet: devsignal twitter keywords add TEXT --topic T"
    return f"There is {', '.join(known[:_NAMED])}{' and more' if len(known) > _NAMED else ''}."


def _totals(counts: Sequence[tuple[str, str, int]]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for topic, _, n in counts:
        totals[topic] += n
    return totals


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
