"""From a provider's object to what is known of a company."""

from typing import Any

import pytest

from devsignal_cli.connectors.enrichment_payload import company_object, company_of
from tests.connectors.firms import DOMAIN, company, emptied, firm, hunter_company


def test_a_company_has_its_16_fields() -> None:
    assert firm().fields == {
        "name": "Quokka",
        "description": "Quokka builds what you have written.",
        "industry": "Builders",
        "size": "medium",
        "website": "https://quokka.test/home",
        "logo": "https://cdn.quokka.test/logo.png",
        "country": "Australia",
        "city": "Perth",
        "annualRevenue": 8_500_000,
        "totalFunding": 12_000_000,
        "techStack": ["nginx", "ruby_on_rails"],
        "twitterHandle": "quokka",
        "linkedinHandle": "company/quokka",
        "sector": "Industrials",
        "subIndustry": "Hammers",
        "foundedYear": 2014,
    }


def test_beyond_its_fields_a_company_keeps_what_is_useful() -> None:
    assert firm().extras == {
        "legalName": "Quokka Build Ltd",
        "tags": ["B2B", "Builders"],
        "techCategories": ["web_servers"],
        "type": "private",
        "ticker": "QKA",
        "phone": "+44 20 7946 0001",
        "parentDomain": "warren.test",
        "timeZone": "Australia/Perth",
        "employees": 140,
        "employeesRange": "51-250",
    }


def test_a_company_names_its_domain_and_each_alias_once() -> None:
    found = firm(domainAliases=["www.Quokka.example", "quokka.example", "no domain", None, 7, "getquokka.test"])
    assert (found.domain, found.aliases) == (DOMAIN, ("quokka.example", "getquokka.test"))


@pytest.mark.parametrize("aliases", [None, "quokka.example", {"0": "quokka.example"}])
def test_aliases_that_are_no_list_are_none(aliases: Any) -> None:
    assert firm(domainAliases=aliases).aliases == ()


@pytest.mark.parametrize("value", [None, "None", "null", {}, [], False])
def test_a_company_without_a_value_in_any_place_is_unknown(value: Any) -> None:
    assert company_of({"id": "7", "domain": DOMAIN} | dict.fromkeys(company().keys() - {"id", "domain"}, value)) is None


def test_a_company_of_nulls_is_unknown() -> None:
    assert company_of(emptied(company()) | {"domain": DOMAIN}) is None


def test_a_company_named_by_its_domain_alone_is_unknown() -> None:
    nulls = emptied(company())
    assert (
        company_of(nulls | {"name": "Quokka.test", "url": "https://quokka.test", "domain": DOMAIN, "type": "personal"})
        is None
    )


@pytest.mark.parametrize(
    ("employees", "size", "extras"),
    [
        (550, "large", {"employees": 550}),
        ("550", "large", {"employees": 550}),
        ("11-50", "small", {"employeesRange": "11-50"}),
        ("251-1K", "large", {"employeesRange": "251-1K"}),
        ("10k-50k", "enterprise", {"employeesRange": "10k-50k"}),
        ("1000+", "enterprise", {"employeesRange": "1000+"}),
        ("100K+", "enterprise", {"employeesRange": "100K+"}),
        (0, None, {}),
        (True, None, {}),
    ],
)
def test_employees_come_as_a_count_or_a_range(employees: Any, size: str | None, extras: dict[str, Any]) -> None:
    found = firm(metrics={"employees": employees})
    told = {name: value for name, value in found.extras.items() if name.startswith("employees")}
    assert (found.fields.get("size"), told) == (size, extras)


def test_a_count_beats_a_range_that_disagrees() -> None:
    assert firm(metrics={"employees": 550, "employeesRange": "51-250"}).fields["size"] == "large"


@pytest.mark.parametrize(
    ("metrics", "revenue"),
    [
        ({"annualRevenue": 257_637_000_000, "estimatedAnnualRevenue": "$10B+"}, 257_637_000_000),
        ({"annualRevenue": None, "estimatedAnnualRevenue": "$10M-$50M"}, "$10M-$50M"),
        ({"annualRevenue": "$0-$1M"}, "$0-$1M"),
        ({"annualRevenue": 0, "estimatedAnnualRevenue": "$1B-$10B"}, "$1B-$10B"),
        ({"annualRevenue": 0}, 0),
        ({"annualRevenue": -1, "estimatedAnnualRevenue": "unknown"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_revenue_is_a_number_else_its_estimate(metrics: Any, revenue: Any) -> None:
    assert firm(metrics=metrics).fields.get("annualRevenue") == revenue


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"foundedYear": "2021"}, 2021),
        ({"foundedYear": None, "foundedDate": "2009-03-01"}, 2009),
        ({"foundedYear": "long ago", "founded": 1998}, 1998),
        ({"foundedYear": None}, None),
    ],
)
def test_the_year_of_foundation_comes_in_three_spellings(fields: dict[str, Any], year: int | None) -> None:
    assert firm(**fields).fields.get("foundedYear") == year


@pytest.mark.parametrize("x_id", [7001, "7001", None, 7001.0])
@pytest.mark.parametrize("mail", [True, False, "mail.test", None])
def test_drifting_types_that_no_field_needs_change_nothing(x_id: Any, mail: Any) -> None:
    assert firm(twitter={"handle": "quokka", "id": x_id}, emailProvider=mail).fields == firm().fields


def test_a_dead_logo_is_left_out() -> None:
    assert "logo" not in firm(logo="https://logo.clearbit.com/quokka.test").fields


def test_without_an_address_the_website_is_the_domain() -> None:
    assert firm(url=None).fields["website"] == "https://quokka.test"


def test_without_address_and_domain_there_is_no_website() -> None:
    assert "website" not in firm(url=None, domain=None).fields


@pytest.mark.parametrize("spelling", ["ultimateParent", "ultimate_parent", "parent"])
def test_the_parent_company_comes_in_three_spellings(spelling: str) -> None:
    parents = {"ultimateParent": None, "parent": None} | {spelling: {"domain": "Warren.test"}}
    assert firm(**parents).extras["parentDomain"] == "warren.test"


def test_a_company_of_hunter_is_read_alike() -> None:
    found = company_of(company_object({"data": hunter_company(), "meta": {"domain": DOMAIN}}))
    assert found is not None
    assert found.fields == {
        name: value for name, value in firm().fields.items() if name not in ("twitterHandle", "annualRevenue")
    } | {"website": "https://quokka.test", "totalFunding": 7_000_000, "techStack": ["http_3", "ruby_on_rails"]}  # fmt: skip


def test_a_company_of_2014_is_read() -> None:
    found = company_of(
        {
            "name": "Quokka",
            "domain": DOMAIN,
            "site": {"url": "http://www.quokka.test", "meta_author": None},
            "categories": ["Building", "Burrows"],
            "raised": 1_500_000.0,
            "employees": 12,
            "twitter": {"handle": "@quokka", "id": 7001},
            "linkedin": {"handle": "company/quokka"},
            "personal": False,
        }
    )
    assert found is not None
    assert found.fields == {
        "name": "Quokka",
        "website": "http://www.quokka.test",
        "totalFunding": 1_500_000,
        "twitterHandle": "quokka",
        "linkedinHandle": "company/quokka",
        "size": "small",
    }
    assert found.extras == {"tags": ["Building", "Burrows"], "employees": 12}


def test_a_company_with_flat_names_and_addresses_for_handles_is_read() -> None:
    found = company_of(
        company_object(
            {
                "organization": {
                    "name": "Quokka",
                    "primary_domain": DOMAIN,
                    "website_url": "http://www.quokka.test",
                    "linkedin_url": "http://www.linkedin.com/company/quokka",
                    "twitter_url": "https://twitter.com/quokka",
                    "primary_phone": {"number": "+44 20 7946 0001"},
                    "founded_year": 2014,
                    "industry": "builders",
                    "short_description": "Quokka builds.",
                    "estimated_num_employees": 1_400,
                    "city": "Perth",
                    "country": "Australia",
                    "annual_revenue": 8_500_000.0,
                    "total_funding": 12_000_000,
                    "technology_names": ["Ruby on Rails", "Vue.js"],
                    "publicly_traded_symbol": "QKA",
                }
            }
        )
    )
    assert found is not None
    assert found.domain == DOMAIN
    assert found.extras == {"ticker": "QKA", "phone": "+44 20 7946 0001", "employees": 1_400}
    assert found.fields == {
        "name": "Quokka",
        "description": "Quokka builds.",
        "industry": "builders",
        "website": "http://www.quokka.test",
        "country": "Australia",
        "city": "Perth",
        "totalFunding": 12_000_000,
        "techStack": ["ruby_on_rails", "vue_js"],
        "twitterHandle": "quokka",
        "linkedinHandle": "company/quokka",
        "foundedYear": 2014,
        "size": "enterprise",
        "annualRevenue": 8_500_000,
    }
