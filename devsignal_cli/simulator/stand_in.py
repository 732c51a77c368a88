"""What goes out instead of an answer when a fault keeps a request from being carried out."""

from devsignal_cli.simulator.faults import Fault
from devsignal_cli.simulator.wire import JSON_TYPE, Outgoing

_HTML = b"<!DOCTYPE html><html><head><title>X</title></head><body>Something went wrong.</body></html>"


def stand_in(fault: Fault, now_s: int) -> Outgoing | None:
    """The stand-in at a moment; None drops the connection."""
    match fault.kind:
        case "drop":
            return None
        case "html":
            return Outgoing(200, {"content-type": "text/html; charset=utf-8"}, _HTML)
        case "empty":
            return Outgoing(204)
        case _:
            kind = {"content-type": JSON_TYPE} if fault.body else {}
            return Outgoing(fault.status, kind | fault.headers_at(now_s), fault.body)
