"""Organizations: found by name, added once, one of them chosen."""

import pytest

from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.store import organizations
from devsignal_cli.store.db import Database
from tests.store.rows import ORG, OTHER, asked

DEFAULT = Organization(ORG, "default", None, chosen=True)
SECOND = Organization(OTHER, "second", None)


def found(database: Database, name: str | None) -> Organization:
    with database.read() as session:
        return organizations.find(session, name)


def every(database: Database) -> list[Organization]:
    with database.read() as session:
        return organizations.every(session)


def test_all_are_listed_oldest_first(database: Database) -> None:
    assert every(database) == [DEFAULT, SECOND]


@pytest.mark.parametrize(("name", "organization"), [("default", DEFAULT), ("second", SECOND), (None, DEFAULT)])
def test_one_is_found_by_name_or_by_choice(database: Database, name: str | None, organization: Organization) -> None:
    assert found(database, name) == organization


@pytest.mark.parametrize("name", ["third", "Default", ""])
def test_an_unknown_name_is_not_found(database: Database, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        found(database, name)
    assert caught.value.exit_code == 2


def test_the_chosen_one_is_taken_when_none_is_named(database: Database) -> None:
    organizations.choose(database.path, "second")
    organizations.choose(database.path, "default")
    organizations.choose(database.path, "second")
    assert found(database, None).name == "second"
    assert [organization.chosen for organization in every(database)] == [False, True]


def test_a_new_one_is_added_with_its_zone(database: Database) -> None:
    organizations.add(database.path, "Umbra", "Asia/Tokyo", 77)
    assert found(database, "Umbra") == Organization(found(database, "Umbra").id, "Umbra", "Asia/Tokyo")
    assert asked(database, "SELECT created_at, identity_mode FROM organization WHERE name = 'Umbra'") == [
        (77, "balanced")
    ]


@pytest.mark.parametrize("name", ["second", "SECOND", "Default"])
def test_a_name_is_taken_whatever_its_capitals(database: Database, name: str) -> None:
    with pytest.raises(UsageError, match="already"):
        organizations.add(database.path, name, None, 1)
    assert len(every(database)) == 2


def test_a_zone_is_set_and_unset(database: Database) -> None:
    organizations.set_zone(database.path, "second", "Europe/Lisbon")
    assert [organization.time_zone for organization in every(database)] == [None, "Europe/Lisbon"]
    organizations.set_zone(database.path, "second", None)
    assert every(database) == [DEFAULT, SECOND]
