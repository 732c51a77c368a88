"""The page's small words and drawings: figures, dates, bars that add up, colours that all can tell apart."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from devsignal_cli.reports import figures, svg

STYLE = (Path(figures.__file__).parent / "page" / "page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
)
SEEN: dict[str, Callable[[tuple[float, ...]], tuple[float, ...]]] = {
    # Machado, Oliveira and Fernandes 2009, severity 1, in linear light
    "protanopia": lambda c: (
        0.152286 * c[0] + 1.052583 * c[1] - 0.204868 * c[2],
        0.114503 * c[0] + 0.786281 * c[1] + 0.099216 * c[2],
        -0.003882 * c[0] - 0.048116 * c[1] + 1.051998 * c[2],
    ),
    "deuteranopia": lambda c: (
        0.367322 * c[0] + 0.860646 * c[1] - 0.227968 * c[2],
        0.280085 * c[0] + 0.672501 * c[1] + 0.047413 * c[2],
        -0.011820 * c[0] + 0.042940 * c[1] + 0.968881 * c[2],
    ),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    bright, dark = sorted(
        (sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)) for colour in (one, other)),
        reverse=True,
    )  # fmt: skip
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_bars_stand_out_from_the_paper(scheme: dict[str, str]) -> None:
    assert {
        name: scheme[name] for name in ("ink", "soft", "accent") if contrast(scheme[name], scheme["paper"]) < 4.5
    } == {}
    assert {
        name: scheme[name] for name in ("plus", "minus", "none") if contrast(scheme[name], scheme["paper"]) < 3
    } == {}


@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_who_sees_no_red_or_no_green_still_tells_good_from_bad(scheme: dict[str, str], kind: str) -> None:
    plus, minus = (SEEN[kind](linear(scheme[name])) for name in ("plus", "minus"))
    assert plus[2] - plus[1] > 0.1, "blue stays blue"
    assert minus[1] - minus[2] > 0.1, "orange stays yellow"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "\u2013"), (1, 3, "33 %†"), (1, 20, "5 %"), (1, 200, "1 %"), (199, 200, "100 %"), (20, 20, "100 %")],
)
def test_a_percentage_is_marked_when_it_says_little(part: int, whole: int, said: str) -> None:
    assert figures.percent(part, whole) == said


def test_a_long_text_is_cut_and_says_so() -> None:
    assert [figures.cut(text, 5) for text in ("abcde", "abc def", "abcdefgh")] == ["abcde", "abc…", "abcd…"]


def test_figures_are_short_and_signed() -> None:
    assert [figures.short(number) for number in (None, 0, 999, 1_000, 12_345, 2_000_000)] == [
        "\u2013", "0", "999", "1k", "12.3k", "2m",
    ]  # fmt: skip
    assert [figures.change(now, 5) for now in (4, 5, 1_006)] == ["\u22121", "±0", "+1,001"]
    assert [figures.many(*asked) for asked in ((1, "reply"), (2, "reply"), (1_000, "day"))] == [
        "1 reply", "2 replies", "1,000 days",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-01", "2026-11-01", "1 Nov 2026"),
        ("2026-11-01", "2026-11-28", "1 to 28 Nov 2026"),
        ("2026-10-30", "2026-11-28", "30 Oct to 28 Nov 2026"),
        ("2025-12-30", "2026-01-02", "30 Dec 2025 to 2 Jan 2026"),
    ],
)
def test_a_span_says_no_more_than_it_must(first: str, last: str, said: str) -> None:
    assert figures.span(date.fromisoformat(first), date.fromisoformat(last)) == said


def test_columns_are_as_high_as_their_figures() -> None:
    drawn = svg.columns("c", "t", "d", [(3, 1), (0, 0), (0, 4)], [0, 6, 2])
    heights = {
        name: re.findall(rf'class="{name}"[^>]* height="([\d.]+)"', drawn) for name in ("above0", "above1", "below")
    }
    assert heights == {"above0": ["30"], "above1": ["10", "40"], "below": ["60", "20"]}
    assert 'd="M0 40H3"' in drawn


def test_a_drawing_of_nothing_divides_by_nothing() -> None:
    assert "<rect" not in svg.columns("c", "t", "d", [(0, 0)], [0]) + svg.shares("s", "t", "d", [("a", 0)]) + svg.bar(
        [], 0
    )


def test_the_words_of_a_drawing_are_escaped_and_named() -> None:
    drawn = svg.shares("key", "<b>", "a & b", [("x", 1)])
    assert 'role="img" aria-labelledby="key-title key-desc"' in drawn
    assert '<title id="key-title">&lt;b&gt;</title><desc id="key-desc">a &amp; b</desc>' in drawn
