"""The companies and people that the simulated Clearbit and Hunter know, planted by tests or seeded."""

from collections.abc import Mapping
from typing import Any, Self

from devsignal_cli.simulator.enrichment import cast
from devsignal_cli.simulator.enrichment.company import company_body, name_of
from devsignal_cli.simulator.enrichment.inputs import FREE_MAIL, Kind
from devsignal_cli.simulator.enrichment.person import person_body
from devsignal_cli.simulator.enrichment.records import Record, Records


class EnrichmentWorld:
    """Records of Clearbit's shape by lower-case domain and e-mail; may be changed while the simulator serves.

    Reading `companies[domain]` builds the record anew each time; to change one, add it again. `suppressed` holds the
    addresses whose owners told Hunter to stop. With `blank_unknown_people` Hunter answers 200 with an empty person
    instead of 404.
    """

    def __init__(self) -> None:
        self.companies = Records(lambda domain, own: company_body(domain, own.get("name")))
        self.people = Records(lambda email, _own: self._invented_person(email))
        self.suppressed: set[str] = set()
        self.blank_unknown_people = False
        self._aliases: dict[str, str] = {}
        self._pending: dict[str, tuple[int, int]] = {}

    @classmethod
    def seeded(cls, seed: int = 1) -> Self:
        """Fourteen companies, among them acme.dev and globex.dev, each with two to four people."""
        world = cls()
        for domain, own in cast.companies(seed):
            world.add_company(domain, **own)
        for email, own in cast.people(seed):
            world.add_person(email, **own)
        return world

    def add_company(self, domain: str, **overrides: Any) -> None:
        """Adds or replaces a company; overrides are laid over the invented record: metrics={"employees": 5}."""
        domain = domain.lower()
        if domain in self.companies:
            self._aliases = {alias: owner for alias, owner in self._aliases.items() if owner != domain}
        self.companies[domain] = overrides
        self._aliases |= {alias.lower(): domain for alias in overrides.get("domainAliases") or ()}

    def add_person(self, email: str, **overrides: Any) -> None:
        """Adds or replaces a person, employed at the domain of the address unless that is one of free mail."""
        self.people[email.lower()] = overrides

    def make_pending(self, asked: str, times: int) -> None:
        """Lets Clearbit answer 202 to the next `times` look-ups of a domain or an e-mail address."""
        self._pending[asked.lower()] = (0, times)

    def take_pending(self, asked: str) -> int | None:
        """How often this input has been put off before, counting one more; None when it need not wait (any more)."""
        done, times = self._pending.get(asked, (0, 0))
        if done >= times:
            return None
        self._pending[asked] = (done + 1, times)
        return done

    def find(self, kind: Kind, asked: str) -> Record | None:
        """The record for a domain or an address; combined: {person, company}, None only when there is neither."""
        match kind:
            case "company":
                return self._company(asked)
            case "person":
                return self.people.get(asked)
            case "combined":
                return self._combined(asked)

    def _combined(self, email: str) -> Record | None:
        person = self.people.get(email)
        company = self._company(self._workplace(email, person))
        return {"person": person, "company": company} if person or company else None

    def _workplace(self, email: str, person: Mapping[str, Any] | None) -> str:
        named = ((person or {}).get("employment") or {}).get("domain")
        domain = email.rpartition("@")[2]
        return str(named) if named else "" if domain in FREE_MAIL else domain

    def _company(self, domain: str) -> Record | None:
        known = domain if domain in self.companies else self._aliases.get(domain, domain)
        return self.companies.get(known)

    def _invented_person(self, email: str) -> Record:
        domain = email.rpartition("@")[2]
        if domain in FREE_MAIL:
            return person_body(email, None)
        company = self._company(domain)
        return person_body(email, str(company["name"]) if company else name_of(domain))
