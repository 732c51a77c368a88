"""The fields that people may set, and how each of them is read from a text or a JSON value. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from devsignal_cli.core.records.employees import band_of
from devsignal_cli.errors import UsageError
from devsignal_cli.model import field_values as values
from devsignal_cli.model.records import SIZES, Entity, Value

Reader = Callable[[Any], Value | None]
_OWN_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)
_RESERVED = frozenset(
    "id org domain domains aliases email custom_fields source created_at updated_at queued outcome provider "
    "enriched_at company company_id contacts signals history".split()
)
_NOTHING = frozenset(
    {"-", "--", "—", "?", "unknown", "n.a.", "#n/a", "#ref!", "#value!", "#name?", "#null!", "#div/0!"}
)
_PARTS = re.compile(r"[,;|\n]")
_LARGEST_ID = 2**63 - 1
_LONGEST_SHOWN = 40


class BadValueError(Exception):
    """A value that a field cannot have; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is read, and what may stand in it, in words."""

    read: Reader
    what: str = "a text"


def is_field(entity: Entity, name: str) -> bool:
    """Whether people may set a field of that name: the product's own, or one that they invent."""
    return name in FIELDS[entity] or (_OWN_FIELD.fullmatch(name) is not None and name not in _RESERVED)


def read(entity: Entity, name: str, raw: Any) -> Value | None:
    """The value of a field; None for nothing (an empty text, null, "N/A").

    Raises:
        BadValueError: there is something, and it is no value of that field.
    """
    if _is_empty(raw):
        return None
    field = FIELDS[entity].get(name, _OWN)
    value = field.read(raw)
    if value is None:
        raise BadValueError(f"{name} {_shown(raw)} is not {field.what}")
    return value


def typed(entity: Entity, given: Mapping[str, str | None], pairs: tuple[str, ...] = ()) -> dict[str, Value | None]:
    """What a person typed: options (None: not given) and FIELD=VALUE pairs; an empty value empties its field.

    Raises:
        UsageError: a field or value cannot be meant.
    """
    texts = {name: text for name, text in given.items() if text is not None}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not is_field(entity, name):
            raise UsageError(f"{pair!r} sets no field.", f"Write FIELD=VALUE; fields are {', '.join(FIELDS[entity])}.")
        texts[name] = text
    try:
        return {name: read(entity, name, text) for name, text in texts.items()}
    except BadValueError as error:
        raise UsageError(f"{error}.", "Correct it, or leave it out.") from error


def listed(raw: Any) -> list[str]:
    """The texts of a list, or of a text whose parts are set off by commas, semicolons or bars."""
    return values.texts(_list(raw))


def _shown(raw: Any) -> str:
    """What was given, in a few words; lists and objects by their kind, for they may be deep."""
    if isinstance(raw, list | dict):
        return "[…]" if isinstance(raw, list) else "{…}"
    return repr(" ".join(str(raw).split())[:_LONGEST_SHOWN])


def is_nothing(raw: Any) -> bool:
    """Whether a cell of a file says nothing: empty, null, "N/A", "unknown", a spreadsheet's error."""
    return _is_empty(raw) or (isinstance(raw, str) and raw.strip().lower() in _NOTHING)


def _is_empty(raw: Any) -> bool:
    return values.text(raw) is None if isinstance(raw, str) else raw is None or raw in ([], {})


def _text(raw: Any) -> str | None:
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    return values.text(str(raw) if is_number else raw)


def _size(raw: Any) -> str | None:
    """A band by its name, or by a number of employees or a range of it."""
    text = (_text(raw) or "").lower()
    return text if text in SIZES else band_of(text)


def _money(raw: Any) -> Value | None:
    number = values.number(raw)
    return number if number is not None else values.range_text(raw)


def _list(raw: Any) -> list[str]:
    return raw if isinstance(raw, list) else _PARTS.split(raw) if isinstance(raw, str) else []


def _slugs(raw: Any) -> list[str] | None:
    return values.slugs(_list(raw)) or None


def _texts(raw: Any) -> list[str] | None:
    return listed(raw) or None


def _user_id(raw: Any) -> int | None:
    number = values.text(str(raw)) or ""
    return int(number) if number.isascii() and number.isdigit() and 0 < int(number) <= _LARGEST_ID else None


def _own(raw: Any) -> Value | None:
    """A value of a field that people invent: what JSON has for it."""
    if isinstance(raw, list):
        return values.texts(raw) or None
    return raw if isinstance(raw, bool) else values.number(raw) if isinstance(raw, int | float) else values.text(raw)


_TEXT = Field(_text)
_OWN = Field(_own, "a value")
_URL = Field(values.url, "a web address")
_X_HANDLE = Field(values.x_handle, "a handle on X")
_LINKEDIN = Field(values.linkedin_handle, "a LinkedIn handle or URL")
_MONEY = Field(_money, "a number or a range")
FIELDS: Mapping[Entity, Mapping[str, Field]] = {
    "company": {
        "name": _TEXT, "description": _TEXT, "industry": _TEXT,
        "size": Field(_size, f"one of {', '.join(SIZES)}, nor a number of employees or a range"),
        "website": _URL, "logo": _URL, "country": _TEXT, "city": _TEXT, "annualRevenue": _MONEY,
        "totalFunding": _MONEY, "techStack": Field(_slugs, "a list of technologies"), "twitterHandle": _X_HANDLE,
        "linkedinHandle": _LINKEDIN, "sector": _TEXT, "subIndustry": _TEXT, "foundedYear": Field(values.year, "a year"),
        "tags": Field(_texts, "a list of texts"),
        "phone": _TEXT,
    },
    "contact": {
        "first_name": _TEXT, "last_name": _TEXT, "title": _TEXT, "avatar": _URL,
        "x_user_id": Field(_user_id, "an X user id"), "twitterHandle": _X_HANDLE, "linkedinHandle": _LINKEDIN,
        "location": _TEXT, "seniority": _TEXT, "role": _TEXT, "tags": Field(_texts, "a list of texts"),
        "phone": _TEXT,
    },
}  # fmt: skip
"""The product's own fields that people may set, in the order in which they are told."""
