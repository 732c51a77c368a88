"""Connections and keywords: what connecting again keeps, and what disconnecting drops."""

import pytest

from devsignal_cli.errors import DevsignalError
from devsignal_cli.model.connection import Connection, Keyword, QuerySettings
from devsignal_cli.store import connections
from devsignal_cli.store.db import Database
from devsignal_cli.store.engine import editing
from devsignal_cli.store.tables import SettingRow
from tests.store.rows import NOW, ORG, OTHER, asked, run_sql

CONNECTION = Connection(
    organization_id=ORG,
    service="twitter",
    account="1690000000000000001",
    secret="gAAAA-encrypted",
    secret_last4="9xyz",
    settings=QuerySettings(("noise", "more noise"), "en", ("quokka",)),
    monthly_budget_usd=12.345678,
    create_companies=True,
    connected_at=NOW,
)


def found(database: Database, service: str = "twitter") -> Connection | None:
    with database.read() as session:
        return connections.find(session, ORG, service)


def keywords(database: Database) -> list[Keyword]:
    with database.read() as session:
        return connections.keywords(session, ORG)


def change(database: Database, *added: Keyword, removed: tuple[str, ...] = (), now: int = NOW) -> None:
    connections.change_keywords(database.path, ORG, added, removed, now)


def test_before_connecting_there_is_no_connection(database: Database) -> None:
    assert found(database) is None


def test_a_connection_comes_back_as_it_was_stored(database: Database) -> None:
    connections.save(database.path, CONNECTION)
    assert found(database) == CONNECTION
    assert found(database, "clearbit") is None


def test_settings_that_nobody_gave_are_the_defaults(database: Database) -> None:
    connections.save(database.path, CONNECTION)
    run_sql(database, "UPDATE connection SET settings = '{}'")
    connection = found(database)
    assert connection is not None
    assert connection.settings == QuerySettings()


def test_disconnecting_drops_the_secret_and_keeps_settings_and_keywords(database: Database) -> None:
    connections.save(database.path, CONNECTION)
    connections.disconnect(database.path, ORG, "twitter", NOW + 5)
    assert found(database) is None
    question = "SELECT secret, secret_last4, disconnected_at, monthly_budget_micro_usd FROM connection"
    assert asked(database, question) == [(None, "", NOW + 5, 12_345_678)]
    assert len(keywords(database)) == 3


def test_connecting_again_brings_the_connection_back(database: Database) -> None:
    connections.save(database.path, CONNECTION)
    connections.disconnect(database.path, ORG, "twitter", NOW + 5)
    connections.save(database.path, CONNECTION)
    assert found(database) == CONNECTION
    assert asked(database, "SELECT count(*) FROM connection") == [(1,)]


def test_keywords_are_each_organizations_own(database: Database) -> None:
    assert [keyword.text for keyword in keywords(database)] == ["word1", "word2", "word3"]


def test_a_new_keyword_starts_without_a_place(database: Database) -> None:
    change(database, Keyword(0, "quokka", "rivals", is_raw=True))
    added = keywords(database)[-1]
    assert added == Keyword(added.id, "quokka", "rivals", is_raw=True, created_at=NOW)
    assert asked(database, "SELECT created_at FROM keyword WHERE text = 'quokka'") == [(NOW,)]


def test_adding_and_removing_moves_no_other_keyword(database: Database) -> None:
    run_sql(database, "UPDATE keyword SET place = 50 + id, covered_until = 500 + id")
    change(database, Keyword(0, "quokka"), removed=("word2",))
    assert [(keyword.text, keyword.place, keyword.covered_until) for keyword in keywords(database)] == [
        ("word1", 51, 501),
        ("word3", 53, 503),
        ("quokka", None, None),
    ]
    assert asked(database, "SELECT count(*) FROM keyword WHERE organization_id = ?", OTHER) == [(2,)]


def test_a_removed_keyword_added_again_goes_on_from_its_old_place(database: Database) -> None:
    run_sql(database, "UPDATE keyword SET place = 50 + id")
    change(database, removed=("WORD2",))
    change(database, Keyword(0, "Word2", "topic"))
    again = keywords(database)[1]
    assert (again.id, again.text, again.topic, again.place) == (2, "word2", "topic", 52)


def test_the_same_keyword_again_changes_only_its_topic(database: Database) -> None:
    change(database, Keyword(1, "word1", "rivals"))
    assert [(keyword.id, keyword.topic) for keyword in keywords(database)] == [(1, "rivals"), (2, None), (3, None)]


def test_an_edit_that_raises_changes_nothing(database: Database) -> None:
    with pytest.raises(KeyError):
        change(database, Keyword(0, "quokka"), removed=("word1", "never heard of"))
    assert len(keywords(database)) == 3


def test_an_edit_that_the_database_refuses_is_said_in_our_words(database: Database) -> None:
    run_sql(database, "INSERT INTO setting VALUES ('a', 'b')")
    with pytest.raises(DevsignalError, match="UNIQUE"), editing(database.path) as session:
        session.add(SettingRow(name="a", value="c"))
    assert asked(database, "SELECT value FROM setting") == [("b",)]
