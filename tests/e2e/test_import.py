"""`twitter import`: what saved answers hold is stored as a sync would have stored it, and nothing is asked of X."""

import gzip
from pathlib import Path
from typing import Any

from tests.archives import FIRST_MS, counts, edited, file_of, flattened, gone, id_of, lines, page, post, user
from tests.e2e.test_sync import plant_contact
from tests.support import Cli, quiet_world, simulator

FIRST = FIRST_MS // 1_000
SAME = "post_key, post_id, author_id, posted_at, text, lang, type, sentiment, score, repost, withheld"


def signals(cli: Cli, columns: str = SAME) -> list[tuple[Any, ...]]:
    return cli.sql(f"SELECT {columns} FROM signal ORDER BY post_key")


def test_posts_of_a_file_become_signals_without_a_connection(cli: Cli, tmp_path: Path) -> None:
    name = file_of(tmp_path, "a.jsonl", page([post(n) for n in range(5)], user(100), user(101)), page([post(5)]))
    ran = cli("twitter", "import", name, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert {key: value for key, value in ran.json.items() if value not in (0, None, [])} == {
        "org": "default",
        "status": "complete",
        "posts_read": 6,
        "signals_created": 6,
        "authors_read": 2,
        "sentiment": {"positive": 1, "negative": 2, "neutral": 3},
        "types": {"twitter_mention": 2, "twitter_question": 1, "twitter_complaint": 2, "twitter_praise": 1},
        "run": "1",
        "lines": 2,
        "skipped": {"counts": 0, "errors": 0, "compliance": 0, "empty": 0, "other": 0},
    }
    assert signals(cli, "post_id, text, imported, run_id") == [
        (id_of(n), post(n)["text"].replace("&amp;", "&"), 1, 1) for n in range(6)
    ]
    assert cli.sql("SELECT count(*) FROM ledger") == [(0,)]


def test_the_result_has_the_keys_of_a_sync(cli: Cli, tmp_path: Path) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        synced = cli("twitter", "sync", "--json").json
    assert synced.keys() <= cli("twitter", "import", file_of(tmp_path, "a", post(1)), "--json").json.keys()


def test_people_see_what_came_in_and_how_to_take_it_back(cli: Cli, tmp_path: Path) -> None:
    name = file_of(
        tmp_path, "a.jsonl", page([post(n) for n in range(5)], user(100)), counts(), {"errors": [{}]}, gone(5), "old"
    )
    ran = cli("twitter", "import", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.rstrip("\n").split("\n") == [
        "default: imported. 5 lines, 5 posts read, 5 new, 0 known, 0 edited.",
        "  1 profile new or newer, 0 known contacts; nothing was asked of X",
        "  deleted at X: content of 0 posts removed, 1 id not stored here",
        "  skipped: 1 page of counts, no posts",
        "  skipped: 1 page of errors alone",
        "  skipped: 1 line of another kind",
        "  ████████░░░░░░░░░░░░░░░░░░░░░░░░▓▓▓▓▓▓▓▓",
        "  positive 1 (20 %)  neutral 3 (60 %)  negative 1 (20 %)",
        "   mention  2   question  1   complaint  1   praise  1",
        "Undo: devsignal signals remove --run 1",
    ]


def test_a_second_import_stores_nothing_and_offers_no_undo(cli: Cli, tmp_path: Path) -> None:
    name = file_of(tmp_path, "a.jsonl", page([post(1), post(2)], user(101)), {"data": [{"id": "?", "text": ""}]})
    assert cli("twitter", "import", name).code == 3
    before = [cli.sql(f"SELECT * FROM {table}") for table in ("signal", "author", "raw_answer", "quarantine")]
    ran = cli("twitter", "import", name, "--json")
    assert (ran.json["signals_created"], ran.json["duplicates"], ran.json["authors_read"]) == (0, 2, 0)
    assert [cli.sql(f"SELECT * FROM {table}") for table in ("signal", "author", "raw_answer", "quarantine")] == before
    assert "Undo" not in cli("twitter", "import", name).out


def test_an_import_stores_what_a_replayed_sync_stores(cli: Cli, tmp_path: Path) -> None:
    values = [
        page([post(n) for n in range(150)], user(100), __twarc={"retrieved_at": "2026-11-17T08:00:00Z"}),
        {"data": post(200, text="&lt;b&gt; acme &lt;/b&gt; rocks")},
        page([edited(300, version, f"acme version {version}") for version in (1, 0, 2)]),
        page([post(301, withheld={"copyright": False, "country_codes": ["DE"]})]),
        page(
            [
                post(302, referenced_tweets=[{"type": "retweeted", "id": "7"}], text="RT @user1: acme"),
                post(303, lang=None),
            ]
        ),
        page([edited(304, 2, "only the last version")]),
        page([post(4)]),
    ]
    name = file_of(tmp_path, "a.jsonl", *values)
    with simulator(quiet_world(0), replay=[Path(name)]) as x:
        cli("org", "add", "synced")
        cli.connect(x, org="synced")
        assert cli("twitter", "sync", "--org", "synced", "--json").json["signals_created"] == 156
    assert cli("twitter", "import", name, "--json").json["signals_created"] == 156
    by_org = [cli.sql(f"SELECT {SAME} FROM signal WHERE organization_id = {org} ORDER BY post_key") for org in (1, 2)]
    assert by_org[0] == by_org[1]


def test_what_is_packed_or_comes_by_stdin_is_read_as_well(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "packed").write_bytes(gzip.compress(lines(post(1))))
    packed = gzip.compress(lines(post(2)))
    ran = cli("twitter", "import", str(tmp_path / "packed"), "-", "--json", stdin=packed)
    assert (ran.code, ran.json["signals_created"]) == (0, 2)
    assert cli("twitter", "import", "-", stdin=lines(post(3))).code == 0


def test_keywords_are_tied_where_they_are_found_and_nowhere_else(cli: Cli, tmp_path: Path) -> None:
    with simulator(quiet_world(0)) as x:
        cli.connect(x, "acme", "globex")
    cli("twitter", "import", file_of(tmp_path, "a", post(0), post(3), post(4)))
    tied = cli.sql(
        "SELECT post_key, k.text, certain FROM signal_keyword JOIN keyword k ON k.id = keyword_id ORDER BY 1"
    )
    assert tied == [(id_of(0), "acme", 1), (id_of(3), "globex", 1)]
    assert cli.sql("SELECT place, covered_until FROM keyword") == [(None, None)] * 2
    assert cli.sql("SELECT count(*) FROM open_window") == [(0,)]


def test_an_import_is_no_sync_in_the_status(cli: Cli, tmp_path: Path) -> None:
    with simulator(quiet_world(1)) as x:
        cli.connect(x)
        cli("twitter", "import", file_of(tmp_path, "a", post(1)))
        assert cli("twitter", "status", "--json").json["last_sync_at"] is None
        assert cli("twitter", "status", "--json").json["signals_total"] == 1


def test_no_sync_pays_for_the_authors_of_imported_posts(cli: Cli, tmp_path: Path) -> None:
    cli("twitter", "import", file_of(tmp_path, "a", *(post(n) for n in range(7))))
    with simulator(quiet_world(0)) as x:
        cli.connect(x)
        cli("twitter", "sync")
        assert x.meter.requests["/2/users"] == 0


def test_a_page_that_is_older_than_a_profile_on_file_does_not_replace_it(cli: Cli, tmp_path: Path) -> None:
    older, newer = {"retrieved_at": "2026-11-17T08:00:00Z"}, {"retrieved_at": "2026-11-18T08:00:00Z"}
    told = [
        page([post(1)], user(101, username="now"), __twarc=newer),
        page([post(8)], user(101, username="then"), __twarc=older),
    ]
    for name, value in zip("ab", told, strict=True):
        cli("twitter", "import", file_of(tmp_path, name, value))
    assert cli.sql("SELECT username FROM author WHERE id = 101") == [("now",)]
    handles = cli.sql("SELECT username_key, last_seen_at FROM author_handle ORDER BY 1")
    assert handles == [("now", 1_794_988_800), ("then", 1_794_902_400)]


def test_one_file_may_hold_several_ages_of_a_profile(cli: Cli, tmp_path: Path) -> None:
    told = [flattened(n, author=user(101, username=f"name{n}"), author_id="101", __twarc={}) for n in (3, 9, 1)]
    cli("twitter", "import", file_of(tmp_path, "a", *told))
    assert cli.sql("SELECT username, seen_at FROM author WHERE id = 101") == [("name9", FIRST + 9)]
    assert cli.sql("SELECT count(*) FROM author_handle WHERE author_id = 101") == [(3,)]


def test_contacts_on_file_are_recognized(cli: Cli, tmp_path: Path) -> None:
    plant_contact(cli, handle_key="user101")
    plant_contact(cli, x_user_id=102)
    name = file_of(tmp_path, "a", page([post(1), post(2)], user(101)))
    assert cli("twitter", "import", name, "--json").json["contacts_resolved"] == 2
    assert signals(cli, "contact_id, identity_state") == [(1, "confirmed"), (2, "confirmed")]
    assert cli("twitter", "import", name, "--json").json["contacts_resolved"] == 0


def test_profiles_that_come_after_their_posts_are_recognized(cli: Cli, tmp_path: Path) -> None:
    plant_contact(cli, handle_key="user101")
    cli("twitter", "import", file_of(tmp_path, "posts", post(1)))
    ran = cli("twitter", "import", file_of(tmp_path, "users", page([user(101), user(102)])), "--json")
    assert (ran.json["authors_read"], ran.json["contacts_resolved"], ran.json["posts_read"]) == (2, 1, 0)
    assert signals(cli, "contact_id") == [(1,)]


def test_reposts_are_stored_and_left_out_of_stats(cli: Cli, tmp_path: Path) -> None:
    repost = post(2, referenced_tweets=[{"type": "retweeted", "id": "7"}])
    cli("twitter", "import", file_of(tmp_path, "a", post(1), repost))
    assert signals(cli, "repost") == [(0,), (1,)]
    assert cli("stats", "--json").json["signals"]["total"] == 1


def test_a_newer_version_of_a_post_renews_its_signal(cli: Cli, tmp_path: Path) -> None:
    cli("twitter", "import", file_of(tmp_path, "a", edited(1, 0, "acme is great")))
    ran = cli("twitter", "import", file_of(tmp_path, "b", edited(1, 1, "acme is terrible")), "--json")
    assert (ran.json["signals_created"], ran.json["signals_updated"]) == (0, 1)
    assert signals(cli, "text, sentiment, posted_at") == [("acme is terrible", "negative", FIRST + 1)]


def test_what_x_deleted_loses_its_content_whatever_the_order_of_the_files(cli: Cli, tmp_path: Path) -> None:
    names = [file_of(tmp_path, "gone", gone(id_of(1)), gone(5)), file_of(tmp_path, "posts", post(1), post(2))]
    ran = cli("twitter", "import", *names, "--json")
    assert (ran.json["deletions"], ran.json["unknown"], ran.json["signals_created"]) == (1, 1, 2)
    assert signals(cli, "post_id, text, likes, deleted_at IS NOT NULL") == [
        (id_of(1), "", None, 1),
        (id_of(2), post(2)["text"], 2, 0),
    ]
    assert cli.sql("SELECT object_id FROM raw_answer WHERE kind = 'post'") == [(id_of(2),)]
    assert cli("stats", "--json").json["signals"]["total"] == 1


def test_what_was_deleted_does_not_come_back(cli: Cli, tmp_path: Path) -> None:
    posts, notices = file_of(tmp_path, "posts", post(1)), file_of(tmp_path, "gone", gone(id_of(1)))
    cli("twitter", "import", posts, notices)
    ran = cli("twitter", "import", posts, notices, "--json")
    assert (ran.json["duplicates"], ran.json["deletions"], ran.json["unknown"]) == (1, 0, 0)
    assert signals(cli, "text") == [("",)]


def test_all_posts_of_a_user_who_is_gone_lose_their_content(cli: Cli, tmp_path: Path) -> None:
    cli("org", "add", "other")
    name = file_of(tmp_path, "posts", post(1), post(8), post(2))
    cli("twitter", "import", name, "--org", "other")
    ran = cli("twitter", "import", name, file_of(tmp_path, "gone", gone(101, "suspended")), "--json")
    assert ran.json["deletions"] == 2
    assert cli.sql("SELECT organization_id, count(*) FROM signal WHERE text = '' GROUP BY 1") == [(1, 2)]


def test_a_post_whose_place_alone_was_scrubbed_stays(cli: Cli, tmp_path: Path) -> None:
    ran = cli("twitter", "import", file_of(tmp_path, "a", post(1), gone(id_of(1), "scrub_geo")), "--json")
    assert (ran.code, ran.json["deletions"], ran.json["skipped"]["compliance"]) == (0, 0, 1)
    assert signals(cli, "text") == [(post(1)["text"],)]
