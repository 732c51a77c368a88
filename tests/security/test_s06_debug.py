"""S06: with every library at DEBUG, no header and no query of a request is logged."""

import logging

import pytest

from tests.connectors.replies import Line, http, json_reply
from tests.security.tour import Tour
from tests.support import Cli, quiet_world, simulator

PRIVATE = ("query=", "email=", "al%40asked.dev", "al@asked.dev", "Authorization", "Bearer", "acme", "tweet.fields")


def test_s06_a_whole_tour_at_debug_logs_no_header_and_no_query(tour: Tour) -> None:
    told = [line for line in tour.logged if line.startswith(("http", "devsignal"))]
    assert [line for line in told if any(word.lower() in line.lower() for word in PRIVATE)] == []


def test_s06_a_real_connection_at_debug_logs_no_header_and_no_query(cli: Cli, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), simulator(quiet_world(3)) as x:
        for name in ("httpx", "httpcore", "httpcore.http11", "httpcore.connection"):
            logging.getLogger(name).setLevel(logging.NOTSET)  # as a process that has not made a client yet
        cli.connect(x)
        assert cli("twitter", "sync", "--verbose").code == 0
        assert x.token not in caplog.text
    assert [word for word in PRIVATE if word.lower() in caplog.text.lower()] == []


def test_s06_an_address_in_a_query_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), http(Line(json_reply({}))) as client:
        client.get("/v2/people/find", {"email": "al@asked.dev"})
    assert "people/find" in str([record.__dict__ for record in caplog.records])
    assert "asked" not in str([record.__dict__ for record in caplog.records])
