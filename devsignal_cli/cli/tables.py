"""Result values drawn for people: one pure function each. Foreign text passes through `clean`."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.results.lists import DemoRun, Done, KeywordList, OrganizationList
from devsignal_cli.results.privacy import AuthorForgotten
from devsignal_cli.results.signals import Signal, SignalList
from devsignal_cli.results.status import Connected, TwitterStatus


def done(value: Done) -> RenderableType:
    """One sentence."""
    return Text(clean(value.message))


def demo(value: DemoRun) -> RenderableType:
    """How many steps the demo took; each has shown itself."""
    return Text(f"{len(value.steps)} steps done.")


def connected(value: Connected) -> RenderableType:
    """What was connected, what is watched now, and what it will cost."""
    table = draw.grid()
    table.add_row("X", Text(f"connected as {value.org}, token {value.token}" if value.verified else
                            f"stored for {value.org}, token {value.token}, not verified"))  # fmt: skip
    for sign, keywords, style in (("+", value.added, "green"), ("-", value.removed, "red")):
        for keyword in keywords:
            table.add_row("", Text(f"{sign} {clean(keyword)}", style))
    table.add_row("Keywords", Text(clean(", ".join(value.keywords))))
    for query in value.queries:
        table.add_row("Query", Text(clean(query), "bright_black"))
    table.add_row("Price", Text("$0.005 a post, $0.010 an author (once), billed by X"))
    table.add_row("Budget", Text(f"{draw.usd(value.budget_usd)} a month; change it with --monthly-budget USD"))
    if value.create_companies:
        table.add_row("Companies", Text("made of work domains in profiles, and queued for enrichment, which is billed"))
    if value.posts_cap:
        table.add_row("X's cap", Text(f"{value.posts_used or 0:,} of {value.posts_cap:,} posts used this month"))
    if value.balance_usd is not None:
        table.add_row("Balance", Text(draw.usd(value.balance_usd)))
    return Group(table, Text(addressed("Next: devsignal twitter sync", value.org), "bold"))


def keywords(value: KeywordList) -> RenderableType:
    """The keywords and how far each is stored."""
    if not value.items:
        return Text("No keywords yet. Next: devsignal twitter connect -k yourproduct")
    table = Table(box=None, pad_edge=False)
    for name in ("Keyword", "Topic", "Stored up to"):
        table.add_column(name, overflow="fold")
    for item in value.items:
        up_to = draw.moment(item.covered_until) if item.covered_until else "not synced yet"
        table.add_row(Text(clean(item.text)), Text(clean(item.topic or "")), Text(up_to))
    return _paged(table, value.next)


def twitter_status(value: TwitterStatus) -> RenderableType:
    """The connection at a glance, or what to do first."""
    if not value.connected and not value.signals_total:
        following = addressed("Next: devsignal twitter connect -k yourproduct", value.org)
        demo = "Or look around first, without a token: devsignal demo"
        return Text(f"{value.org} is not connected to X.\n{following}\n{demo}")
    table = draw.grid()
    table.add_row("X", Text(f"{value.org}: connected, token {value.token}" if value.connected else
                            f"{value.org}: not connected; stored posts stay"))  # fmt: skip
    table.add_row("Keywords", Text(clean(", ".join(value.keywords)) or "none"))
    left_out = [*value.excludes, *(f"@{handle}" for handle in value.own_accounts)]
    if left_out:
        table.add_row("Left out", Text(clean(", ".join(left_out))))
    if value.lang:
        table.add_row("Language", Text(clean(value.lang)))
    table.add_row("Last sync", Text(_last_sync(value)))
    if command := _next(value):
        table.add_row("", Text(addressed(f"Next: devsignal {command}", value.org), "bold"))
    table.add_row("Spend", Text(_spend(value)))
    table.add_row("Signals", Text(f"{value.signals_total:,}"))
    if value.signals_total:
        table.add_row("Sentiment", draw.sentiment_bar(value.sentiment))
        table.add_row("", draw.shares(value.sentiment))
        table.add_row("Types", draw.badges(value.types))
        table.add_row("Authors", Text(draw.identity(value.identity)))
    if value.muted:
        table.add_row("Muted", Text(f"{draw.count(value.muted, 'post')}, in no list and no count"))
    for window in value.open_windows:
        table.add_row(
            "Unfinished",
            Text(f"{window.posts_read:,} posts read, back to {draw.moment(window.to)}; the next sync goes on"),
        )
    for line in draw.gap_lines(value.gaps):
        table.add_row("Gap", Text(line, "dark_orange"))
    if value.quarantined:
        table.add_row("Quarantine", Text(f"{value.quarantined:,} items could not be read", "dark_orange"))
    hint = [Text(addressed(line, value.org)) for line in _spam_hint(value.spam)]
    hint += draw.waiting(value.identity, value.org)
    return Group(table, *hint, *(_posts(value.recent) if value.recent else _none(value)))


def recent(value: SignalList) -> RenderableType:
    """Posts, newest first, and how to see more of them."""
    if not value.items:
        return Text("No post to show.")
    more = [draw.more(value.next)] if value.next else []
    return Group(*_posts(value.items), *more)


def organizations(value: OrganizationList) -> RenderableType:
    """All organizations."""
    table = Table(box=None, pad_edge=False)
    for name in ("", "Organization", "Time zone", "Keeps posts", "X"):
        table.add_column(name, overflow="fold")
    for item in value.items:
        state = "connected" if item.connected else "not connected"
        table.add_row("*" if item.chosen else "", Text(item.name), Text(item.tz or "the machine's"),
                      Text(item.keep or "for ever"), Text(state))  # fmt: skip
    return _paged(table, value.next)


def forgotten(value: AuthorForgotten) -> RenderableType:
    """Who is forgotten, what stays, and how to take it back."""
    return Text("\n".join(map(clean, value.message.split("\n"))))


def _paged(table: Table, following: str | None) -> RenderableType:
    return Group(table, draw.more(following)) if following else table


def _posts(signals: tuple[Signal, ...]) -> list[RenderableType]:
    wrong = addressed("A label is wrong? devsignal signals set ID --sentiment S --type T", signals[0].org)
    return [Text(), draw.key(), *(draw.post(signal) for signal in signals), Text(wrong, "bright_black")]


def _none(value: TwitterStatus) -> list[RenderableType]:
    if value.muted:
        return [Text("Every stored post is muted: devsignal twitter mute --list")]
    if value.last_success_at is None:
        return []  # the next step stands above
    return [Text(addressed("Nobody wrote of these keywords yet: devsignal twitter preview", value.org))]


def _spam_hint(number: int) -> list[str]:
    if not number:
        return []
    looks, them = ("looks", "it") if number == 1 else ("look", "them")
    return [f"{draw.count(number, 'post')} {looks} like spam; `devsignal twitter mute --spam` leaves {them} out"]


def _next(value: TwitterStatus) -> str | None:
    """The command to type now, if there is one that everything waits for."""
    if not value.connected:
        return "twitter connect" if value.keywords else "twitter connect -k yourproduct"
    if value.last_result == "auth":
        return "twitter connect"
    return "twitter sync" if value.last_sync_at is None else None


def _last_sync(value: TwitterStatus) -> str:
    if value.last_sync_at is None:
        return "never"
    told = f"{draw.moment(value.last_sync_at)}, {draw.ENDINGS.get(value.last_result or '', value.last_result)}"
    return told if value.last_result == "complete" else f"{told}; last whole one: {draw.moment(value.last_success_at)}"


def _spend(value: TwitterStatus) -> str:
    spend = value.spend
    again = f", {spend.month_free_posts:,} read again at no cost" if spend.month_free_posts else ""
    told = f"{draw.usd(spend.month_usd)} this month ({spend.month_posts:,} posts{again})"
    if spend.budget_usd is not None:
        told += f" of {draw.usd(spend.budget_usd)}"
    if spend.balance_usd is not None:
        told += f"; X balance {draw.usd(spend.balance_usd)} at {draw.moment(spend.balance_at)}"
    if spend.days_left is not None:
        told += f"; at {draw.usd(spend.usd_a_day)} a day the {spend.first_to_end} lasts {spend.days_left:,.1f} days"
    return told
