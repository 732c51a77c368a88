"""An undone enrichment is as if it had never been, save what a person has edited since."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.enrichment import Following
from devsignal_cli.store import run_undo
from devsignal_cli.store.db import Database
from devsignal_cli.store.enrich_undo import EnrichmentUndo
from devsignal_cli.store.run_undo import Undone
from tests.store.answers import LATER, answer, company, contact, edit, enrich, rows, store_of, values
from tests.store.rows import NOW, ORG, OTHER, fresh, run_sql

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


def made_by(database: Database, person: str = "jo@gmail.com") -> tuple[int, int, int]:
    """A contact, the run that told their employer, and the company that it made."""
    who = contact(database, person)
    run = enrich(database, "contact", who, {"title": "CTO"}, following={"contact": Following(None, "acme.io", None)})
    return who, run, int(rows(database, "SELECT id FROM company")[0]["id"])


@pytest.mark.parametrize("is_first_first", [True, False])
def test_a_company_that_a_run_made_and_another_filled_goes_with_the_last_of_them(
    database: Database, *, is_first_first: bool
) -> None:
    _, made, acme = made_by(database)
    filled = enrich(database, "company", acme, {"industry": "x"})
    runs = [made, filled] if is_first_first else [filled, made]
    removed = [EnrichmentUndo(database, ORG, str(run), RULES).undo(NOW).removed for run in runs]
    assert (removed, rows(database, "SELECT * FROM company")) == ([0, 1], [])


def test_a_company_that_a_recorded_tie_names_stays(database: Database) -> None:
    _, made, acme = made_by(database)
    other = company(database, "other.io")
    bo = contact(database, "bo@acme.io", "acme.io")
    moved = enrich(database, "contact", bo, {}, following={"contact": Following(None, "other.io", None)})
    assert values(database, "contact", bo)["company_id"] == other
    assert EnrichmentUndo(database, ORG, str(made), RULES).undo(NOW).removed == 0
    undo(database, moved)
    assert values(database, "contact", bo)["company_id"] == acme


def test_an_import_that_was_taken_back_is_no_edit(database: Database) -> None:
    acme = company(database)
    run = enrich(database, "company", acme, {"industry": "a"})
    edit(database, "company", acme, "import", industry="i")
    run_sql(database, "UPDATE field_provenance SET revoked_at = 1 WHERE source = 'import'")
    assert undo(database, run).left == []
    assert values(database, "company", acme) == {}


def test_an_undo_that_was_stopped_goes_on(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_undo, "_TOUCHED", run_undo._TOUCHED.replace("LIMIT 200", "LIMIT 1"))
    acme, other = company(database), company(database, "other.io")
    store = store_of(database)
    run = store.start_run("companies", NOW)
    for number, key in ((acme, "acme.io"), (other, "other.io")):
        store.store(run, answer("company", number, {"industry": "a"}, key=key), LATER, NOW)
    stopped = EnrichmentUndo(database, ORG, str(run), RULES)
    stopped._undo_batch(Undone(), NOW)
    assert len(rows(database, "SELECT * FROM company WHERE industry IS NULL")) == 1
    rest = EnrichmentUndo(database, ORG, str(run), RULES)
    assert not rest.is_done
    assert rest.undo(NOW).records == 1
    assert rows(database, "SELECT * FROM company WHERE industry IS NOT NULL") == []


def test_a_record_removed_since_is_passed_over(database: Database) -> None:
    acme = company(database)
    run = enrich(database, "company", acme, {"industry": "a"})
    run_sql(database, "DELETE FROM company")
    assert EnrichmentUndo(database, ORG, str(run), RULES).undo(NOW).fields == 0


def test_another_organization_s_run_is_not_found(database: Database) -> None:
    run = enrich(database, "company", company(database), {"industry": "a"})
    with pytest.raises(NotFoundError, match="no enrichment"):
        EnrichmentUndo(database, OTHER, str(run), RULES)
    with pytest.raises(NotFoundError) as told:
        EnrichmentUndo(database, ORG, "77", RULES)
    assert f"The last ones are {run}" in told.value.hint
