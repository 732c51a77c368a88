"""All commands, taken from the program itself, so that a new one is seen by the tests that go over all."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from devsignal_cli.cli.group import Stub, _load
from devsignal_cli.cli.main import app

SHARED = {"--org", "--json", "--quiet", "--verbose"}


def commands() -> dict[str, Any]:
    """Each command by its words: "twitter keywords add"."""
    return dict(_below(get_command(app), ()))


def texts_of(command: Any) -> list[tuple[str, bool]]:
    """The parameters of a command that take a text: their option, or else their name, and whether it is an option."""
    found = []
    for parameter in command.params:
        is_option = parameter.param_type_name == "option"
        if SHARED & set(parameter.opts) or (is_option and parameter.is_flag):
            continue
        found.append((parameter.opts[-1], is_option))
    return found


def _below(group: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        whole = _load(name, group.table[name][0]) if isinstance(command, Stub) else command
        if hasattr(whole, "commands"):
            yield from _below(whole, (*words, name))
        else:
            yield " ".join((*words, name)), whole
