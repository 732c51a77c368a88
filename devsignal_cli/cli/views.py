"""Which view draws which result: the one table between result types and pictures."""

from collections.abc import Callable
from typing import Any

from rich.console import RenderableType

from devsignal_cli import results
from devsignal_cli.cli import tables, tables_stats

VIEWS: dict[type, Callable[[Any], RenderableType]] = {
    results.Connected: tables.connected,
    results.DatabaseCheck: tables.database_check,
    results.DemoRun: tables.demo,
    results.Done: tables.done,
    results.KeywordList: tables.keywords,
    results.OrganizationList: tables.organizations,
    results.Runs: tables.syncs,
    results.SignalList: tables.recent,
    results.Stats: tables_stats.stats,
    results.SyncResult: tables.sync,
    results.TwitterStatus: tables.twitter_status,
}
