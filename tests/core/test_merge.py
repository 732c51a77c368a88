"""What wins among recorded values: a person, then an import, then a provider, then what we derived."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.merge import choose, merge
from devsignal_cli.model.records import DERIVED, HAND, IMPORT, Recorded, Value

SOURCES = st.sampled_from([HAND, IMPORT, "clearbit", "hunter", *sorted(DERIVED)])
VALUES = st.one_of(st.text(max_size=3), st.integers(0, 9), st.lists(st.sampled_from("ab"), max_size=2), st.none())
ROWS = st.lists(st.tuples(VALUES, SOURCES), max_size=6)


def recorded(rows: Sequence[tuple[Value | None, str]]) -> list[Recorded]:
    history: list[Recorded] = []
    for value, source in rows:
        merged = merge({"f": history}, {"f": value}, source)
        history += [Recorded("f", given, source) for given in merged.recorded.values()]
    return history


def value_of(rows: Sequence[Recorded]) -> Value | None:
    chosen = choose(rows)
    return chosen.value if chosen else None


def test_an_empty_field_is_filled_and_the_change_is_told() -> None:
    merged = merge({}, {"industry": "Software", "size": None, "techStack": []}, "clearbit")
    assert (merged.values, merged.recorded, merged.kept) == ({"industry": "Software"}, {"industry": "Software"}, ())


def test_what_a_person_wrote_is_kept_and_the_offer_is_remembered() -> None:
    merged = merge({"f": [Recorded("f", "mine", HAND)]}, {"f": "theirs"}, "clearbit")
    assert merged.values == {}
    assert merged.recorded == {"f": "theirs"}
    assert [(kept.field, kept.value, kept.source, kept.offered) for kept in merged.kept] == [
        ("f", "mine", HAND, "theirs")
    ]


def test_an_imported_value_outranks_a_provider_and_yields_to_a_person() -> None:
    assert value_of(recorded([("theirs", "clearbit"), ("imported", IMPORT), ("newer", "clearbit")])) == "imported"
    assert value_of(recorded([("typed", HAND), ("imported", IMPORT)])) == "typed"


def test_the_newer_of_two_providers_counts() -> None:
    assert value_of(recorded([("a", "clearbit"), ("b", "hunter")])) == "b"


def test_an_emptied_field_may_be_filled_again_but_not_by_what_was_there_before() -> None:
    history = recorded([("wrong", "clearbit"), (None, HAND)])
    assert value_of(history) is None
    assert merge({"f": history}, {"f": "right"}, "clearbit").values == {"f": "right"}


def test_the_same_value_from_below_is_neither_a_change_nor_kept() -> None:
    merged = merge({"f": [Recorded("f", "x", HAND)]}, {"f": "x"}, "clearbit")
    assert (merged.values, merged.kept) == ({}, ())


@given(ROWS, VALUES, SOURCES)
def test_to_merge_again_changes_nothing(rows: list[tuple[Value | None, str]], value: Value | None, source: str) -> None:
    once = recorded([*rows, (value, source)])
    twice = merge({"f": once}, {"f": value}, source)
    assert twice.values == {}


@given(ROWS, SOURCES)
def test_nothing_clears_a_value_but_a_person(rows: list[tuple[Value | None, str]], source: str) -> None:
    history = recorded(rows)
    nothing: list[Value | None] = [None, "", []]
    for empty in nothing:
        assert source == HAND or merge({"f": history}, {"f": empty}, source).recorded == {}


@given(ROWS, st.permutations([("a", "clearbit"), ("b", "hunter"), ("c", "email")]))
def test_no_order_of_sources_changes_what_a_person_wrote(
    rows: list[tuple[Value | None, str]], others: list[tuple[str, str]]
) -> None:
    history = recorded([*rows, ("mine", HAND)])
    for value, source in others:
        merged = merge({"f": history}, {"f": value}, source)
        assert merged.values == {}
        history += [Recorded("f", given, source) for given in merged.recorded.values()]
    assert value_of(history) == "mine"


@given(ROWS, st.data())
def test_a_revoked_value_is_as_if_it_had_never_come(rows: list[tuple[Value | None, str]], data: st.DataObject) -> None:
    history = [Recorded("f", value or "x", source, run_id=number) for number, (value, source) in enumerate(rows)]
    gone = data.draw(st.integers(0, max(0, len(history) - 1)))
    revoked = [
        Recorded(row.field, row.value, row.source, row.run_id, revoked_at=1) if row.run_id == gone else row
        for row in history
    ]
    assert value_of(revoked) == value_of([row for row in history if row.run_id != gone])
