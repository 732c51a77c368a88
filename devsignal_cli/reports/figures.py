"""Figures and dates in the page's words. Pure; English whatever the machine's language."""

from datetime import date, datetime

FEW = 20
"""Below so many, a percentage says little, and is marked."""
DASH, MINUS = "\u2013", "\u2212"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_UNITS = ((1_000_000, "m"), (1_000, "k"))


def count(number: int | None) -> str:
    """A number with commas; a dash when it is not known."""
    return DASH if number is None else f"{number:,}"


def short(number: int | None) -> str:
    """A large number as people say it: 12.4k."""
    for unit, sign in _UNITS:
        if number is not None and number >= unit:
            return f"{number / unit:.1f}".removesuffix(".0") + sign
    return count(number)


def cut(text: str, most: int) -> str:
    """A text of so many letters at most; an ellipsis tells that it goes on behind its link."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def percent(part: int, whole: int) -> str:
    """A share of a whole in full percent, halves upwards; a dash of nothing; marked when the whole is small."""
    if not whole:
        return DASH
    return f"{(200 * part + whole) // (2 * whole)} %" + ("†" if whole < FEW else "")


def change(now: int, before: int) -> str:
    """How much more or less it is than before."""
    return "±0" if now == before else f"{'+' if now > before else MINUS}{abs(now - before):,}"


def many(number: int, noun: str) -> str:
    """A number and its noun: 1 signal, 2 signals, 3 companies."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{number:,} {noun}s"


def day(value: date, *, year: bool = True) -> str:
    """24 Nov 2026, or 24 Nov."""
    return f"{value.day} {_MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


def step(value: date, by: str, *, year: bool = False) -> str:
    """A day, week or month as a row is called."""
    if by == "month":
        return f"{_MONTHS[value.month - 1]} {value.year}"
    return f"{'' if by == 'day' else 'Week of '}{day(value, year=year)}"


def weekday(value: date) -> str:
    """Tue."""
    return _WEEKDAYS[value.weekday()]


def moment(value: datetime) -> str:
    """24 Nov 2026, 09:30."""
    return f"{day(value.date())}, {value:%H:%M}"


def span(first: date, last: date) -> str:
    """1 to 28 Nov 2026."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first, year=first.year != last.year)} to {day(last)}"
