"""Invents a company from its domain alone, in the shape of Clearbit 2019-12-19; the same domain gives the same one."""

import random
import uuid
from dataclasses import dataclass
from typing import Any

from devsignal_cli.simulator.enrichment.words import BUSINESSES, PLACES, SIZES, TOOLS, Business, Place

SHORT_NULLS = 0.4


@dataclass(frozen=True, slots=True)
class _Traits:
    name: str
    label: str
    domain: str
    business: Business
    place: Place
    employees: int
    is_public: bool


def company_body(domain: str, name: str | None = None) -> dict[str, Any]:
    """All attribute groups of a company; some values are null, as they are at Clearbit."""
    rng = random.Random(f"company:{domain}")
    traits = _traits(rng, domain, name or name_of(domain))
    return (
        _identity(rng, traits)
        | {"category": _category(traits.business)}
        | _location(rng, traits)
        | _accounts(rng, traits)
        | _standing(rng, traits)
        | {"metrics": _metrics(rng, traits)}
        | _tools(rng)
        | {"parent": {"domain": None}, "ultimateParent": {"domain": None}}
    )


def name_of(domain: str) -> str:
    """How a company of this domain is called when nobody has said so."""
    return domain.partition(".")[0].replace("-", " ").title()


def indexed_at(rng: random.Random) -> str:
    """A moment of the year before the simulator's posts."""
    return f"2026-{rng.randrange(1, 11):02d}-{rng.randrange(1, 29):02d}T{rng.randrange(24):02d}:15:00.000Z"


def sometimes(rng: random.Random, value: Any, nulls: float = SHORT_NULLS) -> Any:
    """The value, or null in this share of all cases."""
    return None if rng.random() < nulls else value


def _traits(rng: random.Random, domain: str, name: str) -> _Traits:
    return _Traits(
        name=name,
        label=domain.partition(".")[0],
        domain=domain,
        business=rng.choice(BUSINESSES),
        place=rng.choice(PLACES),
        employees=int(10 ** rng.uniform(0.5, 4.6)),
        is_public=rng.random() < 0.15,  # noqa: PLR2004 - a share of companies
    )


def _identity(rng: random.Random, of: _Traits) -> dict[str, Any]:
    phones = [f"{of.place.dial}{rng.randrange(1000, 9999)}" for _ in range(rng.randrange(3))]
    return {
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "name": of.name,
        "legalName": sometimes(rng, f"{of.name}, Inc."),
        "domain": of.domain,
        "domainAliases": [],
        "site": {"phoneNumbers": phones, "emailAddresses": [f"hello@{of.domain}", f"support@{of.domain}"]},
        "tags": list(of.business.tags),
        "description": f"{of.name} {of.business.does}. Founded and run in {of.place.city}.",
        "foundedYear": sometimes(rng, rng.randrange(1978, 2024), 0.15),
    }


def _category(of: Business) -> dict[str, Any]:
    return {
        "sector": of.sector,
        "industryGroup": of.industry_group,
        "industry": of.industry,
        "subIndustry": of.sub_industry,
        "gicsCode": of.gics,
        "sicCode": of.sic4[:2],
        "sic4Codes": [of.sic4],
        "naicsCode": of.naics6[:2],
        "naics6Codes": [of.naics6],
        "naics6Codes2022": [of.naics6],
    }


def _location(rng: random.Random, of: _Traits) -> dict[str, Any]:
    place, number = of.place, str(rng.randrange(1, 400))
    street = f"{number} {place.street}"
    return {
        "location": f"{street}, {place.city}, {place.postal_code}, {place.country}",
        "timeZone": place.time_zone,
        "utcOffset": place.utc_offset,
        "geo": {
            "streetNumber": number,
            "streetName": place.street,
            "subPremise": None,
            "streetAddress": street,
            "city": place.city,
            "postalCode": place.postal_code,
            "state": place.state,
            "stateCode": place.state_code,
            "country": place.country,
            "countryCode": place.country_code,
            "lat": place.lat,
            "lng": place.lng,
        },
    }


def _accounts(rng: random.Random, of: _Traits) -> dict[str, Any]:
    face = sometimes(rng, of.label)
    return {
        "logo": f"https://logo.clearbit.com/{of.domain}",
        "facebook": {"handle": face, "likes": rng.randrange(90_000) if face else None},
        "linkedin": {"handle": f"company/{of.label}"},
        "twitter": {
            "handle": of.label,
            "id": str(rng.randrange(10**6, 10**10)),
            "bio": f"{of.name} {of.business.does}.",
            "followers": rng.randrange(90_000),
            "following": rng.randrange(900),
            "location": of.place.city,
            "site": f"https://{of.domain}",
            "avatar": f"https://pbs.example/{of.label}.png",
        },
        "crunchbase": {"handle": sometimes(rng, f"organization/{of.label}")},
    }


def _standing(rng: random.Random, of: _Traits) -> dict[str, Any]:
    return {
        "emailProvider": False,
        "type": "public" if of.is_public else "private",
        "ticker": of.label[:4].upper() if of.is_public else None,
        "identifiers": {"usEIN": sometimes(rng, str(rng.randrange(10**8, 10**9))), "usCIK": None},
        "phone": sometimes(rng, f"{of.place.dial}{rng.randrange(1000, 9999)}", 0.7),
        "indexedAt": indexed_at(rng),
    }


def _metrics(rng: random.Random, of: _Traits) -> dict[str, Any]:
    _, range_name, revenue = next(size for size in SIZES if of.employees <= size[0])
    income = of.employees * rng.randrange(90_000, 400_000)
    return {
        "alexaUsRank": sometimes(rng, rng.randrange(500, 900_000)),
        "alexaGlobalRank": sometimes(rng, rng.randrange(500, 900_000)),
        "trafficRank": sometimes(rng, rng.choice(("very_low", "low", "medium", "high", "very_high")), 0.1),
        "employees": of.employees,
        "employeesRange": range_name,
        "marketCap": income * rng.randrange(3, 30) if of.is_public else None,
        "raised": None if of.is_public else sometimes(rng, rng.randrange(1, 900) * 250_000),
        "annualRevenue": income if of.is_public else None,
        "estimatedAnnualRevenue": sometimes(rng, revenue, 0.1),
        "fiscalYearEnd": sometimes(rng, rng.randrange(1, 13)),
    }


def _tools(rng: random.Random) -> dict[str, Any]:
    tools = rng.sample(sorted(TOOLS), rng.randrange(9))
    return {"tech": tools, "techCategories": sorted({TOOLS[tool] for tool in tools})}
