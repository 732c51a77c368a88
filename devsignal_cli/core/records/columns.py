"""Which column of a file holds which field: names are matched loosely, and what a person says counts most. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devsignal_cli.core.records.fields import FIELDS, is_field
from devsignal_cli.errors import UsageError
from devsignal_cli.model.records import Entity

_SPELLINGS: Mapping[Entity, Mapping[str, str]] = {
    "company": {
        "domain": "domain companydomain domainname companydomainname primarydomain emaildomain webdomain host domäne",
        "aliases": "aliases alias domains otherdomains additionaldomains furtherdomains",
        "name": "name company companyname account accountname organization organisation organizationname business"
        " firma",
        "website": "website websiteurl companywebsite url companyurl homepage web site webpage webseite",
        "size": "size companysize employees employeecount numberofemployees noofemployees headcount staff mitarbeiter",
        "description": "description about aboutus summary overview notes beschreibung",
        "industry": "industry vertical branch branche",
        "country": "country countryname countryregion billingcountry headquarterscountry hqcountry land",
        "city": "city town billingcity headquarterscity hqcity ort stadt",
        "annualRevenue": "annualrevenue revenue turnover",
        "totalFunding": "totalfunding funding totalraised raised totalmoneyraised",
        "techStack": "techstack technologies technology tech technologystack stack webtechnologies",
        "twitterHandle": "twitterhandle twitter twitterurl twitterusername x xhandle xurl xusername xtwitter",
        "linkedinHandle": "linkedinhandle linkedin linkedinurl linkedincompanypage linkedinpage companylinkedinurl",
        "foundedYear": "foundedyear founded yearfounded foundedin",
        "logo": "logo logourl",
        "phone": "phone phonenumber companyphone telephone telefon",
        "tags": "tags labels",
    },
    "contact": {
        "email": "email emailaddress mail workemail businessemail primaryemail emailid emailadresse",
        "first_name": "firstname first givenname forename vorname",
        "last_name": "lastname last surname familyname nachname",
        "name": "name fullname contact contactname displayname person",
        "title": "title jobtitle job position funktion",
        "company": "company companyname account accountname organization organisation employer associatedcompany"
        " primaryassociatedcompany firma",
        "phone": "phone phonenumber mobile mobilephone telephone telefon",
        "companyDomain": "companydomain companywebsite website domain companyurl accountdomain",
        "x_user_id": "xuserid xid twitterid twitteruserid",
        "twitterHandle": "twitterhandle twitter twitterurl twitterusername x xhandle xurl xusername xtwitter handle",
        "linkedinHandle": "linkedinhandle linkedin linkedinurl linkedinprofile personlinkedinurl",
        "location": "location place address city ort",
        "avatar": "avatar photo picture image photourl avatarurl",
        "role": "role department function jobfunction",
        "seniority": "seniority level joblevel",
        "tags": "tags labels",
    },
}
"""How people and their programs call fields, without blanks, signs and capitals; the usual one first."""
KEYS: Mapping[Entity, tuple[str, ...]] = {
    "company": ("domain", "aliases", "custom_fields"),
    "contact": ("email", "name", "company", "companyDomain", "custom_fields"),
}
"""What a column may hold beside fields."""
OURS = frozenset(
    "id org source created_at updated_at queued outcome provider enriched_at company_id contacts signals".split()
)
"""Columns of our own exports that say nothing of the record itself."""
_OUR_MARKS = frozenset({"id", "custom_fields", "queued", "enriched_at"})
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field each used column holds, in the file's order; which columns are not used."""

    fields: Mapping[str, str]
    unused: tuple[str, ...]


def matched(entity: Entity, names: Sequence[str], given: Sequence[str] = ()) -> Columns:
    """The columns of a file; `given` are a person's own words, COLUMN=FIELD, or COLUMN= to leave one out.

    Raises:
        UsageError: a person's word cannot be meant, or no column tells which record a line is about.
    """
    chosen = _given(entity, names, given)
    taken = set(chosen.values())
    wanted = _wanted(entity)
    for field in wanted:
        column = None if field in taken else _best(field, wanted, names, chosen)
        if column is not None:
            chosen[column] = field
            taken.add(field)
    fields = {name: chosen[name] for name in names if chosen.get(name)}
    _must_name(entity, names, set(fields.values()))
    told = OURS if set(names) >= _OUR_MARKS else frozenset()
    return Columns(fields, tuple(name for name in names if name not in fields and name not in told))


def _wanted(entity: Entity) -> dict[str, list[str]]:
    """Each field and key with its spellings."""
    spellings = {field: told.split() for field, told in _SPELLINGS[entity].items()}
    return {field: spellings.get(field, [_key(field)]) for field in (*KEYS[entity], *FIELDS[entity])}


def _best(
    field: str, wanted: Mapping[str, Sequence[str]], names: Sequence[str], chosen: Mapping[str, str]
) -> str | None:
    """The free column that spells a field in the most usual way."""
    free = {_key(name): name for name in reversed(names) if name not in chosen}
    return next((free[spelling] for spelling in wanted[field] if spelling in free), None)


def _key(name: str) -> str:
    return _SIGNS.sub("", name).lower()


def _given(entity: Entity, names: Sequence[str], given: Sequence[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for word in given:
        name, equals, field = word.rpartition("=")
        if not equals or name not in names:
            raise UsageError(f"{word!r} names no column of the file.", f"Its columns are {', '.join(names)}.")
        if field and field not in KEYS[entity] and not is_field(entity, field):
            known = ", ".join((*KEYS[entity], *FIELDS[entity]))
            raise UsageError(f"{field!r} is no field of a {entity}.", f"Fields are {known}, or a word of your own.")
        if field and field in chosen.values():
            raise UsageError(f"Two columns are to hold {field}.", "Name one of them.")
        chosen[name] = field
    return chosen


def _must_name(entity: Entity, names: Sequence[str], fields: set[str]) -> None:
    telling = {"company": {"domain", "website", "name"}, "contact": {"email", "name", "first_name", "twitterHandle"}}
    if not fields & telling[entity]:
        wanted = "a domain or a name" if entity == "company" else "an e-mail, a name or a handle on X"
        shown = ", ".join(names[:10]) or "none"
        raise UsageError(
            f"No column of the file tells {wanted}; its columns are {shown}.",
            f'Say which does: --map "COLUMN={"domain" if entity == "company" else "email"}".',
        )
