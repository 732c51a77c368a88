"""`clearbit connect`: reads a key, checks it at no cost, and stores it encrypted."""

import sys
from typing import Annotated

import typer

from devsignal_cli.cli import enrich_wiring
from devsignal_cli.cli.enrich_wiring import KEY, clean_key
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import Workspace, now, open_workspace, vault
from devsignal_cli.connectors.provider import Provider
from devsignal_cli.connectors.providers import PROVIDERS
from devsignal_cli.errors import ConfigError
from devsignal_cli.model.connection import Connection, Organization, QuerySettings
from devsignal_cli.model.enrichment import KeyCheck
from devsignal_cli.results.enrichment import KeyConnected
from devsignal_cli.store import connections
from devsignal_cli.store.enrich_reader import EnrichmentReader

app = typer.Typer(add_completion=False)
_FIRST = "clearbit"


@app.command(cls=Command, epilog="devsignal clearbit connect --provider hunter")
def command(
    context: typer.Context,
    provider: Annotated[
        str | None, typer.Option(metavar="|".join(PROVIDERS), help="Who is asked; Clearbit issues no new keys.")
    ] = None,
    key_stdin: Annotated[bool, typer.Option("--key-stdin", help="Read the key from stdin.")] = False,
    no_verify: Annotated[bool, typer.Option("--no-verify", help="Do not ask whether the key works.")] = False,
) -> None:
    """Connect an organization to a provider. The key is never an option: stdin, DEVSIGNAL_CLEARBIT_KEY, or a prompt."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.database.read() as session:
        before = EnrichmentReader(session, organization.id).last_connection()
    chosen = enrich_wiring.provider_of(provider or (before.provider if before else _FIRST))
    if chosen.notice:
        workspace.output.note(chosen.notice)
    key = _key(workspace, chosen, before, from_stdin=key_stdin)
    check = None if no_verify else _check(workspace, chosen, key)
    _store(workspace, organization, chosen, key)
    if check and check.warning:
        workspace.output.warn(check.warning)
    workspace.output.show(_connected(organization, chosen, key, check))


def _key(workspace: Workspace, provider: Provider, before: Connection | None, *, from_stdin: bool) -> str:
    if from_stdin:
        return clean_key(sys.stdin.readline())
    if given := workspace.settings.secret(KEY):
        return clean_key(given)
    stored = before.secret if before and before.provider == provider.name else None
    if workspace.output.is_interactive():
        question = f"API key of {provider.label}" + (" (Enter keeps the stored one)" if stored else "")
        typed = workspace.output.secret(question, "" if stored else None)
        if typed or not stored:
            return clean_key(typed)
    if stored:
        return vault(workspace).decrypt(stored)
    raise ConfigError(f"No key of {provider.label} was given.", f"Set {KEY}, or pipe it in with --key-stdin.")


def _check(workspace: Workspace, provider: Provider, key: str) -> KeyCheck:
    access = enrich_wiring.Access(provider, key, enrich_wiring.account_name(provider, key))
    with enrich_wiring.source(workspace, access, max_wait_seconds=30) as source:
        return source.check_key()


def _store(workspace: Workspace, organization: Organization, provider: Provider, key: str) -> None:
    account = enrich_wiring.account_name(provider, key)
    secret = vault(workspace).encrypt(key)
    connection = Connection(
        organization.id,
        "clearbit",
        account,
        secret,
        key[-4:],
        QuerySettings(),
        0.0,
        False,
        now(),
        provider=provider.name,
    )
    connections.save(workspace.settings.database, connection)


def _connected(organization: Organization, provider: Provider, key: str, check: KeyCheck | None) -> KeyConnected:
    told = check or KeyCheck()
    return KeyConnected(
        organization.name,
        connected=True,
        verified=check is not None,
        provider=provider.name,
        key=f"…{key[-4:]}",
        plan=told.plan,
        used=told.used,
        available=told.available,
        resets_on=told.resets_on,
    )
