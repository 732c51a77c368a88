"""The simulator that people start: a local X, Clearbit and Hunter over HTTP, with one clock, log and plan of faults."""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from devsignal_cli.simulator import replay as recorded
from devsignal_cli.simulator.bearer import invented_token
from devsignal_cli.simulator.clock import SimClock
from devsignal_cli.simulator.control import control
from devsignal_cli.simulator.enrichment.door import EnrichmentDoor
from devsignal_cli.simulator.enrichment.keys import invented_key
from devsignal_cli.simulator.enrichment.routes import CLEARBIT, HUNTER, is_enrichment
from devsignal_cli.simulator.enrichment.state import Enrichment
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.faults import Fault, FaultPlan
from devsignal_cli.simulator.limits import RateLimits
from devsignal_cli.simulator.meter import Meter
from devsignal_cli.simulator.moments import http_date, rfc3339
from devsignal_cli.simulator.paging import Pager
from devsignal_cli.simulator.stand_in import stand_in
from devsignal_cli.simulator.state import State
from devsignal_cli.simulator.wire import HOST, Incoming, LoopbackServer, Outgoing, damaged, json_answer
from devsignal_cli.simulator.world import World
from devsignal_cli.simulator.x_door import XDoor

Door = XDoor | EnrichmentDoor


@dataclass(slots=True)
class SimRequest:
    """A request as the log keeps it: `token` or key, `status` (0 when the connection was dropped), kind of `fault`."""

    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    token: str | None
    at_ms: int
    status: int = 0
    fault: str | None = None


class Simulator:
    """A local X API v2, Clearbit and Hunter, over TLS with `tls`.

    As a context manager it serves from a thread, else by `serve_forever`. `enrichment_limit` stands for the documented
    look-ups a minute of Clearbit and Hunter; 0 is unlimited.
    """

    def __init__(
        self,
        world: World | None = None,
        clock: SimClock | None = None,
        token: str | None = None,
        port: int = 0,
        *,
        faults: Iterable[Mapping[str, Any]] = (),
        replay: Iterable[str | Path] = (),
        limits: Mapping[str, int] | None = None,
        token_lifetime_seconds: float | None = None,
        balance_usd: float | None = 25.0,
        counts_dialect: Literal["legacy", "new"] = "legacy",
        before_answer: Callable[[SimRequest], None] | None = None,
        tls: ssl.SSLContext | None = None,
        enrichment: EnrichmentWorld | None = None,
        enrichment_limit: int | None = None,
    ) -> None:
        paths = list(replay)
        self.token = token or invented_token(1)
        self.key = invented_key(1)
        self.faults = FaultPlan(faults)
        self.requests: list[SimRequest] = []
        self.before_answer = before_answer
        self._state = State(
            world=world or World(),
            clock=clock or SimClock(_wall_ms()),
            tokens={self.token},
            limits=RateLimits(limits),
            pager=Pager(token_lifetime_seconds),
            replay=recorded.load(paths) if paths else None,
            balance_usd=balance_usd,
            counts_dialect=counts_dialect,
        )
        known = EnrichmentWorld.seeded() if enrichment is None else enrichment
        self.enrichment = Enrichment(known, self.clock, {self.key}, enrichment_limit)
        self._x_door, self._enrichment_door = XDoor(self._state), EnrichmentDoor(self.enrichment)
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._scheme = "https" if tls else "http"
        self._server = LoopbackServer(port, self._respond, tls)

    @classmethod
    def seeded(
        cls, seed: int = 1, posts: int = 500, now_ms: int | None = None, *, ticking: bool = False, **options: Any
    ) -> Self:
        """A simulator of a seeded world; without `now_ms` it begins at the real time. Options as for Simulator."""
        start_ms = _wall_ms() if now_ms is None else now_ms
        return cls(world=World.seeded(seed, posts, start_ms), clock=SimClock(start_ms, ticking=ticking), **options)

    @property
    def url(self) -> str:
        """The base URL, without a slash at its end."""
        return f"{self._scheme}://{HOST}:{self._server.server_port}"

    @property
    def clearbit_url(self) -> str:
        """The base URL of Clearbit's company and person services."""
        return f"{self.url}{CLEARBIT}"

    @property
    def hunter_url(self) -> str:
        """The base URL of Hunter."""
        return f"{self.url}{HUNTER}"

    @property
    def world(self) -> World:
        """The posts and authors; may be changed while serving."""
        return self._state.world

    @property
    def clock(self) -> SimClock:
        """The simulated clock."""
        return self._state.clock

    @property
    def meter(self) -> Meter:
        """The bill."""
        return self._state.meter

    @property
    def tokens(self) -> set[str]:
        """The valid tokens; each is an account of its own."""
        return self._state.tokens

    @property
    def keys(self) -> set[str]:
        """The valid keys of Clearbit and Hunter alike."""
        return self.enrichment.keys

    @property
    def errors(self) -> list[BaseException]:
        """Defects of the simulator or of `before_answer`; the connection was closed. A test may assert it is empty."""
        return self._server.errors

    @property
    def skipped_lines(self) -> int:
        """Lines of the replay files that were no pages."""
        return self._state.replay.skipped if self._state.replay else 0

    def add_token(self, token: str | None = None) -> str:
        """Makes one more account and returns its token."""
        added = token or invented_token(len(self.tokens) + 1)
        self.tokens.add(added)
        return added

    def revoke(self, token: str) -> None:
        """Makes a token invalid: 401 from now on."""
        self.tokens.discard(token)

    def add_key(self) -> str:
        """Makes one more key and returns it."""
        added = invented_key(len(self.keys) + 1)
        self.keys.add(added)
        return added

    def serve_forever(self) -> None:
        """Serves in the foreground until `close` is called from elsewhere or an exception (Ctrl-C) comes."""
        self._server.run()

    def close(self) -> None:
        """Stops serving and ends all connections."""
        self._stopping.set()
        self._server.stop()

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _respond(self, incoming: Incoming) -> Outgoing | None:
        if incoming.path.startswith("/_sim/"):
            with self._lock:
                return json_answer(*control(incoming, self.clock, self._bill))
        door = self._enrichment_door if is_enrichment(incoming.path) else self._x_door
        with self._lock:
            request, fault = self._log(door, incoming)
            answer = self._carry_out(door, incoming, request, fault)
        if fault and fault.kind == "slow":
            self._stopping.wait(fault.seconds)
        if self.before_answer:
            self.before_answer(request)
        return answer

    def _log(self, door: Door, incoming: Incoming) -> tuple[SimRequest, Fault | None]:
        token = door.token(incoming)
        fault = self.faults.due(incoming.path)
        at_ms = self.clock.now_ms()
        request = SimRequest(incoming.method, incoming.path, incoming.params, incoming.headers, token, at_ms)
        request.fault = fault.kind if fault else None
        self.requests.append(request)
        door.note(incoming.path, token)
        return request, fault

    def _carry_out(self, door: Door, incoming: Incoming, request: SimRequest, fault: Fault | None) -> Outgoing | None:
        if fault and not fault.is_carried_out:
            answer = stand_in(fault, self.clock.now_s())
        else:
            answer = door.answer(incoming, request.token)
        accepts_gzip = "gzip" in request.headers.get("accept-encoding", "")
        if answer is not None:
            answer.headers = {"date": http_date(self.clock.now_ms())} | door.headers | answer.headers
            answer = damaged(answer, fault.kind if fault else "", accepts_gzip=accepts_gzip)
        request.status = answer.status if answer else 0
        return answer

    def _bill(self) -> dict[str, Any]:
        return self.meter.snapshot() | {"enrichment": self.enrichment.snapshot()}


def banner(sim: Simulator) -> dict[str, str]:
    """What `devsignal simulate` prints as its one JSON line."""
    return {
        "x_url": sim.url,
        "token": sim.token,
        "advance_url": f"{sim.url}/_sim/advance?seconds=",
        "meter_url": f"{sim.url}/_sim/meter",
        "clearbit_company_url": sim.clearbit_url,
        "clearbit_person_url": sim.clearbit_url,
        "hunter_url": sim.hunter_url,
        "key": sim.key,
        "now": rfc3339(sim.clock.now_ms()),
    }


def _wall_ms() -> int:
    return int(time.time() * 1000)
