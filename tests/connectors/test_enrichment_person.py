"""From a provider's object to what is known of a person."""

from typing import Any

import pytest

from devsignal_cli.connectors.enrichment_payload import person_object, person_of
from tests.connectors.firms import DOMAIN, emptied, human, person


def test_a_person_has_their_fields() -> None:
    assert human().fields == {
        "first_name": "Jo",
        "last_name": "Marsh",
        "title": "Head of Burrows",
        "avatar": "https://cdn.quokka.test/jo.png",
        "twitterHandle": "jo_marsh",
        "linkedinHandle": "in/jo-marsh",
        "location": "Perth, WA, AU",
        "seniority": "director",
        "role": "engineering",
    }


def test_beyond_their_fields_a_person_has_employer_time_zone_and_github() -> None:
    found = human()
    assert (found.employment_domain, found.employment_name) == (DOMAIN, "Quokka")
    assert found.extras == {"timeZone": "Australia/Perth", "githubHandle": "jomarsh"}


def test_a_person_of_nulls_is_unknown() -> None:
    assert person_of(emptied(person()) | {"email": "jo@quokka.test", "fuzzy": False}) is None


def test_of_a_person_the_employer_alone_is_worth_knowing() -> None:
    found = person_of({"employment": {"name": "Quokka"}})
    assert found is not None
    assert (found.fields, found.employment_name) == ({}, "Quokka")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ({"fullName": "Jo van der Marsh", "givenName": None, "familyName": None}, "Jo", "van der Marsh"),
        ({"fullName": "Jo"}, "Jo", None),
        ({"fullName": "Jo Marsh", "givenName": "Joanna"}, "Joanna", None),
        ("Jo Marsh", "Jo", "Marsh"),
        ({"fullName": "None"}, None, None),
        (None, None, None),
        ([], None, None),
    ],
)
def test_a_name_comes_in_parts_or_whole(name: Any, first: str | None, last: str | None) -> None:
    fields = human(name=name).fields
    assert (fields.get("first_name"), fields.get("last_name")) == (first, last)


@pytest.mark.parametrize(
    ("fields", "location"),
    [
        ({"location": None}, "Perth, Western Australia, Australia"),
        ({"location": None, "geo": {"city": None, "country": "Australia"}}, "Australia"),
        ({"location": {"city": "Perth"}, "geo": None}, None),
        ({"location": None, "geo": None, "city": "Perth", "state": "WA"}, "Perth, WA"),
    ],
)
def test_without_a_location_the_place_is_put_together(fields: dict[str, Any], location: str | None) -> None:
    assert human(**fields).fields.get("location") == location


def test_a_person_of_another_provider_is_read() -> None:
    found = person_of(
        person_object(
            {
                "person": {
                    "first_name": "Jo",
                    "last_name": "Marsh",
                    "title": "Head of Burrows",
                    "photo_url": "https://cdn.quokka.test/jo.png",
                    "linkedin_url": "http://www.linkedin.com/in/jo-marsh",
                    "github_url": "https://github.com/jomarsh",
                    "formatted_address": "Perth, Australia",
                    "departments": ["engineering"],
                    "seniority": "head",
                    "organization": {"name": "Quokka", "primary_domain": DOMAIN},
                }
            }
        )
    )
    assert found is not None
    assert (found.employment_domain, found.employment_name, found.extras) == (
        DOMAIN,
        "Quokka",
        {"githubHandle": "jomarsh"},
    )
    assert found.fields == {
        "first_name": "Jo",
        "last_name": "Marsh",
        "title": "Head of Burrows",
        "avatar": "https://cdn.quokka.test/jo.png",
        "linkedinHandle": "in/jo-marsh",
        "location": "Perth, Australia",
        "seniority": "head",
        "role": "engineering",
    }


@pytest.mark.parametrize("fuzzy", [True, "true", "True", 1])
def test_of_a_fuzzy_person_nothing_is_taken_that_could_be_anothers(fuzzy: Any) -> None:
    found = human(fuzzy=fuzzy)
    assert found.is_fuzzy
    assert found.fields.keys().isdisjoint({"twitterHandle", "linkedinHandle", "avatar"})
    assert found.extras == {"timeZone": "Australia/Perth", "fuzzy": True}


@pytest.mark.parametrize("fuzzy", [False, None, "false", 0, {}])
def test_a_person_is_sure_if_nobody_says_otherwise(fuzzy: Any) -> None:
    assert not human(fuzzy=fuzzy).is_fuzzy


def test_a_fuzzy_person_of_whom_only_handles_are_told_is_unknown() -> None:
    assert person_of({"fuzzy": True, "twitter": {"handle": "jo_marsh"}, "timeZone": "UTC"}) is None


@pytest.mark.parametrize("since", ["2025-06-21", "2025-06-21T00:00:00.000Z", 1_750_000_000])
def test_who_has_left_has_neither_job_nor_employer(since: Any) -> None:
    found = human(inactiveAt=since)
    assert (found.has_left, found.employment_domain, found.employment_name) == (True, None, None)
    assert found.fields.keys().isdisjoint({"title", "seniority", "role"})


@pytest.mark.parametrize("since", [None, "", "null", False, 0, {}])
def test_who_has_not_left_keeps_the_job(since: Any) -> None:
    found = human(inactiveAt=since)
    assert (found.has_left, found.fields["title"]) == (False, "Head of Burrows")


@pytest.mark.parametrize("part", ["name", "geo", "employment", "github", "twitter", "linkedin"])
@pytest.mark.parametrize("value", [None, [], "text", 7])
def test_a_part_of_a_person_that_is_no_object_takes_nothing_else_with_it(part: str, value: Any) -> None:
    assert human(**{part: value}).fields["avatar"] == "https://cdn.quokka.test/jo.png"
