"""An invented firm and an invented person, in the shapes that providers send, and any JSON value at all."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from devsignal_cli.connectors.enrichment_payload import company_of, person_of
from devsignal_cli.model.enrichment import Found

DOMAIN, EMAIL = "quokka.test", "jo.marsh@quokka.test"
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def company(**fields: Any) -> dict[str, Any]:
    """A whole company as Clearbit tells it."""
    return {
        "id": "0b0e1d52-0000-4000-8000-000000000001",
        "name": "Quokka",
        "legalName": "Quokka Build Ltd",
        "domain": DOMAIN,
        "domainAliases": ["quokka.example", "getquokka.test"],
        "url": "https://quokka.test/home",
        "site": {"phoneNumbers": ["+44 20 7946 0001", "+1 202-555-0101"], "emailAddresses": ["hi@quokka.test"]},
        "category": {
            "sector": "Industrials",
            "industryGroup": "Tools",
            "industry": "Builders",
            "subIndustry": "Hammers",
        },
        "tags": ["B2B", "Builders"],
        "description": "Quokka builds what you have written.",
        "foundedYear": 2014,
        "location": "1 Burrow Lane, Perth",
        "timeZone": "Australia/Perth",
        "geo": {"city": "Perth", "state": "Western Australia", "country": "Australia", "countryCode": "AU"},
        "logo": "https://cdn.quokka.test/logo.png",
        "linkedin": {"handle": "company/quokka"},
        "twitter": {"handle": "quokka", "id": "7001", "followers": 12},
        "emailProvider": False,
        "type": "private",
        "ticker": "QKA",
        "phone": None,
        "metrics": {
            "employees": 140,
            "employeesRange": "51-250",
            "raised": 12_000_000,
            "annualRevenue": 8_500_000,
            "estimatedAnnualRevenue": "$1M-$10M",
        },
        "tech": ["ruby_on_rails", "nginx", "Nginx"],
        "techCategories": ["web_servers"],
        "parent": {"domain": "burrow.test"},
        "ultimateParent": {"domain": "warren.test"},
    } | fields


def person(**fields: Any) -> dict[str, Any]:
    """A whole person as Clearbit tells them."""
    return {
        "id": "0b0e1d52-0000-4000-8000-000000000002",
        "name": {"fullName": "Jo Marsh", "givenName": "Jo", "familyName": "Marsh"},
        "email": EMAIL,
        "location": "Perth, WA, AU",
        "timeZone": "Australia/Perth",
        "geo": {"city": "Perth", "state": "Western Australia", "country": "Australia"},
        "avatar": "https://cdn.quokka.test/jo.png",
        "employment": {"domain": DOMAIN, "name": "Quokka", "title": "Head of Burrows", "role": "engineering", "seniority": "director"},
        "github": {"handle": "jomarsh", "id": 81},
        "twitter": {"handle": "jo_marsh", "id": 7002},
        "linkedin": {"handle": "in/jo-marsh"},
        "fuzzy": False,
        "emailProvider": False,
        "inactiveAt": None,
    } | fields  # fmt: skip


def emptied(value: Any) -> Any:
    """The same shape with null in every place."""
    if isinstance(value, Mapping):
        return {name: emptied(item) for name, item in value.items()}
    return [] if isinstance(value, list) else None


def hunter_company(**fields: Any) -> dict[str, Any]:
    """The company as Hunter tells it: ranges, dashes, hosts where Clearbit has counts, underscores, booleans."""
    changes: dict[str, Any] = {
        "url": None,
        "emailProvider": "mail.test",
        "indexedAt": "2026-01-03",
        "twitter": {"handle": None, "id": None},
        "phone": "+44 20 7946 0001",
        "metrics": {"employees": "51-200", "raised": None, "annualRevenue": None, "estimatedAnnualRevenue": None},
        "tech": ["ruby-on-rails", "http-3"],
        "fundingRounds": [{"series": "A", "raisedAmountUsd": 2_000_000}, {"series": "B", "raisedAmountUsd": 5_000_000}],
    }
    return company(**changes) | fields


def firm(**fields: Any) -> Found:
    """What is read of that company."""
    found = company_of(company(**fields))
    assert found is not None
    return found


def human(**fields: Any) -> Found:
    """What is read of that person."""
    found = person_of(person(**fields))
    assert found is not None
    return found
