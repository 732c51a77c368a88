"""The client: what it sends, what it refuses, what it never says."""

import gzip
import logging
from collections.abc import Callable
from contextlib import closing
from itertools import count, repeat

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli import __version__
from devsignal_cli.connectors.http import LARGEST_BODY, TIMEOUT, Answer, BrokenAnswerError, Http
from devsignal_cli.errors import ServiceError, TryLaterError
from tests.connectors.replies import BASE, DATE, NOW, TOKEN, Line, Reply, gzip_reply, http, json_reply


def answer(**headers: str) -> Answer:
    return Answer(200, {name.replace("_", "-"): value for name, value in headers.items()}, b"")


def test_the_token_is_sent_verbatim() -> None:
    line = Line(Reply())
    with http(line) as client:
        client.get("/2/usage/tweets", {})
    assert line.requests[0].headers["authorization"] == "Bearer AAAA%2Bbbb%3Dcc"


def test_only_gzip_is_accepted() -> None:
    line = Line(Reply())
    with http(line) as client:
        client.get("/", {})
    assert line.requests[0].headers["accept-encoding"] == "gzip"


def test_the_program_says_its_name_and_version() -> None:
    line = Line(Reply())
    with http(line) as client:
        client.get("/", {})
    assert line.requests[0].headers["user-agent"] == f"devsignal/{__version__}"


def test_path_and_parameters_reach_the_service_as_they_were_given() -> None:
    line = Line(Reply())
    with http(line) as client:
        client.get("/2/tweets/search/recent", {"query": '"c++ & co" lang:en', "since_id": "7"})
    url = line.requests[0].url
    assert str(url).startswith(f"{BASE}/2/tweets/search/recent?")
    assert dict(url.params) == {"query": '"c++ & co" lang:en', "since_id": "7"}


def test_every_wait_on_the_network_is_bounded() -> None:
    assert None not in (TIMEOUT.connect, TIMEOUT.read, TIMEOUT.write, TIMEOUT.pool)


def test_an_answer_that_trickles_in_for_ever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count(0, 29)  # a byte every 29 seconds keeps every single wait within its bound
    monkeypatch.setattr("devsignal_cli.connectors.http.time.monotonic", lambda: next(clock))
    trickle = httpx.MockTransport(lambda _: httpx.Response(200, content=repeat(b" ", 1_000)))
    client = Http(BASE, TOKEN, trickle)
    with closing(client), pytest.raises(BrokenAnswerError, match="after 120 s"):
        client.get("/", {})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_refused_and_never_followed(status: int) -> None:
    line = Line(Reply(status, b"", {"location": "https://elsewhere.test/"}), Reply(200, b"{}"))
    with http(line) as client, pytest.raises(ServiceError) as caught:
        client.get("/", {})
    assert len(line.requests) == 1
    assert not isinstance(caught.value, TryLaterError)
    assert "elsewhere.test" not in caught.value.message


def test_an_answer_comes_whole_with_lower_case_headers() -> None:
    with http(Line(Reply(418, b"short and stout", {"X-Pot": "Tea"}))) as client:
        found = client.get("/", {})
    assert (found.status, found.body, found.headers["x-pot"]) == (418, b"short and stout", "Tea")


def test_a_gzip_answer_is_unpacked() -> None:
    with http(Line(gzip_reply(b'{"data": []}'))) as client:
        assert client.get("/", {}).body == b'{"data": []}'


def test_an_empty_gzip_answer_is_empty() -> None:
    with http(Line(Reply(200, b"", {"content-encoding": "gzip"}))) as client:
        assert client.get("/", {}).body == b""


def test_a_gzip_bomb_is_refused() -> None:
    bomb = Reply(200, gzip.compress(b"\0" * (LARGEST_BODY + 1)), {"content-encoding": "gzip"})
    with http(Line(bomb)) as client, pytest.raises(ServiceError, match="larger than 20 MiB"):
        client.get("/", {})


def test_a_plain_flood_is_refused() -> None:
    with http(Line(Reply(200, b"x" * (LARGEST_BODY + 1)))) as client, pytest.raises(ServiceError, match="larger than"):
        client.get("/", {})


@pytest.mark.parametrize("wrap", [lambda body: Reply(200, body), gzip_reply], ids=["plain", "gzip"])
def test_the_largest_body_itself_is_taken(wrap: Callable[[bytes], Reply]) -> None:
    with http(Line(wrap(b"x" * LARGEST_BODY))) as client:
        assert len(client.get("/", {}).body) == LARGEST_BODY


def test_a_cut_gzip_answer_is_broken() -> None:
    with http(Line(gzip_reply(b"abc" * 5_000, cut=-9))) as client, pytest.raises(BrokenAnswerError, match="broke off"):
        client.get("/", {})


def test_a_body_that_only_claims_to_be_gzip_is_broken() -> None:
    reply = Reply(200, b"<html>no gzip</html>", {"content-encoding": "gzip"})
    with http(Line(reply)) as client, pytest.raises(BrokenAnswerError, match="damaged on its way"):
        client.get("/", {})


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("refused"),
        httpx.ConnectTimeout("slow"),
        httpx.ReadTimeout("slow"),
        httpx.ReadError("reset by peer"),
        httpx.RemoteProtocolError("peer closed connection"),
        httpx.ProxyError("407"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_a_failed_connection_is_a_broken_answer_that_names_host_and_kind(failure: Exception) -> None:
    with http(Line(failure)) as client, pytest.raises(BrokenAnswerError) as caught:
        client.get("/2/users", {"ids": "1"})
    assert caught.value.message == f"{BASE} cannot be reached: {type(failure).__name__} {failure}."
    assert caught.value.exit_code == 75


def test_nothing_secret_is_logged_even_at_debug(caplog: pytest.LogCaptureFixture) -> None:
    for name in ("", "httpx", "httpcore", "devsignal_cli"):
        caplog.set_level(logging.DEBUG, logger=name or None)
    with http(Line(json_reply({}), Reply(302), httpx.ReadError("reset"))) as client:
        client.get("/2/users", {"ids": "confidential"})
        for error in (ServiceError, BrokenAnswerError):
            with pytest.raises(error):
                client.get("/2/users", {"ids": "confidential"})
    assert TOKEN not in caplog.text
    assert "confidential" not in caplog.text


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 7 ", 7), ("0", 0), ("", None), ("-1", None), ("1.5", None), ("٣", None), ("9" * 16, None)],
)
def test_a_header_number_is_a_plain_whole_number_or_nothing(text: str, number: int | None) -> None:
    assert answer(retry_after=text).header_int("retry-after") == number


def test_a_missing_header_is_no_number() -> None:
    assert answer().header_int("retry-after") is None


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        (DATE, NOW),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("yesterday", None),
        ("", None),
        ("Mon, 99 Oct 2026 12:00:00 GMT", None),
        ("Mon, 05 Oct 99999 12:00:00 GMT", None),
        ("Mon, 05 Oct 2026 12:00:00 +9999999", None),
    ],
)
def test_the_servers_clock_is_its_date_header_if_that_makes_sense(date: str, seconds: int | None) -> None:
    assert answer(date=date).server_time == seconds


def test_a_server_without_a_date_has_no_clock() -> None:
    assert answer().server_time is None


@given(st.text(max_size=60))
def test_no_date_header_makes_the_clock_fail(date: str) -> None:
    assert isinstance(answer(date=date).server_time, int | None)


@pytest.mark.parametrize(
    "body", [b"", b"Rate limit exceeded\n", b"<html></html>", b"[1]", b"null", b'"x"', b"\xff\xfe{", b"[" * 100_000]
)
def test_a_body_that_is_no_object_counts_as_an_empty_one(body: bytes) -> None:
    assert Answer(200, {}, body).document() == {}


def test_a_document_is_the_object_in_the_body() -> None:
    assert Answer(200, {}, b'{"data": {"a": 1}}').document() == {"data": {"a": 1}}


@given(st.binary(max_size=200))
def test_no_body_makes_the_document_fail(body: bytes) -> None:
    assert isinstance(Answer(200, {}, body).document(), dict)
