"""S05: no secret comes out again, in whichever way it is written, and none is ever given on a command line."""

import base64
import re
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import pytest

from devsignal_cli.connectors.http import BrokenAnswerError
from tests.connectors.replies import TOKEN, Line, http
from tests.security.commands import commands
from tests.security.tour import Tour, told
from tests.support import Cli

SECRET = re.compile(r"token|key|secret|passw|credential|bearer|auth", re.IGNORECASE)
NO_SECRETS = {"author", "keyword", "keywords"}


def written(secret: str) -> set[bytes]:
    """The ways in which a secret may be written."""
    forms = {secret, unquote(secret), quote(secret, safe=""), secret[::-1], secret[len(secret) // 2 :]}
    encoded = {form.encode() for form in forms}
    return encoded | {base64.b64encode(secret.encode()).rstrip(b"="), secret.encode().hex().encode()}


def files_below(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_s05_no_command_says_a_secret(tour: Tour) -> None:
    for secret in tour.secrets:
        assert len(secret) > 20
        for form in written(secret):
            assert [step.arguments for step in tour.steps if form.decode() in told(step)] == []


def test_s05_no_file_and_no_log_record_holds_a_secret(tour: Tour) -> None:
    files = files_below(tour.home.parent, tour.home.parent.parent / "cwd")
    assert {"devsignal.db", "cache.db", "secret.key", "devsignal.log"} <= {path.name for path in files}
    for form in (form for secret in tour.secrets for form in written(secret)):
        assert [path for path in files if form in path.read_bytes()] == []
        assert form.decode() not in "\n".join(tour.logged)


def test_s05_the_database_does_not_hold_the_key_that_opens_it(tour: Tour) -> None:
    key = (tour.home / "secret.key").read_bytes().strip()
    assert [path.name for path in files_below(tour.home) if key in path.read_bytes()] == ["secret.key"]


def test_s05_no_option_of_any_command_takes_a_secret() -> None:
    asked = 0
    for name, command in commands().items():
        for parameter in command.params:
            words = {word for option in parameter.opts for word in option.strip("-").split("-")}
            if any(SECRET.search(word) for word in words - NO_SECRETS):
                asked += 1
                assert parameter.is_flag, f"{name} {parameter.opts}"
    assert asked > 1


@pytest.mark.parametrize("service", ["twitter", "clearbit"])
def test_s05_a_secret_on_the_command_line_is_refused_and_not_repeated(cli: Cli, service: str) -> None:
    for option in ("--token", "--key", "--secret", "--token-stdin", "--key-stdin"):
        ran = cli(service, "connect", f"{option}=sentinel-4711", "--verbose")
        assert (ran.code, "sentinel" in ran.out + ran.err) == (2, False), option


def test_s05_a_failure_that_repeats_the_secret_is_told_without_it() -> None:
    failure = httpx.ConnectError(f"Illegal header value b'Bearer {TOKEN}'")
    with http(Line(failure)) as client, pytest.raises(BrokenAnswerError) as caught:
        client.get("/", {})
    assert "ConnectError" in caught.value.message
    assert TOKEN not in caught.value.message + caught.value.hint
