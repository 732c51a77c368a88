"""Inline SVG without text, script or style: bars that take their colours from the page's classes. Pure.

A drawing stretches to whatever room it has, so nothing in it is measured in pixels and its words stand beside it in the
page, where a reader can make them larger. Only numbers and our own words go into it; titles are escaped all the same.
"""

from collections.abc import Sequence
from html import escape

HEIGHT = 100.0
_GAP = 0.22


def columns(key: str, title: str, told: str, up: Sequence[Sequence[float]], down: Sequence[float]) -> str:
    """A column a step: the parts of `up` pile up over the line, `down` hangs below it.

    Classes: `above0`, `above1` … for the parts of `up`, `below` for `down`.
    """
    most_up = max((sum(parts) for parts in up), default=0)
    most_down = max(down, default=0)
    line = HEIGHT * most_up / ((most_up + most_down) or 1)
    scale = HEIGHT / ((most_up + most_down) or 1)
    drawn = []
    for number, (parts, below) in enumerate(zip(up, down, strict=True)):
        bottom = line
        for place, part in enumerate(parts):
            bottom -= part * scale
            drawn.append(_rect(number + _GAP / 2, bottom, 1 - _GAP, part * scale, f"above{place}"))
        drawn.append(_rect(number + _GAP / 2, line, 1 - _GAP, below * scale, "below"))
    zero = f'<path class="zero" d="M0 {_n(line)}H{len(up)}"/>'
    return _image(key, title, told, f"0 0 {max(1, len(up))} {_n(HEIGHT)}", "".join(drawn) + zero, "columns")


def shares(key: str, title: str, told: str, parts: Sequence[tuple[str, float]]) -> str:
    """One bar made of parts, each with its class, as shares of the whole."""
    total = sum(size for _, size in parts) or 1
    drawn, left = [], 0.0
    for name, size in parts:
        drawn.append(_rect(left, 0, 100 * size / total, 1, name))
        left += 100 * size / total
    return _image(key, title, told, "0 0 100 1", "".join(drawn), "shares")


def bar(parts: Sequence[tuple[str, float]], most: float) -> str:
    """A bar within a table's row, whose figures stand beside it: a reader that speaks passes over it."""
    drawn, left = [], 0.0
    for name, size in parts:
        drawn.append(_rect(left, 0, 100 * size / (most or 1), 1, name))
        left += 100 * size / (most or 1)
    inner = "".join(drawn)
    return f'<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">{inner}</svg>'


def _image(key: str, title: str, told: str, box: str, inner: str, name: str) -> str:
    return (
        f'<svg class="{name}" role="img" aria-labelledby="{key}-title {key}-desc" viewBox="{box}" '
        f'preserveAspectRatio="none"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(told)}</desc>{inner}</svg>'
    )


def _rect(x: float, y: float, width: float, height: float, name: str) -> str:
    if not width or not height:
        return ""
    return f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
