"""Both services behind HTTP: from a request's path to the one that answers it. No faults, no log, no sockets."""

from devsignal_cli.simulator.enrichment import clearbit, hunter
from devsignal_cli.simulator.enrichment.keys import clearbit_key, hunter_key
from devsignal_cli.simulator.enrichment.routes import FINDS, is_clearbit, own_path
from devsignal_cli.simulator.enrichment.state import Enrichment
from devsignal_cli.simulator.wire import Incoming, Outgoing

_NO_PATH = ""


class EnrichmentDoor:
    """Clearbit and Hunter for the server: the paths that `routes.is_enrichment` knows."""

    def __init__(self, state: Enrichment) -> None:
        self.headers: dict[str, str] = {}
        self._state = state

    def token(self, incoming: Incoming) -> str | None:
        """The key that a request carries, in any way that its service takes."""
        if is_clearbit(incoming.path):
            return clearbit_key(incoming.headers)
        return hunter_key(incoming.headers, incoming.params)

    def note(self, path: str, _key: str | None) -> None:
        """Notes a request to a find endpoint, whatever becomes of it."""
        if own_path(path) in FINDS:
            self._state.meter.asked()

    def answer(self, incoming: Incoming, key: str | None) -> Outgoing:
        """Carries a request out and counts it by the rules of its service; there is nothing but GET."""
        path = own_path(incoming.path) if incoming.method == "GET" else _NO_PATH
        service = clearbit.reply_to if is_clearbit(incoming.path) else hunter.reply_to
        return service(self._state, key, path, incoming.params)
