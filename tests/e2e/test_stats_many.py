"""Stats on 50,000 signals of two organizations: the same figures as SQL on the base tables, and in a moment."""

from tests.stats_expected import END, START, expected_figures, told
from tests.stats_world import Asked, fill
from tests.support import Cli


def test_stats_of_fifty_thousand_signals_equal_sql(cli: Cli) -> None:
    fill(cli.database, 50_000)
    for org, zone in ((1, "Asia/Kolkata"), (2, "Australia/Lord_Howe")):
        shown = told(cli, org, zone)
        asked = Asked(cli.database, org, zone, START, END)
        now, then = expected_figures(asked), expected_figures(asked.before())
        assert shown["previous"] == {**then, "from": str(asked.before().start), "to": str(asked.before().end)}
        assert shown["signals"] == {"total": now["signals"], "previous": then["signals"]}
        for name in ("sentiment", "types", "identity", "known", "work", "spend"):
            assert shown[name] == now[name], name
        moods = {mood: sum(day[mood] for day in shown["series"]) for mood in now["sentiment"]}
        assert moods == now["sentiment"]
