"""`signals set`, `explain` and `show`: a person's word, and why a signal is called what it is."""

from pathlib import Path

import pytest

from devsignal_cli.core.sentiment import VERSION
from devsignal_cli.simulator.moments import snowflake
from devsignal_cli.simulator.posts import SimPost
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.simulator.world import World
from tests.archives import edited, file_of, gone, id_of, post
from tests.support import NOW_MS, Cli, author, simulator

TEXTS = ("acme keeps crashing :(", "love the new acme release!", "how do I set up acme?")


def world() -> World:
    """Three posts of two people; signal 1 is the newest, as X returns it first."""
    made = World(authors=[author(1, followers=300), author(2)])
    for number, text in enumerate(TEXTS):
        made.plant(text, NOW_MS - 600_000 - number * 1_000, author_id=1 + number % 2)
    return made


@pytest.fixture
def synced(cli: Cli) -> Cli:
    with simulator(world()) as x:
        cli.connect(x)
        assert cli("twitter", "sync").code == 0
    return cli


def labels(cli: Cli, which: str = "1") -> tuple[str, str, bool, bool]:
    shown = cli("signals", "show", which, "--json").json
    return shown["sentiment"], shown["type"], shown["sentiment_by_hand"], shown["type_by_hand"]


def test_a_correction_says_what_was_and_what_is(synced: Cli) -> None:
    ran = synced("signals", "set", "1", "--sentiment", "neutral")
    assert (ran.code, ran.err) == (0, "")
    assert [part.rstrip() for part in ran.out.split("\n")] == [
        "Signal 1  @user1: acme keeps crashing :(",
        "Sentiment       negative -> neutral, by hand",
        "Type            complaint (as before), by the classifier",
        "",
    ]
    assert labels(synced) == ("neutral", "twitter_complaint", True, False)


def test_a_correction_in_json_is_the_signal_and_what_was(synced: Cli) -> None:
    ran = synced("signals", "set", "1", "--sentiment", "neutral", "--type", "twitter_question", "--json")
    assert (ran.code, ran.err) == (0, "")
    recent = {item["id"]: item for item in synced("twitter", "recent", "--json").json["items"]}["1"]
    was = {
        "sentiment": "negative",
        "type": "twitter_complaint",
        "sentiment_by_hand": False,
        "type_by_hand": False,
        "done": False,
        "note": None,
    }
    assert ran.json == recent | {"was": was, "note": None}
    assert (recent["sentiment"], recent["type"], recent["sentiment_by_hand"]) == ("neutral", "twitter_question", True)


def test_several_are_corrected_at_once_in_the_order_of_their_names(synced: Cli) -> None:
    post_id = synced("signals", "show", "3", "--json").json["post_id"]
    told = synced("signals", "set", post_id, "1", "--type", "praise", "--json").json
    assert ([item["id"] for item in told["items"]], told["next"]) == (["3", "1"], None)
    assert {item["type"] for item in told["items"]} == {"twitter_praise"}
    out = synced("signals", "set", "1", "3", "--type", "praise").out
    assert out.count("praise (as before), by hand") == 2
    assert synced("twitter", "status", "--json").json["types"]["twitter_praise"] == 3


def test_auto_gives_a_label_back_to_the_classifier(synced: Cli) -> None:
    synced("signals", "set", "1", "--sentiment", "positive", "--type", "praise")
    synced.sql("UPDATE signal SET classifier = 'old', score = 0.0")
    ran = synced("signals", "set", "1", "--sentiment", "auto")
    assert "positive -> negative, by the classifier" in ran.out
    assert labels(synced) == ("negative", "twitter_praise", False, True)
    assert synced.sql("SELECT classifier, score < 0 FROM signal WHERE id = 1") == [(VERSION, 1)]
    assert synced("signals", "set", "1", "--type", "auto", "--json").json["type"] == "twitter_complaint"


@pytest.mark.parametrize("which", ["9", "x", "99999999999999999999", "https://x.com/jo"])
@pytest.mark.parametrize("command", [("show",), ("explain",), ("set", "--type", "auto")])
def test_an_unknown_signal_is_not_found(synced: Cli, command: tuple[str, ...], which: str) -> None:
    ran = synced("signals", *command, which, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "not_found")
    plain = synced("signals", *command, which)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err == (
        f"error: There is no signal {which} here. `devsignal twitter recent` shows the newest with their numbers.\n"
    )


def test_a_signal_of_another_organization_is_unknown(synced: Cli) -> None:
    synced("org", "add", "other")
    for command in (("show", "1"), ("explain", "1"), ("set", "1", "--type", "praise")):
        assert synced("signals", *command, "--org", "other", "--json").error["code"] == "not_found"
    assert labels(synced)[3] is False


def test_an_unknown_one_stops_no_other(synced: Cli) -> None:
    ran = synced("signals", "set", "9", "1", "--type", "praise", "--json")
    assert (ran.code, ran.error["code"], [item["id"] for item in ran.json["items"]]) == (3, "partial", ["1"])


@pytest.mark.parametrize("options", [(), ("--sentiment", "good"), ("--type", "rant"), ("--type", "")])
def test_what_is_no_correction_is_wrong_usage(synced: Cli, options: tuple[str, ...]) -> None:
    ran = synced("signals", "set", "1", *options, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
    assert ran.error["hint"]


def edit_at_x(x: Simulator, old: SimPost, text: str) -> None:
    """X shows another version of a post from now on."""
    at_ms = NOW_MS + 300_000
    new_id = snowflake(at_ms, 1)
    x.world.remove(old.id)
    x.world.add(x.world.make(text, at_ms, author_id=old.author_id, edit_history=(old.id, new_id), id=new_id))


def test_what_is_by_hand_outlives_an_edit_that_a_sync_brings(cli: Cli) -> None:
    made = World(authors=[author(1)])
    first = made.plant("acme is down, I hate it", NOW_MS - 600_000, author_id=1)
    with simulator(made) as x:
        cli.connect(x)
        cli("twitter", "sync")
        cli("signals", "set", "1", "--sentiment", "neutral", "--type", "mention")
        x.clock.advance(1_200)
        edit_at_x(x, first, "acme is up, I love it")
        assert cli("twitter", "sync", "--json").json["signals_updated"] == 1
    assert cli("signals", "show", "1", "--json").json["text"] == "acme is up, I love it"
    assert labels(cli) == ("neutral", "twitter_mention", True, True)
    cli("signals", "set", "1", "--sentiment", "auto", "--type", "auto")
    assert labels(cli) == ("positive", "twitter_praise", False, False)


def test_what_is_by_hand_outlives_an_import_of_the_post_and_of_its_edit(cli: Cli, tmp_path: Path) -> None:
    old = file_of(tmp_path, "old", edited(1, 0, "acme is down, I hate it"))
    cli("twitter", "import", old)
    cli("signals", "set", "1", "--sentiment", "neutral", "--type", "mention")
    assert cli("twitter", "import", old, "--json").json["duplicates"] == 1
    assert labels(cli) == ("neutral", "twitter_mention", True, True)
    new = file_of(tmp_path, "new", edited(1, 1, "acme is up, I love it"))
    assert cli("twitter", "import", new, "--json").json["signals_updated"] == 1
    shown = cli("signals", "show", str(id_of(1)), "--json").json
    assert (shown["text"], shown["score"] > 0) == ("acme is up, I love it", True)
    assert labels(cli) == ("neutral", "twitter_mention", True, True)


def test_what_is_by_hand_outlives_a_sync_of_an_imported_post(cli: Cli, tmp_path: Path) -> None:
    made = World(authors=[author(1)])
    same = made.plant("acme is down, I hate it", NOW_MS - 600_000, author_id=1)
    saved = post(1, id=str(same.id), edit_history_tweet_ids=[str(same.id)], text=same.text, author_id="1")
    cli("twitter", "import", file_of(tmp_path, "posts", saved))
    cli("signals", "set", "1", "--sentiment", "neutral")
    with simulator(made) as x:
        cli.connect(x)
        assert cli("twitter", "sync", "--json").json["duplicates"] == 1
    assert labels(cli) == ("neutral", "twitter_complaint", True, False)


def test_lists_show_what_is_needed_to_correct(synced: Cli) -> None:
    synced("signals", "set", "1", "--type", "praise")
    for arguments in (("twitter", "recent"), ("twitter", "status")):
        out = synced(*arguments).out
        assert "  signal 1  https://x.com/user1/status/" in out
        assert out.count(" by hand") == 1
        assert out.rstrip().endswith("A label is wrong? devsignal signals set ID --sentiment S --type T")
        assert max(map(len, out.split("\n"))) <= 80


def test_explain_shows_the_words_behind_a_label(synced: Cli) -> None:
    ran = synced("signals", "explain", "1")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Signal 1")
    assert "Sentiment  negative   by the classifier  negative" in ran.out
    assert f"by {VERSION}" in ran.out
    assert "keeps crashing" in ran.out
    assert "reclassify" not in ran.out
    assert "Wrong? devsignal signals set 1 --sentiment S --type T" in ran.out
    assert max(map(len, ran.out.split("\n"))) <= 80


def test_explain_in_json_has_what_is_stored_and_what_is_said_today(synced: Cli) -> None:
    synced("signals", "set", "1", "--type", "praise")
    synced.sql("UPDATE signal SET classifier = 'old', sentiment = 'positive'")
    ran = synced("signals", "explain", "1", "--json")
    assert (ran.code, ran.err) == (0, "")
    told = ran.json
    assert (told["state"], told["differs"], told["classifier"]) == ("stored", ["sentiment"], "old")
    assert (told["sentiment"], told["type"], told["type_by_hand"]) == ("positive", "twitter_praise", True)
    today = told["today"]
    assert (today["classifier"], today["sentiment"], today["type"]) == (VERSION, "negative", "twitter_complaint")
    assert "crashing" in " ".join(term["term"] for term in today["evidence"])


def test_explain_says_what_to_do_when_the_classifier_has_changed(synced: Cli) -> None:
    synced.sql("UPDATE signal SET sentiment = 'positive', classifier = 'old' WHERE id = 1")
    out = synced("signals", "explain", "1").out
    assert "Today's classifier gives another sentiment than the one that is stored." in out
    assert "Next: devsignal twitter reclassify" in out


def test_a_keyword_is_no_evidence(cli: Cli) -> None:
    made = World(authors=[author(1)])
    made.plant("love", NOW_MS - 600_000, author_id=1)
    with simulator(made) as x:
        cli.connect(x, "love")
        cli("twitter", "sync")
    assert cli("signals", "explain", "1", "--json").json["today"]["evidence"] == []
    assert cli("signals", "set", "1", "--sentiment", "auto", "--json").json["sentiment"] == "neutral"


def test_a_deleted_post_has_nothing_to_explain_or_to_correct(synced: Cli, tmp_path: Path) -> None:
    post_id = synced("signals", "show", "1", "--json").json["post_id"]
    assert synced("twitter", "import", file_of(tmp_path, "gone", gone(post_id)), "--json").json["deletions"] == 1
    for command in ("explain", "show"):
        ran = synced("signals", command, "1")
        assert (ran.code, ran.err) == (0, "")
        assert "It was deleted at X" in ran.out
    told = synced("signals", "explain", "1", "--json").json
    assert (told["state"], told["today"], told["text"]) == ("deleted", None, "")
    assert synced("signals", "show", "1", "--json").json["deleted_at"] is not None
    ran = synced("signals", "set", "1", "--type", "praise")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: Deleted at X, without a text to judge: 1. It counts nowhere.\n"


def test_a_withheld_post_is_not_judged(synced: Cli) -> None:
    synced.sql("UPDATE signal SET withheld = 1, sentiment = 'neutral' WHERE id = 1")
    assert "X withholds it" in synced("signals", "explain", "1").out
    assert synced("signals", "explain", "1", "--json").json["state"] == "withheld"
    assert synced("signals", "set", "1", "--sentiment", "auto", "--json").json["sentiment"] == "neutral"


def test_show_has_all_that_is_known(synced: Cli) -> None:
    synced("signals", "set", "1", "--type", "praise")
    synced.sql("UPDATE signal SET note = 'called', muted = 1, spam = 'new_account', contact_id = 5, done = 1")
    ran = synced("signals", "show", "1")
    assert (ran.code, ran.err) == (0, "")
    facts = [part.rstrip() for part in ran.out.split("\n")]
    assert {
        "  acme keeps crashing :(",
        "Sentiment       negative, by the classifier",
        "Type            praise, by hand",
        "Author          User 1, id 1",
        "Identity        contact 5, unknown",
        "Keywords        acme",
        "Marks           muted, done",
        "Spam?           new_account",
        "Note            called",
    } <= set(facts)
    assert max(map(len, ran.out.split("\n"))) <= 80


def test_show_in_json_is_a_signal_and_more(synced: Cli) -> None:
    (recent,) = synced("twitter", "recent", "-n", "1", "--json").json["items"]
    ran = synced("signals", "show", recent["id"], "--json")
    assert (ran.code, ran.err) == (0, "")
    more = set(ran.json) - set(recent)
    assert {name: ran.json[name] for name in recent} == recent
    assert more == {
        "classifier", "note", "repost", "withheld", "stored_at", "edited_at", "deleted_at", "identity", "conversation",
        "conversation_signals",
    }  # fmt: skip


def test_what_a_post_says_never_reaches_the_terminal_raw(cli: Cli) -> None:
    made = World(authors=[author(1, name="\x1b[2J")])
    made.plant("acme \x1b[31m[/b]\u202e :(", NOW_MS - 600_000, author_id=1)
    with simulator(made) as x:
        cli.connect(x)
        cli("twitter", "sync")
    for command in (("show", "1"), ("explain", "1"), ("set", "1", "--type", "praise")):
        out = cli("signals", *command).out
        assert "[/b]" in out
        assert not {"\x1b", "\u202e"} & set(out)
