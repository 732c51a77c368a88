"""`twitter connect`: reads a token, checks it at no cost, stores it encrypted, and sets what to watch."""

import sys
from typing import Annotated

import typer

from devsignal_cli.cli import x_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import usd
from devsignal_cli.cli.wiring import TOKEN, Workspace, now, open_workspace, vault, warn_of_operators
from devsignal_cli.connectors.x_token import clean_token
from devsignal_cli.core import connect
from devsignal_cli.errors import ConfigError
from devsignal_cli.model.connection import Connection
from devsignal_cli.store import accounts, connections
from devsignal_cli.store.secrets import account_of

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog="devsignal twitter connect -k acme -k @acme -k acme.dev --own-account acme")
def command(
    context: typer.Context,
    keyword: Annotated[
        list[str],
        typer.Option(
            "--keyword", "-k", help="Word, phrase, #tag, @handle or domain. Replaces the list; `keywords add` adds."
        ),
    ] = [],  # noqa: B006
    topic: Annotated[str | None, typer.Option(help="Topic of these keywords; a competitor is a topic.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Leave out posts with this word; '' for none.")] = None,
    lang: Annotated[str | None, typer.Option(help="Only posts in this language: en, de, ja …; '' for all.")] = None,
    own_account: Annotated[list[str] | None, typer.Option(help="Leave out posts by this handle; '' for none.")] = None,
    query: Annotated[str | None, typer.Option(help="A query in X's own language, as one keyword.")] = None,
    monthly_budget: Annotated[float | None, typer.Option(min=0, help="USD a month; 20 unless set.")] = None,
    create_companies: Annotated[
        bool | None,
        typer.Option(
            "--create-companies/--no-companies",
            help="Make companies of work domains in profiles, queued for enrichment.",
        ),
    ] = None,
    no_verify: Annotated[bool, typer.Option("--no-verify", help="Do not ask X whether the token works.")] = False,
    token_stdin: Annotated[bool, typer.Option("--token-stdin", help="Read the token from stdin.")] = False,
) -> None:
    """Connect an organization to X. The token is never an option: stdin, DEVSIGNAL_TWITTER_TOKEN, or a prompt."""
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.reader(organization) as reader:
        before, watched = reader.last_connection(), reader.keywords()
    wish = connect.Wish(tuple(keyword), query, topic, exclude, lang, own_account, usd(monthly_budget), create_companies)
    warn_of_operators(workspace, keyword)
    plan = connect.plan(organization.id, before, watched, wish)
    token = _token(workspace, before, from_stdin=token_stdin)
    checked = _check(workspace, token, skip=no_verify)
    _store(workspace, plan, token, checked)
    workspace.output.show(connect.connected(organization, plan, checked, token[-4:]))


def _token(workspace: Workspace, before: Connection | None, *, from_stdin: bool) -> str:
    if from_stdin:
        return clean_token(sys.stdin.readline())
    if given := workspace.settings.secret(TOKEN):
        return clean_token(given)
    stored = before.secret if before else None
    if workspace.output.is_interactive():
        question = "Bearer token of your app (console.x.com" + ("; Enter keeps the stored one)" if stored else ")")
        typed = workspace.output.secret(question, "" if stored else None)
        if typed or not stored:
            return clean_token(typed)
    if stored:
        return vault(workspace).decrypt(stored)
    raise ConfigError("No bearer token was given.", f"Set {TOKEN}, or pipe it in with --token-stdin.")


def _check(workspace: Workspace, token: str, *, skip: bool) -> connect.Checked:
    if skip:
        return connect.Checked(verified=False)
    with x_wiring.x_client(workspace, token, max_wait_seconds=30) as client:
        return connect.check(client)


def _store(workspace: Workspace, plan: connect.Plan, token: str, checked: connect.Checked) -> None:
    account = checked.account or account_of(token)
    path, moment = workspace.settings.database, now()
    connection = plan.connection(account, vault(workspace).encrypt(token), token[-4:], moment)
    connections.save(path, connection, plan.changed, plan.removed)
    if checked.verified:
        with workspace.database.write() as session:
            accounts.save_balance(session, account, checked.balance_usd, moment)
