"""Opens settings, store and connectors for a command: the one file that knows who fulfils the ports."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from devsignal_cli.cli.group import output_of
from devsignal_cli.cli.output import Output
from devsignal_cli.config import Settings, load
from devsignal_cli.core.query import looks_like_query
from devsignal_cli.errors import CannotWriteError, NotConnectedError
from devsignal_cli.folders import make_private
from devsignal_cli.model.connection import Connection, Organization
from devsignal_cli.store import connections, migrate, organizations
from devsignal_cli.store.db import Database
from devsignal_cli.store.reader import Reader
from devsignal_cli.store.secrets import Vault

TOKEN = "DEVSIGNAL_TWITTER_TOKEN"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True)
class Workspace:
    """A command's surroundings: settings, the up-to-date database, and the sink for its words."""

    settings: Settings
    database: Database
    output: Output

    def organization(self) -> Organization:
        """The organization that the command is about.

        Raises:
            NotFoundError: there is none of that name.
        """
        with self.database.read() as session:
            return organizations.find(session, self.output.shared.org or self.settings.organization)

    def organizations(self) -> list[Organization]:
        """All organizations, oldest first."""
        with self.database.read() as session:
            return organizations.every(session)

    def connection(self, organization: Organization) -> Connection:
        """The organization's connection to X.

        Raises:
            NotConnectedError: there is none.
        """
        with self.database.read() as session:
            found = connections.find(session, organization.id, "twitter")
            watched = connections.keywords(session, organization.id)
        if found is None:
            raise NotConnectedError(
                f"The organization {organization.name} is not connected to X.",
                "Run `devsignal twitter connect`; its keywords are still there."
                if watched
                else "Run `devsignal twitter connect -k yourproduct`; `devsignal demo` shows all without a token.",
            )
        return found

    @contextmanager
    def reader(self, organization: Organization) -> Iterator[Reader]:
        """The questions about one organization, within one consistent state."""
        with self.database.read() as session:
            yield Reader(session, organization.id)


def open_workspace(context: typer.Context) -> Workspace:
    """Read the settings, make the home folder private, and bring the database up to date.

    Nobody upgrades or replaces the database while the command runs.
    """
    settings, output = load(), output_of(context)
    make_home(settings)
    backup = context.with_resource(migrate.opened(settings.database, settings.backups))
    if backup:
        output.note(f"The database was upgraded; the old one is kept as {backup}.")
    return Workspace(settings, Database(settings.database), output)


def warn_of_operators(workspace: Workspace, keywords: Iterable[str]) -> None:
    """Say which keywords look like a query but are searched as they stand."""
    for keyword in keywords:
        if looks_like_query(keyword):
            workspace.output.warn(
                f"{keyword!r} is searched for as these very words; for operators use `twitter connect --query`."
            )


def vault(workspace: Workspace) -> Vault:
    """What encrypts and decrypts stored secrets."""
    return Vault(workspace.settings.home, workspace.settings.secret("DEVSIGNAL_SECRET_KEY"), workspace.database)


def marker(workspace: Workspace) -> Callable[[str], str]:
    """What marks who was forgotten; the key is read when the first mark is asked for, which is seldom."""
    return vault(workspace).mark


def now() -> int:
    """The time in Unix seconds."""
    return int(time.time())


def is_ours_alone(settings: Settings) -> bool:
    """Whether nothing but devsignal's own files lies in the home: nobody else's folder is closed to others."""
    ours = ("devsignal.db", "devsignal.log", "secret.key", "locks", "backups", "cache")
    return all(entry.name.startswith(ours) for entry in settings.home.iterdir())


def make_home(settings: Settings) -> None:
    """Make the home folder, or close it to others if nothing but our own files lies in it.

    Raises:
        CannotWriteError: it cannot be made.
    """
    try:
        make_private(settings.home)
        state = settings.home.stat()
        if state.st_mode & 0o077 and state.st_uid == os.getuid() and is_ours_alone(settings):
            settings.home.chmod(0o700)
    except OSError as error:
        raise CannotWriteError(
            f"{settings.home} cannot be made: {error.strerror}.", "Set DEVSIGNAL_HOME to a folder of yours."
        ) from error
