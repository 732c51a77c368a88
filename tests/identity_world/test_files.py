"""The files of a world are such as the program takes in."""

import io
from pathlib import Path

import pytest

from devsignal_cli.connectors import x_archive
from devsignal_cli.model.archive import LineRead, ReadPost, ReadProfile
from tests.identity_world import Files, World, generate, to_files
from tests.support import NOW_MS, Cli


@pytest.fixture(scope="module")
def world() -> World:
    return generate(5, 100, 500)


@pytest.fixture
def files(world: World, tmp_path: Path) -> Files:
    return to_files(world, tmp_path)


def test_the_same_world_is_the_same_bytes(world: World, files: Files, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    again = to_files(world, tmp_path / "again")
    for one, other in zip(
        (files.companies, files.contacts, files.archive), (again.companies, again.contacts, again.archive), strict=True
    ):
        assert one.read_bytes() == other.read_bytes()


def test_records_keep_their_numbers(cli: Cli, world: World, files: Files) -> None:
    assert cli("company", "import", str(files.companies), "--yes").code == 0
    assert cli("contact", "import", str(files.contacts), "--yes").code == 0
    assert cli.sql("SELECT id, domain FROM company ORDER BY id") == [
        (one.number, one.domain) for one in world.companies
    ]
    told = [
        (one.number, one.email, one.first_name or None, one.last_name or None, one.company, one.user_id)
        for one in world.contacts
    ]
    assert cli.sql("SELECT id, email, first_name, last_name, company_id, x_user_id FROM contact ORDER BY id") == told


def test_the_archive_tells_each_handle_in_the_order_of_time(world: World, files: Files) -> None:
    items = list(x_archive.read([str(files.archive)], io.StringIO(), NOW_MS // 1000))
    assert {type(item) for item in items} == {LineRead, ReadPost, ReadProfile}
    assert sum(isinstance(item, ReadPost) for item in items) == len(world.posts)
    found = [item for item in items if isinstance(item, ReadProfile)]
    assert [item.seen_at for item in found] == sorted(item.seen_at for item in found)
    seen: dict[int, list[str]] = {}
    for item in found:
        seen.setdefault(item.profile.id, []).append(item.profile.username)
    for author in world.authors:
        told = [*(earlier.username for earlier in author.former), author.username]
        assert list(dict.fromkeys(seen[author.user_id])) == told


def test_the_archive_has_profiles_whole(world: World, files: Files) -> None:
    items = x_archive.read([str(files.archive)], io.StringIO(), NOW_MS // 1000)
    found = {item.profile.id: item.profile for item in items if isinstance(item, ReadProfile)}
    for author in world.authors:
        profile = found[author.user_id]
        told = (profile.name, profile.description, profile.url or None, bool(profile.affiliation), profile.created_at)
        assert told == (author.name, author.bio, author.link, author.affiliation is not None, author.created_at)
