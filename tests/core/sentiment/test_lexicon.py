"""The shipped lexicon: a readable file within its size, made from what lies beside it, and own words on top of it."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from devsignal_cli.core.sentiment.lexicon import BASE, lexicon_of, shipped_lexicon, with_own
from devsignal_cli.core.sentiment.terms import JOINT, NEGATED, NEGATORS

TEXT = files("devsignal_cli.core.sentiment").joinpath("lexicon.txt").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TEXT.split("\n") if line and not line.startswith("# ")]
MAKERS = Path(__file__).parents[3] / "benchmarks" / "accuracy"

SMALL = """\
# a comment
(base)\t0\t90
great\t200\t-50
awful\t-200\t-50
not\t-40\t0
kill~the~process\t0\t30
kill\t-90\t0
works great\t30\t-10
not:fine\t-70\t5
fine\t60\t0
"""


def test_the_file_is_small_enough() -> None:
    assert len(TEXT.encode()) <= 220 * 1024


def test_each_line_is_a_term_and_two_whole_weights_in_range() -> None:
    for row in ROWS:
        term, polarity, objectivity = row
        assert term == term.strip() != ""
        assert term.count(" ") <= 1
        assert -600 <= int(polarity) <= 600
        assert -600 <= int(objectivity) <= 600


def test_no_term_stands_twice_and_they_are_sorted() -> None:
    terms = [row[0] for row in ROWS]
    assert terms[0] == BASE
    assert terms[1:] == sorted(set(terms[1:]))


@pytest.mark.parametrize("name", ["curated.txt", "posts.tsv"])
def test_the_file_was_made_from_the_words_and_posts_beside_its_maker(name: str) -> None:
    assert f"# {name}: {sha256((MAKERS / name).read_bytes()).hexdigest()[:16]}" in TEXT


def test_the_head_names_the_sources() -> None:
    head = TEXT[: TEXT.index(BASE)]
    assert all(source in head for source in ("SemEval", "VADER", "MIT", "Senti4SD", "GitHub", "posts.tsv"))


def test_each_word_is_read_as_it_is_written() -> None:
    reader = shipped_lexicon().reader
    for term, *_ in ROWS[1:]:
        for word in term.removeprefix(NEGATED).replace(JOINT, " ").split():
            assert reader.words(word) == [word] or not word.isalpha(), term


def test_a_term_is_a_word_a_phrase_a_negated_word_or_two_neighbours() -> None:
    lexicon = lexicon_of(SMALL)
    singles, pairs = lexicon.known("works great , kill the process".split())
    assert singles == {"great", "kill~the~process"}
    assert {pair for pair in pairs if lexicon.weights[pair]} == {("works", "great")}
    assert lexicon.base == 90j


def test_a_negated_word_weighs_half_and_the_other_way_where_nothing_is_said() -> None:
    weights = lexicon_of(SMALL).weights
    assert weights["not:great"] == complex(-100, -25)
    assert weights["not:fine"] == complex(-70, 5)


def test_a_negated_word_that_decides_alone_outweighs_the_negator() -> None:
    weights = lexicon_of(SMALL.replace("not\t-40", "not\t-140")).weights
    assert weights["not:awful"] == complex(140, -25)


def test_no_negator_leaves_a_deciding_word_its_sign() -> None:
    lexicon = shipped_lexicon()
    weights, kept = lexicon.weights, []
    for word in [row[0] for row in ROWS[1:] if row[0][0].isalpha() and not row[0].startswith(NEGATED)]:
        alone = weights.get(word, 0j)
        if " " in word or word in NEGATORS or abs(alone.real) < alone.imag + lexicon.base.imag:
            continue
        for negator in NEGATORS:
            singles, pairs = lexicon.known([negator, *word.split(JOINT)])
            total = sum(weights[term].real for terms in (singles, pairs) for term in terms)
            if total * alone.real > 0 and NEGATED + word in singles:
                kept.append((negator, word, total))
    assert kept == []


def test_own_words_win_and_keywords_count_as_nothing() -> None:
    own = with_own(lexicon_of(SMALL), [("Great", -1.0), ("kill", 0.0), ("foo bar", 2.0)], ["awful", "@handle"])
    assert own.weights["own:great"] == complex(-110, -30)
    assert own.known(own.read("great"))[0] == {"own:great"}
    assert own.known(own.read("kill"))[0] == own.known(own.read("awful"))[0] == frozenset()
    assert own.known(own.read("not foo bar"))[0] == {"not", "not:own:foo~bar"}


def test_an_own_word_inside_a_shipped_phrase_wins() -> None:
    own = with_own(lexicon_of(SMALL), [("process", 2.0)], [])
    assert own.known(own.read("kill the process"))[0] == {"kill", "own:process"}


def test_an_own_emoji_is_never_turned_round() -> None:
    own = with_own(lexicon_of(SMALL), [("🦀", 3.0)], [])
    assert own.known(own.read("not 🦀"))[0] == {"not", "*own:🦀"}


def test_without_own_words_the_lexicon_is_the_same() -> None:
    lexicon = lexicon_of(SMALL)
    assert with_own(lexicon, [], ["https://only.example/"]) is lexicon
