"""The envelopes of providers, and what holds for every object: hostile, deep or huge."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.connectors.enrichment_payload import (
    company_object,
    company_of,
    is_combined,
    person_object,
    person_of,
)
from tests.connectors.firms import ANY_JSON, company, firm, human, person

LOOSE = st.dictionaries(
    st.sampled_from(
        ["name", "domain", "domainAliases", "url", "site", "geo", "metrics", "tech", "logo", "twitter", "linkedin", "employment", "data", "person", "company", "fuzzy", "inactiveAt", "fundingRounds", "foundedYear", "departments", "errors"]
    ),
    ANY_JSON,
)  # fmt: skip


def test_the_object_is_kept_as_it_came() -> None:
    assert (json.loads(firm().raw), json.loads(human().raw)) == (company(), person())


@pytest.mark.parametrize("read", [company_of, person_of])
def test_of_nothing_nothing_is_known(read: Any) -> None:
    assert (read(None), read({})) == (None, None)


COMPANY, PERSON = {"name": "Quokka"}, {"name": {"fullName": "Jo"}}


@pytest.mark.parametrize(
    ("document", "found_company", "found_person"),
    [
        (COMPANY, COMPANY, COMPANY),
        ({"data": COMPANY}, COMPANY, COMPANY),
        ({"person": PERSON, "company": COMPANY}, COMPANY, PERSON),
        ({"data": {"person": PERSON, "company": COMPANY}}, COMPANY, PERSON),
        ({"person": None, "company": COMPANY}, COMPANY, None),
        ({"person": PERSON, "company": None}, None, PERSON),
        ({"company": None, "organization": COMPANY, "person": None}, COMPANY, None),
        ({"person": None, "company": None}, None, None),
        ({"person": {}, "company": {}}, None, None),
        ({"data": None}, None, None),
        ({"data": []}, None, None),
        ({"data": {}}, None, None),
        ({}, None, None),
    ],
)
def test_company_and_person_are_found_in_every_envelope(document: Any, found_company: Any, found_person: Any) -> None:
    assert (company_object(document), person_object(document)) == (found_company, found_person)


def test_the_name_of_an_employer_is_no_company() -> None:
    assert person_object({"company": "Quokka"} | PERSON) == {"company": "Quokka"} | PERSON


@pytest.mark.parametrize(
    ("document", "both"),
    [({"person": None, "company": None}, True), ({"data": {"company": COMPANY}}, True), (PERSON, False), ({}, False)],
)
def test_only_an_answer_with_named_parts_tells_person_and_company_apart(document: Any, both: bool) -> None:
    assert is_combined(document) is both


@given(LOOSE)
def test_no_object_makes_reading_fail_and_what_is_kept_is_json(document: dict[str, Any]) -> None:
    for found in (company_of(company_object(document)), person_of(person_object(document))):
        if found is not None:
            assert isinstance(json.loads(found.raw), dict)
            json.dumps([dict(found.fields), dict(found.extras)], allow_nan=False)


@given(LOOSE)
def test_what_was_read_is_read_alike_from_what_is_kept(document: dict[str, Any]) -> None:
    for read in (company_of, person_of):
        found = read(document)
        assert found is None or read(json.loads(found.raw)) == found


def nested(levels: int) -> Any:
    deep: Any = "bottom"
    for _ in range(levels):
        deep = {"a": [deep]}
    return deep


def test_an_object_too_deep_to_be_written_is_kept_without_its_depths() -> None:
    found = firm(extra=nested(5_000), tags=["B2B"])
    kept = json.loads(found.raw)
    assert (kept["name"], kept["tags"]) == ("Quokka", ["B2B"])


def test_a_huge_object_is_read_in_its_bounds() -> None:
    found = firm(
        tags=[f"tag {number}" for number in range(100_000)], domainAliases=[f"q{n}.test" for n in range(100_000)]
    )
    tags = found.extras["tags"]
    assert isinstance(tags, list)
    assert (len(tags), len(found.aliases)) == (1_000, 1_000)
