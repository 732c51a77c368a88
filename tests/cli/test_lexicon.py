"""`twitter lexicon` for people and for scripts."""

import pytest

from tests.support import Cli, quiet_world, simulator

KEPT = "Stored signals keep their labels until `devsignal twitter reclassify`.\n"


def add(cli: Cli, term: str, weight: str, *options: str) -> None:
    assert cli("twitter", "lexicon", "add", term, "--weight", weight, *options).code == 0


def test_without_own_words_the_list_says_what_to_do(cli: Cli) -> None:
    ran = cli("twitter", "lexicon", "list")
    assert (ran.code, ran.err) == (0, "")
    assert 'Next: devsignal twitter lexicon add "just works" --weight 2\n' in ran.out
    assert cli("twitter", "lexicon", "list", "--json").json == {"items": [], "next": None}


def test_a_word_is_added_replaced_and_removed(cli: Cli) -> None:
    ran = cli("twitter", "lexicon", "add", "just works", "--weight", "2")
    assert (ran.code, ran.out, ran.err) == (0, '"just works" weighs +2.\n', KEPT)
    ran = cli("twitter", "lexicon", "add", "Just  Works", "--weight", "-0.5")
    assert ran.out == '"Just Works" weighs -0.5 now; before as "just works" it weighed +2.\n'
    ran = cli("twitter", "lexicon", "add", "Just Works", "--weight", "0")
    assert ran.out == '"Just Works" is silenced (0) now; before it weighed -0.5.\n'
    assert cli.sql("SELECT term, weight FROM own_word") == [("Just Works", 0.0)]
    ran = cli("twitter", "lexicon", "remove", "just works")
    assert (ran.out, ran.err) == ('"Just Works" is no longer one of your own words; it weighed +0.\n', KEPT)
    assert cli.sql("SELECT count(*) FROM own_word") == [(0,)]


def test_adding_in_json_says_old_and_new(cli: Cli) -> None:
    ran = cli("twitter", "lexicon", "add", "zorp", "--weight", "2.5", "--json")
    assert (ran.json["org"], ran.json["changed"], ran.json["term"]) == ("default", True, "zorp")
    assert (ran.json["weight"], ran.json["previous"], ran.err) == (2.5, None, "")
    told = cli("twitter", "lexicon", "add", "Zorp", "--weight", "1", "--json").json
    assert (told["term"], told["weight"], told["previous"]) == ("Zorp", 1.0, 2.5)
    told = cli("twitter", "lexicon", "remove", "zorp", "--json").json
    assert (told["changed"], told["weight"], told["previous"]) == (True, None, 1.0)


def test_adding_the_same_again_changes_nothing(cli: Cli) -> None:
    add(cli, "zorp", "2")
    ran = cli("twitter", "lexicon", "add", "zorp", "--weight", "2")
    assert (ran.code, ran.out, ran.err) == (0, '"zorp" weighs +2 already.\n', "")
    assert cli("twitter", "lexicon", "add", "zorp", "--weight", "2", "--json").json["changed"] is False


def test_what_is_read_otherwise_than_typed_is_said(cli: Cli) -> None:
    ran = cli("twitter", "lexicon", "add", "#BreakingChange", "--weight", "-1")
    assert ran.out == '"#BreakingChange" weighs -1. It is read as "breaking change".\n'


def test_the_list_has_pages_and_fits(cli: Cli) -> None:
    for term, weight in (("just works", "2"), ("zorp", "0"), ("z" * 80, "-1.5")):
        add(cli, term, weight)
    page = cli("twitter", "lexicon", "list", "--limit", "2", "--json").json
    assert page["items"][0] == {"term": "just works", "weight": 2.0, "added_at": "2026-11-18T11:06:40Z"}
    rest = cli("twitter", "lexicon", "list", "--cursor", page["next"], "--json").json
    assert ([item["term"] for item in rest["items"]], rest["next"]) == (["z" * 80], None)
    out = cli("twitter", "lexicon", "list").out
    assert "just works" in out
    assert "silenced" in out
    assert max(map(len, out.split("\n"))) <= 80
    assert 'More: --cursor "just works"' in cli("twitter", "lexicon", "list", "--limit", "1").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("@acme", "--weight", "1"),
        ("zorp", "--weight", "4"),
        ("zorp", "--weight", "nan"),
        ("a b c d e f", "--weight", "1"),
    ],
)
def test_what_cannot_be_an_own_word_is_wrong_usage(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli("twitter", "lexicon", "add", *arguments, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
    assert ran.error["hint"]
    assert cli.sql("SELECT count(*) FROM own_word") == [(0,)]


def test_a_word_needs_a_weight(cli: Cli) -> None:
    ran = cli("twitter", "lexicon", "add", "zorp")
    assert ran.code == 2
    assert "--weight" in ran.err


def test_an_unknown_word_cannot_be_removed(cli: Cli) -> None:
    ran = cli("twitter", "lexicon", "remove", "nope", "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "not_found")
    ran = cli("twitter", "lexicon", "remove", "nope")
    assert ran.err == "error: 'nope' is none of your own words. `devsignal twitter lexicon list` shows all.\n"


def test_organizations_have_their_own_words(cli: Cli) -> None:
    cli("org", "add", "other")
    ran = cli("twitter", "lexicon", "add", "zorp", "--weight", "2", "--org", "other")
    assert ran.err == "Stored signals keep their labels until `devsignal --org other twitter reclassify`.\n"
    assert cli("twitter", "lexicon", "list", "--json").json["items"] == []
    assert len(cli("twitter", "lexicon", "list", "--json", "--org", "other").json["items"]) == 1


def test_quiet_silences_words_but_not_json(cli: Cli) -> None:
    ran = cli("twitter", "lexicon", "add", "zorp", "--weight", "2", "--quiet")
    assert (ran.out, ran.err) == ("", "")
    assert cli("twitter", "lexicon", "list", "--json", "--quiet").json["items"]


def test_hostile_terms_are_printed_as_visible_symbols(cli: Cli) -> None:
    assert cli("twitter", "lexicon", "add", "[b]bold[/b]", "--weight", "1").out.startswith('"[b]bold[/b]" weighs +1.')
    ran = cli("twitter", "lexicon", "add", "evil\x1b[2J", "--weight", "1")
    assert (ran.code, "\x1b" in ran.err) == (2, False)


def test_a_purge_takes_the_own_words_too(cli: Cli) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        add(cli, "zorp", "2")
        cli("twitter", "disconnect", "--purge", "--yes")
    assert cli.sql("SELECT count(*) FROM own_word") == [(0,)]
