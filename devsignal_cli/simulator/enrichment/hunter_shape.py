"""Clearbit's records as Hunter shows them: ranges for numbers, hosts for flags, nulls where it knows nothing."""

import zlib
from typing import Any

from devsignal_cli.simulator.enrichment.records import Record

MAIL_HOSTS = ("google.com", "outlook.com", "zoho.com")
_MONEY = ("marketCap", "raised", "annualRevenue", "estimatedAnnualRevenue", "fiscalYearEnd")
_RANKS = ("alexaUsRank", "alexaGlobalRank")
_STREET = ("streetNumber", "streetName", "subPremise", "streetAddress", "postalCode")
_ROLES = {"leadership": "management", "engineering": "it", "marketing": "marketing", "product": "management"}


def company_shape(record: Record) -> Record:
    """A company in Hunter's default shape."""
    domain, phones = record["domain"], (record.get("site") or {}).get("phoneNumbers") or [None]
    return record | {
        "domainAliases": [],
        "tags": [tag.lower() for tag in record.get("tags") or ()],
        "location": _city_of(record),
        "geo": _holes(record, "geo", _STREET),
        "logo": f"https://logos.hunter.io/{domain}",
        "facebook": {"handle": None, "likes": None},
        "twitter": dict.fromkeys(record.get("twitter") or ("handle",)),
        "youtube": {"handle": None},
        "instagram": {"handle": None},
        "emailProvider": _mail_host(domain),
        "company_type": "privately held" if record.get("type") == "private" else record.get("type"),
        "identifiers": {"usEIN": None},
        "phone": phones[0],
        "metrics": _metrics(record),
        "indexedAt": _day(record.get("indexedAt")),
        "tech": [*(slug.replace("_", "-") for slug in record.get("tech") or ()), "hsts", "http-3"],
        "fundingRounds": [],
    }


def person_shape(record: Record) -> Record:
    """A person in Hunter's default shape; objects about which it knows nothing are null."""
    linkedin = (record.get("linkedin") or {}).get("handle")
    return record | {
        "bio": None,
        "site": None,
        "avatar": None,
        "employment": _employment(record),
        "facebook": {"handle": None},
        "github": None,
        "twitter": dict.fromkeys(record.get("twitter") or ("handle",)),
        "linkedin": {"handle": linkedin and linkedin.rpartition("/")[2]},
        "gravatar": None,
        "emailProvider": _mail_host(record["email"].rpartition("@")[2]),
        "indexedAt": _day(record.get("indexedAt")),
        "activeAt": _day(record.get("activeAt")),
        "inactiveAt": _day(record.get("inactiveAt")),
    }


def blank_person(email: str) -> Record:
    """The person of a 200 that has found nobody."""
    return {
        "id": "00000000-0000-5000-8000-000000000000",
        "name": {"fullName": None, "givenName": None, "familyName": None},
        "email": email,
        "location": None,
        "employment": None,
        "geo": None,
        "fuzzy": False,
        "emailProvider": None,
        "indexedAt": None,
    }


def _metrics(record: Record) -> Record:
    known = dict(record.get("metrics") or {})
    employees = known.pop("employeesRange", None)
    return known | dict.fromkeys((*_RANKS, *_MONEY)) | {"employees": employees}


def _employment(record: Record) -> Record | None:
    job: Record = record.get("employment") or {}
    role = job.get("role")
    return job | {"role": role and _ROLES.get(role, "other")} if any(job.values()) else None


def _city_of(record: Record) -> str | None:
    geo = record.get("geo") or {}
    return ", ".join(geo[part] for part in ("city", "state", "country") if geo.get(part)) or None


def _holes(record: Record, group: str, names: tuple[str, ...]) -> Record | None:
    known = record.get(group)
    return {**known, **dict.fromkeys(names)} if known else None


def _mail_host(domain: str) -> str:
    return MAIL_HOSTS[zlib.crc32(domain.encode()) % len(MAIL_HOSTS)]


def _day(moment: Any) -> str | None:
    return str(moment)[:10] if moment else None
