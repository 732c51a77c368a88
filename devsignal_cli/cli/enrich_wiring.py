"""An enrichment provider for a command: the key from the environment or the vault, the cache, and the pace."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep

from devsignal_cli.cli.wiring import Workspace, vault
from devsignal_cli.cli.x_wiring import announcer
from devsignal_cli.connectors.cache import AnswerCache
from devsignal_cli.connectors.enrichment import EnrichmentClient, person_key
from devsignal_cli.connectors.pace import Pace
from devsignal_cli.connectors.provider import Provider
from devsignal_cli.connectors.providers import PROVIDERS
from devsignal_cli.connectors.retry import Patience
from devsignal_cli.connectors.rhythm import SHARE, Even, Rhythm, Steady
from devsignal_cli.errors import ConfigError, NotConnectedError, UsageError
from devsignal_cli.model.connection import Connection, Organization
from devsignal_cli.store.enrich_reader import EnrichmentReader
from devsignal_cli.store.secrets import account_of

KEY = "DEVSIGNAL_CLEARBIT_KEY"
_LONGEST_KEY = 500


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast to ask: steady, or `rate` requests a minute (0: as fast as the provider allows)."""

    delay_seconds: float = 0.6
    batch_size: int = 10
    batch_delay_seconds: float = 1.0
    rate: int | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """Whom an organization asks, with which key, and the account that pays."""

    provider: Provider
    key: str
    account: str


def provider_of(name: str) -> Provider:
    """The provider of that name.

    Raises:
        UsageError: there is none.
    """
    if name not in PROVIDERS:
        raise UsageError(f"There is no provider {name!r}.", f"Take one of: {', '.join(PROVIDERS)}.")
    return PROVIDERS[name]


def clean_key(text: str) -> str:
    """A key as it was pasted, without the blanks around it.

    Raises:
        ConfigError: it is empty, or has what no key has.
    """
    key = text.strip()
    if not key or len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigError("That is no API key.", "Copy the whole key, in one line, without blanks.")
    return key


def access(workspace: Workspace, organization: Organization) -> Access:
    """Whom an organization asks: the environment's key beats the stored one.

    Raises:
        NotConnectedError: it is not connected.
    """
    with workspace.database.read() as session:
        connection = EnrichmentReader(session, organization.id).connection()
    if connection is None:
        raise NotConnectedError(
            f"The organization {organization.name} is not connected to an enrichment provider.",
            "Run `devsignal clearbit connect`; without a key of Clearbit, take `--provider hunter`.",
        )
    provider = provider_of(connection.provider)
    key = _key(workspace, connection)
    return Access(provider, key, account_name(provider, key))


def account_name(provider: Provider, key: str) -> str:
    """The name under which calls with a key are booked and their answers cached; it does not tell the key."""
    return f"{provider.name}:{account_of(key)}"


@contextmanager
def source(
    workspace: Workspace,
    access: Access,
    max_wait_seconds: float,
    tempo: Tempo | None = None,
    max_calls: int | None = None,
) -> Iterator[EnrichmentClient]:
    """A client of a provider for one run of one organization."""
    provider, settings = access.provider, workspace.settings
    urls = [provider.company_url, provider.person_url]
    company, person = (provider.http(url, settings.base_url(url.setting, url.default), access.key) for url in urls)
    try:
        yield EnrichmentClient(
            provider,
            company,
            person,
            Patience(max_wait_seconds, sleep, announcer(workspace.output)),
            pace_of(provider, tempo or Tempo(), max_calls),
            AnswerCache(settings.home / "cache", workspace.output.warn),
            access.account,
            on_warn=workspace.output.warn,
        )
    finally:
        company.close()
        person.close()


def drop_cached(workspace: Workspace, organization: Organization, addresses: Iterable[str]) -> None:
    """Drop what providers told an organization's accounts of people within the last day."""
    with workspace.database.read() as session:
        accounts = EnrichmentReader(session, organization.id).accounts()
    if given := workspace.settings.secret(KEY):
        accounts |= {account_name(provider, given) for provider in PROVIDERS.values()}
    cache = AnswerCache(workspace.settings.home / "cache", workspace.output.warn)
    for account in accounts if (workspace.settings.home / "cache").exists() else ():
        for address in addresses:
            cache.delete(account, person_key(account.partition(":")[0], address))
    cache.close()


def pace_of(provider: Provider, tempo: Tempo, max_calls: int | None) -> Pace:
    """The turns of one run."""
    if tempo.rate is None:
        rhythm: Rhythm = Steady(tempo.delay_seconds, tempo.batch_size, tempo.batch_delay_seconds)
    elif tempo.rate:
        rhythm = Even(tempo.rate, provider.per_second, 1.0, is_ceiling=True)
    else:
        rhythm = Even(provider.per_minute, provider.per_second, SHARE)
    return Pace(rhythm, is_steady=tempo.rate is None, max_calls=max_calls, monotonic=monotonic, sleep=sleep)


def _key(workspace: Workspace, connection: Connection) -> str:
    if given := workspace.settings.secret(KEY):
        return clean_key(given)
    if not connection.secret:
        raise NotConnectedError("No key is stored.", "Run `devsignal clearbit connect` again.")
    return vault(workspace).decrypt(connection.secret)
