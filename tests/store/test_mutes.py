"""Mutes: carried out at once, kept for what comes, taken back without a trace."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.errors import InterruptedRunError
from devsignal_cli.model.noise import TermMatcher
from devsignal_cli.store import mutes, noise
from devsignal_cli.store.db import Database
from devsignal_cli.store.noise import Applied
from devsignal_cli.store.reader import Reader
from tests.store.noises import SPAM, know, mute, muted, named, nobody, said, somebody, unmute
from tests.store.rows import NOW, ORG, OTHER, POST_ID, asked, item, store

DAY = 86_400


@pytest.fixture
def stored(database: Database) -> Database:
    """Ten posts of five known authors, number n by author n % 5; the odd ones are about a giveaway."""
    know(database, *(somebody(number) for number in range(1, 6)))
    texts = ("a quiet word", "a GIVEAWAY of one")
    store(database, *(said(n, texts[n % 2], author_id=1 + n % 5) for n in range(10)))
    return database


def counted(database: Database, *typed: str) -> list[int]:
    keys = {(one.kind, one.text) for one in named(*typed)}
    with database.read() as session:
        held = [one for one in mutes.every(session, ORG) if (one.kind, one.text) in keys]
    return noise.counts(database, ORG, RULES, held)


def test_a_muted_term_applies_to_all_that_is_stored_and_to_what_comes(stored: Database) -> None:
    assert mute(stored, "giveaway") == Applied(5, 0)
    store(stored, said(11, "one more #GiveAway!"), said(12, "giveaways are another word"))
    assert muted(stored) == [1, 3, 5, 7, 9, 11]


def test_a_muted_handle_is_its_author(stored: Database) -> None:
    assert mute(stored, "@USER2") == Applied(2, 0)
    assert muted(stored) == [1, 6]
    assert asked(stored, "SELECT kind, text, author_id FROM mute") == [("handle", "user2", 2)]


def test_muting_again_changes_nothing(stored: Database) -> None:
    mute(stored, "giveaway", "@user2")
    before = asked(stored, "SELECT * FROM mute")
    assert mute(stored, "giveaway", "@user2") == Applied(0, 0)
    assert asked(stored, "SELECT * FROM mute") == before


def test_what_a_second_mute_matches_stays_muted_when_the_first_goes(stored: Database) -> None:
    mute(stored, "giveaway", "@user2")
    assert counted(stored, "giveaway", "@user2") == [5, 2]
    assert unmute(stored, "giveaway") == Applied(0, 4)
    assert muted(stored) == [1, 6]
    assert unmute(stored, "@user2") == Applied(0, 2)


def test_each_organization_mutes_for_itself(stored: Database) -> None:
    store(stored, said(1, "a giveaway", author_id=2, keyword_ids=(4,)), org=OTHER)
    mute(stored, "giveaway")
    assert muted(stored, OTHER) == []
    mute(stored, "@user2", org=OTHER)
    assert (muted(stored), muted(stored, OTHER)) == ([1, 3, 5, 7, 9], [1])


def test_a_mute_may_come_before_the_first_post(database: Database) -> None:
    mute(database, "@user9", "giveaway")
    store(database, said(1, "hello", author_id=9), said(2, "the giveaway", author_id=8))
    assert muted(database) == [2]
    know(database, somebody(9), somebody(8))
    assert muted(database) == [1, 2]


def test_an_author_whom_another_organization_knows_is_muted_with_the_first_post(database: Database) -> None:
    know(database, somebody(9))
    mute(database, "@user9")
    assert asked(database, "SELECT author_id FROM mute") == [(None,)]
    store(database, said(1, "hello", author_id=9))
    assert muted(database) == [1]
    assert asked(database, "SELECT author_id FROM mute") == [(9,)]


def test_a_mute_follows_the_person_when_the_handle_changes(stored: Database) -> None:
    mute(stored, "@user2")
    know(stored, somebody(2, username="renamed"), somebody(77, username="user2"), now=NOW + 5)
    store(stored, said(20, "by the old one", author_id=2), said(21, "by the new owner", author_id=77))
    assert muted(stored) == [1, 6, 20]
    with stored.read() as session:
        assert mutes.present_handles(session, ORG) == {"user2": "renamed"}
    assert unmute(stored, "@renamed") == Applied(0, 3)


def test_the_new_owner_of_a_muted_handle_can_be_muted_beside_the_old_one(stored: Database) -> None:
    mute(stored, "@user2")
    know(stored, somebody(2, username="renamed"), somebody(77, username="user2"), now=NOW + 5)
    store(stored, said(21, "by the new owner", author_id=77))
    mute(stored, "@user2")
    assert muted(stored) == [1, 6, 21]
    assert asked(stored, "SELECT text, author_id FROM mute ORDER BY id") == [("renamed", 2), ("user2", 77)]


def test_two_muted_persons_who_swap_handles_stay_muted(stored: Database) -> None:
    mute(stored, "@user2", "@user3")
    before = muted(stored)
    know(stored, somebody(2, username="user3"), somebody(3, username="user2"), now=NOW + 5)
    assert mute(stored, "@user2", "@user3") == Applied(0, 0)
    assert muted(stored) == before
    with stored.read() as session:
        assert {one.author_id for one in mutes.every(session, ORG)} == {2, 3}


def test_of_two_who_were_seen_with_a_handle_the_later_is_meant(database: Database) -> None:
    know(database, somebody(1, username="taken"))
    know(database, somebody(2, username="taken"), now=NOW + 5)
    store(database, said(1, "old", author_id=1), said(2, "new", author_id=2))
    mute(database, "@taken")
    assert muted(database) == [2]


def test_a_mute_of_spam_mutes_what_bears_the_mark_and_follows_it(stored: Database) -> None:
    assert mute(stored, SPAM) == Applied(0, 0)
    know(stored, nobody(2, created_at=NOW - DAY), now=NOW + 1)
    assert muted(stored) == [1, 6]
    know(stored, somebody(2), now=NOW + 2)
    assert muted(stored) == []
    know(stored, nobody(2), now=NOW + 3)
    assert unmute(stored, SPAM) == Applied(0, 2)


def test_the_mark_alone_mutes_nothing(stored: Database) -> None:
    know(stored, nobody(2), now=NOW + 1)
    assert muted(stored) == []
    with stored.read() as session:
        assert Reader(session, ORG).noise() == (0, 2)
    mute(stored, SPAM)
    with stored.read() as session:
        assert Reader(session, ORG).noise() == (2, 0)


def test_an_edit_that_adds_or_removes_a_term_mutes_or_shows(stored: Database) -> None:
    mute(stored, "giveaway")
    store(
        stored, said(50, "no more of that", root_id=POST_ID + 1), said(51, "a giveaway after all", root_id=POST_ID + 2)
    )
    assert muted(stored) == [2, 3, 5, 7, 9]


def test_a_muted_domain_is_found_behind_the_short_links_of_x(database: Database) -> None:
    raw = b'{"id": "%d", "text": "see https://t.co/a", "entities": {"urls": [{"expanded_url": "https://www.spam.test/x"}]}}'
    linked = [item(n, text="see https://t.co/a", raw=raw % (POST_ID + n)) for n in (1, 2)]
    store(database, linked[0], item(3, text="see https://t.co/b"))
    assert mute(database, "spam.test") == Applied(1, 0)
    store(database, linked[1])
    assert (muted(database), counted(database, "spam.test")) == ([1, 2], [2])


def test_a_damaged_raw_answer_has_no_links_and_stops_nothing(database: Database) -> None:
    store(database, item(1, text="see https://t.co/a"), item(2, text="go to spam.test"))
    with database.write() as session:
        session.execute("UPDATE raw_answer SET body = x'00'")
    assert mute(database, "spam.test") == Applied(1, 0)


def test_a_deleted_post_is_not_counted(stored: Database) -> None:
    with stored.write() as session:
        session.execute("UPDATE signal SET deleted_at = 5, text = '' WHERE post_id = :id", {"id": POST_ID + 1})
    assert mute(stored, "giveaway", "@user2") == Applied(5, 0)
    assert counted(stored, "giveaway", "@user2") == [4, 1]


def test_what_an_interrupted_mute_left_is_done_by_the_next(stored: Database) -> None:
    calls: list[str] = []

    def breaking(texts: Sequence[str]) -> TermMatcher:
        sound = RULES.terms(texts)

        def has(text: str, links: str) -> bool:
            calls.append(text)
            if len(calls) == 12:
                raise InterruptedRunError(2)
            return sound.has(text, links)

        return TermMatcher(has, needs_links=False)

    with stored.write() as session:
        mutes.add(session, ORG, named("giveaway"))
    with pytest.raises(InterruptedRunError):
        noise.apply(stored, ORG, replace(RULES, terms=breaking), 3)
    assert 0 < len(muted(stored)) < 5
    done = mute(stored, "giveaway")
    assert 0 < done.muted < 5
    assert muted(stored) == [1, 3, 5, 7, 9]
