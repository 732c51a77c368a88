"""For which companies of an organization a profile says that its author works, and for which it says not. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from devsignal_cli.core.identity.labels import sound_alike
from devsignal_cli.model.people import AuthorFacts, Claim, ClaimSource, CompanyFacts, ContactFacts, People, Target

_SOURCES: tuple[ClaimSource, ...] = ("affiliation", "link", "bio_link", "bio_domain", "bio_handle")
_WORDS: Mapping[ClaimSource, str] = {
    "affiliation": "X shows an affiliation with @{}",
    "link": "the profile's link is {}",
    "bio_link": "the profile's text links to {}",
    "bio_domain": "the profile's text names {}",
    "bio_handle": "the profile's text names @{}",
}


class Employer(NamedTuple):
    """A company that a profile points to: by what most surely, and in words."""

    company_id: int
    source: ClaimSource
    evidence: str

    @property
    def is_vouched(self) -> bool:
        """Whether X itself says so, not the author."""
        return self.source == "affiliation"


def of_profile(people: People, author: AuthorFacts, *, with_refused: bool = False) -> tuple[Employer, ...]:
    """The companies on file for which a profile says that its author works, surest first.

    One that the profile also denies (ex-, advisor, fan…) is none, and so is one that a person has refused, unless asked
    for.
    """
    found: dict[int, Employer] = {}
    works = (claim for claim in author.claims if claim.stance == "works")
    for claim in sorted(works, key=lambda claim: (_SOURCES.index(claim.source), claim.value)):
        for company in _named(people, claim):
            is_refused = (author.id, Target("company", company.id)) in people.rejected and not with_refused
            if not (is_refused or _is_denied(author, company)):
                evidence = _WORDS[claim.source].format(claim.value)
                found.setdefault(company.id, Employer(company.id, claim.source, evidence))
    return tuple(found.values())


def has_rivals(people: People, author: AuthorFacts, told: Employer) -> bool:
    """Whether the text of a profile names as its author's what does not sound like this company, link and all aside."""
    if told.source in ("affiliation", "link"):
        return False
    company = people.companies[told.company_id]
    said = [claim for claim in author.claims if claim.stance == "works" and claim.source.startswith("bio")]
    return not all(_sounds_like(claim, company) for claim in said)


def of_contact(people: People, author: AuthorFacts, found: ContactFacts) -> tuple[int | None, str]:
    """The company for which an author who is a contact writes, and why if it is not the contact's.

    People change jobs sooner than anybody edits a record: what the profile says counts more, unless it says several
    things, or only X's own word counts (strict).
    """
    held, told = found.company_id, of_profile(people, author)
    if people.mode == "strict":
        told = tuple(one for one in told if one.is_vouched)
    if held is not None and any(one.company_id == held for one in told):
        return held, ""
    if len(told) == 1:
        return told[0].company_id, told[0].evidence
    if held is not None and (author.id, Target("company", held)) in people.rejected:
        return None, "a person has refused the contact's company"
    company = people.companies.get(held or 0)
    if company is None or people.mode == "strict":
        return held, ""
    if _is_denied(author, company) or _is_elsewhere(author, company):
        return None, "the profile does not name the contact's company as its author's"
    return held, ""


def _is_denied(author: AuthorFacts, company: CompanyFacts) -> bool:
    """Whether a profile names a company, or what sounds like it, as none of its author's: left, advised, liked."""
    return any(claim.stance == "not" and _sounds_like(claim, company) for claim in author.claims)


def _is_elsewhere(author: AuthorFacts, company: CompanyFacts) -> bool:
    """Whether the text of a profile says plainly that its author works, and nowhere that sounds like this company."""
    said = [claim for claim in author.claims if claim.stance == "works" and claim.source.startswith("bio")]
    return bool(said) and not any(_sounds_like(claim, company) for claim in said)


def _sounds_like(claim: Claim, company: CompanyFacts) -> bool:
    """Whether a claim may mean a company: one's label is within the other's ("acmehq", "getacme.com")."""
    if claim.value in company.domains or claim.value == company.handle:
        return True
    labels = [name.split(".")[0] for name in company.domains] + [company.handle or ""]
    return any(sound_alike(claim.value.split(".")[0], label) for label in labels)


def _named(people: People, claim: Claim) -> Sequence[CompanyFacts]:
    by_value = people.companies_by_domain if claim.kind == "domain" else people.companies_by_handle
    return by_value.get(claim.value, ())
