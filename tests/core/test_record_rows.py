"""Lines to records: keys in their normal form, values in their types, and a reason for what is none."""

from typing import Any

import pytest

from devsignal_cli.core.records import fields
from devsignal_cli.core.records.rows import row_of
from devsignal_cli.errors import UsageError
from devsignal_cli.model.records import BadRow, Entity, RecordRow


def row(entity: Entity, **cells: Any) -> RecordRow:
    read = row_of(entity, 2, cells)
    assert isinstance(read, RecordRow), read
    return read


def reason(entity: Entity, **cells: Any) -> str:
    read = row_of(entity, 2, cells)
    assert isinstance(read, BadRow)
    assert read.line == 2
    return read.reason


@pytest.mark.parametrize(
    ("cells", "domain"),
    [
        ({"domain": "https://www.Acme.io/pricing"}, "acme.io"),
        ({"domain": "MÜNCHEN.de"}, "xn--mnchen-3ya.de"),
        ({"domain": "acme.github.io"}, "acme.github.io"),
        ({"website": "https://acme.io/de", "name": "Acme"}, "acme.io"),
        ({"website": "https://linkedin.com/company/acme", "name": "Acme"}, None),
        ({"name": "Acme", "domain": "n/a"}, None),
        ({"name": "Acme", "domain": None}, None),
    ],
)
def test_a_company_is_known_by_its_registrable_domain_or_a_name(cells: dict[str, Any], domain: str | None) -> None:
    assert row("company", **cells).new.key == domain


def test_further_domains_are_aliases_and_the_own_one_is_none() -> None:
    assert row("company", domain="acme.io", aliases="acme.dev; www.acme.io, acme.app").aliases == (
        "acme.dev",
        "acme.app",
    )
    assert row("company", domain="acme.io", aliases=["acme.dev"]).aliases == ("acme.dev",)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, "no domain and no name"),
        ({"domain": "acme"}, "acme"),
        ({"domain": "linkedin.com/company/acme"}, "linkedin"),
        ({"domain": "acme.io", "aliases": "nope"}, "nope"),
        ({"domain": "acme.io", "foundedYear": "long ago"}, "foundedYear 'long ago' is not a year"),
        ({"domain": "acme.io", "website": "not a site"}, "website"),
        ({"domain": "acme.io", "name": ["x"]}, "name"),
    ],
)
def test_a_line_that_is_no_company_says_why(cells: dict[str, Any], told: str) -> None:
    assert told in reason("company", **cells)


def test_values_are_read_into_their_types() -> None:
    read = row(
        "company", domain="acme.io", name=37, size="51-200", foundedYear="2014-03-01", annualRevenue="9,000,000",
        totalFunding="$5M", techStack="Vue.js, C++|Go", twitterHandle="https://x.com/acme", linkedinHandle="@acme",
        tags="SaaS; B2B", tier="gold", country="None",
    )  # fmt: skip
    assert read.new.values == {
        "name": "37",
        "size": "medium",
        "foundedYear": 2014,
        "annualRevenue": 9_000_000,
        "totalFunding": "$5M",
        "techStack": ["c_plus_plus", "go", "vue_js"],
        "twitterHandle": "acme",
        "linkedinHandle": "acme",
        "tags": ["SaaS", "B2B"],
        "tier": "gold",
    }


def test_a_contact_is_known_by_the_form_of_its_email_and_its_company_by_that() -> None:
    read = row("contact", email=" Jo@Mail.ACME.co.uk ", name="Jo van Marsh", x_user_id="42")
    assert (read.new.key, read.new.key_form) == ("Jo@mail.acme.co.uk", "jo@mail.acme.co.uk")
    assert read.new.company_domain == "acme.co.uk"
    assert read.new.values == {"first_name": "Jo", "last_name": "van Marsh", "x_user_id": 42}


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ({"name": "van Marsh, Jo"}, ("Jo", "van Marsh")),
        ({"name": "Jo"}, ("Jo", None)),
        ({"name": "Jo Marsh", "first_name": "Josephine"}, ("Josephine", "Marsh")),
    ],
)
def test_a_whole_name_is_parted_and_its_parts_count_more(cells: dict[str, Any], names: tuple[str, str | None]) -> None:
    values = row("contact", **cells).new.values
    assert (values.get("first_name"), values.get("last_name")) == names


def test_a_company_named_beside_a_free_address_is_kept_as_a_word() -> None:
    read = row("contact", email="jo@gmail.com", company="Acme GmbH")
    assert (read.company_key, read.new.values) == ("acme gmbh", {"companyName": "Acme GmbH"})
    assert row("contact", email="jo@acme.io", company="Acme").new.values == {}


def test_a_company_s_site_beside_a_contact_ties_only_where_it_is_a_firm_s() -> None:
    assert row("contact", email="jo@gmail.com", companyDomain="https://acme.io").company_domain == "acme.io"
    assert row("contact", email="jo@gmail.com", companyDomain="https://linkedin.com/in/jo").company_domain is None


@pytest.mark.parametrize(
    "cells", [{}, {"email": "bad@@x"}, {"title": "CTO"}, {"email": "jo@acme.io", "x_user_id": "-1"}]
)
def test_a_line_that_is_no_contact_says_why(cells: dict[str, Any]) -> None:
    assert reason("contact", **cells)


@pytest.mark.parametrize(
    ("text", "size"), [("Medium", "medium"), ("10", "startup"), ("11", "small"), ("1,001+", "enterprise")]
)
def test_a_size_is_a_band_or_a_number_of_employees(text: str, size: str) -> None:
    assert fields.read("company", "size", text) == size


@pytest.mark.parametrize("pair", ["nothing", "=x", "domain=acme.io", "bad name=x", "company_id=7", "foundedYear=soon"])
def test_a_pair_that_sets_no_field_is_refused(pair: str) -> None:
    with pytest.raises(UsageError):
        fields.typed("company", {}, (pair,))


def test_an_empty_text_empties_a_field_and_what_is_not_given_stays() -> None:
    assert fields.typed("company", {"name": "", "size": None}, ("tier=", "note=a=b")) == {
        "name": None,
        "tier": None,
        "note": "a=b",
    }
