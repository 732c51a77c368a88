"""Objects of providers to what is known of a company or a person: tables of paths, tried in order. No HTTP.

Read alike: Clearbit of 2014 to 2024, Hunter (in its `data` envelope or bare), Tomba, Apollo. Foreign or broken values
count as missing; no JSON value makes it fail. What the fields mean: the product's contract, "What enrichment writes".
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from devsignal_cli.model import field_values as values
from devsignal_cli.model.enrichment import Found
from devsignal_cli.model.records import Value

Document = Mapping[str, Any]
T = TypeVar("T")
_Row = tuple[str, Callable[[Any], Value | None], tuple[str, ...]]
_DEEPEST = 50

_COMPANY: tuple[_Row, ...] = (
    ("name", values.text, ("name", "legalName", "legal_name")),
    ("description", values.text, ("description", "short_description")),
    ("industry", values.text, ("category.industry", "industry")),
    ("website", values.url, ("url", "website_url", "website", "site.url")),
    ("logo", values.url, ("logo", "logo_url")),
    ("country", values.text, ("geo.country", "country")),
    ("city", values.text, ("geo.city", "city")),
    ("totalFunding", values.whole, ("metrics.raised", "raised", "totalFunding", "total_funding")),
    ("totalFunding", values.total, ("fundingRounds",)),
    ("techStack", values.slugs, ("tech", "technology_names", "technologies", "current_technologies")),
    ("twitterHandle", values.x_handle, ("twitter.handle", "twitter_url", "twitter")),
    ("linkedinHandle", values.linkedin_handle, ("linkedin.handle", "linkedin_url", "linkedin")),
    ("sector", values.text, ("category.sector", "sector")),
    ("subIndustry", values.text, ("category.subIndustry", "subIndustry", "sub_industry")),
    ("foundedYear", values.year, ("foundedYear", "founded_year", "foundedDate", "founded")),
)
_EMPLOYEES = ("metrics.employees", "employees", "estimated_num_employees")
_EMPLOYEES_RANGE = ("metrics.employeesRange", "employeesRange", *_EMPLOYEES)
_REVENUE = ("metrics.annualRevenue", "annualRevenue", "annual_revenue")
_REVENUE_RANGE = ("metrics.estimatedAnnualRevenue", "estimatedAnnualRevenue", *_REVENUE, "annual_revenue_printed")
_COMPANY_EXTRAS: tuple[_Row, ...] = (
    ("legalName", values.text, ("legalName", "legal_name")),
    ("tags", values.texts, ("tags", "keywords", "categories")),
    ("techCategories", values.slugs, ("techCategories", "tech_categories")),
    ("type", values.text, ("type", "company_type")),
    ("ticker", values.text, ("ticker", "publicly_traded_symbol")),
    ("phone", values.text, ("phone", "primary_phone.number", "site.phoneNumbers.0")),
    ("parentDomain", values.domain, ("ultimateParent.domain", "ultimate_parent.domain", "parent.domain")),
    ("timeZone", values.text, ("timeZone", "time_zone")),
    ("githubHandle", values.github_handle, ("github.handle", "github_url")),
)
_PERSON: tuple[_Row, ...] = (
    ("first_name", values.text, ("name.givenName", "givenName", "first_name")),
    ("last_name", values.text, ("name.familyName", "familyName", "last_name")),
    ("title", values.text, ("employment.title", "title")),
    ("avatar", values.url, ("avatar", "photo_url")),
    ("twitterHandle", values.x_handle, ("twitter.handle", "twitter_url", "twitter")),
    ("linkedinHandle", values.linkedin_handle, ("linkedin.handle", "linkedin_url", "linkedin")),
    ("location", values.text, ("location", "formatted_address")),
    ("seniority", values.text, ("employment.seniority", "seniority")),
    ("role", values.text, ("employment.role", "role", "departments.0")),
)
_PERSON_EXTRAS: tuple[_Row, ...] = (
    ("phone", values.text, ("phone",)),
    ("timeZone", values.text, ("timeZone", "time_zone")),
    ("githubHandle", values.github_handle, ("github.handle", "github_url")),
)
_PLACE = (("geo.city", "city"), ("geo.state", "state"), ("geo.country", "country"))
_OF_THE_JOB = ("title", "seniority", "role")
_TIES = ("twitterHandle", "linkedinHandle", "avatar", "githubHandle")  # of a fuzzy match they could name another person
_TRUE = (True, "true", "True")
_TELLS_NOTHING = frozenset({"id", "email", "domain", "indexedAt", "meta"})
_USELESS_ALONE = frozenset({"type", "timeZone", "fuzzy"})


def company_object(document: Document) -> Document | None:
    """The company in an answer: bare, in `data`, `company` or `organization`; None when it says that there is none."""
    return _inner(_unwrapped(document), ("company", "organization"))


def person_object(document: Document) -> Document | None:
    """The person in an answer: bare, in `data` or `person`; None when it says that there is none."""
    return _inner(_unwrapped(document), ("person",))


def is_combined(document: Document) -> bool:
    """Whether an answer tells a person and a company apart; a bare object does not say which of them it is."""
    return not _unwrapped(document).keys().isdisjoint(("person", "company", "organization"))


def company_of(document: Document | None) -> Found | None:
    """What is known of a company; None when nothing is but ids and its domain."""
    if document is None:
        return None
    host = _first(document, values.domain, ("domain", "primary_domain"))
    fields, extras = _read(document, _COMPANY), _read(document, _COMPANY_EXTRAS)
    fields |= _size_and_money(document)
    employees = _first(document, values.whole, _EMPLOYEES)
    employees_range = _first(document, values.range_text, _EMPLOYEES_RANGE)
    extras |= _given(employees=employees or None, employeesRange=employees_range)
    if not _is_useful({name: value for name, value in fields.items() if not _is_host(value, host)}, extras):
        return None
    if host:
        fields.setdefault("website", f"https://{host}")
    aliases = _at(document, "domainAliases")
    known = (values.domain(alias) for alias in (aliases if isinstance(aliases, list) else [])[: values.LONGEST_LIST])
    return Found("company", fields, extras, _raw(document), host, tuple(dict.fromkeys(filter(None, known))))


def person_of(document: Document | None) -> Found | None:
    """What is known of a person; None when nothing is but ids and the e-mail."""
    if document is None:
        return None
    fields, extras = _name(document) | _read(document, _PERSON), _read(document, _PERSON_EXTRAS)
    if place := _place(document):
        fields.setdefault("location", place)
    employer = _first(document, values.text, ("employment.name", "organization.name", "organization_name"))
    employer_domain = _first(document, values.domain, ("employment.domain", "organization.primary_domain"))
    has_left, is_fuzzy = _has_left(document), document.get("fuzzy") in _TRUE
    if has_left:
        fields, employer, employer_domain = _without(fields, _OF_THE_JOB), None, None
    if is_fuzzy:
        fields, extras = _without(fields, _TIES), _without(extras, _TIES) | {"fuzzy": True}
    if not (_is_useful(fields, extras) or employer or employer_domain):
        return None
    return Found(
        "contact",
        fields,
        extras,
        _raw(document),
        employment_domain=employer_domain,
        employment_name=employer,
        is_fuzzy=is_fuzzy,
        has_left=has_left,
    )


def unread(document: Document, part: Document | None) -> bytes | None:
    """What came where a company or a person should be, if it tells something of which nothing could be read."""
    told = part if part is not None else document.get("data")
    if part is None and isinstance(told, dict):  # it says that there is none
        return None
    return _raw(document if part is None else part) if _tells(told, _DEEPEST) else None


def _tells(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        value = [item for name, item in value.items() if name not in _TELLS_NOTHING]
    if isinstance(value, list):
        return levels == 0 or any(_tells(item, levels - 1) for item in value)
    return value is not None and not isinstance(value, bool) and value != ""


def _unwrapped(document: Document) -> Document:
    data = document.get("data", document)
    return data if isinstance(data, dict) else {}


def _inner(document: Document, names: Sequence[str]) -> Document | None:
    found = [document[name] for name in names if isinstance(document.get(name, ""), dict | None)]
    inner = next((item for item in found if item is not None), None) if found else document
    return inner or None


def _read(document: Document, table: Sequence[_Row]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, reader, paths in table:
        value = _first(document, reader, paths)
        if value is not None:
            found.setdefault(name, value)
    return found


def _first(document: Document, reader: Callable[[Any], T], paths: Sequence[str]) -> T | None:
    read = (reader(_at(document, path)) for path in paths)
    return next((value for value in read if value is not None and value != []), None)


def _at(document: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(document, dict):
            document = document.get(step)
        elif isinstance(document, list) and step.isdigit() and int(step) < len(document):
            document = document[int(step)]
        else:
            return None
    return document


def _size_and_money(document: Document) -> dict[str, Value]:
    size = values.size_of(
        _first(document, values.whole, _EMPLOYEES), _first(document, values.range_text, _EMPLOYEES_RANGE)
    )
    revenue = _first(document, values.number, _REVENUE)
    estimated = None if revenue else _first(document, values.range_text, _REVENUE_RANGE)
    return _given(size=size, annualRevenue=revenue if estimated is None else estimated)


def _given(**found: Value | None) -> dict[str, Value]:
    return {name: value for name, value in found.items() if value is not None}


def _name(document: Document) -> dict[str, Value]:
    """First and last name out of a full one; a name in parts goes over it."""
    if any(_first(document, values.text, paths) for name, _, paths in _PERSON if name.endswith("_name")):
        return {}
    full = _first(document, values.text, ("name.fullName", "fullName", "full_name", "name")) or ""
    first, last = [*full.split(maxsplit=1), "", ""][:2]
    return _given(first_name=values.text(first), last_name=values.text(last))


def _place(document: Document) -> str | None:
    parts = [_first(document, values.text, paths) for paths in _PLACE]
    return values.text(", ".join(part for part in parts if part))


def _has_left(document: Document) -> bool:
    since = document.get("inactiveAt")
    return bool(values.text(since) or values.number(since))


def _without(found: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value]:
    return {name: value for name, value in found.items() if name not in names}


def _is_useful(fields: Mapping[str, Value], extras: Mapping[str, Value]) -> bool:
    return bool(fields or extras.keys() - _USELESS_ALONE)


def _is_host(value: Value, host: str | None) -> bool:
    return host is not None and isinstance(value, str) and values.domain(value.partition("//")[2] or value) == host


def _raw(document: Document) -> bytes:
    try:
        return json.dumps(document).encode("ascii")
    except (ValueError, RecursionError):  # too deep, or a number that JSON has not
        return json.dumps(_shallow(document, _DEEPEST)).encode("ascii")


def _shallow(value: Any, levels: int) -> Any:
    if isinstance(value, dict):
        return {name: _shallow(item, levels - 1) for name, item in value.items()} if levels else None
    if isinstance(value, list):
        return [_shallow(item, levels - 1) for item in value] if levels else None
    return value
