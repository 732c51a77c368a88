"""Small drawings that several views share: bars, badges, times, money, one post. Pure."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.model.words import PostType, Sentiment
from devsignal_cli.results.signals import Gap, Signal

COLOURS: dict[Sentiment, str] = {"positive": "blue", "negative": "dark_orange", "neutral": "bright_black"}
BADGES: dict[PostType, tuple[str, str]] = {
    "twitter_mention": ("mention", "cyan"),
    "twitter_question": ("question", "magenta"),
    "twitter_complaint": ("complaint", "dark_orange"),
    "twitter_praise": ("praise", "blue"),
}
_FILLS: dict[Sentiment, str] = {"positive": "█", "neutral": "░", "negative": "▓"}
SIGNS: dict[Sentiment, str] = {"positive": "+", "negative": "-", "neutral": "="}
BAR_WIDTH = 40
FEW = 20
"""A share of fewer says little: it is marked."""
FEW_TOLD = f"~ a share of fewer than {FEW}: it says little"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = "▁▂▃▄▅▆▇█"
ENDINGS = {
    "rate_limited": "stopped by X's rate limit",
    "budget": "stopped by the budget",
    "max_posts": "stopped at --max-posts",
    "credits": "stopped: no credits left",
    "spend_cap": "stopped by X's spend cap",
    "usage_cap": "stopped by X's usage cap",
    "service": "stopped: X did not answer as it should",
    "auth": "stopped: X refused the token",
    "locked": "skipped: another run is under way",
    "complete": "complete",
    "partial": "stopped",
    "interrupted": "interrupted",
    "running": "under way",
}


def grid(*, indent: int = 2) -> Table:
    """A borderless table of label and value."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True, width=12 + indent)
    table.add_column(overflow="fold")
    return table


def sentiment_bar(counts: Mapping[Sentiment, int], width: int = BAR_WIDTH) -> Text:
    """Positive, neutral and negative as shares of one bar; told apart by letter as well as by colour."""
    total = sum(counts.values())
    bar = Text()
    if not total:
        return Text("no posts yet", "bright_black")
    for name, fill in _FILLS.items():
        bar.append(fill * round(width * counts.get(name, 0) / total), COLOURS[name])
    return bar


def bar_key() -> Text:
    """What the parts of such a bar mean."""
    return Text("  ").join(Text(f"{fill} {name}", COLOURS[name]) for name, fill in _FILLS.items())


def shares(counts: Mapping[Sentiment, int]) -> Text:
    """Each sentiment's count and share."""
    total = sum(counts.values()) or 1
    parts = [
        (f"{name} {counts.get(name, 0):,} ({100 * counts.get(name, 0) / total:.0f} %)", COLOURS[name])
        for name in _FILLS
    ]
    return Text("  ").join(Text(text, style) for text, style in parts)


def percent(part: int, whole: int) -> str:
    """A share, marked when it is one of few."""
    return f"{'~' if whole < FEW else ''}{100 * part / whole:.0f} %" if whole else "-"


def bar(part: float, whole: float, width: int) -> str:
    """A bar as long as a share of its width, to an eighth of a letter; whatever is there at all can be seen."""
    eighths = max(round(8 * width * part / whole), 1) if part and whole else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def sparkline(numbers: Sequence[int], width: int) -> str:
    """Numbers as heights in one line; neighbours are put together when there are more than the width holds."""
    each = max(1, math.ceil(len(numbers) / width))
    sums = [sum(numbers[start : start + each]) for start in range(0, len(numbers), each)]
    most = max(sums, default=0)
    return "".join(_HEIGHTS[math.ceil((len(_HEIGHTS) - 1) * one / most)] if most else _HEIGHTS[0] for one in sums)


def badges(counts: Mapping[PostType, int]) -> Text:
    """Each post type as a badge with its count."""
    parts = [Text.assemble((f" {label} ", f"reverse {colour}"), f" {counts.get(kind, 0):,}")
             for kind, (label, colour) in BADGES.items()]  # fmt: skip
    return Text("  ").join(parts)


def more(cursor: str) -> Text:
    """How to see the next page of a list."""
    return Text(clean(f'More: --cursor "{cursor}"'), "bright_black")


def key() -> Text:
    """What the signs before posts mean."""
    return Text("+ positive  = neutral  - negative   contact N? probably", "bright_black")


def post(signal: Signal) -> RenderableType:
    """One post: who, when, how, what, its number and its link."""
    label, colour = BADGES[signal.type]
    head = Text.assemble(
        (SIGNS[signal.sentiment] + " ", COLOURS[signal.sentiment]),
        (clean(who(signal)), "bold"),
        (f"  {moment(signal.posted_at)}  ", "bright_black"),
        (f" {label} ", f"reverse {colour}"),
    )
    if signal.sentiment_by_hand or signal.type_by_hand:
        head.append(" by hand", "bright_black")
    for mark, is_set in ((" spam? ", signal.spam), (" muted ", signal.muted), (" done ", signal.done)):
        if is_set:
            head.append(" ").append(mark, "reverse bright_black")
    if signal.author.followers is not None:
        head.append(f"  {signal.author.followers:,} followers", "bright_black")
    if tied := _tied(signal):
        head.append(f"  {tied}", "green" if signal.identity_state == "confirmed" else "yellow")
    where = Text(f"signal {clean(signal.id)}  {clean(signal.url)}", "bright_black", overflow="fold")
    body = Group(Text(clean(signal.text)), where)
    return Group(head, Padding(body, (0, 0, 0, 2)))


def who(signal: Signal) -> str:
    """What the author of a signal is called."""
    return f"@{signal.author.username}" if signal.author.username else f"user {signal.author.id or 'unknown'}"


def _tied(signal: Signal) -> str:
    """The contact who wrote a signal, or else the company; with a question mark where that is not for sure."""
    sure = "" if signal.identity_state == "confirmed" else "?"
    if signal.contact_id:
        return f"contact {signal.contact_id}{sure}"
    return f"company {signal.company_id}{sure}" if signal.company_id else ""


def names(people: Sequence[tuple[str | None, str | None]]) -> list[str]:
    """Authors, given by handle and id, as a list names them: with the id where two bear the handle."""
    borne = Counter(handle for handle, _ in people)
    return [
        (f"@{handle}" if borne[handle] == 1 else f"@{handle} (id {number})")
        if handle
        else f"user {number or 'unknown'}"
        for handle, number in people
    ]


def count(number: int, noun: str) -> str:
    """A number and its noun, in the singular for one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def identity(counts: Mapping[str, int]) -> str:
    """How many authors are known how surely."""
    words = {"review": "to review"}
    return ", ".join(f"{number:,} {words.get(state, state)}" for state, number in counts.items())


def waiting(counts: Mapping[str, int], org: str) -> list[Text]:
    """What to do about authors who wait for a person, if any do."""
    number = counts.get("review", 0)
    if not number:
        return []
    told = f"{count(number, 'author')} {'waits' if number == 1 else 'wait'} for review: devsignal identity review"
    return [Text(addressed(told, org))]


def moment(time: datetime | None) -> str:
    """A time in UTC, short; `never` if there is none."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if time else "never"


def usd(amount: float | None) -> str:
    """Money, with as many digits as a page of posts needs."""
    return "unknown" if amount is None else f"${amount:,.2f}" if amount >= 1 or amount == 0 else f"${amount:.3f}"


def privacy_lines(forgotten: int, too_old: int, removed_old: int = 0) -> list[Text]:
    """What was not stored, and what was taken away, because somebody asked for it."""
    told = [
        (forgotten, f"{count(forgotten, 'post')} of forgotten authors {_was(forgotten)} not stored"),
        (too_old, f"{count(too_old, 'post')} older than you keep {_was(too_old)} not stored"),
        (removed_old, f"{count(removed_old, 'signal')} older than you keep {_was(removed_old)} taken away"),
    ]
    return [Text(f"  {line}") for number, line in told if number]


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def gap_lines(gaps: tuple[Gap, ...]) -> list[str]:
    """One line for each stretch of posts that is lost."""
    return [f"posts from {moment(gap.from_)} to {moment(gap.to)} are lost: X serves seven days" for gap in gaps]
