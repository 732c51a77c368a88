"""Own words in the store: replaced, taken away, each organization's apart."""

import sqlite3

import pytest

from devsignal_cli.errors import DevsignalError
from devsignal_cli.model.labels import OwnWord
from devsignal_cli.store import lexicon
from devsignal_cli.store.db import Database
from tests.store.rows import NOW, ORG, OTHER, run_sql

JUST_WORKS, ZORP = OwnWord("just works", 2.0, NOW), OwnWord("zorp", -0.5, NOW + 1)


def put(database: Database, word: OwnWord, *replaced: OwnWord, org: int = ORG) -> None:
    with database.write() as session:
        lexicon.put(session, ORG if org == ORG else OTHER, word, replaced)


def held(database: Database, org: int = ORG) -> list[OwnWord]:
    with database.read() as session:
        return lexicon.every(session, ORG if org == ORG else OTHER)


def test_words_come_back_oldest_first(database: Database) -> None:
    put(database, ZORP)
    put(database, JUST_WORKS)
    assert held(database) == [JUST_WORKS, ZORP]


def test_a_word_is_put_in_the_place_of_its_other_spelling(database: Database) -> None:
    put(database, JUST_WORKS)
    put(database, OwnWord("Just Works", 1.0, NOW + 5), JUST_WORKS)
    assert held(database) == [OwnWord("Just Works", 1.0, NOW + 5)]


def test_the_same_spelling_takes_the_new_weight_and_time(database: Database) -> None:
    put(database, JUST_WORKS)
    put(database, OwnWord("just works", 0.0, NOW + 9))
    assert held(database) == [OwnWord("just works", 0.0, NOW + 9)]


def test_organizations_keep_their_words_apart(database: Database) -> None:
    put(database, JUST_WORKS)
    put(database, ZORP, org=OTHER)
    with database.write() as session:
        lexicon.remove(session, ORG, [ZORP, JUST_WORKS])
    assert (held(database), held(database, OTHER)) == ([], [ZORP])


@pytest.mark.parametrize("weight", ["3.5", "-4", "NULL"])
def test_the_database_refuses_what_is_no_weight(database: Database, weight: str) -> None:
    with pytest.raises((DevsignalError, sqlite3.Error)):
        run_sql(
            database, f"INSERT INTO own_word (organization_id, term, weight, added_at) VALUES (1, 'x', {weight}, 1)"
        )
