"""A text read into words: names and code go, marks stand alone, spelling in a hurry is mended; any text can be read."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.core.sentiment.text import DOTS, LINE, LOUD, PUZZLED, STARTLED, Reader

KNOWN = frozenset(("good", "so", "love", "breaking", "change", "just", "works", "not", "impressed"))


def words(text: str) -> list[str]:
    return Reader(KNOWN).words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It JUST works.", ["it", "just", "works", "."]),
        ("don't, can’t, dont", ["don't", ",", "can't", ",", "don't"]),
        ("drop-in – and --force", ["drop", "in", "–", "and", "–", "force"]),
        ("wait... what… no..", ["wait", DOTS, "what", DOTS, "no", DOTS]),
        ("Why?! no!!! eh??", ["why", STARTLED, "no", LOUD, "eh", PUZZLED]),
        ("sooooo goood, loooove it", ["so", "good", ",", "love", "it"]),
        ("at 10:30, $700 and 99%", ["at", "00", ":", "00", ",", "$000", "and", "00%"]),
        ("'quoted' and “curly”", ["quoted", "and", '"', "curly", '"']),
        ("nice :) or :-(, thanks:)", ["nice", "🙂", "or", "🙁", ",", "thanks", "🙂"]),
        ("Docs: /v2/users, D: (old) grade: D", "docs : / v0 / users , d : ( old ) grade : d".split()),
        ("10/10, 0/10 and 5/10", ["💯", ",", "👎", "and", "0", "/", "00"]),
        ("LGTM (https://a.b/c)", ["lgtm"]),
        ("great\nhttps://a.b/c\n", ["great"]),
        ("𝗔𝗰𝗺𝗲 don´t", ["acme", "don't"]),
        ("one\ntwo", ["one", LINE, "two"]),
        ("great🔥🔥 ❤️", ["great", "🔥", "🔥", "❤"]),
        ("👍🏽", ["👍"]),
        ("<3 and </3", ["❤", "and", "💔"]),
        ("+1 for that, -1 and +100", ["👍", "for", "that", ",", "👎", "and", "+000"]),
        ("thx, u pls", ["thanks", ",", "you", "please"]),
    ],
)
def test_words_are_small_and_marks_stand_alone(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("hashtag", "expected"),
    [
        ("#breakingchange", ["breaking", "change"]),
        ("#BreakingChange", ["breaking", "change"]),
        ("#notimpressed", ["not", "impressed"]),
        ("#love", ["love"]),
        ("#devsignal", ["devsignal"]),
        ("#c3po", ["c0po"]),
        ("issue &#35;", ["issue", "#"]),
    ],
)
def test_a_hashtag_is_cut_into_known_words_whatever_its_capitals(hashtag: str, expected: list[str]) -> None:
    assert words(hashtag) == expected


def test_a_hashtag_is_cut_into_as_few_words_as_can_be() -> None:
    assert Reader(frozenset(("not", "ice", "able", "notice"))).words("#noticeable") == ["notice", "able"]


@pytest.mark.parametrize(
    "noise",
    [
        "https://awful.example/terrible?bad=1",
        "HTTPS://AWFUL.EXAMPLE/",
        "www.terrible.org/awful",
        "terrible.io",
        "awful.dev/broken",
        "broken.py",
        "@awful_terrible",
        "awful@terrible.org",
        "`awful terrible`",
        "```\nraise Terrible('awful')\n```",
        "```\nterrible, and the fence stays open",
        '"terrible = awful();"',
    ],
)
def test_links_handles_names_and_code_are_no_words(noise: str) -> None:
    assert words(f"see {noise}") == ["see"]


def test_a_quoted_line_says_nothing_of_the_author() -> None:
    assert words("see\n> terrible, awful\nso") == ["see", LINE, LINE, "so"]


@pytest.mark.parametrize(
    ("escaped", "plain"), [("&lt;3", "<3"), ("love &amp; peace", "love & peace"), ("isn&#39;t great", "isn't great")]
)
def test_html_entities_are_unescaped(escaped: str, plain: str) -> None:
    assert words(escaped) == words(plain)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 great \udfff",
        "\x00",
        "&#" + "9" * 5000 + ";",
        "&#xd800;",
        "&#0;",
        "İ",
        "#_",
        "@",
        '"',
        "```",
        "&nope;",
        "#",
    ],
)
def test_a_hostile_text_is_read(text: str) -> None:
    assert "great" in words(f"great {text}")


def test_ten_thousand_random_texts_are_read() -> None:
    source = random.Random(5)
    for _ in range(10_000):
        text = "".join(chr(source.choice((source.randrange(0x80), source.randrange(0x110000)))) for _ in range(40))
        assert all(word and not word.isspace() for word in words(text))


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii")))
def test_capitals_do_not_count(text: str) -> None:
    assert words(text.upper()) == words(text.lower()) == words(text)


@pytest.mark.parametrize(
    "piece",
    [
        "not good ",
        "a.",
        "a-",
        "`",
        '"{',
        "\n> ",
        "😍a",
        "#aB",
        "x@",
        "kill the ",
        ":(",
        "&#1",
        "a=",
        "sooo ",
        "1,",
        "a.b/",
    ],
)
def test_a_hundred_kilobytes_give_words_in_proportion(piece: str) -> None:
    once, ten_times = (len(words(piece * (size // len(piece)))) for size in (10_000, 100_000))
    assert ten_times <= 10 * once + 20
