"""The one table of providers. A new one is a file with its value, and a line here."""

from collections.abc import Mapping

from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.hunter import HUNTER
from devsignal_cli.connectors.provider import Provider

PROVIDERS: Mapping[str, Provider] = {provider.name: provider for provider in (CLEARBIT, HUNTER)}
