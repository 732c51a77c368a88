"""What `report` says when its page is written. Pure."""

from rich.console import Group, RenderableType
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.report import ReportWritten


def written(value: ReportWritten) -> RenderableType:
    """Where the page is, how large, and what it is about."""
    stats = value.stats
    period = f"{stats.from_} to {stats.to} ({stats.tz})"
    head = Text.assemble((value.org, "bold"), f", {period}: {draw.count(stats.signals.total, 'signal')}")
    where = Text(f"Written to {clean(value.path)} ({value.bytes / 1000:,.0f} KB). Open it in any browser.")
    return Group(head, where)
