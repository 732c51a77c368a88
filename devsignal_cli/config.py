"""Settings from the environment: where data lies, which secrets and base URLs it names. Reads, never writes."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from devsignal_cli.errors import ConfigError

X_URL = "https://api.x.com"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and what the environment says; secrets are never shown by `repr`."""

    home: Path
    database: Path
    organization: str | None
    x_url: str
    environment: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Settings(home={str(self.home)!r})"

    @property
    def locks(self) -> Path:
        """The folder of the lock files, beside the database: whoever shares it shares its locks."""
        return self.database.parent / "locks"

    @property
    def backups(self) -> Path:
        """The folder of automatic backups."""
        return self.home / "backups"

    def base_url(self, name: str, default: str) -> str:
        """The base URL in the variable `NAME`, else `default`; a path prefix is allowed.

        Raises:
            ConfigError: it is neither https nor http on a loopback address.
        """
        return _base_url(name, self.environment.get(name) or default)

    def secret(self, name: str) -> str | None:
        """The secret in `NAME`, else in the file that `NAME_FILE` names, stripped of blanks; None when neither is set.

        Raises:
            ConfigError: the named file cannot be read.
        """
        if value := self.environment.get(name, "").strip():
            return value
        path = self.environment.get(f"{name}_FILE")
        if not path:
            return None
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{name}_FILE names {path}, which cannot be read.", f"Correct {name}_FILE or unset it."
            ) from error


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that an environment gives.

    Raises:
        ConfigError: a URL is not allowed, or the database is of a kind that this version does not speak.
    """
    home = _home(environment)
    return Settings(
        home=home,
        database=_database(environment.get("DEVSIGNAL_DATABASE_URL"), home),
        organization=environment.get("DEVSIGNAL_ORG") or None,
        x_url=_base_url("DEVSIGNAL_TWITTER_URL", environment.get("DEVSIGNAL_TWITTER_URL") or X_URL),
        environment=environment,
    )


def _home(environment: Mapping[str, str]) -> Path:
    if path := environment.get("DEVSIGNAL_HOME"):
        return _path("DEVSIGNAL_HOME", path)
    from platformdirs import user_data_path  # noqa: PLC0415 - half of a bare start-up, needed only here

    return user_data_path("devsignal", appauthor=False)


def _database(url: str | None, home: Path) -> Path:
    if not url:
        return home / "devsignal.db"
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return _path("DEVSIGNAL_DATABASE_URL", url.removeprefix("sqlite:///"))
    raise ConfigError(
        "DEVSIGNAL_DATABASE_URL is not a URL that this version speaks.",
        "Use sqlite:///PATH, or unset it to use the file in DEVSIGNAL_HOME.",
    )


def _path(name: str, text: str) -> Path:
    try:
        return Path(text).expanduser().resolve()
    except (RuntimeError, OSError, ValueError) as error:
        raise ConfigError(f"{name} names {text!r}, which is no path here.", f"Correct {name} or unset it.") from error


def _base_url(name: str, url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 and _is_plain(url, parts) else None
    except ValueError:  # also what a port raises that is no number of a port
        host = None
    if host and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))):
        return url.rstrip("/")
    raise ConfigError(
        f"{name} must be an https URL; plain http is taken for loopback addresses only.",
        f"Correct {name} or unset it.",
    )


def _is_plain(url: str, parts: SplitResult) -> bool:
    return url.isprintable() and " " not in url and not (parts.query or parts.fragment or parts.username)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
