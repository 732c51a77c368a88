"""A period in figures, drawn for people: the head, the figures beside those before, the series. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw, tables_stats_lists, tables_stats_records
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.core import zones
from devsignal_cli.model.words import Sentiment
from devsignal_cli.results.stats import Day, Spike, Stats, StatsOfSpikes, Work

_SPARK_WIDTH = 62
_SHOWN_STATES = {"review": "to review"}
_SENTIMENTS: tuple[Sentiment, ...] = ("positive", "neutral", "negative")
_MARK = "▲"
_SMALL = 10


def stats(value: Stats) -> RenderableType:
    """All figures of a period, or that there are none."""
    if not value.signals.total:
        before = value.previous.signals
        told = f" The period before has {draw.count(before, 'signal')}." if before else ""
        return Group(
            *_head(value), Text(f"No signals in this period.{told}"), *_on_file(value), *_few(_on_file_n(value))
        )
    return Group(
        *_head(value),
        _bar(value),
        Text(),
        _figures(value),
        *_notes(value),
        Text(),
        *_series(value),
        *_named(value.spikes),
        *tables_stats_lists.topics(value),
        *tables_stats_lists.authors(value),
        *tables_stats_lists.companies(value),
        *_on_file(value),
    )


def spikes(value: StatsOfSpikes) -> RenderableType:
    """The days that stand out, most first, or that there are none."""
    if not value.spikes:
        told = (
            "No day stands out from the four weeks before it." if value.signals.total else "No signals in this period."
        )
        return Group(*_head(value), Text(told))
    most = sorted(value.spikes, key=lambda spike: (-spike.sigmas, spike.date))
    day = most[0].date
    look = addressed(f"See the posts: devsignal signals list --from {day} --to {day}", value.org)
    return Group(*_head(value), *_named(most), *_few(_negative_n(value)), Text(look))


def _head(value: Stats) -> list[Text]:
    before = f"against {value.previous.from_} to {value.previous.to}"
    only = value.narrowed
    parts = [
        draw.BADGES[only.type][0] if only.type else "",
        f"keyword {clean(only.keyword)}" if only.keyword is not None else "",
        f"topic {clean(only.topic)}" if only.topic else "keywords without a topic" if only.topic is not None else "",
        f"people of {clean(only.company)}" if only.company is not None else "",
    ]
    told = ", ".join(filter(None, parts))
    head = Text(f"{value.org}, {value.from_} to {value.to} ({value.tz})", "bold")
    return [head, Text(f"{before}; only: {told}" if told else before, "bright_black")]


def _on_file(value: Stats) -> list[RenderableType]:
    return [*tables_stats_records.coverage(value), *tables_stats_records.technology(value)]


def _bar(value: Stats) -> RenderableType:
    table = draw.grid()
    table.add_row("Sentiment", draw.sentiment_bar(value.sentiment))
    table.add_row("", draw.bar_key())
    return table


def _figures(value: Stats) -> RenderableType:
    """Each figure and its share, beside those of the period before."""
    then = value.previous
    table = Table(box=None, pad_edge=False)
    for name in ("", "Now", "Share", "Before", "Share", "Change"):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    _row(table, "Signals", value.signals.total, then.signals)
    wholes = (value.signals.total, then.signals)
    for sentiment in _SENTIMENTS:
        _row(table, f"  {sentiment}", value.sentiment[sentiment], then.sentiment[sentiment], wholes)
    for kind, (label, _) in draw.BADGES.items():
        _row(table, f"  {label}", value.types[kind], then.types[kind], wholes)
    _row(table, "  by known contacts", value.known.of_contacts, then.known.of_contacts, wholes)
    _row(table, "  by known companies", value.known.of_companies, then.known.of_companies, wholes)
    _row(table, "  no reply yet", _open(value.work), _open(then.work), wholes)
    _row(table, "Authors", value.known.authors, then.known.authors)
    for state, number in value.identity.items():
        label, before = _SHOWN_STATES.get(state, state), then.identity.get(state, 0)
        _row(table, f"  {label}", number, before, (value.known.authors, then.known.authors))
    _row(table, "Companies", value.active["companies"].total, value.active["companies"].previous)
    tables_stats_records.spend(table, value)
    return table


def _row(table: Table, label: str, now: int, before: int, wholes: tuple[int, int] | None = None) -> None:
    shares = (
        [draw.percent(part, whole) for part, whole in zip((now, before), wholes, strict=True)] if wholes else ["", ""]
    )
    table.add_row(
        label, f"{now:,}", shares[0], f"{before:,}", shares[1], f"{now - before:+,}" if now != before else "0"
    )


def _open(work: Work) -> int:
    return work.complaints + work.questions


def _notes(value: Stats) -> list[Text]:
    """Of how many the shares are, what waits for a person, and where to find it."""
    then = value.previous
    pairs = ((value.signals.total, then.signals, "signal"), (value.known.authors, then.known.authors, "author"))
    told = " and ".join(f"n = {draw.count(now, noun)} ({before:,} before)" for now, before, noun in pairs)
    notes = [Text(f"Shares are of {told}.", "bright_black")]
    numbers = [n for now, before, _ in pairs for n in (now, before)]
    notes += _few([*numbers, *tables_stats_lists.topics_n(value), *_negative_n(value), *_on_file_n(value)])
    if number := _open(value.work):
        work = value.work
        kinds = " and ".join(
            draw.count(n, noun) for n, noun in ((work.complaints, "complaint"), (work.questions, "question")) if n
        )
        known = f", {work.of_companies:,} of known companies" if work.of_companies else ""
        verb = "has" if number == 1 else "have"
        notes.append(Text(f"To do: {kinds} {verb} no reply{known}:"))
        notes.append(Text(addressed("  devsignal signals list --open", value.org)))
    return [*notes, *draw.waiting(value.identity, value.org)]


def _few(numbers: Iterable[int]) -> list[Text]:
    """What the mark of a share means, said once if any of the shares is one of few."""
    return [Text(draw.FEW_TOLD, "bright_black")] if any(0 < n < draw.FEW for n in numbers) else []


def _negative_n(value: Stats) -> list[int]:
    return [spike.signals for spike in value.spikes if spike.kind == "negative"]


def _on_file_n(value: Stats) -> list[int]:
    return [value.companies.total, value.contacts.total, value.technology_n]


def _series(value: Stats) -> list[RenderableType]:
    """A line of heights, then a bar a day; days before the first and after the last signal are left out."""
    totals = [_total(day) for day in value.series]
    busy = [number for number, total in enumerate(totals) if total]
    shown = value.series[busy[0] : busy[-1] + 1]
    named = {zones.first_day(spike.date, value.by) for spike in value.spikes}
    table = Table.grid(padding=(0, 2, 0, 0))
    for day in shown:
        table.add_row(str(day.date), Text(f"{_total(day):,}", justify="right"), _day_bar(day, max(totals), named))
    drawn: list[RenderableType] = [table]
    if len(shown) > 1:
        line = draw.sparkline(totals[busy[0] : busy[-1] + 1], _SPARK_WIDTH)
        drawn.insert(0, Text(f"Per {value.by}  {line}"))
    return drawn


def _day_bar(day: Day, most: int, named: set[date]) -> Text:
    total = _total(day)
    counts: dict[Sentiment, int] = {"positive": day.positive, "negative": day.negative, "neutral": day.neutral}
    drawn = draw.sentiment_bar(counts, max(1, round(draw.BAR_WIDTH * total / most))) if total else Text()
    return drawn.append(f" {_MARK}", "bold") if day.date in named else drawn


def _total(day: Day) -> int:
    return day.positive + day.negative + day.neutral


def _named(spikes: Sequence[Spike]) -> list[Text]:
    return [Text(f"{_MARK} {_spike(spike)}") for spike in spikes]


def _spike(spike: Spike) -> str:
    """A spike in words."""
    if spike.kind == "volume":
        what = f"{draw.count(spike.signals, 'signal')}, usually {_usual(spike.usual)}"
    else:
        share = f"{100 * spike.value:.0f} % of {draw.count(spike.signals, 'signal')} negative"
        what = f"{'~' if spike.signals < draw.FEW else ''}{share}, usually {100 * spike.usual:.0f} %"
    return f"{spike.date:%a} {spike.date}: {what} ({spike.sigmas:.1f} sigmas)"


def _usual(number: float) -> str:
    return f"{number:,.1f}" if number < _SMALL else f"{number:,.0f}"
