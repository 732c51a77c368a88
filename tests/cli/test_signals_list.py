"""`signals list`: every filter against SQL, the order, the pages, and what it says where nothing fits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.signal_world import NOW, ZONE, seed
from tests.support import Cli

MINE = """
SELECT s.id FROM signal s LEFT JOIN author a ON a.id = s.author_id
WHERE s.organization_id = 1 AND s.deleted_at IS NULL AND {} ORDER BY s.posted_at DESC, s.post_id DESC
"""
SHOWN = "s.muted = 0 AND "
BROUGHT = """s.post_key IN (SELECT post_key FROM signal_keyword WHERE organization_id = 1 AND keyword_id IN
    (SELECT id FROM keyword WHERE organization_id = 1 AND {}))"""
OPEN = "s.type IN ('twitter_complaint', 'twitter_question') AND s.replies = 0 AND s.done = 0 AND s.repost = 0"


def first_second(days_back: int) -> int:
    """When a local day began, counted without the program's own rules."""
    there = datetime.fromtimestamp(NOW, UTC).astimezone(ZoneInfo(ZONE)) - timedelta(days=days_back)
    return int(there.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


def local(days_back: int) -> str:
    return str(datetime.fromtimestamp(first_second(days_back), ZoneInfo(ZONE)).date())


@pytest.fixture
def world(cli: Cli) -> Cli:
    seed(cli.database)
    return cli


def listed(cli: Cli, *options: str) -> list[int]:
    ran = cli("signals", "list", "--limit", "1000", "--json", *options)
    assert (ran.code, ran.err) == (0, ""), ran
    assert ran.json["next"] is None
    return [int(item["id"]) for item in ran.json["items"]]


def asked(cli: Cli, condition: str) -> list[int]:
    return [row[0] for row in cli.sql(MINE.format(condition))]


FILTERS = [
    ((), "1"),
    (("--type", "complaint"), "s.type = 'twitter_complaint'"),
    (("--sentiment", "negative"), "s.sentiment = 'negative'"),
    (("--company", "1"), "s.company_id = 1"),
    (("--company", "C2.dev"), "s.company_id = 2"),
    (("--contact", "2"), "s.contact_id = 2"),
    (("--contact", "A@c1.dev"), "s.contact_id = 1"),
    (("--topic", "own"), BROUGHT.format("topic = 'own'")),
    (("--topic", "RIVAL"), BROUGHT.format("topic = 'rival'")),
    (("--keyword", "Acme"), BROUGHT.format("text = 'acme'")),
    (("--author", "@USER3"), "s.author_id = 3"),
    (("--min-reach", "1000"), "a.followers >= 1000"),
    (("--text", "ACME better"), "s.text = 'globex is BETTER than acme'"),
    (("--text", "100%"), "s.text = 'acme does not start 100%'"),
    (("--text", "acme_cli"), "s.text = 'I love acme_cli'"),
    (("--text", "ärger"), "s.text = 'Ärger mit acme'"),
    (("--type", "question", "--sentiment", "positive", "--min-reach", "100"),
     "s.type = 'twitter_question' AND s.sentiment = 'positive' AND a.followers >= 100"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "condition"), FILTERS, ids=lambda value: " ".join(value) if value else "none")
def test_a_filter_gives_what_sql_gives(world: Cli, options: tuple[str, ...], condition: str) -> None:
    found = listed(world, *options)
    assert found == asked(world, SHOWN + condition)
    assert found


@pytest.mark.parametrize("since", ["--from", "--since"])
def test_days_are_those_of_the_organization(world: Cli, since: str) -> None:
    found = listed(world, since, local(2), "--to", local(1))
    assert found == asked(world, f"{SHOWN} s.posted_at >= {first_second(2)} AND s.posted_at < {first_second(0)}")
    assert found
    assert listed(world, since, local(2)) == asked(world, f"{SHOWN} s.posted_at >= {first_second(2)}")
    assert listed(world, "--to", local(2)) == asked(world, f"{SHOWN} s.posted_at < {first_second(1)}")


def test_noise_is_shown_on_request_and_deleted_posts_never(world: Cli) -> None:
    assert listed(world, "--muted") == asked(world, "1")
    assert set(listed(world, "--muted")) > set(listed(world))


def test_open_is_what_nobody_answered_or_marked_with_known_companies_first(world: Cli) -> None:
    known = asked(world, f"{SHOWN} {OPEN} AND s.company_id IS NOT NULL")
    others = asked(world, f"{SHOWN} {OPEN} AND s.company_id IS NULL")
    assert listed(world, "--open") == known + others
    assert known
    assert others
    world("signals", "set", str(known[0]), "--done")
    assert listed(world, "--open") == known[1:] + others
    assert listed(world, "--open", "--sentiment", "negative") == [
        number for number in known[1:] + others if number in asked(world, "s.sentiment = 'negative'")
    ]


def walk(cli: Cli, limit: int, *options: str, meanwhile: Callable[[], object] = lambda: None) -> list[int]:
    """All pages one after the other."""
    found: list[int] = []
    cursor: tuple[str, ...] = ()
    while True:
        page = cli("signals", "list", "--limit", str(limit), "--json", *options, *cursor).json
        assert len(page["items"]) <= limit
        found += [int(item["id"]) for item in page["items"]]
        if page["next"] is None:
            return found
        meanwhile()
        cursor = ("--cursor", page["next"])


@pytest.mark.parametrize("options", [(), ("--open",), ("--muted", "--type", "praise")], ids=str)
@pytest.mark.parametrize("limit", [1, 7])
def test_pages_one_by_one_give_the_whole_list_in_its_order(world: Cli, limit: int, options: tuple[str, ...]) -> None:
    if limit == 1:
        world.sql("DELETE FROM signal WHERE id > 30")
    world.sql("UPDATE signal SET posted_at = (posted_at / 1000) * 1000")  # more of a second than fit on a page
    whole = listed(world, *options)
    assert walk(world, limit, *options) == whole
    assert len(whole) > limit


def test_a_cursor_stays_good_when_its_signal_goes_and_a_newer_one_comes(world: Cli) -> None:
    whole = listed(world)
    first = world("signals", "list", "--limit", "5", "--json").json
    world.sql("DELETE FROM signal WHERE id = :id", id=whole[4])
    world.sql("UPDATE signal SET posted_at = :now WHERE id = :id", now=NOW + 1, id=whole[0])
    rest = listed(world, "--cursor", first["next"])
    assert rest == whole[5:]


@pytest.mark.parametrize("cursor", ["", "x", "1-2", "1-2-3-4", "1--3", "1-2-" + "9" * 19, "-1-2-3", "1-2-٣"])
def test_a_cursor_of_another_list_is_refused(world: Cli, cursor: str) -> None:
    ran = world("signals", "list", "--json", "--cursor", cursor)
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
    assert ran.error["hint"] == "Begin anew, without --cursor."


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--company", "nobody.dev"), "There is no company"),
        (("--contact", "99"), "There is no contact"),
        (("--author", "not a handle"), "is no handle"),
        (("--from", "soon"), "is no date"),
        (("--from", "2026-11-02", "--to", "2026-11-01"), "has no day"),
        (("--text", "  "), "no words"),
        (("--text", "x" * 201), "too long"),
    ],
)
def test_what_cannot_be_asked_for_is_said_with_the_next_step(world: Cli, options: tuple[str, ...], words: str) -> None:
    ran = world("signals", "list", "--json", *options)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.error["message"]
    assert ran.error["hint"]


def test_a_text_that_no_database_takes_finds_nothing_and_breaks_nothing(world: Cli) -> None:
    for option in ("--topic", "--keyword"):
        assert listed(world, option, "acme\udcff") == []
    assert listed(world, "--text", "acme\udcff") == listed(world, "--text", "acme")  # the index reads words only


def test_another_organization_sees_its_own_signals_only(world: Cli) -> None:
    found = {
        item["id"] for item in world("signals", "list", "--limit", "99", "--json", "--org", "second").json["items"]
    }
    shown = world.sql("SELECT id FROM signal WHERE organization_id = 2 AND muted = 0 AND deleted_at IS NULL")
    assert found == {str(number) for (number,) in shown}
    assert world("signals", "list", "--company", "1", "--org", "second", "--json").error["code"] == "not_found"


def test_an_empty_list_says_what_to_do_next(world: Cli) -> None:
    ran = world("signals", "list", "--author", "nobody")
    assert (ran.code, ran.out) == (0, "No post to show.\n")
    assert "`devsignal twitter recent` shows the newest." in ran.err
    assert "devsignal signals set ID --done --note TEXT" in world("signals", "list", "--open").err
    world("org", "add", "new")
    assert "Next: devsignal --org new twitter connect" in world("signals", "list", "--org", "new").err.replace(
        "\n", " "
    )
