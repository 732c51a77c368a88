"""`twitter reclassify` for people and for scripts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.core.sentiment import VERSION
from devsignal_cli.store import lock
from tests.archives import post
from tests.support import Cli

TEXTS = ("acme is zorp", "acme is here", "acme is terrible", "is acme zorp?")


def stock(cli: Cli, folder: Path, *texts: str) -> None:
    file = folder / "posts.jsonl"
    lines = [json.dumps(post(number, text=text)) for number, text in enumerate(texts or TEXTS)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert cli("twitter", "import", str(file)).code == 0


def own(cli: Cli, term: str, weight: str) -> None:
    assert cli("twitter", "lexicon", "add", term, "--weight", weight).code == 0


def labels(cli: Cli) -> list[tuple[Any, ...]]:
    return cli.sql("SELECT sentiment, type FROM signal ORDER BY post_key")


def test_own_words_count_for_what_is_stored_after_reclassify(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    before = labels(cli)
    own(cli, "zorp", "3")
    assert labels(cli) == before
    ran = cli("twitter", "reclassify")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"default: 4 signals read with {VERSION}, 2 changed.\n")
    assert re.search(r"^  neutral -> positive +2 *$", ran.out, re.MULTILINE)
    assert re.search(r"^  mention -> praise +1 *$", ran.out, re.MULTILINE)
    assert "signal 1  neutral -> positive, mention -> praise\n  acme is zorp" in ran.out
    assert labels(cli)[0] == ("positive", "twitter_praise")
    assert cli("twitter", "reclassify").out == f"default: 4 signals read with {VERSION}, 0 changed.\n"


def test_reclassifying_in_json_tells_all(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    own(cli, "zorp", "3")
    cli.sql("UPDATE signal SET sentiment_by_hand = 1 WHERE id = 2")
    ran = cli("twitter", "reclassify", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert {key: value for key, value in ran.json.items() if key != "examples"} == {
        "org": "default",
        "status": "complete",
        "classifier": VERSION,
        "signals": 4,
        "changed": 2,
        "renewed": 0,
        "by_hand": 1,
        "sentiment": [{"from": "neutral", "to": "positive", "count": 2}],
        "types": [{"from": "twitter_mention", "to": "twitter_praise", "count": 1}],
        "dry_run": False,
    }
    assert ran.json["examples"][1] == {
        "id": "1",
        "post_id": post(0)["id"],
        "text": "acme is zorp",
        "sentiment_before": "neutral",
        "sentiment": "positive",
        "type_before": "twitter_mention",
        "type": "twitter_praise",
    }


def test_a_dry_run_says_what_would_change(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    before = labels(cli)
    own(cli, "zorp", "3")
    ran = cli("twitter", "reclassify", "--dry-run")
    assert f"4 signals read with {VERSION}, 2 would change. Nothing was stored.\n" in ran.out
    told = cli("twitter", "reclassify", "--dry-run", "--json").json
    assert (told["changed"], told["dry_run"]) == (2, True)
    assert labels(cli) == before


def test_what_is_renewed_and_what_was_set_by_hand_is_said(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    cli.sql("UPDATE signal SET classifier = 'lexicon-0'")
    cli.sql("UPDATE signal SET sentiment = 'positive', sentiment_by_hand = 1 WHERE id = 2")
    would = cli("twitter", "reclassify", "--dry-run").out
    assert "  would be renewed (score, version or text key alone): 4\n  set by hand, and kept: 1\n" in would
    assert "  renewed (score, version or text key alone): 4\n" in cli("twitter", "reclassify").out
    assert cli.sql("SELECT DISTINCT classifier FROM signal") == [(VERSION,)]
    assert cli.sql("SELECT sentiment FROM signal WHERE id = 2") == [("positive",)]


def test_a_word_taken_back_counts_no_more(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    before = labels(cli)
    own(cli, "terrible", "0")
    cli("twitter", "reclassify")
    assert labels(cli) != before
    cli("twitter", "lexicon", "remove", "terrible")
    cli("twitter", "reclassify")
    assert labels(cli) == before


def test_with_nothing_stored_it_says_what_to_do(cli: Cli) -> None:
    ran = cli("twitter", "reclassify")
    assert (ran.code, ran.out) == (0, "There is no stored signal to classify.\n")
    assert ran.err == "No posts yet. Next: devsignal twitter connect -k yourproduct\n"
    told = cli("twitter", "reclassify", "--json")
    assert (told.json["signals"], told.json["examples"], told.err) == (0, [], "")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_while_a_sync_runs_it_is_tried_later(cli: Cli, tmp_path: Path, options: tuple[str, ...]) -> None:
    stock(cli, tmp_path)
    own(cli, "zorp", "3")
    with lock.held(cli.home / "locks", "1-twitter"):
        ran = cli("twitter", "reclassify", *options)
        assert (ran.code, ran.out) == (75, "")
        assert cli("twitter", "reclassify", "--dry-run").code == 0
        with lock.held(cli.home / "locks", "2-twitter"):
            pass
    if options:
        assert ran.error["code"] == "locked"


def test_organizations_are_classified_apart(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    cli("org", "add", "other")
    assert cli("twitter", "lexicon", "add", "zorp", "--weight", "3", "--org", "other").code == 0
    assert cli("twitter", "reclassify", "--json").json["changed"] == 0
    assert cli("twitter", "reclassify", "--json", "--org", "other").json["signals"] == 0


def test_texts_are_printed_as_visible_symbols_within_the_width(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path, "zorp \x1b[2J [b]bold[/b] \u202eevil " + "very " * 40, *["zorp acme"] * 7)
    own(cli, "zorp", "3")
    out = cli("twitter", "reclassify").out
    assert out.count("signal ") == 5
    assert "\x1b" not in out
    assert max(map(len, out.split("\n"))) <= 80


def test_quiet_says_nothing(cli: Cli, tmp_path: Path) -> None:
    stock(cli, tmp_path)
    ran = cli("twitter", "reclassify", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
