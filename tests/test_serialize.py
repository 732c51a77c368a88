"""Values as JSON for scripts."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from devsignal_cli.results.signals import Gap
from devsignal_cli.serialize import plain, to_json

NOON = datetime(2026, 11, 17, 12, 0, 0, 999_999, tzinfo=UTC)


@dataclass(frozen=True)
class Inner:
    class_: str
    at: datetime | None


@dataclass(frozen=True)
class Outer:
    items: tuple[Inner, ...]
    by_name: dict[Any, Any]


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (NOON, "2026-11-17T12:00:00Z"),
        (datetime(2026, 11, 17, 23, 30, tzinfo=timezone(timedelta(hours=-5))), "2026-11-18T04:30:00Z"),
        (date(2026, 11, 17), "2026-11-17"),
        ((1, "a", None, True, 0.5), [1, "a", None, True, 0.5]),
        ({1: NOON}, {"1": "2026-11-17T12:00:00Z"}),
        (Inner("a", None), {"class": "a", "at": None}),
        (Gap(NOON, NOON), {"from": "2026-11-17T12:00:00Z", "to": "2026-11-17T12:00:00Z"}),
        (Outer((Inner("a", NOON),), {"x": (Inner("b", None),)}), {"items": [{"class": "a", "at": "2026-11-17T12:00:00Z"}], "by_name": {"x": [{"class": "b", "at": None}]}}),
    ],
)  # fmt: skip
def test_a_value_becomes_plain_data(value: Any, data: Any) -> None:
    assert plain(value) == data


def test_a_class_itself_is_no_value_of_it() -> None:
    assert plain(Inner) is Inner


@given(st.text())
@example("\x7f\\\x7f")
def test_json_is_ascii_whatever_the_text_and_loses_nothing(text: str) -> None:
    written = to_json({"text": text})
    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written) == {"text": text}


def test_json_may_be_indented() -> None:
    assert to_json({"a": [1]}, indent=2) == '{\n  "a": [\n    1\n  ]\n}'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_does_not_know_is_refused(number: float) -> None:
    with pytest.raises(ValueError):
        to_json({"n": number})
