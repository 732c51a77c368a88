"""Laws of merging several fields of a record: again is nothing new, no order moves a person's word, null clears nothing."""

from collections.abc import Mapping, Sequence
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.merge import choose, merge, rank
from devsignal_cli.model.records import DERIVED, HAND, IMPORT, Recorded, Value

FIELDS = ("industry", "size", "techStack")
PROVIDERS = ("clearbit", "hunter")
OTHERS = (IMPORT, *PROVIDERS, *sorted(DERIVED))
VALUES: st.SearchStrategy[Value | None] = st.one_of(
    st.none(), st.sampled_from(["", "a", "b", "c"]), st.lists(st.sampled_from("ab"), max_size=2), st.integers(0, 1)
)
GIVEN: st.SearchStrategy[dict[str, Value | None]] = st.dictionaries(st.sampled_from(FIELDS), VALUES)
STEPS = st.lists(st.tuples(st.sampled_from((HAND, *OTHERS)), GIVEN), max_size=7)
History = dict[str, list[Recorded]]
Step = tuple[str, dict[str, Value | None]]


def told(steps: Sequence[Step], history: Mapping[str, Sequence[Recorded]] | None = None) -> History:
    """What is on record after some steps."""
    rows: History = {name: list(recorded) for name, recorded in (history or {}).items()}
    for source, given_ in steps:
        for name, value in merge(rows, given_, source).recorded.items():
            rows.setdefault(name, []).append(Recorded(name, value, source))
    return rows


def shown(rows: Mapping[str, Sequence[Recorded]]) -> dict[str, Value | None]:
    chosen = {name: choose(recorded) for name, recorded in rows.items()}
    return {name: row.value for name, row in chosen.items() if row is not None}


@given(STEPS, st.sampled_from((HAND, *OTHERS)), GIVEN)
def test_to_merge_again_changes_nothing(steps: list[Step], source: str, fields: dict[str, Value | None]) -> None:
    once = told([*steps, (source, fields)])
    again = merge(once, fields, source)
    assert again.values == {}
    assert shown(told([(source, fields)], once)) == shown(once)


@given(STEPS, st.sampled_from((HAND, *OTHERS)), GIVEN)
def test_what_merge_says_that_it_changes_is_what_changes(
    steps: list[Step], source: str, fields: dict[str, Value | None]
) -> None:
    before, after = shown(told(steps)), shown(told([*steps, (source, fields)]))
    changed = {name: after.get(name) for name in FIELDS if before.get(name) != after.get(name)}
    assert merge(told(steps), fields, source).values == changed


@given(STEPS, GIVEN, st.lists(st.tuples(st.sampled_from(OTHERS), GIVEN), min_size=2, max_size=3))
def test_no_order_of_other_sources_changes_a_hand_made_value(
    steps: list[Step], typed: dict[str, Value | None], others: list[Step]
) -> None:
    mine = {name: value for name, value in typed.items() if value not in (None, "", [])}
    history = told([*steps, (HAND, typed)])
    for order in permutations(others):
        now = shown(told(order, history))
        assert {name: now[name] for name in mine} == mine


@given(STEPS, st.permutations(PROVIDERS), GIVEN)
def test_two_providers_in_either_order_leave_the_same_fields_filled(
    steps: list[Step], order: list[str], fields: dict[str, Value | None]
) -> None:
    first, second = ((provider, fields) for provider in order)
    assert shown(told([first, second], told(steps))).keys() == shown(told([second, first], told(steps))).keys()


@given(STEPS, st.sampled_from(OTHERS), GIVEN)
def test_null_never_clears(steps: list[Step], source: str, fields: dict[str, Value | None]) -> None:
    before = shown(told(steps))
    after = shown(told([*steps, (source, fields)]))
    assert before.keys() <= after.keys()
    empty = [name for name in FIELDS if fields.get(name) in (None, "", [])]
    assert {name: after.get(name) for name in empty} == {name: before.get(name) for name in empty}


@given(STEPS)
def test_what_is_shown_is_of_the_highest_rank_since_a_person_emptied_it(steps: list[Step]) -> None:
    for name, rows in told(steps).items():
        emptied = max((at for at, row in enumerate(rows) if row.value is None), default=-1)
        live, chosen = rows[emptied + 1 :], choose(rows)
        if chosen is None:
            assert live == [], name
        else:
            assert rank(chosen.source) == max(rank(row.source) for row in live)
            assert chosen == [row for row in live if rank(row.source) == rank(chosen.source)][-1]


@given(STEPS, st.sampled_from(OTHERS), GIVEN)
def test_each_offer_is_taken_or_kept_away_or_says_the_same(
    steps: list[Step], source: str, fields: dict[str, Value | None]
) -> None:
    history = told(steps)
    merged = merge(history, fields, source)
    kept = {each.field: each for each in merged.kept}
    assert not kept.keys() & merged.values.keys()
    for name, value in merged.recorded.items():
        chosen = choose(history.get(name, ()))
        if name in kept:
            assert chosen is not None
            assert (kept[name].value, kept[name].source, kept[name].offered) == (chosen.value, chosen.source, value)
        elif name not in merged.values:
            assert chosen is not None
            assert chosen.value == value
