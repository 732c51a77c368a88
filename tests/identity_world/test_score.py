"""Ties are measured by the truth: what is right, what is found, what nobody could tell; and the rivals stay in bounds."""

from dataclasses import replace

import pytest

from tests.identity_world import Tie, World
from tests.identity_world.naive import RIVALS, jaro_winkler
from tests.identity_world.score import Figures, Share, is_allowed, score


@pytest.fixture(scope="module")
def rivals(world: World) -> dict[str, Figures]:
    return {name: score(world, rival(world)) for name, rival in RIVALS.items()}


def whole_truth(world: World) -> dict[int, Tie]:
    truth = world.truth
    return {
        author.user_id: Tie(
            truth.contact_of.get(author.user_id), truth.company_of.get(author.user_id), "confirmed", "confirmed"
        )
        for author in world.authors
    }


def test_the_truth_is_right_and_whole(world: World) -> None:
    figures = score(world, whole_truth(world))
    contacts, companies = figures.contacts, figures.companies
    shares = (contacts.confirmed, contacts.recall, contacts.recall_allowed, companies.confirmed, companies.recall)
    assert [share.ratio for share in shares] == [1.0] * 5
    assert (figures.wrong, figures.wrong_count, contacts.probable, companies.outdated) == ((), 0, Share(0, 0), 0)
    assert all(share.part == share.whole > 0 for share in contacts.by_evidence.values())


def test_no_ties_find_nothing_and_are_not_wrong(world: World) -> None:
    figures = score(world, {})
    assert figures.contacts.confirmed == Share(0, 0)
    assert figures.contacts.confirmed.ratio is None
    assert figures.contacts.recall.ratio == 0.0
    assert figures.wrong == ()


def test_a_wrong_tie_is_told_with_what_the_world_knows(world: World) -> None:
    author = next(number for number, kind in world.truth.kinds.items() if kind == "impersonator")
    figures = score(world, {author: Tie(5, 3, "probable", "confirmed")})
    assert (figures.contacts.probable, figures.companies.confirmed) == (Share(0, 1), Share(0, 1))
    assert [(wrong.kind, wrong.truth) for wrong in figures.wrong] == [
        ("impersonator", "no contact"),
        ("impersonator", "no company on file"),
    ]
    assert figures.wrong[0].said.startswith("contact 5 ")
    assert figures.wrong[1].said == f"company {world.companies[2].domain}"


def test_no_more_than_fifty_wrong_ones_are_told(world: World) -> None:
    strangers = [number for number, kind in world.truth.kinds.items() if kind == "stranger"][:60]
    figures = score(world, {number: Tie(contact=1, contact_state="confirmed") for number in strangers})
    assert (len(figures.wrong), figures.wrong_count) == (50, 60)


def test_what_nobody_could_tell_is_left_out_and_counted(world: World) -> None:
    stale = min(world.truth.undecidable_company)
    assert score(world, {stale: Tie(company=1, company_state="confirmed")}).companies.left_out == 1
    taker = next(author.user_id for author in world.authors if world.truth.kinds[author.user_id] == "stranger")
    unsure = replace(world, truth=replace(world.truth, undecidable_contact=frozenset({taker})))
    figures = score(unsure, {taker: Tie(contact=1, contact_state="confirmed")})
    assert (figures.contacts.left_out, figures.contacts.confirmed, figures.wrong) == (1, Share(0, 0), ())


def test_a_company_that_a_linked_contact_left_is_counted_as_outdated(world: World) -> None:
    company_of = {contact.number: contact.company for contact in world.contacts}
    truth = world.truth
    left = next(author for author, traps in truth.traps.items() if "left" in traps)
    contact = truth.contact_of[left]
    figures = score(world, {left: Tie(contact, company_of[contact], "confirmed", "confirmed")})
    assert (figures.contacts.confirmed, figures.companies.confirmed) == (Share(1, 1), Share(0, 1))
    assert figures.companies.outdated == 1


def test_a_unique_name_allows_a_pair_unless_somebody_plays_it(world: World) -> None:
    named = [author for author, labels in world.truth.evidence.items() if labels == ("unique_full_name",)]
    played = {author for author in named if world.truth.contact_of[author] in world.truth.twins}
    assert [is_allowed(world, author) for author in named] == [author not in played for author in named]
    assert not any(
        is_allowed(world, author) for author, labels in world.truth.evidence.items() if labels in {(), ("company",)}
    )


def test_naive_names_are_wrong_often_and_find_half(rivals: dict[str, Figures]) -> None:
    for name, bounds in {
        "exact full name": (0.80, 0.96),
        "unique full name": (0.90, 1.0),
        "first and last word": (0.75, 0.96),
        "similar name": (0.45, 0.85),
    }.items():
        figures = rivals[name].contacts
        assert bounds[0] <= (figures.confirmed.ratio or 0) <= bounds[1], name
        assert 0.35 <= (figures.recall.ratio or 0) <= 0.75, name


def test_naive_domains_are_wrong_more_often_than_one_time_in_five(rivals: dict[str, Figures]) -> None:
    domains, handles = rivals["any domain"].companies, rivals["any domain or handle"].companies
    assert 0.6 <= (domains.confirmed.ratio or 0) <= 0.8
    assert 0.45 <= (handles.confirmed.ratio or 0) <= 0.65
    assert (handles.recall.ratio or 0) > (domains.recall.ratio or 0) > 0.5


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [("martha", "marhta", 0.961), ("dixon", "dicksonx", 0.813), ("abc", "abc", 1.0), ("ab", "xy", 0.0)],
)
def test_similarity_is_that_of_jaro_and_winkler(one: str, other: str, similar: float) -> None:
    assert jaro_winkler(one, other) == pytest.approx(similar, abs=0.001)
