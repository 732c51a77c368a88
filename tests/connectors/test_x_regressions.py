"""Faults that were found by attack, each with the answer that showed it."""

import json
import time
from collections.abc import Callable

import httpx
import pytest

from devsignal_cli.connectors.http import Answer, BrokenAnswerError
from devsignal_cli.connectors.x import XClient
from devsignal_cli.connectors.x_errors import check
from devsignal_cli.connectors.x_payload import post_of
from devsignal_cli.connectors.x_token import clean_token
from devsignal_cli.errors import ConfigError, CreditsError, TryLaterError
from devsignal_cli.model.posts import Post
from tests.connectors.replies import POST_ID, TOKEN, Line, Reply, http, x
from tests.connectors.test_x_payload_hostile import page_with, text_of

PORTAL = Reply(200, b"<html>Welcome to the airport</html>")


def posted_at(created_at: str) -> int:
    found = post_of(json.dumps({"id": str(POST_ID), "text": "t", "created_at": created_at}).encode())
    assert isinstance(found, Post)
    return found.posted_at


def usage(client: XClient) -> object:
    return client.usage()


def counts(client: XClient) -> object:
    return client.counts("q", 0)


def test_a_byte_that_is_no_utf_8_becomes_the_replacement_sign() -> None:
    assert text_of(page_with(b"caf\xe9 quokka")) == "caf\ufffd quokka"


def test_half_a_pair_behind_an_escaped_backslash_spoils_no_page() -> None:
    assert text_of(page_with(rb"\\ud83d\ude00")) == "\\ud83d\ufffd"


@pytest.mark.parametrize("call", [usage, counts])
def test_the_page_of_a_captive_portal_verifies_no_token(call: Callable[[XClient], object]) -> None:
    line = Line(PORTAL)
    with x(line) as client, pytest.raises(TryLaterError):
        call(client)
    assert len(line.requests) == 5


@pytest.mark.parametrize("number", [b"NaN", b"1e999", b"1" + b"0" * 400, b"true"], ids=["nan", "inf", "long", "true"])
def test_a_senseless_balance_is_unknown(number: bytes) -> None:
    with x(Line(Reply(200, b'{"data": {"total_balance": ' + number + b"}}"))) as client:
        assert client.credits_usd() is None


@pytest.mark.parametrize(
    "created_at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "0001-01-01T00:00:00Z"]
)
def test_a_time_that_cannot_be_shown_is_replaced_by_that_of_the_id(created_at: str) -> None:
    assert 1_288_834_974 <= posted_at(created_at) < 2**32


def test_a_time_without_a_zone_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    read = posted_at("2026-11-17T09:00:00")
    monkeypatch.undo()
    time.tzset()
    assert read == 1_794_906_000


@pytest.mark.parametrize("text", ["Bearer ", "bearer", "'Bearer '"])
def test_the_word_bearer_alone_is_no_token(text: str) -> None:
    with pytest.raises(ConfigError):
        clean_token(text)


def test_an_error_of_the_client_never_shows_the_token() -> None:
    failure = httpx.LocalProtocolError(f"Illegal header value b'Bearer {TOKEN}'")
    with http(Line(failure)) as client, pytest.raises(BrokenAnswerError) as caught:
        client.get("/", {})
    assert TOKEN not in caught.value.message


def test_depleted_credits_are_told_by_their_type_whatever_the_status() -> None:
    body = json.dumps({"title": "CreditsDepleted", "type": "https://api.x.com/2/problems/credits"}).encode()
    with pytest.raises(CreditsError):
        check(Answer(403, {}, body))
