"""A person's word on who an author is: whatever the order, links and signals are one, and nobody else is touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.cli.record_wiring import RULES
from devsignal_cli.errors import DecidedError, NotFoundError
from devsignal_cli.model.people import Proposal, Target
from devsignal_cli.model.records import NewRecord, Value
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import authors, decisions, proposals, record_keys, records, resolution
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, asked, fresh, item, profile, run_sql, store

ADA, TWIN, LINUS = 7001, 7002, 7003


@dataclass(frozen=True)
class Scene:
    """Two authors who bear a contact's name, and one whose link is the contact's company."""

    database: Database
    contact: Target
    company: Target
    other: Target

    def tie(self, author: int, target: Target, now: int = NOW) -> tuple[int, ...]:
        with self.database.write() as session:
            return decisions.tie(session, ORG, author, target, "a person said so", RULES, now)

    def refuse(self, author: int, *targets: Target) -> tuple[int, ...]:
        with self.database.write() as session:
            return decisions.refuse(session, ORG, author, [(target, "the evidence") for target in targets], RULES, NOW)

    def untie(self, author: int) -> list[Target]:
        with self.database.write() as session:
            return decisions.untie(session, ORG, author, RULES, NOW)

    def take_back(self, author: int, ids: Sequence[int]) -> None:
        with self.database.write() as session:
            decisions.take_back(session, ORG, author, ids, RULES, NOW)

    def confirm(self, link_id: int, author: int, target: Target) -> None:
        with self.database.write() as session:
            proposals.require_open(session, ORG, [Proposal(link_id, author, target, "the evidence")])
            decisions.tie(session, ORG, author, target, "a person confirmed", RULES, NOW)

    def link_of(self, author: int) -> int:
        found: int = asked(self.database, "SELECT max(id) FROM identity WHERE author_id = ?", author)[0][0]
        return found

    def resolve(self) -> None:
        with self.database.write() as session:
            resolution.resolve(session, ORG, [ADA, TWIN, LINUS], RULES, NOW)

    def live(self, author: int, org: OrganizationId = ORG) -> list[tuple[Any, ...]]:
        return asked(
            self.database,
            """SELECT contact_id, company_id, state, decided_by FROM identity
            WHERE organization_id = ? AND author_id = ? AND revoked_at IS NULL ORDER BY id""",
            org,
            author,
        )

    def signals(self, author: int, org: OrganizationId = ORG) -> set[tuple[Any, ...]]:
        question = (
            "SELECT contact_id, company_id, identity_state FROM signal WHERE organization_id = ? AND author_id = ?"
        )
        return set(asked(self.database, question, org, author))


def populate(database: Database, org: OrganizationId) -> tuple[Target, Target, Target]:
    with database.write() as session:
        company = record_keys.company_at(session, org, "acme.io", "hand", None, NOW, RULES)
        values: dict[str, Value | None] = {"first_name": "Ada", "last_name": "Lovelace", "company_id": company}
        contact = records.create(session, org, NewRecord("contact", None, None, values), "hand", None, NOW, RULES)
        other = records.create(session, org, NewRecord("contact", None, None, {"first_name": "Bob"}), "hand", None, NOW, RULES)  # fmt: skip
        resolution.follow(session, org, RULES, NOW)
    store(database, *(item(number, author_id=ADA + number % 3) for number in range(6)), org=org)
    with database.write() as session:
        known = [
            profile(ADA, name="Ada Lovelace"),
            profile(TWIN, name="Ada Lovelace"),
            profile(LINUS, name="linus", url="https://acme.io"),
        ]
        authors.store_profiles(session, [RULES.identity.keyed(one) for one in known], [], NOW)
        resolution.resolve(session, org, [ADA, TWIN, LINUS], RULES, NOW)
    return Target("contact", contact), Target("company", company), Target("contact", other)


def made(database: Database) -> Scene:
    contact, company, other = populate(database, ORG)
    return Scene(database, contact, company, other)


@pytest.fixture
def scene(database: Database) -> Scene:
    return made(database)


def test_the_scene_leaves_namesakes_to_a_person(scene: Scene) -> None:
    assert scene.live(ADA) == [(scene.contact.id, None, "review", "rule")]
    assert scene.signals(ADA) == scene.signals(TWIN) == {(None, None, "review")}
    assert scene.signals(LINUS) == {(None, scene.company.id, "probable")}


def test_a_tie_is_followed_by_signals_and_by_whom_else_it_concerns(scene: Scene) -> None:
    assert scene.tie(ADA, scene.contact)
    assert scene.live(ADA) == [(scene.contact.id, None, "confirmed", "person")]
    assert scene.signals(ADA) == {(scene.contact.id, scene.company.id, "confirmed")}
    assert "tied the contact to another account" in asked(
        scene.database, "SELECT evidence FROM identity WHERE author_id = ? AND revoked_at IS NULL", TWIN
    )[0][0]  # fmt: skip


class StoppedError(Exception):
    """A test's own end of a transaction."""


def tie_and_stop(scene: Scene) -> None:
    with scene.database.write() as session:
        decisions.tie(session, ORG, ADA, scene.contact, "a person said so", RULES, NOW)
        assert session.value("SELECT contact_id FROM signal WHERE author_id = :id", {"id": ADA}) == scene.contact.id
        raise StoppedError


def test_signals_follow_in_the_same_transaction(scene: Scene) -> None:
    with pytest.raises(StoppedError):
        tie_and_stop(scene)
    assert scene.signals(ADA) == {(None, None, "review")}


def test_the_same_word_again_changes_nothing(scene: Scene) -> None:
    scene.tie(ADA, scene.contact)
    before = asked(scene.database, "SELECT * FROM identity")
    assert not scene.tie(ADA, scene.contact, NOW + 1)
    assert asked(scene.database, "SELECT * FROM identity") == before
    scene.refuse(TWIN, scene.contact)
    refused = asked(scene.database, "SELECT count(*) FROM identity WHERE state = 'rejected'")
    scene.refuse(TWIN, scene.contact)
    assert asked(scene.database, "SELECT count(*) FROM identity WHERE state = 'rejected'") == refused == [(1,)]


def test_a_later_word_counts(scene: Scene) -> None:
    scene.tie(ADA, scene.contact)
    assert scene.tie(ADA, scene.other)
    assert scene.live(ADA) == [(scene.other.id, None, "confirmed", "person")]
    assert scene.signals(ADA) == {(scene.other.id, None, "confirmed")}


def test_a_refused_pair_does_not_come_back(scene: Scene) -> None:
    scene.refuse(ADA, scene.contact)
    scene.resolve()
    assert scene.live(ADA) == [(scene.contact.id, None, "rejected", "person")]
    assert scene.signals(ADA) == {(None, None, "unknown")}
    assert scene.signals(TWIN) == {
        (scene.contact.id, scene.company.id, "probable")
    }  # one account is left that bears it


def test_several_are_refused_at_once(scene: Scene) -> None:
    scene.refuse(LINUS, scene.company, scene.contact)
    assert {row[2] for row in scene.live(LINUS)} == {"rejected"}
    assert scene.signals(LINUS) == {(None, None, "unknown")}


def test_a_refusal_takes_a_persons_tie_back(scene: Scene) -> None:
    scene.tie(LINUS, scene.company)
    scene.refuse(LINUS, scene.company)
    assert scene.live(LINUS) == [(None, scene.company.id, "rejected", "person")]


def test_a_refused_pair_may_be_tied_all_the_same(scene: Scene) -> None:
    scene.refuse(ADA, scene.contact)
    scene.tie(ADA, scene.contact)
    assert scene.live(ADA) == [(scene.contact.id, None, "confirmed", "person")]


def test_what_was_taken_back_does_not_come_back(scene: Scene) -> None:
    assert scene.untie(LINUS)
    scene.resolve()
    assert scene.live(LINUS) == [(None, scene.company.id, "rejected", "person")]
    assert scene.signals(LINUS) == {(None, None, "unknown")}
    assert not scene.untie(LINUS)


def test_a_tie_taken_back_takes_the_contacts_company_with_it(scene: Scene) -> None:
    scene.tie(LINUS, scene.contact)
    scene.untie(LINUS)
    assert scene.signals(LINUS) == {(None, None, "unknown")}
    scene.tie(LINUS, scene.contact)
    assert scene.live(LINUS) == [(scene.contact.id, None, "confirmed", "person")]
    assert scene.signals(LINUS) == {(scene.contact.id, scene.company.id, "confirmed")}


@pytest.mark.parametrize("is_tied", [True, False])
def test_a_word_can_be_taken_back_as_if_it_had_not_been_said(scene: Scene, is_tied: bool) -> None:
    before = (scene.live(ADA), scene.signals(ADA), scene.live(TWIN), scene.signals(TWIN))
    scene.take_back(ADA, scene.tie(ADA, scene.contact) if is_tied else scene.refuse(ADA, scene.contact))
    assert (scene.live(ADA), scene.signals(ADA), scene.live(TWIN), scene.signals(TWIN)) == before


def test_a_word_is_not_taken_back_once_somebody_has_decided_since(scene: Scene) -> None:
    refused, tied = scene.refuse(ADA, scene.contact), scene.tie(ADA, scene.other)
    with pytest.raises(DecidedError):
        scene.take_back(ADA, refused)
    scene.take_back(ADA, tied)
    scene.take_back(ADA, refused)
    assert scene.live(ADA) == [(scene.contact.id, None, "review", "rule")]


def test_a_word_that_another_took_back_cannot_be_taken_back_again(scene: Scene) -> None:
    tied = scene.tie(ADA, scene.contact)
    scene.untie(ADA)
    with pytest.raises(DecidedError):
        scene.take_back(ADA, tied)


def test_a_proposed_link_is_confirmed_while_it_stands(scene: Scene) -> None:
    scene.confirm(scene.link_of(ADA), ADA, scene.contact)
    assert scene.live(ADA) == [(scene.contact.id, None, "confirmed", "person")]


@pytest.mark.parametrize("word", ["refuse", "tie", "off"])
def test_a_proposed_link_is_not_confirmed_once_it_was_decided(scene: Scene, word: str) -> None:
    link_id = scene.link_of(ADA)
    if word == "refuse":
        scene.refuse(ADA, scene.contact)
    elif word == "tie":
        scene.tie(ADA, scene.other)
    else:
        run_sql(scene.database, "UPDATE organization SET identity_mode = 'off'")
    before = scene.live(ADA)
    with pytest.raises(DecidedError):
        scene.confirm(link_id, ADA, scene.contact)
    assert scene.live(ADA) == before


def test_what_is_no_longer_on_file_is_not_found(scene: Scene) -> None:
    with pytest.raises(NotFoundError, match="Contact 999 is no longer on file"):
        scene.confirm(scene.link_of(ADA), ADA, Target("contact", 999))
    with pytest.raises(NotFoundError, match="Link 999 is no longer on file"):
        scene.confirm(999, ADA, scene.contact)


def test_another_organization_is_not_touched(scene: Scene) -> None:
    populate(scene.database, OTHER)
    before = [(scene.live(author, OTHER), scene.signals(author, OTHER)) for author in (ADA, TWIN, LINUS)]
    scene.tie(ADA, scene.contact)
    scene.refuse(TWIN, scene.contact)
    scene.untie(LINUS)
    assert [(scene.live(author, OTHER), scene.signals(author, OTHER)) for author in (ADA, TWIN, LINUS)] == before


WORDS = st.lists(
    st.tuples(
        st.sampled_from([ADA, TWIN, LINUS]),
        st.sampled_from(["tie", "refuse", "untie"]),
        st.sampled_from(["contact", "company", "other"]),
    ),
    max_size=8,
)


@given(words=WORDS)
def test_after_any_words_a_run_of_the_rules_changes_nothing(words: list[tuple[int, str, str]], tmp_path_factory: pytest.TempPathFactory, template: Any) -> None:  # fmt: skip
    scene = made(fresh(template, tmp_path_factory.mktemp("words")))
    for author, word, whom in words:
        target: Target = getattr(scene, whom)
        match word:
            case "tie":
                scene.tie(author, target)
            case "refuse":
                scene.refuse(author, target)
            case _:
                scene.untie(author)
    before = asked(scene.database, "SELECT * FROM identity"), asked(scene.database, "SELECT * FROM signal")
    scene.resolve()
    assert (asked(scene.database, "SELECT * FROM identity"), asked(scene.database, "SELECT * FROM signal")) == before
    for author in (ADA, TWIN, LINUS):
        assert sum(row[2] in ("confirmed", "probable") for row in scene.live(author)) <= 1
        assert len(scene.signals(author)) == 1
