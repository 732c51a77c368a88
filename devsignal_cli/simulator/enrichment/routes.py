"""The paths of both services: whose they are, what they find, by which parameter."""

from collections.abc import Mapping
from typing import NamedTuple

from devsignal_cli.simulator.enrichment.inputs import Kind

CLEARBIT, HUNTER = "/clearbit", "/hunter"
ACCOUNT = "/v2/account"


class Find(NamedTuple):
    """A find endpoint."""

    kind: Kind
    parameter: str


FINDS: Mapping[str, Find] = {
    "/v2/companies/find": Find("company", "domain"),
    "/v2/people/find": Find("person", "email"),
    "/v2/combined/find": Find("combined", "email"),
}


def is_clearbit(path: str) -> bool:
    """Whether a path is one of Clearbit."""
    return path.startswith(f"{CLEARBIT}/")


def is_enrichment(path: str) -> bool:
    """Whether a path is one of Clearbit or Hunter."""
    return is_clearbit(path) or path.startswith(f"{HUNTER}/")


def own_path(path: str) -> str:
    """The path as the service itself knows it."""
    return path.removeprefix(CLEARBIT if is_clearbit(path) else HUNTER)
