"""X for a command: the token from the environment or the vault, and a client that waits no longer than it may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep

from devsignal_cli.cli.output import Output
from devsignal_cli.cli.wiring import TOKEN, Workspace, now, vault
from devsignal_cli.connectors.http import Http
from devsignal_cli.connectors.retry import Patience
from devsignal_cli.connectors.server_clock import ServerClock
from devsignal_cli.connectors.x import XClient
from devsignal_cli.connectors.x_token import clean_token
from devsignal_cli.errors import ConfigError, NotConnectedError
from devsignal_cli.model.connection import Connection
from devsignal_cli.store.secrets import account_of
from devsignal_cli.store.sync_store import SyncStore


@contextmanager
def x_client(
    workspace: Workspace, token: str, max_wait_seconds: float, server_clock: ServerClock | None = None
) -> Iterator[XClient]:
    """A client of X for one token and one run; X's clock may be shared by several."""
    http = Http(workspace.settings.x_url, token)
    try:
        yield XClient(http, Patience(max_wait_seconds, sleep, announcer(workspace.output)), now, server_clock)
    finally:
        http.close()


def token_of(workspace: Workspace, connection: Connection) -> tuple[str, str]:
    """The token to use and the account that pays: the environment's, which beats the stored one.

    Raises:
        NotConnectedError: neither is there.
    """
    given = workspace.settings.secret(TOKEN)
    if given:
        token = clean_token(given)
        return token, connection.account if _is_stored(workspace, connection, token) else account_of(token)
    if not connection.secret:
        raise NotConnectedError("No token is stored.", "Run `devsignal twitter connect` again.")
    return vault(workspace).decrypt(connection.secret), connection.account


def left_usd(connection: Connection, store: SyncStore, client: XClient) -> float:
    """What X's present month has left of the organization's budget."""
    moment = now() if store.is_month_known(now()) else client.server_time()  # a month is X's, not ours
    return connection.monthly_budget_usd - store.month_spend_usd(moment)


def _is_stored(workspace: Workspace, connection: Connection, token: str) -> bool:
    if not connection.secret or connection.secret_last4 != token[-4:]:
        return False
    try:
        return vault(workspace).decrypt(connection.secret) == token
    except ConfigError:  # another key: then it is not known to be the same
        return False


def announcer(output: Output) -> Callable[[float, str], None]:
    """What tells a person of a wait."""

    def announce(seconds: float, why: str) -> None:
        output.note(f"{why} Trying again in {seconds:.0f} s.")

    return announce
