"""Third rule: the company that the profile points to. It ties the company, never one of its people. Pure."""

from collections.abc import Iterator, Mapping

from devsignal_cli.core.identity import employer, voices
from devsignal_cli.core.identity.employer import Employer
from devsignal_cli.core.identity.steps import Step, review
from devsignal_cli.model.people import AuthorFacts, ClaimSource, Link, People, Target
from devsignal_cli.model.words import IdentityState

_METHOD: Mapping[ClaimSource, str] = {"affiliation": "affiliation", "bio_handle": "company_handle"}
_CONFIDENCE: Mapping[ClaimSource, float] = {"affiliation": 1.0, "link": 0.9}
_IN_TEXT, _DOUBTFUL = 0.85, 0.5
_MOST_REVIEWED = 3


def steps(people: People, author: AuthorFacts) -> Iterator[Step]:
    """The company that a profile names as its author's."""
    told = employer.of_profile(people, author)
    vouched = [one for one in told if one.is_vouched]
    if not vouched and (why := voices.borrowed(author)):
        yield Step("domain", f"no company, because {why}")
    elif not told:
        refused = employer.of_profile(people, author, with_refused=True)
        but = "; a person has refused the one that it names" if refused else ""
        yield Step("domain", f"the profile names no company on file as its author's{but}")
    elif len(vouched) == 1:
        yield _step(author, vouched[0], "", is_tied=True)
    elif len(told) == 1 and not employer.has_rivals(people, author, told[0]):
        yield _step(author, told[0], "", is_tied=people.mode == "balanced")
    elif len(told) == 1:
        yield _step(author, told[0], "; it names others too", is_tied=False)
    else:
        yield from (_step(author, one, "; it names several on file", is_tied=False) for one in told[:_MOST_REVIEWED])


def _step(author: AuthorFacts, one: Employer, but: str, *, is_tied: bool) -> Step:
    method, evidence = _METHOD.get(one.source, "domain"), one.evidence + but
    confidence = _DOUBTFUL if but else _CONFIDENCE.get(one.source, _IN_TEXT)
    if not is_tied:
        return Step(
            method, evidence, (review(author, Target("company", one.company_id), method, confidence, evidence),)
        )
    state: IdentityState = "confirmed" if one.is_vouched else "probable"
    return Step(method, evidence, (Link(author.id, None, one.company_id, method, confidence, evidence, state),))
