"""API keys: how an invented one looks and the ways in which a request carries one."""

import base64
import binascii
import hashlib
from collections.abc import Mapping

from devsignal_cli.simulator.bearer import read_bearer


def invented_key(number: int) -> str:
    """An invented key with the looks of an old Clearbit one."""
    return f"sk_{hashlib.sha256(f'devsignal simulator key {number}'.encode()).hexdigest()[:32]}"


def clearbit_key(headers: Mapping[str, str]) -> str | None:
    """The key of a request to Clearbit: Bearer, or Basic with the key as user and no password."""
    header = headers.get("authorization", "")
    return read_bearer(header) or _read_basic(header)


def hunter_key(headers: Mapping[str, str], params: Mapping[str, str]) -> str | None:
    """The key of a request to Hunter: Bearer, the X-API-KEY header, or the api_key parameter."""
    given = read_bearer(headers.get("authorization", "")) or headers.get("x-api-key") or params.get("api_key")
    return given or None


def _read_basic(header: str) -> str | None:
    scheme, _, packed = header.partition(" ")
    try:
        user, _, password = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user if scheme.lower() == "basic" and user and not password else None
