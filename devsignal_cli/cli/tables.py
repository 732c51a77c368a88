"""Result values drawn for people: one pure function each. Foreign text passes through `clean`."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.lists import DatabaseCheck, DemoRun, Done, KeywordList, OrganizationList
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
    if value.posts_cap:
        table.add_row("X's cap", Text(f"{value.posts_used or 0:,} of {value.posts_cap:,} posts used this month"))
    if value.balance_usd is not None:
        table.add_row("Balance", Text(draw.usd(value.balance_usd)))
    return Group(table, Text("Next: devsignal twitter sync", "bold"))


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
        return Text(
            f"{value.org} is not connected to X.\nNext: devsignal twitter connect -k yourproduct\n"
            "Or look around first, without a token: devsignal demo"
        )
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
    table.add_row("Spend", Text(_spend(value)))
    table.add_row("Signals", Text(f"{value.signals_total:,}"))
    if value.signals_total:
        table.add_row("Sentiment", draw.sentiment_bar(value.sentiment))
        table.add_row("", draw.shares(value.sentiment))
        table.add_row("Types", draw.badges(value.types))
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
    return Group(table, *_spam_hint(value.spam), Text(), _posts(value.recent))


def recent(value: SignalList) -> RenderableType:
    """The newest posts."""
    return _posts(value.items)


def organizations(value: OrganizationList) -> RenderableType:
    """All organizations."""
    table = Table(box=None, pad_edge=False)
    for name in ("", "Organization", "Time zone", "X"):
        table.add_column(name, overflow="fold")
    for item in value.items:
        state = "connected" if item.connected else "not connected"
        table.add_row("*" if item.chosen else "", Text(item.name), Text(item.tz or "the machine's"), Text(state))
    return _paged(table, value.next)


def database_check(value: DatabaseCheck) -> RenderableType:
    """What is wrong with the database, or that nothing is."""
    head = f"{clean(value.path)}: schema {value.schema}, {value.size_bytes / 1_048_576:.1f} MiB"
    if not value.problems:
        return Text(f"{head}\nNo problem found.")
    return Text("\n").join([Text(head), *(Text("  " + clean(problem), "dark_orange") for problem in value.problems)])


def _paged(table: Table, following: str | None) -> RenderableType:
    return Group(table, Text(clean(f'More: --cursor "{following}"'), "bright_black")) if following else table


def _posts(signals: tuple[Signal, ...]) -> RenderableType:
    if not signals:
        return Text("No posts yet. Next: devsignal twitter connect -k yourproduct\nThen: devsignal twitter sync")
    key = Text("+ positive  = neutral  - negative", "bright_black")
    return Group(key, *(draw.post(signal) for signal in signals))


def _spam_hint(number: int) -> list[Text]:
    if not number:
        return []
    looks, them = ("looks", "it") if number == 1 else ("look", "them")
    return [Text(f"{draw.count(number, 'post')} {looks} like spam; `devsignal twitter mute --spam` leaves {them} out")]


def _last_sync(value: TwitterStatus) -> str:
    if value.last_sync_at is None:
        return "never. Next: devsignal twitter sync"
    told = f"{draw.moment(value.last_sync_at)}, {draw.ENDINGS.get(value.last_result or '', value.last_result)}"
    if value.last_result == "auth":
        return f"{told}. Next: devsignal twitter connect"
    return told if value.last_result == "complete" else f"{told}; last whole one: {draw.moment(value.last_success_at)}"


def _spend(value: TwitterStatus) -> str:
    spend = value.spend
    again = f", {spend.month_free_posts:,} read again for nothing" if spend.month_free_posts else ""
    told = f"{draw.usd(spend.month_usd)} this month ({spend.month_posts:,} posts{again})"
    if spend.budget_usd is not None:
        told += f" of {draw.usd(spend.budget_usd)}"
    if spend.balance_usd is not None:
        told += f"; X balance {draw.usd(spend.balance_usd)} at {draw.moment(spend.balance_at)}"
    if spend.days_left is not None:
        told += f"; {draw.usd(spend.usd_a_day)} a day: enough for {spend.days_left:,.0f} days"
    return told
