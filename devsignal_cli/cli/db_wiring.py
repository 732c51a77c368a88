"""The database for commands that take it as it is: damaged, old, missing, or in need of being alone with it."""

from devsignal_cli.cli.wiring import is_ours_alone
from devsignal_cli.config import Settings
from devsignal_cli.errors import DevsignalError
from devsignal_cli.store.check_files import Surroundings
from devsignal_cli.store.db import Database
from devsignal_cli.store.key_choice import KeyChoice
from devsignal_cli.store.migrate import schema_version
from devsignal_cli.store.secrets import Vault


def surroundings(settings: Settings) -> Surroundings:
    """What lies around the database."""
    key = KeyChoice(settings.home, settings.secret("DEVSIGNAL_SECRET_KEY"))
    is_ours = settings.home.is_dir() and is_ours_alone(settings)
    return Surroundings(settings.home, settings.backups, key, is_ours)


def vault(settings: Settings) -> Vault | None:
    """What encrypts and decrypts secrets; None if the database cannot be asked which key is the right one."""
    try:
        if schema_version(settings.database) is None:
            return None
        return Vault(settings.home, settings.secret("DEVSIGNAL_SECRET_KEY"), Database(settings.database))
    except DevsignalError:
        return None
