"""`classify` for people, for scripts, and between two pipes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from devsignal_cli.cli.classify import NAMED
from devsignal_cli.core.sentiment import VERSION, classify
from tests.support import Cli

PROGRAM = [sys.executable, "-m", "devsignal_cli", "classify"]
LOVE, HATE, ASK = "I love it", "it keeps crashing", "how do I deploy this?"


def child(*options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([*PROGRAM, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_each_text_has_its_label_on_a_line(cli: Cli) -> None:
    ran = cli("classify", LOVE, HATE, "two\nlines")
    assert (ran.code, ran.out, ran.err) == (0, "positive\nnegative\nneutral\n", "")
    assert cli("classify", LOVE, HATE, ASK, "acme", "--field", "type").out == "praise\ncomplaint\nquestion\nmention\n"
    assert cli("classify", LOVE, "--quiet").out == "positive\n"


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_without_a_text_each_line_of_stdin_is_one(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli("classify", *arguments, stdin=f"{LOVE}\r\n\n{HATE}\n{ASK}")
    assert (ran.code, ran.out, ran.err) == (0, "positive\nneutral\nnegative\nneutral\n", "")
    assert cli("classify", *arguments, "--field", "type", stdin="\n").out == "mention\n"
    assert cli("classify", *arguments).out == ""


def test_lines_of_json_are_texts(cli: Cli) -> None:
    lines = [json.dumps(LOVE), json.dumps({"id": "1", "text": HATE}), '"\\ud800"', ""]
    ran = cli("classify", "--jsonl", stdin="\n".join(lines) + "\n")
    assert (ran.code, ran.out, ran.err) == (0, "positive\nnegative\nneutral\nneutral\n", "")


def test_a_line_without_a_text_keeps_its_place_and_is_named(cli: Cli) -> None:
    ran = cli("classify", "--jsonl", stdin=f'"{LOVE}"\nbad\n"{HATE}"\n')
    assert (ran.code, ran.out) == (3, "positive\n\nnegative\n")
    assert ran.err == (
        "warning: line 2 has no text to classify\n"
        "error: 1 of 3 lines could not be read; the rest is done. "
        'With --jsonl, each line is a JSON string, or an object with a "text".\n'
    )
    scripted = cli("classify", "--jsonl", "--json", stdin=f'"{LOVE}"\nbad\n"{HATE}"\n')
    assert (scripted.code, scripted.error["code"]) == (3, "partial")
    assert [item["sentiment"] for item in scripted.json["items"]] == ["positive", None, "negative"]
    assert scripted.json["items"][1]["error"] == "no text"


def test_input_without_any_text_is_damaged(cli: Cli) -> None:
    ran = cli("classify", "--jsonl", "--json", stdin="bad\n" * (NAMED + 5))
    assert (ran.code, ran.error["code"], len(ran.json["items"])) == (65, "damaged", NAMED + 5)
    assert ran.err.count("warning: ") == NAMED


def test_json_has_every_field_and_needs_no_database(cli: Cli) -> None:
    (cli.database).unlink()
    ran = cli("classify", f"{LOVE} \ud800", "--json")
    found = classify(LOVE)
    assert (ran.code, ran.err, ran.json["next"], ran.json["classifier"]) == (0, "", None, VERSION)
    (item,) = ran.json["items"]
    assert (item["text"], item["error"], item["flag"]) == (f"{LOVE} \ufffd", None, None)
    assert (item["sentiment"], item["type"], item["score"]) == (found.sentiment, found.type, found.score)
    term = item["evidence"][0]
    assert {
        "term": found.evidence[0].term,
        "weight": found.evidence[0].weight,
        "negated": False,
    }.items() <= term.items()
    assert cli("classify", "--json").json["items"] == []
    assert list(cli.home.iterdir()) == []


def test_explain_shows_the_words_that_led_there(cli: Cli) -> None:
    ran = cli("classify", "--explain", "it is not good at all, awful\x1b[31m", "acme", "всё очень плохо")
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert "it is not good at all, awful␛[31m" in ran.out
    assert "negative, score -0." in ran.out
    assert "complaint" in ran.out
    assert "Negated" in ran.out
    assert "No word of it says how it feels." in ran.out
    assert "Not judged: It is not in Latin letters" in ran.out
    assert max(map(len, ran.out.split("\n"))) <= 80
    assert cli("classify", "--explain", LOVE, "--json").json == cli("classify", LOVE, "--json").json
    assert cli("classify", "--explain", "--jsonl", stdin="bad\n").out == "(no text)\n"


@pytest.mark.parametrize("arguments", [(LOVE, "-"), (LOVE, "--jsonl"), (LOVE, "--field", "score")])
def test_what_makes_no_sense_is_wrong_usage(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli("classify", *arguments, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")


def test_a_terminal_without_a_text_is_told_how() -> None:
    outer, inner = os.openpty()
    try:
        ran = subprocess.run(PROGRAM, stdin=inner, capture_output=True, text=True, check=False, timeout=30)
    finally:
        os.close(outer)
        os.close(inner)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: There is no text. Name one, as in `devsignal classify ")


@pytest.mark.parametrize(("options", "asked"), [((), LOVE), (("-", "--jsonl"), json.dumps(LOVE))])
def test_a_coprocess_has_its_answer_before_it_writes_the_next_line(options: tuple[str, ...], asked: str) -> None:
    with child(*options) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(3):
            process.stdin.write(asked.encode() + b"\n")
            process.stdin.flush()
            assert process.stdout.readline() == b"positive\n"
        process.stdin.write(asked.encode())
        assert process.communicate(timeout=30) == (b"positive\n", b"")
    assert process.returncode == 0


def test_any_bytes_give_a_line_each() -> None:
    data = bytes(range(256)) * 700 + b"\n\xff\xfe\n\r\n"
    with child() as process:
        out, err = process.communicate(data, timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.count(b"\n") == data.count(b"\n")


def test_who_reads_no_further_ends_it_without_an_error(home: Path) -> None:
    command = f"yes 'I love it' | {{ {' '.join(PROGRAM)}; echo code $? >&2; }} | head -2"
    ran = subprocess.run(
        ["bash", "-c", command], env={**os.environ, "DEVSIGNAL_HOME": str(home)}, capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert (ran.stdout, ran.stderr) == (b"positive\npositive\n", b"code 0\n")


def test_ctrl_c_ends_it_with_130() -> None:
    with child() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"I love it\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert err.startswith(b"error: Stopped on request.")
