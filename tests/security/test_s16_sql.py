"""S16: quotes, `%` and `_` in what people type are letters and nothing else."""

import itertools
from pathlib import Path

import pytest

from tests.archives import file_of, post
from tests.support import Cli

pytestmark = pytest.mark.usefixtures("home")
INJECTION = "x' OR '1'='1"
DROP = "'; DROP TABLE company; --"
NAMES = ("100% sure", "1000 sure", "a_b", "axb", "it's", 'say "hi"', "bang!", DROP)

FOUND = {
    "%": ["100% sure"], "_": ["a_b"], "0%": ["100% sure"], "a_b": ["a_b"], "'": [DROP, "it's"], '"': ['say "hi"'],
    "!": ["bang!"], DROP: [DROP], INJECTION: [], "%' OR 1=1 --": [], "!%": [], "__": [],
}  # fmt: skip
KEYED = (
    ("company", "show"), ("contact", "show"), ("company", "remove", "--yes"), ("contact", "remove", "--yes"),
    ("identity", "explain"), ("identity", "unlink"),
)  # fmt: skip


@pytest.fixture
def filled(cli: Cli) -> Cli:
    for number, name in enumerate(NAMES):
        assert cli("company", "add", f"firm{number}.dev", "--name", name, "--industry", name).code == 0
        assert cli("contact", "add", f"p{number}@firm{number}.dev", "--title", name, "--first-name", name).code == 0
    return cli


@pytest.mark.parametrize(("entity", "name", "key"), [
    ("company", "--search", "name"), ("company", "--industry", "industry"), ("contact", "--search", "first_name"),
    ("contact", "--title", "title"),
])  # fmt: skip
def test_s16_a_filter_finds_what_it_says_literally(filled: Cli, entity: str, name: str, key: str) -> None:
    for typed, found in FOUND.items():
        items = filled(entity, "list", name, typed, "--limit", "50", "--json").json["items"]
        assert sorted(item[key] for item in items) == sorted(found), typed


def test_s16_a_key_matches_nothing_but_itself(filled: Cli) -> None:
    calls = list(itertools.product(KEYED, ("%", "_", INJECTION, DROP, "firm_.dev", "firm%")))
    for words, typed in calls:
        ran = filled(*words, typed, "--json")
        assert (ran.code, ran.out) == (2, ""), (words, typed, ran)
    assert filled.sql("SELECT (SELECT count(*) FROM company), (SELECT count(*) FROM contact)") == [(8, 8)]


def test_s16_an_organization_is_not_found_by_a_pattern_or_an_injection(filled: Cli) -> None:
    for typed in ("defaul_", "%", INJECTION, "default' --"):
        assert filled("org", "use", typed, "--json").error["code"] == "not_found"
        assert filled("company", "list", "--org", typed, "--json").error["code"] == "not_found"


def test_s16_signals_are_found_by_what_is_said_literally(cli: Cli, tmp_path: Path) -> None:
    posts = [post(number, text=f"acme {name}") for number, name in enumerate(NAMES)]
    assert cli("twitter", "import", file_of(tmp_path, "posts", *posts)).code == 0
    for typed in ("100%", "a_b", "'", DROP):
        items = cli("signals", "list", "--text", typed, "--json").json["items"]
        found = [name for name in NAMES if all(word in f"acme {name}" for word in typed.split())]
        assert sorted(item["text"] for item in items) == sorted(f"acme {name}" for name in found), typed
    for option, typed in itertools.product(
        ("--topic", "--keyword", "--text"), ("zz%", "_____", INJECTION, "%' OR 1=1 --")
    ):
        assert cli("signals", "list", option, typed, "--json").json["items"] == [], (option, typed)
    for which in ("1 OR 1=1", "%", INJECTION):
        assert cli("signals", "export", "--since", which, "--json").error["code"] == "not_found"
    assert len(cli.stored()) == len(NAMES)


def test_s16_own_words_and_mutes_are_kept_and_taken_back_as_typed(cli: Cli) -> None:
    words = ["it's", "o'brien", "drop table mute"]
    for word in words:
        assert cli("twitter", "lexicon", "add", word, "--weight", "1").code == 0
        assert cli("twitter", "mute", word).code == 0
    assert sorted(row[0] for row in cli.sql("SELECT text FROM mute")) == sorted(words)
    for pattern in ("it%", "it_s", "%", "_"):
        cli("twitter", "lexicon", "remove", pattern)
        cli("twitter", "mute", "--remove", pattern)
    assert len(cli.sql("SELECT text FROM mute")) == len(words)
    for word in words:
        assert cli("twitter", "lexicon", "remove", word).code == 0
        assert cli("twitter", "mute", "--remove", word).code == 0
    assert cli.sql("SELECT text FROM mute") == []
    assert cli("db", "check").code == 0
