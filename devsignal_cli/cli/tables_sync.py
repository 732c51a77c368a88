"""What syncs did, and what one would do, drawn for people. Foreign text passes through `clean`."""

from rich.console import Group, RenderableType
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.commands import addressed
from devsignal_cli.results.estimates import Estimate
from devsignal_cli.results.preview import Preview
from devsignal_cli.results.runs import Runs, SyncResult


def syncs(value: Runs) -> RenderableType:
    """What the syncs of all organizations did."""
    return Group(*(sync(result) for result in value.runs))


def sync(value: SyncResult) -> RenderableType:
    """What one sync did, in a few lines; of a dry run, what it would do."""
    if value.status == "skipped" and value.estimate is not None:
        return _dry_run(value, value.estimate)
    if _is_idle(value):
        again = f", {draw.count(value.posts_read, 'post')} looked at again" if value.posts_read else ""
        asked = f"{draw.count(value.requests, 'request')}{again}, {draw.usd(value.spend_usd)}"
        head = Text.assemble((value.org, "bold"), f": complete, nothing new. {asked}.")
        return Text("\n").join([head, *_privacy(value)])
    word = draw.ENDINGS[value.reason or value.status]
    again = f" ({value.posts_free:,} again, at no cost)" if value.posts_free else ""
    late = f", {value.late_arrivals:,} of them late" if value.late_arrivals else ""
    read = f"{draw.count(value.posts_read, 'post')} read{again}, {value.signals_created:,} new{late}"
    people = f"{draw.count(value.authors_read, 'author')} read, {draw.count(value.contacts_resolved, 'known contact')}"
    lines = [
        Text.assemble(
            (value.org, "bold"), f": {word}. {read}, {value.duplicates:,} known, {value.signals_updated:,} edited."
        ),
        Text(f"  {people}; {draw.count(value.requests, 'request')}, {draw.usd(value.spend_usd)}"),
    ]
    lines += _privacy(value)
    if value.signals_created:
        lines += [Text("  ") + draw.sentiment_bar(value.sentiment), Text("  ") + draw.shares(value.sentiment),
                  Text("  ") + draw.badges(value.types)]  # fmt: skip
    lines += [Text("  " + line, "dark_orange") for line in draw.gap_lines(value.gaps)]
    if value.reason == "max_posts":
        lines.append(Text(addressed("  The next `devsignal twitter sync` goes on there.", value.org)))
    errors = value.errors[:-1] if value.reason and value.errors else value.errors  # the last one follows as `error:`
    lines += [Text("  " + clean(error.message), "dark_orange") for error in errors[:5]]
    return Text("\n").join(lines)


def _privacy(value: SyncResult) -> list[Text]:
    return draw.privacy_lines(value.forgotten, value.too_old, value.removed_old)


def _is_idle(value: SyncResult) -> bool:
    changed = value.signals_created or value.signals_updated or value.authors_read
    return value.status == "complete" and not (changed or value.gaps or value.errors)


def preview(value: Preview) -> RenderableType:
    """The posts that the queries match now, newest first, and what they cost."""
    queries = [Text(clean(query), "bright_black") for query in value.queries]
    told = f"{draw.count(value.posts_read, 'post')} read, {value.signals_created:,} new, {draw.usd(value.spend_usd)}"
    refused = draw.privacy_lines(value.forgotten, value.too_old)
    if not value.items and not refused:
        nothing = "Nothing was read." if value.errors else "X has no post of the last seven days for this."
        return Group(*queries, Text(nothing))
    following = (
        Text(addressed("It fits? Next: devsignal twitter sync", value.org), "bold"),
        Text(addressed("Noise? Next: devsignal twitter connect --exclude WORD", value.org), "bold"),
    )
    return Group(*queries, draw.key(), *(draw.post(signal) for signal in value.items), Text(told), *refused, *following)


def _dry_run(value: SyncResult, estimate: Estimate) -> RenderableType:
    table = draw.grid()
    for query in estimate.queries:
        table.add_row("Query", Text(clean(query.query)))
        table.add_row("", Text(f"since {draw.moment(query.from_)}", "bright_black"))
        table.add_row("", Text(f"about {draw.count(query.posts, 'post')}, {draw.usd(query.posts_usd)}"))
    about = f"about {draw.count(estimate.posts, 'post')} and {draw.count(estimate.authors, 'author')}"
    table.add_row("Expected", Text(f"{about}, {draw.usd(estimate.usd)}", "bold"))
    if estimate.left_usd is not None:
        passes = estimate.usd > estimate.left_usd
        left = f"{draw.usd(estimate.left_usd)} left" + ("; a sync would stop and ask" if passes else "")
        table.add_row("Budget", Text(left, "dark_orange" if passes else ""))
    head = f"{value.org}: dry run, nothing was read. To count cost {draw.usd(value.spend_usd)}."
    return Group(Text(head, "bold"), table)
