"""`twitter forget`: nothing of an author is left, nothing comes back, and nobody else loses anything."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from devsignal_cli.cli.enrich_wiring import account_name
from devsignal_cli.connectors.cache import AnswerCache
from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.enrichment import person_key
from devsignal_cli.simulator.moments import rfc3339
from devsignal_cli.store import lock
from tests.archives import FIRST_MS, edited, file_of, flattened, page, post, user
from tests.identities import NUMBERS, scene
from tests.privacy.traces import rows, traces, traces_packed
from tests.support import Cli, quiet_world, simulator

ADA = NUMBERS["ada"]
WORDS = ("zebraquagga", "xylobiosecret", "quokkanote", "adabioword", "adalovelaceuniq")


def ada(**fields: Any) -> dict[str, Any]:
    bio = "xylobiosecret adabioword"
    return user(ADA, username="ada", name="Adalovelaceuniq L", description=bio, url="https://acme.io") | fields


def repost(number: int, of: dict[str, Any], by: int) -> dict[str, Any]:
    mention = {"start": 3, "end": 7, "username": "ada", "id": str(ADA)}
    return post(
        number,
        author_id=str(by),
        text=f"RT @ada: {of['text']}",
        entities={"mentions": [mention]},
        referenced_tweets=[{"type": "retweeted", "id": of["id"]}],
    )


def archive(folder: Path, name: str = "ada") -> str:
    first = post(1, author_id=str(ADA), text="acme zebraquagga one")
    version = edited(2, 1, "acme zebraquagga edited") | {"author_id": str(ADA)}
    broken = {"id": "12345", "author_id": str(ADA), "note": "zebraquagga in quarantine"}
    others = [post(number, author_id="901", text=f"acme of others {number}") for number in (10, 11)]
    posts = [first, version, broken, repost(5, first, 902), *others]
    inside = flattened(7, author_id="901", text="acme nests", author=user(901))
    inside["referenced_tweets"][0] |= {"text": "zebraquagga quoted", "author": ada(), "author_id": str(ADA)}
    return file_of(folder, name, page(posts, ada(), user(901), user(902)), inside)


@pytest.fixture
def told(cli: Cli, tmp_path: Path) -> Cli:
    """An organization that has read posts of @ada, and noted what people think of her."""
    assert cli("twitter", "import", archive(tmp_path)).code == 3  # one item is damaged
    signal = cli.sql("SELECT id FROM signal WHERE author_id = :ada", ada=ADA)[0][0]
    with sqlite3.connect(cli.database) as connection:
        connection.execute("UPDATE signal SET note = 'quokkanote' WHERE id = ?", (signal,))
    cli("contact", "add", "ada@acme.io", "--first-name", "Ada", "--last-name", "Other")
    assert cli("identity", "link", "ada", "ada@acme.io").code == 0
    assert cli("twitter", "mute", "@ada").code == 0
    return cli


def test_nothing_of_a_forgotten_author_is_left_on_disk(told: Cli) -> None:
    assert traces(told.home, *WORDS) | traces_packed(told, *WORDS) == set(WORDS)
    ran = told("twitter", "forget", "@ada", "--yes", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert {key: ran.json[key] for key in ("author_id", "changed", "signals_removed", "profile", "contacts")} == {
        "author_id": str(ADA), "changed": True, "signals_removed": 3, "profile": "removed", "contacts": ["1"],
    }  # fmt: skip
    assert traces(told.home, *WORDS) | traces_packed(told, *WORDS) == set()
    assert told.sql("SELECT count(*) FROM author WHERE id = :ada", ada=ADA) == [(0,)]
    for table in ("mute", "identity", "quarantine"):
        assert told.sql(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert told.sql("SELECT count(*) FROM contact") == [(1,)]
    assert told("db", "check").code == 0


def test_what_was_deleted_before_by_a_program_that_overwrites_nothing_goes_too(told: Cli) -> None:
    with sqlite3.connect(told.database) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("UPDATE signal SET text = 'short' WHERE author_id = ?", (ADA,))
        connection.execute("DELETE FROM raw_answer")
    assert "zebraquagga" in traces(told.home, *WORDS)
    assert told("twitter", "forget", "ada", "--yes").code == 0
    assert traces(told.home, *WORDS) == set()


def test_a_forgotten_author_is_not_imported_again(told: Cli, tmp_path: Path) -> None:
    told("twitter", "forget", "ada", "--yes")
    before = told.stored()
    again = told("twitter", "import", archive(tmp_path, "again"), "--json")
    assert (again.json["forgotten"], again.json["signals_created"]) == (4, 0)  # two posts, a repost, a damaged item
    assert told.stored() == before
    assert traces(told.home, *WORDS) | traces_packed(told, *WORDS) == set()
    said = told("twitter", "import", archive(tmp_path, "third")).out
    assert "  4 posts of forgotten authors were not stored\n" in said


def test_an_author_can_be_stored_again_when_it_is_undone(told: Cli, tmp_path: Path) -> None:
    told("twitter", "forget", "ada", "--yes")
    assert told("twitter", "forget", "@ada", "--undo").code == 2  # the handle is forgotten too
    ran = told("twitter", "forget", str(ADA), "--undo")
    assert (ran.code, ran.out) == (0, f"User {ADA} may be stored again.\n")
    assert told("twitter", "forget", str(ADA), "--undo").out == f"User {ADA} was not forgotten.\n"
    assert traces(told.home, *WORDS) == set()
    assert told("twitter", "import", archive(tmp_path, "again"), "--json").json["signals_created"] == 3


def test_a_sync_stores_no_post_of_theirs_and_pays_no_look_up(cli: Cli) -> None:
    with simulator(quiet_world(20, authors=4, text="acme zebraquagga {}")) as x:
        cli.connect(x)
        assert cli("twitter", "forget", "2", "--yes").code == 0  # nobody knows them yet
        ran = cli("twitter", "sync", "--json").json
        assert (ran["posts_read"], ran["signals_created"], ran["forgotten"], ran["authors_read"]) == (20, 15, 5, 3)
        assert (x.meter.posts, x.meter.users) == (20, 3)
        assert cli.sql("SELECT count(*) FROM author WHERE id = 2") == [(0,)]
        assert cli.sql("SELECT count(*) FROM raw_answer WHERE object_id = 2 AND kind = 'author'") == [(0,)]
        assert cli.sql("SELECT sum(count) FROM ledger WHERE kind = 'post'") == [(20,)]
        places = cli.sql("SELECT place FROM keyword")
        assert places == [(max(post.id for post in x.world.posts),)]
        x.clock.advance(3_600)
        x.world.plant("acme zebraquagga again", x.clock.now_ms() - 600_000, author_id=2)
        ran = cli("twitter", "sync", "--json").json
        assert (ran["signals_created"], ran["forgotten"], ran["status"]) == (0, 2, "complete")  # one is looked at again
        said = cli("twitter", "preview", "-n", "10")
        assert "of forgotten authors were not stored" in said.out, said.out
        assert x.meter.users == 3


def test_another_organization_loses_nothing(told: Cli, tmp_path: Path) -> None:
    told("org", "add", "other")
    told("twitter", "import", archive(tmp_path, "other"), "--org", "other")
    before = (rows(told, 2), told.sql("SELECT * FROM author"), told.sql("SELECT * FROM author_handle"))
    ran = told("twitter", "forget", "ada", "--yes", "--json")
    assert (ran.json["profile"], ran.json["signals_removed"]) == ("kept", 3)
    assert (rows(told, 2), told.sql("SELECT * FROM author"), told.sql("SELECT * FROM author_handle")) == before
    assert told("identity", "explain", "ada").code == 2  # seen here no more
    assert told("identity", "explain", "ada", "--org", "other").code == 0
    assert told("twitter", "forget", "ada", "--yes", "--org", "other", "--json").json["profile"] == "removed"
    assert traces(told.home, *WORDS) | traces_packed(told, *WORDS) == set()


def test_stats_and_lists_are_those_of_a_world_without_the_author(told: Cli, tmp_path: Path) -> None:
    told("twitter", "forget", "ada", "--yes")
    others = [post(number, author_id="901", text=f"acme of others {number}") for number in (10, 11)]
    inside = flattened(7, author_id="901", text="acme nests", author=user(901))
    told("org", "add", "bare")
    told("twitter", "import", file_of(tmp_path, "bare", page(others, user(901), user(902)), inside), "--org", "bare")
    for command in (("stats", "--days", "30"), ("twitter", "recent", "-n", "50")):
        found = [told(*command, "--json", "--org", name).json for name in ("default", "bare")]
        for one in found:
            one.pop("org", None)
            one.pop("companies", None)  # that of the contact's e-mail
            one.pop("contacts", None)  # the contact stays
            one.pop("fields", None)  # so do its values
            for item in one.get("items", ()):
                item.pop("org")
                item.pop("id")
        assert found[0] == found[1], command


def test_whom_a_person_has_tied_is_free_for_others_again(cli: Cli, tmp_path: Path) -> None:
    scene(cli, tmp_path)
    cli("identity", "link", "nobody", "alan@bletchley.org")
    assert cli("identity", "explain", "alan", "--json").json["state"] != "probable"
    assert cli("twitter", "forget", "nobody", "--yes").code == 0
    assert cli("identity", "explain", "alan", "--json").json["state"] == "probable"


def test_an_ambiguous_handle_wants_the_user_id(cli: Cli, tmp_path: Path) -> None:
    users = [user(71, username="same"), user(72, username="same")]
    posts = [post(number, author_id=str(71 + number)) for number in range(2)]
    cli("twitter", "import", file_of(tmp_path, "a", page(posts, *users)))
    ran = cli("twitter", "forget", "@same", "--yes")
    assert ran.code == 2
    assert "fits 2 authors" in ran.err
    assert cli("twitter", "forget", "71", "--yes").code == 0
    assert cli.sql("SELECT author_id FROM signal") == [(72,)]


def test_without_a_terminal_forgetting_wants_a_yes(told: Cli) -> None:
    ran = told("twitter", "forget", "ada")
    assert (ran.code, ran.out) == (2, "")
    who = f"@ada (user {ADA}): 2 posts and 1 repost of them by others"
    assert " ".join(ran.err.split()) == f"error: This removes all that is stored of {who}. Say --yes to do it."
    assert told.sql("SELECT count(*) FROM tombstone") == [(0,)]


def test_an_unknown_handle_is_said_to_want_the_user_id(cli: Cli) -> None:
    ran = cli("twitter", "forget", "@ghost", "--yes", "--json")
    assert (ran.code, ran.error["code"]) == (2, "not_found")
    assert ran.error["hint"] == "Name the user id: whoever was forgotten has no handle here."


def test_nobody_is_forgotten_while_a_sync_is_under_way(told: Cli) -> None:
    with lock.held(told.home / "locks", "1-twitter"):
        assert told("twitter", "forget", "ada", "--yes").code == 75
    assert told.sql("SELECT count(*) FROM tombstone") == [(0,)]


def test_the_words_after_forgetting_name_contact_backups_and_undo(told: Cli) -> None:
    (told.home / "backups").mkdir(mode=0o700)
    (told.home / "backups" / "devsignal-0005-1.db").write_bytes(b"")
    ran = told("twitter", "forget", "ada", "--yes")
    assert ran.code == 0
    assert ran.out.startswith(f"Forgotten: @ada (user {ADA}). 2 posts and 1 repost of them by others removed;")
    assert "devsignal contact forget 1" in ran.out
    assert f"devsignal twitter forget {ADA} --undo" in ran.out
    assert "1 backup in" in ran.out


def test_errors_of_runs_that_name_the_author_go(told: Cli) -> None:
    detail = {"code": "service", "message": "User has been suspended: [ada].", "item": None}
    other = detail | {"message": "User has been suspended: [adam]."}
    with sqlite3.connect(told.database) as connection:
        result = json.loads(connection.execute("SELECT result FROM run WHERE id = 1").fetchone()[0])
        result["errors"] = [detail, other]
        connection.execute("UPDATE run SET result = ? WHERE id = 1", (json.dumps(result),))
    told("twitter", "forget", "ada", "--yes")
    assert json.loads(told.sql("SELECT result FROM run WHERE id = 1")[0][0])["errors"] == [other]


def test_a_mark_tells_nobody_who_was_forgotten(told: Cli) -> None:
    told("twitter", "forget", "ada", "--yes")
    ((kind, mark),) = told.sql("SELECT kind, key_hmac FROM tombstone")
    assert (kind, len(mark)) == ("author", 64)
    assert str(ADA) not in mark


def test_the_secret_key_is_not_touched_while_nobody_was_forgotten(cli: Cli, tmp_path: Path) -> None:
    cli("twitter", "import", archive(tmp_path))
    assert not (cli.home / "secret.key").exists()


def test_an_undo_where_nobody_was_forgotten_needs_no_key(cli: Cli) -> None:
    for command in (["twitter", "forget", "5"], ["contact", "forget", "jo@acme.io"]):
        ran = cli(*command, "--undo")
        assert (ran.code, "was not forgotten" in ran.out, ran.err) == (0, True, "")
    assert not (cli.home / "secret.key").exists()


def test_a_contact_who_is_forgotten_leaves_no_byte(cli: Cli) -> None:
    cli("contact", "add", "zebraquagga@acme.io", "--first-name", "Xylobiosecret", "--title", "adabioword")
    assert traces(cli.home, *WORDS[:2]) == set(WORDS[:2])
    assert cli("contact", "forget", "zebraquagga@acme.io", "--yes").code == 0
    assert traces(cli.home, *WORDS) == set()


def test_a_purge_leaves_no_byte(told: Cli) -> None:
    with sqlite3.connect(told.database) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("UPDATE signal SET text = 'short'")
    assert told("twitter", "disconnect", "--purge", "--yes").code == 0
    assert traces(told.home, *WORDS) == set()


def test_an_author_s_later_profile_is_not_stored_by_this_organization(told: Cli, tmp_path: Path) -> None:
    told("twitter", "forget", "ada", "--yes")
    other = post(40, author_id="901", created_at=rfc3339(FIRST_MS))
    told("twitter", "import", file_of(tmp_path, "late", page([other], ada(description="zebraquagga"), user(901))))
    assert traces(told.home, *WORDS) == set()


def test_an_answer_about_a_forgotten_contact_leaves_the_cache_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVSIGNAL_CLEARBIT_KEY", "sk_privacy")
    account = account_name(CLEARBIT, "sk_privacy")
    cache = AnswerCache(cli.home / "cache", pytest.fail)
    cache.set(account, person_key("clearbit", "zebraquagga@acme.io"), b'{"bio": "xylobiosecret"}')
    cache.close()
    assert traces(cli.home, *WORDS) == {"xylobiosecret"}
    assert cli("contact", "forget", "zebraquagga@acme.io", "--yes").code == 0
    assert traces(cli.home, *WORDS) == set()


def test_a_home_without_a_secret_key_gets_one_for_the_first_mark(cli: Cli, tmp_path: Path) -> None:
    told = page([post(5, author_id=str(ADA), text="acme zebraquagga")], ada())
    cli("twitter", "import", file_of(tmp_path, "first", told))
    assert not (cli.home / "secret.key").exists()
    assert cli("twitter", "forget", "ada", "--yes").code == 0
    assert cli("twitter", "import", file_of(tmp_path, "again", told), "--json").json["forgotten"] == 1


def test_a_new_secret_key_keeps_the_forgotten_forgotten(told: Cli, tmp_path: Path) -> None:
    told("twitter", "forget", "ada", "--yes")
    assert told("db", "rekey", "--yes").code == 0
    again = file_of(tmp_path, "again", page([post(5, author_id=str(ADA), text="acme zebraquagga")], ada()))
    assert told("twitter", "import", again, "--json").json["forgotten"] == 1


def test_a_lost_secret_key_brings_nobody_back(told: Cli, tmp_path: Path) -> None:
    told("twitter", "forget", "ada", "--yes")
    (told.home / "secret.key").unlink()
    again = file_of(tmp_path, "again", page([post(5, author_id=str(ADA), text="acme zebraquagga")], ada()))
    ran = told("twitter", "import", again)
    assert (ran.code, "The secret key is lost" in ran.err) == (78, True)
    assert told.sql("SELECT count(*) FROM signal WHERE author_id = :id", id=ADA) == [(0,)]
