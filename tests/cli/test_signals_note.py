"""`signals set --done --note` and the conversation in `signals show`: what a person keeps of a post."""

from pathlib import Path

import pytest

from devsignal_cli.store import conversation
from tests.archives import file_of, gone, id_of, post
from tests.security import hostile
from tests.signal_world import seed
from tests.support import Cli


@pytest.fixture
def world(cli: Cli) -> Cli:
    seed(cli.database)
    cli.sql("UPDATE signal SET deleted_at = NULL, muted = 0, done = 0, note = NULL")
    return cli


def kept(cli: Cli, number: int = 1) -> list[tuple[object, ...]]:
    return cli.sql("SELECT done, note FROM signal WHERE id = :id", id=number)


def test_a_signal_is_marked_as_done_and_noted_and_all_of_it_is_undone(world: Cli) -> None:
    told = world("signals", "set", "1", "--done", "--note", "  answered by mail ", "--json").json
    assert (told["done"], told["note"], told["was"]["done"], told["was"]["note"]) == (
        True,
        "answered by mail",
        False,
        None,
    )
    assert kept(world) == [(1, "answered by mail")]
    shown = world("signals", "show", "1", "--json").json
    assert (shown["done"], shown["note"]) == (True, "answered by mail")
    again = world("signals", "set", "1", "--not-done", "--note", "", "--json").json
    assert (again["done"], again["note"], again["was"]["note"]) == (False, None, "answered by mail")
    assert kept(world) == [(0, None)]


def test_what_is_not_said_stays(world: Cli) -> None:
    world("signals", "set", "1", "--done", "--note", "mail")
    world("signals", "set", "1", "--sentiment", "positive")
    assert kept(world) == [(1, "mail")]
    world("signals", "set", "1", "--note", "phone")
    assert kept(world) == [(1, "phone")]
    assert world("signals", "show", "1", "--json").json["sentiment_by_hand"] is True


def test_several_signals_and_several_changes_go_at_once(world: Cli) -> None:
    ran = world("signals", "set", "1", "2", "99999", "--done", "--note", "x", "--type", "praise", "--json")
    assert (ran.code, [item["id"] for item in ran.json["items"]]) == (3, ["1", "2"])
    assert kept(world, 1) == kept(world, 2) == [(1, "x")]
    assert world.sql("SELECT DISTINCT type, type_by_hand FROM signal WHERE id IN (1, 2)") == [("twitter_praise", 1)]


def test_for_people_only_what_was_set_is_told(world: Cli) -> None:
    told = world("signals", "set", "1", "--done", "--note", f"x{hostile.ALL}").out
    facts = [line.rstrip() for line in told.splitlines()[1:]]
    assert (facts[0], facts[1][:18]) == ("Done            yes", "Note            x␛")
    assert "Sentiment" not in told
    assert hostile.raw_signs(told + world("signals", "show", "1").out) == set()
    assert "Done            yes (as before)" in world("signals", "set", "1", "--done", "--type", "auto").out
    undone = world("signals", "set", "1", "--not-done", "--note", "").out
    assert "Done            no, open again" in undone
    assert "Note            none any more" in undone


def test_nothing_to_set_and_too_long_a_note_are_wrong_usage(world: Cli) -> None:
    assert "--done or --note TEXT" in world("signals", "set", "1", "--json").error["hint"]
    ran = world("signals", "set", "1", "--note", "x" * 2_001, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
    assert world("signals", "set", "1", "--note", "x\udcff").code == 0
    assert kept(world) == [(0, "x\ufffd")]


def test_a_note_goes_with_the_content_of_its_post(cli: Cli, tmp_path: Path) -> None:
    cli("twitter", "import", file_of(tmp_path, "posts", post(1), post(2)))
    cli("signals", "set", "1", "2", "--done", "--note", "about it")
    cli("twitter", "import", file_of(tmp_path, "gone", gone(str(id_of(1)))))
    assert cli.sql("SELECT note FROM signal ORDER BY post_id") == [(None,), ("about it",)]
    assert cli("signals", "remove", "--run", "1", "--yes", "--json").json["kept"]["by_hand"] == 1


def conversation_of(cli: Cli, number: int, *options: str) -> list[int]:
    shown = cli("signals", "show", str(number), "--json", *options).json
    assert shown["conversation_signals"] >= len(shown["conversation"])
    return [int(item["id"]) for item in shown["conversation"]]


def test_a_conversation_is_what_the_organization_stored_of_it_oldest_first(world: Cli) -> None:
    world.sql("UPDATE signal SET muted = 1 WHERE id = 11")
    expected = world.sql(
        "SELECT id FROM signal WHERE organization_id = 1 AND muted = 0 AND conversation_id = "
        "(SELECT conversation_id FROM signal WHERE id = 13) ORDER BY posted_at, post_id"
    )
    assert conversation_of(world, 13) == [number for (number,) in expected]
    assert {13, 14} < set(conversation_of(world, 13)) < {10, 11, 12, 13, 14}
    assert 11 in conversation_of(world, 11)  # the one that was asked for is shown, muted or not


def test_the_conversation_marks_the_signal_that_is_shown(world: Cli) -> None:
    out = world("signals", "show", "13").out
    number = world("signals", "show", "13", "--json").json["conversation_signals"]
    assert f"Conversation, {number} stored posts, oldest first" in out
    (marked,) = [line for line in out.splitlines() if line.startswith("> ")]
    assert "this signal" in marked
    assert "signal 14" in out


def test_a_signal_alone_has_no_conversation(world: Cli) -> None:
    world.sql("UPDATE signal SET conversation_id = NULL WHERE id = 13")
    world.sql("UPDATE signal SET conversation_id = 5 WHERE id = 14")
    for number in (13, 14):
        assert conversation_of(world, number) == []
        assert "Conversation" not in world("signals", "show", str(number)).out


def test_of_a_long_conversation_the_nearest_are_shown(world: Cli) -> None:
    world.sql("UPDATE signal SET conversation_id = 5")
    order = world.sql("SELECT id FROM signal WHERE organization_id = 1 ORDER BY posted_at, post_id")
    whole = [number for (number,) in order]
    assert conversation_of(world, whole[0]) == whole[: conversation.NEAREST + 1]
    assert conversation_of(world, whole[40]) == whole[40 - conversation.NEAREST : 41 + conversation.NEAREST]
    assert conversation_of(world, whole[-1]) == whole[-1 - conversation.NEAREST :]
    assert f"{len(whole)} stored posts, oldest first; the 51 nearest" in world("signals", "show", str(whole[40])).out
