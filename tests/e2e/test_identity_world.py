"""Who is who in a made-up world of 5,000 contacts and 20,000 authors whose truth is known, by the program itself."""

from pathlib import Path

import pytest

from benchmarks.identity import imported, ran
from benchmarks.identity_ties import ties_in
from tests.identity_world import generate
from tests.identity_world.naive import RIVALS
from tests.identity_world.score import Figures, Share, score
from tests.store.rows import asked

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    """What the program finds, and what naive rules find."""
    world, folder = generate(1), tmp_path_factory.mktemp("world")
    imported(world, folder)
    ours = score(world, ties_in(folder / "home" / "devsignal.db", world))
    return {"devsignal": ours} | {name: score(world, rival(world)) for name, rival in RIVALS.items()}


def of(share: Share) -> float:
    assert share.ratio is not None
    return share.ratio


def test_no_confirmed_contact_is_wrong(figures: dict[str, Figures]) -> None:
    confirmed = figures["devsignal"].contacts.confirmed
    assert confirmed.part == confirmed.whole > 800


def test_probable_contacts_are_right_in_97_of_100(figures: dict[str, Figures]) -> None:
    probable = figures["devsignal"].contacts.probable
    assert of(probable) >= 0.97
    assert probable.whole > 1_000


def test_nine_of_ten_pairs_are_found_that_the_evidence_allows(figures: dict[str, Figures]) -> None:
    assert of(figures["devsignal"].contacts.recall_allowed) >= 0.9


def test_companies_are_right_in_98_of_100(figures: dict[str, Figures]) -> None:
    at = figures["devsignal"].companies
    assert (at.confirmed.part + at.probable.part) / (at.confirmed.whole + at.probable.whole) >= 0.98
    assert at.probable.whole > 3_000


def test_naive_rules_find_fewer_and_are_wrong_more_often(figures: dict[str, Figures]) -> None:
    ours = figures["devsignal"].contacts
    for name in ("first and last word", "exact full name", "unique full name"):
        theirs = figures[name].contacts
        assert of(theirs.confirmed) < of(ours.probable)
        assert of(theirs.recall_allowed) < of(ours.recall_allowed)
    at = figures["any domain"].companies
    assert of(at.confirmed) < 0.8


def test_a_second_run_of_the_rules_changes_nothing(tmp_path: Path) -> None:
    world = generate(2, 300, 1_200)
    imported(world, tmp_path)
    database = tmp_path / "home" / "devsignal.db"
    question = "SELECT * FROM identity ORDER BY id"
    before = asked(database, question)
    ran(["identity", "resolve"], tmp_path / "home")
    assert asked(database, question) == before != []
