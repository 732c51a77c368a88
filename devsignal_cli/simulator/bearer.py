"""App-only tokens: how an invented one looks and how a request carries one."""

import hashlib


def invented_token(number: int) -> str:
    """An invented app-only token with the looks of a real one (length, percent signs)."""
    digest = hashlib.sha512(f"devsignal simulator token {number}".encode()).hexdigest()
    return f"{'A' * 22}{digest[:40]}%2B{digest[40:86]}%3D"


def read_bearer(header: str) -> str | None:
    """The token of an Authorization header, verbatim."""
    scheme, _, token = header.partition(" ")
    return token if scheme.lower() == "bearer" and token else None
