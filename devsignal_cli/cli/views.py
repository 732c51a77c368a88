"""Which view draws which result: the one table between result types and pictures. A view is loaded when it draws."""

from importlib import import_module

from rich.console import RenderableType

VIEWS = {
    "Connected": "tables:connected",
    "DatabaseCheck": "tables:database_check",
    "DemoRun": "tables:demo",
    "Done": "tables:done",
    "KeywordList": "tables:keywords",
    "MuteDone": "tables_noise:done",
    "MuteList": "tables_noise:mutes",
    "OrganizationList": "tables:organizations",
    "Runs": "tables:syncs",
    "SignalList": "tables:recent",
    "Stats": "tables_stats:stats",
    "SyncResult": "tables:sync",
    "TwitterStatus": "tables:twitter_status",
}


def drawn(value: object) -> RenderableType:
    """A result as people see it."""
    module, _, view = VIEWS[type(value).__name__].partition(":")
    picture: RenderableType = getattr(import_module(f"devsignal_cli.cli.{module}"), view)(value)
    return picture
