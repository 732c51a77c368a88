"""An undone enrichment is as if it had never been, save what a person has edited since."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.enrichment import Following
from devsignal_cli.store.db import Database
from devsignal_cli.store.enrich_undo import EnrichmentUndo
from tests.store.answers import company, contact, edit, enrich, rows, values
from tests.store.rows import NOW, ORG, fresh

FIELDS = ("industry", "city")
GIVEN = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b"]), min_size=1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["clearbit", "hunter"]), GIVEN),
        st.tuples(st.just("hand"), st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["x", None]), min_size=1)),
        st.tuples(st.just("import"), st.dictionaries(st.sampled_from(FIELDS), st.just("i"), min_size=1)),
    ),
    min_size=1,
    max_size=7,
)


def undo(database: Database, run: int) -> EnrichmentUndo:
    taken = EnrichmentUndo(database, ORG, str(run), RULES)
    taken.undo(NOW)
    return taken


def carried_out(
    database: Database, steps: list[tuple[str, dict[str, Any]]], gone: set[int]
) -> tuple[int, dict[int, int]]:
    record, runs = company(database), {}
    for number, (source, fields) in enumerate(steps):
        if number in gone:
            continue
        if source in ("hand", "import"):
            edit(database, "company", record, source, **fields)
        else:
            runs[number] = enrich(database, "company", record, fields, provider=source)
    return record, dict(runs)


@settings(max_examples=60)
@given(steps=STEPS, data=st.data())
def test_after_any_history_an_undone_run_is_as_if_it_had_never_been(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, dict[str, Any]]],
    data: st.DataObject,
) -> None:
    database = fresh(template, tmp_path_factory.mktemp("done"))
    record, runs = carried_out(database, steps, set())
    gone = data.draw(st.sets(st.sampled_from(sorted(runs)))) if runs else set()
    for number in sorted(gone, reverse=data.draw(st.booleans())):
        undo(database, runs[number])
    other = fresh(template, tmp_path_factory.mktemp("never"))
    twin, _ = carried_out(other, steps, gone)
    assert values(database, "company", record) == values(other, "company", twin)


def test_a_field_edited_since_stays_and_is_named(database: Database) -> None:
    acme = company(database)
    run = enrich(database, "company", acme, {"industry": "a", "city": "b"})
    edit(database, "company", acme, industry="mine")
    taken = undo(database, run)
    assert values(database, "company", acme) == {"industry": "mine"}
    assert [(left.record, left.field) for left in taken.left] == [("acme.io", "industry")]


def test_a_field_written_before_by_hand_is_not_named(database: Database) -> None:
    acme = company(database, industry="mine")
    taken = undo(database, enrich(database, "company", acme, {"industry": "a"}))
    assert (values(database, "company", acme), taken.left) == ({"industry": "mine"}, [])


def test_coverage_goes_back_and_the_next_bulk_run_leaves_it_alone(database: Database) -> None:
    acme = company(database)
    first = enrich(database, "company", acme, {"industry": "a"})
    second = enrich(database, "company", acme, {"industry": "b"}, provider="hunter")
    undo(database, second)
    assert tuple(rows(database, "SELECT enriched_at, outcome FROM company")[0]) == (NOW, "found")
    undo(database, first)
    assert tuple(rows(database, "SELECT enriched_at, outcome FROM company")[0]) == (None, "undone")
    assert rows(database, "SELECT * FROM raw_answer WHERE kind = 'company'") == []


def test_a_company_that_only_the_run_made_goes_with_it(database: Database) -> None:
    jo = contact(database, "jo@gmail.com")
    run = enrich(database, "contact", jo, {"title": "CTO"}, following={"contact": Following(None, "acme.io", None)})
    taken = EnrichmentUndo(database, ORG, str(run), RULES)
    assert taken.undo(NOW).removed == 1
    assert rows(database, "SELECT * FROM company") == []
    assert values(database, "contact", jo) == {}


def test_a_company_that_the_run_made_stays_when_something_else_holds_it(database: Database) -> None:
    jo = contact(database, "jo@gmail.com")
    run = enrich(database, "contact", jo, {"title": "CTO"}, following={"contact": Following(None, "acme.io", None)})
    contact(database, "bo@acme.io", "acme.io")
    assert EnrichmentUndo(database, ORG, str(run), RULES).undo(NOW).removed == 0


def test_a_second_undo_has_nothing_to_do(database: Database) -> None:
    run = enrich(database, "company", company(database), {"industry": "a"})
    undo(database, run)
    again = EnrichmentUndo(database, ORG, str(run), RULES)
    assert again.is_done
    assert again.undo(NOW).records == 0


@pytest.mark.parametrize("run", ["99", "x", "²", "9" * 30])
def test_a_run_that_is_no_enrichment_is_told(database: Database, run: str) -> None:
    with pytest.raises(NotFoundError):
        EnrichmentUndo(database, ORG, run, RULES)
