"""After any history, an undone run is as if it had never been: what is shown equals the history replayed without it.

Histories mix enrichments by two providers, edits, emptied fields, imports, new contacts and undos, on companies and
contacts alike, a contact's company among the fields. The one exception: a company is made for an employer only where the contact
has none, so a run that gave one keeps a later run from making its own; undone, it leaves the contact without.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.model.enrichment import Following
from devsignal_cli.model.records import HAND, IMPORT, Entity, Value
from devsignal_cli.store.db import Database
from devsignal_cli.store.enrich_undo import EnrichmentUndo
from tests.store.answers import company, contact, edit, enrich, rows, values
from tests.store.rows import NOW, ORG, fresh

pytestmark = pytest.mark.long

EMPLOYERS = ("acme.io", "globex.io", "new.io")
FIELDS: Mapping[Entity, tuple[str, ...]] = {"company": ("industry", "city"), "contact": ("title", "role")}
Fields = dict[str, Value | None]


@dataclass(frozen=True)
class Step:
    """Something that happens to one record; `number` names a run, or (an undo) the run that is taken back."""

    kind: str
    entity: Entity
    number: int
    fields: Fields = field(default_factory=dict)
    employer: str | None = None


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 8))):
        entity: Entity = draw(st.sampled_from(["company", "contact"]))
        kind = draw(st.sampled_from(["clearbit", "hunter", HAND, IMPORT, "undo", "clearbit"]))
        runs = sorted({step.number for step in steps if step.kind in ("clearbit", "hunter")})
        if kind == "undo":
            if runs:
                steps.append(Step("undo", "company", draw(st.sampled_from(runs))))
            continue
        said: list[Value | None] = [None, "x", "y"] if kind == HAND else ["i"] if kind == IMPORT else ["a", "b"]
        fields = draw(st.dictionaries(st.sampled_from(FIELDS[entity]), st.sampled_from(said)))
        employer = draw(st.sampled_from([None, *EMPLOYERS])) if entity == "contact" and kind != IMPORT else None
        if fields or employer:
            steps.append(Step(kind, entity, number, fields, employer))
    return steps


@dataclass
class World:
    """One database in which a history is carried out."""

    database: Database
    company: int = 0
    contact: int = 0
    runs: dict[int, int] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.company = company(self.database, "acme.io")
        company(self.database, "globex.io")
        self.contact = contact(self.database, "jo@acme.io", "acme.io")

    def carry_out(self, steps: Sequence[Step]) -> None:
        for number, step in enumerate(steps):
            self._carry_out(step, NOW + number)

    def undo(self, number: int) -> None:
        taken = EnrichmentUndo(self.database, ORG, str(self.runs[number]), RULES)
        taken.undo(NOW + 100)
        self.left += [(left.entity, left.field) for left in taken.left]

    def shown(self) -> dict[str, Any]:
        """The values of both records; a company by its domain."""
        person = dict(values(self.database, "contact", self.contact))
        names = {row["id"]: row["domain"] for row in rows(self.database, "SELECT id, domain FROM company")}
        if "company_id" in person:
            person["company_id"] = names[person["company_id"]]
        return {"company": dict(values(self.database, "company", self.company)), "contact": person}

    def _carry_out(self, step: Step, now: int) -> None:
        record = self.company if step.entity == "company" else self.contact
        match step.kind:
            case "undo":
                self.undo(step.number)
            case "clearbit" | "hunter":
                told = {name: value for name, value in step.fields.items() if value is not None}
                follows: Mapping[Entity, Following] = {step.entity: Following(None, step.employer)}
                self.runs[step.number] = enrich(
                    self.database, step.entity, record, told, provider=step.kind, following=follows, now=now
                )
            case source:
                fields = dict(step.fields)
                if step.employer:
                    fields["company_id"] = None if step.employer == "new.io" else self._company_at(step.employer)
                edit(self.database, step.entity, record, source, **fields)

    def _company_at(self, domain: str) -> int:
        found = [row["id"] for row in rows(self.database, "SELECT id, domain FROM company") if row["domain"] == domain]
        return int(found[0])


def never(steps: Sequence[Step], gone: set[int]) -> list[Step]:
    """The history without its undone runs."""
    undone = gone | {step.number for step in steps if step.kind == "undo"}
    return [step for step in steps if step.kind != "undo" and not (is_run(step) and step.number in undone)]


def is_run(step: Step) -> bool:
    return step.kind in ("clearbit", "hunter")


@settings(max_examples=150)
@given(steps=histories(), data=st.data())
def test_an_undone_run_is_as_if_it_had_never_been(
    template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Step], data: st.DataObject
) -> None:
    done = World(fresh(template, tmp_path_factory.mktemp("done")))
    done.carry_out(steps)
    runs = [step.number for step in steps if is_run(step)]
    last = data.draw(st.permutations(sorted(data.draw(st.sets(st.sampled_from(runs)))))) if runs else []
    for number in last:
        done.undo(number)
    other = World(fresh(template, tmp_path_factory.mktemp("never")))
    other.carry_out(never(steps, set(last)))
    if set(domains(other)) - set(domains(done)):  # the undone run's employer kept a later one from being made: known
        return
    assert done.shown() == other.shown()
    assert domains(done) == domains(other)


def domains(world: World) -> list[str]:
    return sorted(row["domain"] for row in rows(world.database, "SELECT domain FROM company"))
