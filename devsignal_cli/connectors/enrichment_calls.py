"""One request to a provider, in its turn and with all its tries, and what the answer means. No cache, no records."""

import threading
from collections.abc import Callable, Mapping
from typing import Literal

from devsignal_cli.connectors.enrichment_errors import TOLD, raise_for, words_of
from devsignal_cli.connectors.errands import Errand
from devsignal_cli.connectors.http import Answer, BrokenAnswerError, Http
from devsignal_cli.connectors.pace import Pace
from devsignal_cli.connectors.provider import Provider, Verdict
from devsignal_cli.connectors.rate_headers import limits_of, wait_seconds
from devsignal_cli.connectors.retry import Patience, RetryableError
from devsignal_cli.model.enrichment import KeyCheck

Part = Literal["company", "person", "combined"]
_WARNING = "x-api-warn"


class Calls:
    """The requests of one run to one provider; several threads may share it. `counted` of them count at it so far."""

    def __init__(
        self,
        provider: Provider,
        company_http: Http,
        person_http: Http,
        patience: Patience,
        pace: Pace,
        on_warn: Callable[[str], None],
    ) -> None:
        self._provider = provider
        self._routes: dict[Part, tuple[Http, str]] = {
            "company": (company_http, provider.company_path),
            "person": (person_http, provider.person_path),
            "combined": (person_http, provider.combined_path or ""),
        }
        self._patience = patience
        self._pace = pace
        self._on_warn = on_warn
        self._warned: set[str] = set()
        self.counted = 0
        self._lock = threading.Lock()

    def ask(self, part: Part, parameters: Mapping[str, str], errand: Errand) -> Verdict:
        """What the provider tells, told as one of `TOLD`; each try takes a turn.

        Raises:
            DevsignalError: it tells nothing of the record.
            CallsReachedError: there is no turn left.
        """
        http, path = self._routes[part]

        def attempt() -> Verdict:
            self._pace.turn(errand.sleep)
            errand.started()
            try:
                verdict, answer = self._sent(http, path, parameters)
            except RetryableError:
                errand.must_go_on()
                raise
            if verdict.outcome not in TOLD:
                raise_for(verdict, answer, self._provider, http)
            if verdict.outcome in self._provider.counted:
                errand.counted += 1
                with self._lock:
                    self.counted += 1
            return verdict

        return self._patience.call(attempt, errand.sleep)

    def check_key(self) -> KeyCheck:
        """What the provider says of the key; free, and in no turn.

        Raises:
            AuthError: it refuses it.
        """

        def attempt() -> KeyCheck:
            try:
                return self._provider.check_key(self._routes["company"][0])
            except BrokenAnswerError as broken:
                raise RetryableError(broken) from broken

        return self._patience.call(attempt)

    def _sent(self, http: Http, path: str, parameters: Mapping[str, str]) -> tuple[Verdict, Answer]:
        try:
            answer = http.get(path, parameters)
        except BaseException as error:
            self._pace.note(None)
            if isinstance(error, BrokenAnswerError):
                raise RetryableError(error) from error
            raise
        verdict = self._provider.verdict(answer)
        if verdict.outcome == "rate_limited":
            self._pace.refuse(limits_of(answer), wait_seconds(answer))
        else:
            self._pace.note(limits_of(answer))
        self._warn(words_of(answer.headers.get(_WARNING, ""), http))
        return verdict, answer

    def _warn(self, warning: str) -> None:
        with self._lock:
            is_new = bool(warning) and warning not in self._warned
            self._warned.add(warning)
        if is_new:
            self._on_warn(f"{self._provider.label} warns: {warning}")
