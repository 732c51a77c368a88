"""Who an author is: pure rules over what X and the organization's contacts say. First step: ids and handles on file."""

from devsignal_cli.core.identity.keys import handle_key, keyed
from devsignal_cli.core.identity.resolver import resolve

__all__ = ["handle_key", "keyed", "resolve"]
