"""S21: a command that is printed to be copied means what it says, whatever an organization or a folder is called."""

import shlex
from pathlib import Path

import pytest

from devsignal_cli.cli import demo
from devsignal_cli.commands import addressed
from tests.support import Cli

HOSTILE = (
    "x; rm -rf ~",
    "$(id)",
    "`id`",
    "a b",
    "a'b",
    'a"b',
    "50%",
    "a\nb",
    "\\1",
    "\\g<0>",
    "-x",
    "*",
    "~",
    "a&b",
    "#x",
)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_s21_an_organization_in_a_printed_command_is_one_word(name: str) -> None:
    assert shlex.split(addressed("devsignal twitter sync", name)) == ["devsignal", "--org", name, "twitter", "sync"]


def test_s21_a_plain_name_is_printed_as_it_is() -> None:
    assert addressed("Next: devsignal twitter sync", "a.b-c_d") == "Next: devsignal --org a.b-c_d twitter sync"


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_s21_a_folder_in_a_printed_command_is_one_word(name: str) -> None:
    command = demo._look_around(Path("/data") / name).removeprefix("Look around: ")
    assert shlex.split(command) == [f"DEVSIGNAL_HOME=/data/{name}", "devsignal", "twitter", "status"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_s21_an_organization_that_is_none_is_named_in_an_error_and_runs_nothing(cli: Cli, name: str) -> None:
    ran = cli("twitter", "mute", "--json", f"--org={name}")
    assert (ran.code, ran.error["code"]) == (2, "not_found")
    mistaken = cli("twitter", "mute", "--remove", "--json", f"--org={name}")
    assert mistaken.code == 2
    assert "defect" not in mistaken.error["message"]
