"""What a bulk enrichment asks for, in which order, each once; a person and their company in one call where it can."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, Protocol

from devsignal_cli.core.enrich import lookup_of_person, why_no_person
from devsignal_cli.core.hosts import emails
from devsignal_cli.model.enrichment import Candidate, Lookup
from devsignal_cli.model.records import Entity

Kind = Literal["companies", "contacts", "all"]
ENTITIES: Mapping[Kind, tuple[Entity, ...]] = {
    "companies": ("company",),
    "contacts": ("contact",),
    "all": ("contact", "company"),  # contacts first: a combined call brings the company too
}


class CandidateStore(Protocol):
    """The store, as a plan needs it."""

    def candidates(self, entity: Entity, now: int, stale_before: int) -> tuple[list[int], dict[str, int]]:
        """The ids of due records in their order, and how many are left out by why."""

    def named(self, entity: Entity, ids: Sequence[int]) -> list[Candidate]:
        """What is asked about some candidates, in the given order; those gone meanwhile are missing."""


class Plan:
    """The look-ups of one bulk enrichment: chosen once, each read in its turn, so that none asks for what is gone.

    Args:
        store: where the candidates are.
        kind: companies, contacts, or both.
        now: Unix seconds.
        stale_before: records enriched before are due again.
        limit: how many look-ups at most.

    `nobodys` are the contacts passed over because their e-mail names nobody.
    """

    def __init__(self, store: CandidateStore, kind: Kind, now: int, stale_before: int, limit: int | None) -> None:
        self._store = store
        self._ids: dict[Entity, list[int]] = {}
        self.skips: dict[str, int] = {}
        self.limit = limit
        for entity in ENTITIES[kind]:
            self._ids[entity], skips = store.candidates(entity, now, stale_before)
            for reason, number in skips.items():
                self.skips[reason] = self.skips.get(reason, 0) + number
        self._with_contacts: set[int] = set()
        self._passed_over: list[Candidate] = []
        self._given = 0
        self.nobodys: list[int] = []
        self.total = sum(map(len, self._ids.values())) + sum(self.skips.values())

    @property
    def due(self) -> int:
        """How many look-ups there are at most."""
        due = sum(map(len, self._ids.values()))
        return due if self.limit is None else min(due, self.limit)

    def lookups(self) -> Iterator[Lookup]:
        """The look-ups in their order."""
        return self._bounded(self._whole())

    def late(self) -> Iterator[Lookup]:
        """The companies that were taken back only after their turn had come."""
        back = (company for company in self._passed_over if company.id not in self._with_contacts)
        return self._bounded(Lookup(domain=company.key, company_id=company.id) for company in back)

    def take_back(self, company_id: int) -> None:
        """A combined call told nothing of the company: it is asked for by itself."""
        self._with_contacts.discard(company_id)

    def _bounded(self, lookups: Iterator[Lookup]) -> Iterator[Lookup]:
        while self.limit is None or self._given < self.limit:
            lookup = next(lookups, None)
            if lookup is None:
                return
            self._given += 1
            yield lookup

    def _whole(self) -> Iterator[Lookup]:
        for contact in self._named("contact"):
            if why := why_no_person(contact.key):
                self.nobodys.append(contact.id)
                self.skips[why] = self.skips.get(why, 0) + 1
                continue
            lookup = lookup_of_person(contact.key, contact.id, contact.first_name, contact.last_name)
            yield self._combined(contact, lookup)
        for company in self._named("company"):
            if company.id in self._with_contacts:
                self._passed_over.append(company)
            else:
                yield Lookup(domain=company.key, company_id=company.id)

    def _named(self, entity: Entity) -> Iterator[Candidate]:
        for number in self._ids.get(entity, []):
            yield from self._store.named(entity, [number])

    def _combined(self, contact: Candidate, lookup: Lookup) -> Lookup:
        """The look-up of a person, with their company if that is due too and is the one that the e-mail names."""
        company_id = contact.company_id
        if company_id is None or company_id in self._with_contacts or company_id not in self._due_companies():
            return lookup
        email = emails.read(contact.key)
        for company in self._store.named("company", [company_id]):
            if email and company.key == email.company_domain:
                self._with_contacts.add(company_id)
                return Lookup(company.key, contact.key, company_id, contact.id, lookup.hints)
        return lookup

    def _due_companies(self) -> frozenset[int]:
        if self._companies is None:
            self._companies = frozenset(self._ids.get("company", ()))
        return self._companies

    _companies: frozenset[int] | None = None
