"""Burrow, a provider of enrichment that exists in tests only: what a third provider takes is here and nowhere else.

It has paths, words and a header for the key of its own, and no combined call. `serving` answers for it on loopback.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from devsignal_cli.connectors.enrichment_errors import raise_for
from devsignal_cli.connectors.http import Answer, Http
from devsignal_cli.connectors.provider import BaseUrl, Outcome, Provider, Verdict, error_of, success
from devsignal_cli.model.enrichment import KeyCheck

KEY = "burrow-invented-0001"
URL = BaseUrl("DEVSIGNAL_BURROW_URL", "https://api.burrow.test")
FIRM, EMAIL = "quokkabuild.dev", "jo.marsh@quokkabuild.dev"
_OUTCOMES: dict[str, Outcome] = {
    "digging": "pending",
    "no_such_hole": "not_found",
    "wrong_paw": "auth_error",
    "out_of_carrots": "quota_exhausted",
    "hop_slower": "rate_limited",
}


def verdict(answer: Answer) -> Verdict:
    """Burrow says all in words; its status is always 200."""
    kind, said = error_of(answer) or ("", "")
    return Verdict(_OUTCOMES.get(kind, "protocol_error"), kind, said) if kind else success(answer)


def check_key(http: Http) -> KeyCheck:
    """Ask for the carrots that are left."""
    answer = http.get("/v9/carrots", {})
    if error_of(answer):
        raise_for(verdict(answer), answer, BURROW, http)
    return KeyCheck(plan="Warren", available=answer.document().get("left"))


BURROW = Provider(
    name="burrow",
    label="Burrow",
    company_url=URL,
    person_url=URL,
    company_path="/v9/firms",
    person_path="/v9/rabbits",
    per_minute=60,
    key_header="X-Burrow-Key",
    key_prefix="",
    headers={"X-Burrow-Edition": "9"},
    hints=frozenset({"family_name"}),
    counted=frozenset({"found"}),
    verdict=verdict,
    check_key=check_key,
)
_FIRM = {
    "organization": {
        "name": "Quokka Build",
        "primary_domain": FIRM,
        "industry": "Builders",
        "estimated_num_employees": 40,
    }
}
_RABBIT = {"person": {"first_name": "Jo", "last_name": "Marsh", "title": "Head of Burrows"}}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(self._told()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _told(self) -> Any:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if self.headers["X-Burrow-Key"] != KEY or self.headers["X-Burrow-Edition"] != "9":
            return {"error": {"type": "wrong_paw", "message": "Who are you?"}}
        known = {
            ("/v9/carrots", None): {"left": 12},
            ("/v9/firms", FIRM): _FIRM,
            ("/v9/rabbits", EMAIL): _RABBIT,
        }
        return known.get((url.path, next(iter(asked.values()), None)), {"error": {"type": "no_such_hole"}})

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """Burrow on loopback; its base URL."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
