"""What the client tries again, how often, and what it never asks twice."""

import httpx
import pytest

from devsignal_cli.errors import (
    AuthError,
    BadRequestError,
    CreditsError,
    DevsignalError,
    RateLimitedError,
    ServiceError,
    TryLaterError,
)
from devsignal_cli.model.posts import SearchRequest
from tests.connectors.replies import NOW, Line, Naps, Reply, gzip_reply, json_reply, page, post, x

REQUEST = SearchRequest("quokka", 100)
GOOD = json_reply(page(post()))
TRANSIENT: list[Reply | Exception] = [
    Reply(500),
    Reply(503, b"<html>busy</html>", {"content-type": "text/html"}),
    Reply(502, b"bad gateway"),
    Reply(204),
    Reply(200, b"<html><body>Welcome to the airport</body></html>"),
    Reply(200, b""),
    Reply(200, b'{"data": [{"id": "5"'),
    Reply(200, b"OK"),
    gzip_reply(b'{"data": []}' * 500, cut=-8),
    gzip_reply(b'{"data": []}', cut=4),
    Reply(200, b"no gzip at all", {"content-encoding": "gzip"}),
    Reply(429, b"Rate limit exceeded\n"),
    httpx.ReadError("reset by peer"),
    httpx.ReadTimeout("slow"),
    httpx.ConnectTimeout("slow"),
    httpx.RemoteProtocolError("broke off"),
]
FINAL: list[tuple[Reply, type[DevsignalError]]] = [
    (json_reply({"title": "Payment Required"}, 402), CreditsError),
    (json_reply({"title": "SpendCapReached"}, 403), CreditsError),
    (json_reply({"type": "https://x.test/problems/usage-capped"}, 429, retry_after="5"), CreditsError),
    (Reply(401, b"Unauthorized"), AuthError),
    (json_reply({"detail": "no"}, 400), BadRequestError),
    (Reply(404, b"<html>"), ServiceError),
    (Reply(302, b"", {"location": "https://elsewhere.test"}), ServiceError),
]


def name_of(reply: object) -> str:
    return f"{reply.status}-{reply.body[:12]!r}" if isinstance(reply, Reply) else type(reply).__name__


@pytest.mark.parametrize("reply", TRANSIENT, ids=name_of)
def test_what_may_pass_is_asked_again(reply: Reply | Exception) -> None:
    naps = Naps()
    with x(Line(reply, GOOD), naps=naps) as client:
        assert len(client.search(REQUEST).posts) == 1
        assert client.requests == 2
    assert 2 <= naps.taken[0] <= 3


@pytest.mark.parametrize("reply", TRANSIENT, ids=name_of)
def test_what_does_not_pass_in_five_tries_is_for_later(reply: Reply | Exception) -> None:
    line = Line(reply)
    with x(line) as client, pytest.raises(TryLaterError) as caught:
        client.search(REQUEST)
    assert len(line.requests) == 5
    assert caught.value.exit_code == 75


@pytest.mark.parametrize(("reply", "error"), FINAL)
def test_what_cannot_pass_is_asked_once(reply: Reply, error: type[DevsignalError]) -> None:
    naps = Naps()
    line = Line(reply)
    with x(line, naps=naps) as client, pytest.raises(error):
        client.search(REQUEST)
    assert (len(line.requests), naps.taken) == (1, [])


def limited(**headers: str) -> Reply:
    return json_reply({"title": "Too Many Requests"}, 429, **{"x_rate_limit_remaining": "0"} | headers)


@pytest.mark.parametrize(
    ("reply", "least"),
    [
        (limited(retry_after="45"), 45),
        (limited(x_rate_limit_reset=str(NOW + 90)), 90),
        (limited(x_rate_limit_reset="1"), 2),
        (limited(x_rate_limit_reset=str(NOW)), 2),
        (limited(), 2),
        (limited(x_rate_limit_reset=str(NOW + 90), x_rate_limit_remaining="7"), 2),
    ],
)
def test_a_429_waits_by_the_servers_clock_or_backs_off(reply: Reply, least: int) -> None:
    naps = Naps()
    with x(Line(reply, GOOD), naps=naps) as client:
        client.search(REQUEST)
    assert least <= naps.taken[0] <= least + 1


def test_a_429_with_a_reset_in_the_past_backs_off_instead_of_hot_looping() -> None:
    naps = Naps()
    with x(Line(limited(x_rate_limit_reset="1")), naps=naps) as client, pytest.raises(RateLimitedError):
        client.search(REQUEST)
    assert [int(nap) for nap in naps.taken] == pytest.approx([2, 4, 8, 16], abs=1)


@pytest.mark.parametrize("wait", [{"retry_after": "301"}, {"x_rate_limit_reset": "999999999999"}])
def test_a_wait_that_is_too_long_is_not_begun(wait: dict[str, str]) -> None:
    naps = Naps()
    line = Line(limited(**wait))
    with x(line, naps=naps) as client, pytest.raises(RateLimitedError):
        client.search(REQUEST)
    assert (len(line.requests), naps.taken) == (1, [])


def test_all_calls_of_a_run_share_one_patience() -> None:
    naps = Naps()
    line = Line(limited(retry_after="200"), GOOD, limited(retry_after="200"))
    with x(line, left_seconds=300, naps=naps) as client:
        client.search(REQUEST)
        with pytest.raises(RateLimitedError):
            client.users([1])
    assert len(naps.taken) == 1
    assert len(line.requests) == 3


def test_every_try_counts_as_a_request() -> None:
    with x(Line(Reply(500), Reply(500), GOOD)) as client:
        client.search(REQUEST)
        client.search(REQUEST)
        assert client.requests == 4
