"""A provider of enrichment for a command: the cache before it, its calls within, and what it tells of each record.

An answer that was paid for goes into the cache before anybody sees it, so that no interruption loses it.
"""

import json
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from devsignal_cli.connectors.cache import AnswerCache
from devsignal_cli.connectors.enrichment_calls import Calls, Part
from devsignal_cli.connectors.enrichment_errors import TOLD
from devsignal_cli.connectors.enrichment_payload import (
    company_object,
    company_of,
    is_combined,
    person_object,
    person_of,
    unread,
)
from devsignal_cli.connectors.errands import Errand, Errands, Wait
from devsignal_cli.connectors.http import Http, MisdirectedError
from devsignal_cli.connectors.pace import Pace
from devsignal_cli.connectors.provider import Provider, Verdict
from devsignal_cli.connectors.retry import Patience
from devsignal_cli.errors import CreditsError, DevsignalError, RateLimitedError, ServiceError, TryLaterError
from devsignal_cli.model.enrichment import Found, KeyCheck, LookedUp, Lookup, Told
from devsignal_cli.model.field_values import domain_key

MOST_UNDER_WAY = 50
Read = Callable[[Mapping[str, Any] | None], Found | None]


def person_key(provider: str, email: str) -> str:
    """The logical key under which a person's answer is cached."""
    return f"{provider}:person:{email.lower()}"


class EnrichmentClient:
    """One provider, one key, one run.

    Args:
        provider: which one, out of `providers.PROVIDERS`.
        company_http: the client of its company URL.
        person_http: the client of its person URL; may be the same.
        patience: how long the run may wait in all.
        pace: the run's turns; a steady one asks one by one.
        cache: answers of the last day; None for none.
        account: whose answers they are, so that none reaches another key's account.
        on_warn: told once what the provider warns of.
        most_under_way: how many look-ups may be under way at once when the pace is not steady.
        wait: how a thread waits until the run ends or its time has come.
    """

    def __init__(
        self,
        provider: Provider,
        company_http: Http,
        person_http: Http,
        patience: Patience,
        pace: Pace,
        cache: AnswerCache | None,
        account: str,
        *,
        on_warn: Callable[[str], None] = lambda _warning: None,
        most_under_way: int = MOST_UNDER_WAY,
        wait: Wait = threading.Event.wait,
    ) -> None:
        self._provider = provider
        self._patience = patience
        self._pace = pace
        self._calls = Calls(provider, company_http, person_http, patience, pace, on_warn)
        self._cache = cache
        self._account = account
        self._most_under_way = most_under_way
        self._wait = wait

    @property
    def provider(self) -> str:
        """Its name: the source of the values that it gives."""
        return self._provider.name

    @property
    def calls(self) -> int:
        """How many requests were sent so far, retries included; the free check of the key is none."""
        return self._pace.calls

    @property
    def counted(self) -> int:
        """How many of them count at the provider."""
        return self._calls.counted

    def check_key(self) -> KeyCheck:
        """Ask whether the key works. Free.

        Raises:
            AuthError: it does not.
        """
        return self._calls.check_key()

    def look_up(self, lookup: Lookup, *, refresh: bool = False) -> LookedUp:
        """Ask for one thing; `refresh` asks the provider even if the cache knows it.

        Raises:
            DevsignalError: the provider refuses, or could not be asked.
        """
        *_, looked = self._steps(lookup, Errand(), refresh=refresh)
        return looked

    def look_up_all(self, lookups: Iterable[Lookup]) -> Generator[LookedUp]:
        """Ask for many things, as fast as the pace allows; answers come as they arrive, each once.

        A steady pace asks in the order given. Close the iterator when leaving it early: it may be held by a traceback.

        Raises:
            DevsignalError: no further call makes sense (key, credits, calls, patience, a wrong address); all
                answers that were under way came before.
        """
        if self._pace.is_steady:
            for lookup in lookups:
                yield self._attempted(lookup, Errand())
            return
        close = self._cache.close if self._cache else lambda: None
        errands = Errands(self._attempted, self._most_under_way, self._wait, close)
        yield from errands.run(lookups)

    def _attempted(self, lookup: Lookup, errand: Errand) -> LookedUp:
        """A look-up whose failure, if it is its own alone, is its result, beside what was told before.

        What was told before a refusal of all further calls is given first: the next look-up meets the refusal again.
        """
        looked = LookedUp(lookup)
        try:
            for step in self._steps(lookup, errand):
                looked = step
        except DevsignalError as error:
            told = replace(looked, calls=errand.calls, counted=errand.counted)
            if self._is_its_own(error):
                return replace(told, error=error)
            if looked.company or looked.person:
                return told
            raise
        return looked

    def _is_its_own(self, error: DevsignalError) -> bool:
        if self._patience.is_spent or isinstance(error, CreditsError | RateLimitedError | MisdirectedError):
            return False
        return isinstance(error, TryLaterError | ServiceError)

    def _steps(self, lookup: Lookup, errand: Errand, *, refresh: bool = False) -> Iterator[LookedUp]:
        """A look-up after each of its calls: what was told stays, whatever becomes of the next one."""
        company = None if refresh else self._cached_company(lookup.domain)
        person = None if refresh else self._cached_person(lookup.email)
        if lookup.domain and lookup.email and not (company or person) and self._provider.combined_path:
            company, person = self._ask_combined(lookup, lookup.domain, lookup.email, errand)
        yield LookedUp(lookup, company, person, errand.calls, errand.counted)
        if lookup.email and not person:
            person = self._ask_person(lookup, lookup.email, errand)
            yield LookedUp(lookup, company, person, errand.calls, errand.counted)
        if lookup.domain and not company:
            company = self._ask_company(lookup.domain, errand)
            yield LookedUp(lookup, company, person, errand.calls, errand.counted)

    def _ask_company(self, domain: str, errand: Errand) -> Told:
        verdict = self._calls.ask("company", {"domain": domain}, errand)
        part = company_object(verdict.document)
        found = _named(company_of(part), domain, domain)
        return self._told(verdict, part, found, _company_key(self.provider, domain))

    def _ask_person(self, lookup: Lookup, email: str, errand: Errand) -> Told:
        verdict = self._ask_by_email("person", lookup, email, errand)
        part = person_object(verdict.document)
        return self._told(verdict, part, person_of(part), person_key(self.provider, email))

    def _ask_combined(self, lookup: Lookup, domain: str, email: str, errand: Errand) -> tuple[Told | None, Told]:
        """Both in one call; no company where the answer does not tell of that one."""
        verdict = self._ask_by_email("combined", lookup, email, errand)
        part = person_object(verdict.document)
        person = self._told(verdict, part, person_of(part), person_key(self.provider, email))
        return self._company_of_combined(verdict, domain, email.rpartition("@")[2]), person

    def _company_of_combined(self, verdict: Verdict, domain: str, host: str) -> Told | None:
        """It was asked by an e-mail of `host`: of another domain's company it tells only what it found."""
        if verdict.outcome == "found" and not is_combined(verdict.document):
            return None
        part = company_object(verdict.document)
        found = _named(company_of(part), domain, host)
        company = replace(self._told(verdict, part, found, _company_key(self.provider, domain)), is_by_email=True)
        is_of_host = company.outcome in ("not_found", "pending") and domain_key(host) == domain_key(domain)
        return company if company.outcome == "found" or is_of_host else None

    def _ask_by_email(self, part: Part, lookup: Lookup, email: str, errand: Errand) -> Verdict:
        hints = {name: hint for name, hint in lookup.hints.items() if name in self._provider.hints and hint}
        return self._calls.ask(part, hints | {"email": email}, errand)

    def _told(self, verdict: Verdict, part: Mapping[str, Any] | None, found: Found | None, key: str) -> Told:
        outcome = TOLD[verdict.outcome]
        if outcome == "suppressed" and self._cache is not None:
            self._cache.delete(self._account, key)
        if outcome not in ("found", "not_found"):
            return Told(outcome)
        if found is None:
            is_other = part is not None and (company_of(part) or person_of(part))
            return Told("not_found", unread=None if is_other else unread(verdict.document, part))
        if self._cache is not None:
            self._cache.set(self._account, key, found.raw)
        return Told("found", found)

    def _cached_company(self, domain: str | None) -> Told | None:
        if not domain:
            return None
        return self._cached(_company_key(self.provider, domain), lambda raw: _named(company_of(raw), domain, domain))

    def _cached_person(self, email: str | None) -> Told | None:
        return self._cached(person_key(self.provider, email), person_of) if email else None

    def _cached(self, key: str, read: Read) -> Told | None:
        body = self._cache.get(self._account, key) if self._cache is not None else None
        found = read(json.loads(body)) if body is not None else None
        return None if found is None else Told("found", found, is_cached=True)


def _company_key(provider: str, domain: str) -> str:
    return f"{provider}:company:{domain_key(domain)}"


def _named(found: Found | None, domain: str, asked: str) -> Found | None:
    """The company that was found if it is the one that is wanted: by its domain (else the asked one), or an alias."""
    if found is None:
        return None
    names = {domain_key(name) for name in (found.domain or asked, *found.aliases)}
    return found if domain_key(domain) in names else None
