"""Headers as people and their programs write them, to the fields that they mean."""

import pytest

from devsignal_cli.core.records.columns import Columns, matched
from devsignal_cli.errors import UsageError
from devsignal_cli.model.records import Entity


@pytest.mark.parametrize(
    ("entity", "header", "field"),
    [
        ("company", "Company Domain Name", "domain"),
        ("company", "Website", "website"),
        ("company", "Account Name", "name"),
        ("company", "# Employees", "size"),
        ("company", "ANNUAL_REVENUE", "annualRevenue"),
        ("company", "tech-stack", "techStack"),
        ("company", "Year founded", "foundedYear"),
        ("company", "LinkedIn Company Page", "linkedinHandle"),
        ("company", "subindustry", "subIndustry"),
        ("contact", "E-Mail", "email"),
        ("contact", "First Name", "first_name"),
        ("contact", "Surname", "last_name"),
        ("contact", "Job Title", "title"),
        ("contact", "X handle", "twitterHandle"),
        ("contact", "Twitter", "twitterHandle"),
        ("contact", "Company Name", "company"),
        ("contact", "Company Domain", "companyDomain"),
        ("contact", "Full name", "name"),
    ],
)
def test_a_header_is_matched_loosely(entity: Entity, header: str, field: str) -> None:
    key = "Domain" if entity == "company" and field != "domain" else "Email" if field != "email" else None
    names = [header, *([key] if key else [])]
    assert matched(entity, names).fields[header] == field


def test_columns_that_hold_nothing_known_are_told_and_ours_are_not() -> None:
    found = matched("company", ["source", "Domain", "Favourite colour"])
    assert found == Columns({"Domain": "domain"}, ("source", "Favourite colour"))
    ours = ["id", "domain", "source", "Favourite colour", "queued", "enriched_at", "custom_fields"]
    found = matched("company", ours)
    assert found == Columns({"domain": "domain", "custom_fields": "custom_fields"}, ("Favourite colour",))


def test_of_two_columns_for_one_field_the_usual_name_wins() -> None:
    found = matched("contact", ["Mail", "Email", "Work email"])
    assert found == Columns({"Email": "email"}, ("Mail", "Work email"))


def test_a_person_s_word_counts_most() -> None:
    found = matched("company", ["Host", "Domain", "Tier"], ["Host=domain", "Domain=", "Tier=tier"])
    assert found == Columns({"Host": "domain", "Tier": "tier"}, ("Domain",))


def test_a_column_name_may_have_an_equals_sign() -> None:
    assert matched("company", ["a=b"], ["a=b=domain"]).fields == {"a=b": "domain"}


@pytest.mark.parametrize("given", [["Nope=domain"], ["Host"], ["Host=created_at"], ["Host=domain", "Domain=domain"]])
def test_a_word_that_cannot_be_meant_is_refused(given: list[str]) -> None:
    with pytest.raises(UsageError):
        matched("company", ["Host", "Domain"], given)


@pytest.mark.parametrize(
    ("entity", "names"), [("company", ["Size"]), ("contact", ["Title", "Company"]), ("company", [])]
)
def test_a_file_that_names_nobody_is_refused_with_the_next_step(entity: Entity, names: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        matched(entity, names)
    assert "--map" in refused.value.hint
