"""What enrichment needs of the world, as Protocols; `cli/enrich_wiring.py` knows who fulfils them."""

from collections.abc import Generator, Iterable
from typing import Protocol

from devsignal_cli.model.enrichment import KeyCheck, LookedUp, Lookup


class EnrichmentSource(Protocol):
    """A provider, with its cache before it and its pace and retries within."""

    @property
    def provider(self) -> str:
        """Its name: the source of the values that it gives."""

    @property
    def calls(self) -> int:
        """How many requests were sent so far, retries included."""

    @property
    def counted(self) -> int:
        """How many of them count at the provider."""

    def look_up(self, lookup: Lookup, *, refresh: bool = False) -> LookedUp:
        """Ask for one thing; `refresh` asks the provider even if the cache knows it.

        Raises:
            DevsignalError: the provider refuses (401, 402), or could not be asked.
        """

    def look_up_all(self, lookups: Iterable[Lookup]) -> Generator[LookedUp]:
        """Ask for many things, as fast as the pace allows; answers come as they arrive, each once.

        A look-up that failed after all its tries comes with its error. `lookups` is read as the pace goes on.

        Raises:
            AuthError, CreditsError: the provider refuses all further calls; answers that came before were given.
            RateLimitedError: the wait would pass what is left of `--max-wait`.
            CallsReachedError: the run has made all the calls that it may.
        """


class KeySource(Protocol):
    """A provider, as `connect` needs it: nothing of it is billed."""

    def check_key(self) -> KeyCheck:
        """Ask whether the key works. Free.

        Raises:
            AuthError: it does not.
        """
