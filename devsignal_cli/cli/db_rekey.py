"""`db rekey`: a new secret key, or going on without a lost one."""

import sys
from typing import Annotated

import typer

from devsignal_cli.cli.draw import count
from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.output import Output
from devsignal_cli.cli.wiring import make_home
from devsignal_cli.config import load
from devsignal_cli.errors import UsageError
from devsignal_cli.results.database import Rekeyed
from devsignal_cli.store import key_file, lock, migrate, rekey
from devsignal_cli.store.db import Database
from devsignal_cli.store.rekey import NewKey
from devsignal_cli.store.secrets import Vault

_NO_KEY = "Pipe one line with a key in, or leave --key-stdin out: then a key is made."
app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal db rekey")
def command(
    context: typer.Context,
    key_stdin: Annotated[bool, typer.Option("--key-stdin", help="Read the new key from stdin.")] = False,
    lost: Annotated[bool, typer.Option("--lost", help="Go on without a lost key: its secrets are dropped.")] = False,
    yes: Yes = False,
) -> None:
    """Make a new secret key and encrypt every stored secret anew; forgotten people stay forgotten.

    Older backups need the old key, kept as secret.key.old. A key is never shown; no other command may be at work
    meanwhile.
    """
    settings, output = load(), output_of(context)
    if lost and key_stdin:
        raise UsageError("--lost and --key-stdin do not go together.", "Put the key where it belongs, then say --lost.")
    new = key_file.checked(sys.stdin.readline().strip(), "stdin", _NO_KEY) if key_stdin else None
    make_home(settings)
    migrate.ensure(settings.database, settings.backups)
    if lost and not (yes or _is_wanted(output)):
        output.show(Rekeyed(False, 0, 0, 0, str(settings.home / key_file.NAME), "Nothing was changed."))
        return
    with lock.alone(settings.locks):
        database = Database(settings.database)
        vault = Vault(settings.home, settings.secret(key_file.VARIABLE), database)
        done = rekey.go_on_without(database, vault.choice) if lost else rekey.rekey(database, vault, new)
    output.show(
        Rekeyed(True, done.secrets, done.dropped, done.forgotten, vault.choice.source, _said(done, vault, is_lost=lost))
    )


def _said(done: NewKey, vault: Vault, *, is_lost: bool) -> str:
    if is_lost:
        told = (
            f"{count(done.dropped, 'stored secret')} {'was' if done.dropped == 1 else 'were'} dropped: connect again."
        )
        if done.forgotten:
            told += f" {done.forgotten} forgotten people can no longer be recognised: forget them once more."
        return told
    told = f"{count(done.secrets, 'stored secret')} {'was' if done.secrets == 1 else 'were'} encrypted anew."
    if vault.choice.given:
        return f"{told} Now put the new key into {key_file.VARIABLE} (or the file that {key_file.VARIABLE}_FILE names)."
    kept = f"Backups of before need the old one, kept as {vault.choice.old}"
    return f"{told} The new key is in {vault.choice.path}. {kept}: make a new backup, then delete both."


def _is_wanted(output: Output) -> bool:
    if not output.is_interactive():
        raise UsageError(
            "This drops every stored secret, and forgotten people are no longer recognised.", "Say --yes to do it."
        )
    return output.confirm("Drop every stored secret, and no longer recognise forgotten people?")
