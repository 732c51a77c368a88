"""The simulated X behind HTTP: how a request says who asks, what every answer carries, and the answer itself."""

from devsignal_cli.simulator.bearer import read_bearer
from devsignal_cli.simulator.state import State
from devsignal_cli.simulator.wire import Incoming, Outgoing, json_answer
from devsignal_cli.simulator.x import reply_to

API_VERSION = "2.168"


class XDoor:
    """X for the server: all paths that are nobody else's."""

    def __init__(self, state: State) -> None:
        self.headers = {"api-version": API_VERSION}
        self._state = state

    def token(self, incoming: Incoming) -> str | None:
        """The token that a request carries."""
        return read_bearer(incoming.headers.get("authorization", ""))

    def note(self, path: str, token: str | None) -> None:
        """Notes a request, whatever becomes of it."""
        self._state.meter.asked(token if token in self._state.tokens else "", path)

    def answer(self, incoming: Incoming, token: str | None) -> Outgoing:
        """Carries a request out and bills it; there is nothing but GET."""
        if incoming.method != "GET":
            return Outgoing(404)
        reply = reply_to(self._state, token, incoming.path, incoming.params)
        answer = json_answer(reply.status, reply.body)
        answer.headers |= reply.headers
        return answer
