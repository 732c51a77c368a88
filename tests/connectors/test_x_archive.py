"""What a line of a file may be, and what becomes of each kind."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors import x_archive
from devsignal_cli.errors import NotFoundError, UsageError
from devsignal_cli.model.archive import (
    ArchiveItem,
    BadLine,
    Deletion,
    LineRead,
    ReadDamaged,
    ReadPost,
    ReadProfile,
    Skipped,
)
from tests.archives import FIRST_MS, counts, edited, flattened, gone, id_of, lines, page, post, user
from tests.support import NOW_MS

NOW = NOW_MS // 1_000
FIRST = FIRST_MS // 1_000
RETRIEVED = 1_794_902_400  # 2026-11-17T08:00:00Z


def read(*values: Any) -> list[ArchiveItem]:
    """The items of lines on stdin, without the marks of where a line begins."""
    stdin = io.TextIOWrapper(io.BytesIO(lines(*values)))
    return [item for item in x_archive.read(["-"], stdin, NOW) if item != LineRead()]


def posts(*values: Any) -> list[tuple[int, int]]:
    return [(item.post.id, item.seen_at) for item in read(*values) if isinstance(item, ReadPost)]


def profiles(*values: Any) -> list[tuple[int, int]]:
    return [(item.profile.id, item.seen_at) for item in read(*values) if isinstance(item, ReadProfile)]


def test_a_page_holds_its_posts_and_the_users_beside_them() -> None:
    told = page([post(1), post(2)], user(101), user(102))
    assert posts(told) == [(id_of(1), FIRST + 2), (id_of(2), FIRST + 2)]
    assert profiles(told) == [(101, FIRST + 2), (102, FIRST + 2)]


@pytest.mark.parametrize("kind", ["tweets", "posts"])
def test_what_a_page_refers_to_is_no_post_of_it(kind: str) -> None:
    told = page([post(1)], includes={"users": [user(1)], kind: [post(2), post(3)]})
    assert [number for number, _ in posts(told)] == [id_of(1)]


def test_a_page_was_seen_when_twarc_says_so() -> None:
    told = page([post(1)], user(1), __twarc={"retrieved_at": "2026-11-17T08:00:00+00:00"})
    assert posts(told) == [(id_of(1), RETRIEVED)]
    assert profiles(told) == [(1, RETRIEVED)]


@pytest.mark.parametrize("told", ["2999-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_nothing_was_seen_in_the_future(told: str) -> None:
    assert posts(page([post(1)], __twarc={"retrieved_at": told})) == [(id_of(1), NOW)]
    assert posts(post(1, created_at=told)) == [(id_of(1), NOW)]


@pytest.mark.parametrize("broken", [None, 5, "yesterday", {}, [], {"retrieved_at": 7}, {"retrieved_at": "soon"}])
def test_a_note_of_twarc_that_cannot_be_read_is_none(broken: Any) -> None:
    assert posts(page([post(1)], __twarc=broken)) == [(id_of(1), FIRST + 1)]


def test_a_post_without_a_time_was_made_when_its_id_says() -> None:
    assert posts(page([post(1, created_at=None)])) == [(id_of(1), FIRST + 1)]


def test_a_line_of_a_stream_is_one_post() -> None:
    told = {"data": post(1), "includes": {"users": [user(101)]}, "matching_rules": [{"id": "1", "tag": "acme"}]}
    assert (posts(told), profiles(told)) == ([(id_of(1), FIRST + 1)], [(101, FIRST + 1)])


def test_a_bare_post_is_a_post_whatever_fields_it_brings() -> None:
    assert posts(post(1), {"id": "77", "text": "no more than that"}, post(2, data=None, errors=None, meta=None))[
        0::2
    ] == [
        (id_of(1), FIRST + 1),
        (id_of(2), FIRST + 2),
    ]


def test_a_flattened_post_is_what_it_was_before_and_its_people() -> None:
    told = flattened(1, author_id=None, in_reply_to_user=user(9), in_reply_to_user_id="9")
    (whole,) = [item for item in read(told) if isinstance(item, ReadPost)]
    assert (whole.post.author_id, whole.post.in_reply_to_user_id, whole.seen_at) == (101, 9, RETRIEVED)
    assert profiles(told) == [(101, RETRIEVED), (9, RETRIEVED), (5_001, RETRIEVED)]


def test_nothing_of_the_post_that_a_flattened_one_quotes_is_kept() -> None:
    (whole,) = [item.post for item in read(flattened(1)) if isinstance(item, ReadPost)]
    assert b"quoted words" not in whole.raw
    kept = json.loads(whole.raw)
    assert kept["referenced_tweets"] == [{"type": "quoted", "id": post(900_001)["id"]}]
    assert not {"author", "__twarc"} & kept.keys()
    assert {"id", "text", "author_id", "created_at", "public_metrics"} <= kept.keys()


def test_a_flattened_repost_is_a_repost() -> None:
    reference = {"type": "retweeted", **post(2)}
    (item,) = read(post(1, referenced_tweets=[reference]))
    assert isinstance(item, ReadPost)
    assert item.post.is_repost


def test_an_edited_post_knows_its_chain() -> None:
    (item,) = read(edited(1, 2, "third words"))
    assert isinstance(item, ReadPost)
    assert (item.post.root_id, item.post.text) == (id_of(1), "third words")


def test_a_page_in_the_newer_words_reads_the_same() -> None:
    newer = post(
        1, edit_history_posts=[], note_post={"text": "a long note"}, referenced_posts=[{"type": "reposted", "id": "5"}]
    )
    (item,) = read({"data": [newer], "includes": {"posts": [post(2)]}})
    assert isinstance(item, ReadPost)
    assert (item.post.text, item.post.is_repost) == ("a long note", True)


def test_users_are_profiles_on_a_page_alone_or_one_a_line() -> None:
    metrics = {"followers_count": 5, "tweet_count": 9}
    told = [
        page([user(1, public_metrics=metrics), user(2)]),
        {"data": user(3)},
        user(4, public_metrics=metrics),
        [user(5)],
    ]
    assert profiles(*told) == [(number, NOW) for number in range(1, 6)]
    assert posts(*told) == []


def test_users_were_seen_when_their_file_was_written(tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    path.write_bytes(lines(page([user(1)]), user(2)))
    os.utime(path, (NOW - 900, NOW - 900))
    found = x_archive.read([str(path)], io.TextIOWrapper(io.BytesIO()), NOW)
    assert [item.seen_at for item in found if isinstance(item, ReadProfile)] == [NOW - 900, NOW - 900]


@pytest.mark.parametrize("reason", ["deleted", "protected", "suspended", "deactivated"])
def test_a_notice_of_a_deletion_names_who_or_what_is_gone(reason: str) -> None:
    assert read(gone(77, reason), page([gone(78, reason, redacted_at="2026-11-17T09:00:00Z")])) == [
        Deletion(77),
        Deletion(78),
    ]


@pytest.mark.parametrize(
    "fields", [{"reason": "scrub_geo"}, {"reason": None}, {"reason": 5}, {"action": "undelete"}, {"action": ["delete"]}]
)
def test_another_notice_changes_nothing(fields: dict[str, Any]) -> None:
    assert read(gone(77) | fields) == [Skipped("compliance")]


def test_counts_and_errors_and_empty_pages_are_skipped_by_kind() -> None:
    errors = {"errors": [{"title": "Not Found Error", "detail": "gone"}]}
    refused = {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}
    empty = [
        {"meta": {"result_count": 0}},
        {"data": None, "includes": None, "errors": None, "meta": {}},
        {"data": []},
        [],
    ]
    newer = {"data": [{"start": "2026-11-16T10:00:00Z", "end": "2026-11-16T11:00:00Z", "post_count": 3}]}
    assert read(counts(), newer) == [Skipped("counts")] * 2
    assert read(errors, refused) == [Skipped("errors")] * 2
    assert read(*empty) == [Skipped("empty")] * 4


@pytest.mark.parametrize(
    "value",
    [
        {},
        5,
        "text",
        None,
        True,
        [5],
        {"id": "5"},
        {"name": "Acme", "domain": "acme.test"},
        post(1, id_str="5", full_text="old"),
    ],
)
def test_a_line_of_another_kind_is_skipped(value: Any) -> None:
    assert read(value) == [Skipped("other")]


def test_the_errors_beside_posts_are_no_errors_of_the_file() -> None:
    assert len(read(page([post(1)], errors=[{"title": "Not Found Error"}]))) == 1


def test_a_list_on_a_line_may_hold_pages_and_posts() -> None:
    assert [number for number, _ in posts([post(1), page([post(2)]), post(3)])] == [id_of(1), id_of(2), id_of(3)]


@pytest.mark.parametrize("indent", [1, 4, "\t"])
@pytest.mark.parametrize("document", [page([post(1), post(2)], user(5)), [post(1), post(2)]])
def test_a_document_over_many_lines_is_read_whole(document: Any, indent: Any) -> None:
    printed = json.dumps(document, indent=indent).encode()
    assert posts(printed) == posts(document)


def test_an_item_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    told = page([post(1), {"id": "none", "text": "x"}, 5, post(2)], {"id": "7"})
    found = read(b"", told)
    assert [item.post.id for item in found if isinstance(item, ReadPost)] == [id_of(1), id_of(2)]
    damaged = [(item.place, item.is_post, item.item.raw) for item in found if isinstance(item, ReadDamaged)]
    assert damaged == [
        ("stdin:2", True, b'{"id": "none", "text": "x"}'),
        ("stdin:2", True, b"5"),
        ("stdin:2", False, b'{"id": "7"}'),
    ]


def test_an_item_nested_too_deeply_spoils_only_itself() -> None:
    deep = b'{"id": "5", "text": "x", "deep": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    told = lines(page([post(1), "DEEP", post(2)], user(101))).replace(b'"DEEP"', deep)
    found = read(told)
    assert [item.post.id for item in found if isinstance(item, ReadPost)] == [id_of(1), id_of(2)]
    assert [item.item.raw for item in found if isinstance(item, ReadDamaged)] == [deep]
    assert [item.profile.id for item in found if isinstance(item, ReadProfile)] == [101]


def test_a_notice_without_an_id_is_damaged() -> None:
    (item,) = read(gone("nobody"))
    assert isinstance(item, ReadDamaged)
    assert item.item.reason == "a deletion without a usable id"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (json.dumps(page([post(1)])).encode()[:-40], "breaks off"),
        (b"{'id': 5}", "is no JSON"),
        (b"id,text", "is no JSON"),
        (b"{} {}", "is no JSON"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "is nested too deeply"),
        (b'{"data": [], "meta": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "is nested too deeply"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_read(line: bytes, reason: str) -> None:
    assert read(post(1), line, post(2))[1] == BadLine("stdin:2", reason)
    assert len(posts(post(1), line, post(2))) == 2


def test_bytes_that_are_no_text_become_the_replacement_sign() -> None:
    raw = json.dumps(post(1, text="acme ?")).encode().replace(b"?", b"\xff")
    (item,) = read(raw)
    assert isinstance(item, ReadPost)
    assert item.post.text == "acme \ufffd"


def test_half_a_surrogate_pair_spoils_no_line() -> None:
    (item,) = read(json.dumps(post(1)).encode().replace(b"acme", rb"\ud83d"))
    assert isinstance(item, ReadPost)
    assert "\ufffd" in item.post.text


def test_files_are_read_in_order_and_lines_named_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(post(1), b"{"))
    (tmp_path / "b.jsonl").write_bytes(lines(b"", post(2), b"}"))
    names = [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl")]
    found = list(x_archive.read([names[0], "-", names[1]], io.TextIOWrapper(io.BytesIO(lines(post(3)))), NOW))
    assert [item.post.id for item in found if isinstance(item, ReadPost)] == [id_of(1), id_of(3), id_of(2)]
    assert [item.place for item in found if isinstance(item, BadLine)] == [f"{names[0]}:2", f"{names[1]}:3"]
    assert found.count(LineRead()) == 5


def test_a_file_that_went_away_is_named(tmp_path: Path) -> None:
    found = list(x_archive.read([str(tmp_path / "gone")], io.TextIOWrapper(io.BytesIO()), NOW))
    assert found == [LineRead(), BadLine(str(tmp_path / "gone"), "cannot be read: No such file or directory")]


@pytest.mark.parametrize("name", ["nowhere.jsonl", "a\0b", "x" * 5_000])
def test_a_file_that_is_not_there_is_said_before_one_is_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFoundError):
        x_archive.check(["-", str(tmp_path / name)])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        x_archive.check([str(tmp_path)])
    assert raised.value.message == f"{tmp_path} is a folder."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2026-11-16T10:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        "data includes users errors meta id text username author author_id action reason start tweet_count created_at "
        "in_reply_to_user referenced_tweets __twarc retrieved_at title id_str type".split()), inner, max_size=5),
    max_leaves=15,
)  # fmt: skip


@given(values=st.lists(JSON | st.binary(max_size=20), max_size=4))
def test_any_lines_give_items_and_never_an_exception(values: list[Any]) -> None:
    for item in read(*values):
        assert isinstance(item, ArchiveItem)
        if isinstance(item, ReadPost | ReadProfile):
            assert 0 < item.seen_at <= NOW
