"""What stats has to tell of a period, by SQL on the base tables; and what it tells."""

from datetime import date
from typing import Any

from devsignal_cli.model.words import POST_TYPES, SENTIMENTS
from tests.stats_world import Asked
from tests.support import Cli

START, END = date(2026, 9, 25), date(2026, 11, 18)  # the clocks change in New York and on Lord Howe Island
OPEN = "s.type IN ('twitter_complaint', 'twitter_question') AND s.replies = 0 AND s.done = 0"


def told(world: Cli, org: int, zone: str, *arguments: str) -> dict[str, Any]:
    name = "second" if org == 2 else "default"
    assert world("org", "set", "--tz", zone, "--org", name).code == 0
    period = ("--from", START.isoformat(), "--to", END.isoformat())
    ran = world("stats", "--json", "--org", name, *period, *arguments)
    assert ran.code == 0, ran.err
    shown: dict[str, Any] = ran.json
    return shown


def expected_figures(asked: Asked) -> dict[str, Any]:
    """The figures that a period shares with the one before."""

    def by(column: str, names: tuple[str, ...]) -> dict[str, int]:
        return {name: asked.count(f"s.{column} = '{name}'") for name in names}

    authors, identified = (
        asked.count(where, "DISTINCT s.author_id") for where in ("1", "s.identity_state IN ('confirmed', 'probable')")
    )
    states = ("confirmed", "probable", "review", "unknown")
    return {
        "signals": asked.count(),
        "sentiment": by("sentiment", SENTIMENTS),
        "types": by("type", POST_TYPES),
        "authors": authors,
        "companies": asked.count(what="DISTINCT s.company_id"),
        "identity": {state: asked.count(f"s.identity_state = '{state}'", "DISTINCT s.author_id") for state in states},
        "known": {
            "authors": authors,
            "identified": identified,
            "identified_percent": round(100 * identified / authors, 1) if authors else None,
            "of_contacts": asked.count("s.contact_id IS NOT NULL"),
            "of_companies": asked.count("s.company_id IS NOT NULL"),
        },
        "work": {
            "complaints": asked.count(f"{OPEN} AND s.type = 'twitter_complaint'"),
            "questions": asked.count(f"{OPEN} AND s.type = 'twitter_question'"),
            "of_companies": asked.count(f"{OPEN} AND s.company_id IS NOT NULL"),
        },
        "spend": expected_spend(asked),
    }


def expected_spend(asked: Asked) -> dict[str, float]:
    def total(what: str, where: str) -> float:
        within = f"organization_id = {asked.org} AND day >= '{asked.start}' AND day <= '{asked.end}'"
        return float(asked.sql(f"SELECT total({what}) FROM ledger WHERE {within} AND {where}")[0][0])

    return {
        "usd": total("micro_usd", "1") / 1_000_000,
        "posts": total("count", "kind = 'post'"),
        "posts_free": total("free_count", "kind = 'post'"),
        "users": total("count", "kind = 'user'"),
        "counts": total("count", "kind = 'counts'"),
        "calls": total("count + free_count", "kind = 'enrichment'"),
        "calls_counted": total("count", "kind = 'enrichment'"),
    }
