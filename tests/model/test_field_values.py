"""What a value of a provider means, whatever type it comes as."""

import json
from typing import Any

import pytest
from hypothesis import given

from devsignal_cli.model import field_values as values
from tests.connectors.firms import ANY_JSON

READERS = (
    values.text,
    values.texts,
    values.number,
    values.whole,
    values.total,
    values.year,
    values.range_text,
    values.url,
    values.domain,
    values.x_handle,
    values.linkedin_handle,
    values.github_handle,
    values.slugs,
)
FOREIGN: list[Any] = [None, True, False, {}, {"a": 1}, [], [[]], [None, 3, {"x": "y"}], "", " ", "None", "null", "N/A"]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("value", FOREIGN, ids=repr)
def test_a_foreign_or_empty_value_is_missing(reader: Any, value: Any) -> None:
    assert not reader(value)


@given(ANY_JSON)
def test_no_value_makes_a_reader_fail_and_what_it_gives_is_json(value: Any) -> None:
    for reader in READERS:
        json.dumps(reader(value), allow_nan=False).encode("ascii")


@given(ANY_JSON)
def test_a_text_that_was_read_is_read_alike_again(value: Any) -> None:
    for reader in (values.text, values.url, values.domain, values.x_handle):
        found = reader(value)
        assert found is None or reader(found) == found


def test_a_text_loses_the_blanks_around_it() -> None:
    assert values.text(" \t Quokka Ltd \n") == "Quokka Ltd"


def test_what_no_database_keeps_becomes_a_replacement_character() -> None:
    assert values.text("a\0b\ud83dc") == "a\ufffdb\ufffdc"


def test_a_text_is_cut_at_its_longest() -> None:
    assert values.text("x" * 100_000) == "x" * values.LONGEST_TEXT


def test_a_cut_leaves_no_blank_at_the_end() -> None:
    assert values.text("x" * (values.LONGEST_TEXT - 1) + " y") == "x" * (values.LONGEST_TEXT - 1)


@pytest.mark.parametrize("name", ["Null", "Nonesuch Ltd", "null island"])
def test_a_name_that_only_looks_like_nothing_is_kept(name: str) -> None:
    assert values.text(name) == name


def test_texts_come_once_each_in_their_order_also_out_of_objects() -> None:
    assert values.texts(["b", {"name": "a"}, " b ", None, 7, {"uid": "c"}, "null"]) == ["b", "a"]


def test_a_list_is_cut_at_its_longest() -> None:
    assert len(values.texts([str(number) for number in range(5_000)])) == values.LONGEST_LIST


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0, 0),
        (42, 42),
        (42.0, 42),
        (1_500_000_000.0, 1_500_000_000),
        (0.5, 0.5),
        (722_740_000_000, 722_740_000_000),
        ("42", 42),
        (" 1,250,000 ", 1_250_000),
        ("1.5", 1.5),
        (10**15, 10**15),
        (10**15 + 1, None),
        (10**400, None),
        (-1, None),
        (float("nan"), None),
        (float("inf"), None),
        ("1e9", None),
        ("1,25", None),
        ("-5", None),
        ("٤٢", None),
        ("11-50", None),
        ("9" * 5_000, None),
    ],
)
def test_a_number_is_read_from_a_number_or_its_text(value: Any, number: float | None) -> None:
    assert values.number(value) == number


def test_a_whole_number_comes_without_its_fraction() -> None:
    assert values.whole("12.75") == 12


def test_funding_is_the_sum_of_its_rounds() -> None:
    rounds = [{"raisedAmountUsd": 1_000_000}, {"raisedAmountUsd": "2,500,000"}, {"raisedAmountUsd": None}, "seed", {}]
    assert values.total(rounds) == 3_500_000


@pytest.mark.parametrize("rounds", [[{"raisedAmountUsd": 0}], [{"raisedAmountUsd": 9e14}] * 2])
def test_funding_of_nothing_or_beyond_belief_is_missing(rounds: Any) -> None:
    assert values.total(rounds) is None


@pytest.mark.parametrize(
    ("value", "year"),
    [
        (2015, 2015),
        (2015.0, 2015),
        ("2021", 2021),
        ("2009-03-01", 2009),
        (" 1998/01 ", 1998),
        ("20091", None),
        ("01.03.2009", None),
        (12, None),
        (20091, None),
        ("founded", None),
    ],
)
def test_a_year_is_read_from_a_number_a_text_or_a_date(value: Any, year: int | None) -> None:
    assert values.year(value) == year


@pytest.mark.parametrize(
    ("value", "found"), [("11-50", "11-50"), ("$1B-$10B", "$1B-$10B"), ("550", None), ("many", None)]
)
def test_a_range_is_a_text_with_a_number_that_is_more_than_the_number(value: str, found: str | None) -> None:
    assert values.range_text(value) == found


@pytest.mark.parametrize(
    ("employees", "size"),
    [
        (1, "startup"),
        (10, "startup"),
        (11, "small"),
        (50, "small"),
        (51, "medium"),
        (200, "medium"),
        (201, "large"),
        (1_000, "large"),
        (1_001, "enterprise"),
        (250_000, "enterprise"),
    ],
)
def test_each_band_of_sizes_ends_where_the_contract_says(employees: int, size: str) -> None:
    assert values.size_of(employees, "1000+") == size


@pytest.mark.parametrize(
    ("employees_range", "size"),
    [
        ("1-10", "startup"),
        ("2-18", "startup"),
        ("1-20", "small"),
        ("11-50", "small"),
        ("51-200", "medium"),
        ("51-250", "medium"),
        ("201-500", "large"),
        ("251-1000", "large"),
        ("251-1K", "large"),
        ("251–1k", "large"),
        ("1K-5K", "enterprise"),
        ("10k-50k", "enterprise"),
        ("1.5K - 2K", "enterprise"),
        ("1,001-5,000", "enterprise"),
        ("1000+", "enterprise"),
        ("100K+", "enterprise"),
        ("1 M+", "enterprise"),
        ("10 employees", "startup"),
        ("11-50 members", "small"),
        ("11-50 brains, 40 keyboards", "small"),
        ("none told", None),
        ("0", None),
        ("9999999999999999b", None),
    ],
)
def test_a_range_has_the_band_of_its_middle(employees_range: str, size: str | None) -> None:
    assert values.size_of(None, employees_range) == size


def test_a_count_of_zero_says_nothing_of_the_size() -> None:
    assert values.size_of(0, "11-50") == "small"


def test_without_count_and_range_there_is_no_size() -> None:
    assert values.size_of(None, None) is None
