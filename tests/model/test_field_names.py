"""Addresses, domains, handles and technologies, as providers spell them."""

import pytest

from devsignal_cli.model import field_values as values


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("https://quokka.test/logo.png?v=2#top", "https://quokka.test/logo.png?v=2#top"),
        ("HTTP://Quokka.test", "HTTP://Quokka.test"),
        ("quokka.test/about", "https://quokka.test/about"),
        ("//cdn.quokka.test/a.png", "https://cdn.quokka.test/a.png"),
        ("quokka.test/?next=https://other.test", "https://quokka.test/?next=https://other.test"),
        ("https://logo.clearbit.com/quokka.test", None),
        ("//LOGO.clearbit.com/quokka.test", None),
        ("https://notlogo.clearbit.com/quokka.test", "https://notlogo.clearbit.com/quokka.test"),
        ("ftp://quokka.test/", None),
        ("javascript:alert(1)", None),
        ("mailto:jo@quokka.test", None),
        ("https://jo:pass@quokka.test/", None),
        ("https://quokka", None),
        ("https://[::1", None),
        ("https://quokka.test/a b", None),
        ("Quokka is great", None),
    ],
)
def test_a_web_address_gets_its_scheme_and_must_lead_somewhere(value: str, found: str | None) -> None:
    assert values.url(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("WWW.Quokka.Test.", "quokka.test"),
        ("bücher.test", "bücher.test"),
        ("quokka", None),
        ("quokka..test", None),
        ("https://quokka.test", None),
        ("jo@quokka.test", None),
    ],
)
def test_a_domain_is_a_bare_host_in_lower_case(value: str, found: str | None) -> None:
    assert values.domain(value) == found


@pytest.mark.parametrize("name", ["quokka.test", " WWW.QUOKKA.test.", "Quokka.Test"])
def test_two_spellings_of_a_domain_have_one_key(name: str) -> None:
    assert values.domain_key(name) == "quokka.test"


def test_a_domain_and_its_punycode_have_one_key() -> None:
    assert values.domain_key("Bücher.test") == values.domain_key("xn--bcher-kva.test")


def test_a_letter_that_old_rules_folded_does_not_make_two_domains_one() -> None:
    assert values.domain_key("straße.test") != values.domain_key("strasse.test")


def test_what_is_no_domain_is_its_own_key() -> None:
    assert values.domain_key("ü..test") == "ü..test"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("@quokka", "quokka"),
        ("Quokka_HQ", "Quokka_HQ"),
        ("https://twitter.com/quokka", "quokka"),
        ("http://twitter.com/#!/quokka", "quokka"),
        ("twitter.com/@quokka/", "quokka"),
        ("https://x.com/quokka?lang=en", "quokka"),
        ("https://x.com/quokka/status/1795", "quokka"),
        ("https://twitter.com/intent/user?screen_name=quokka", None),
        ("https://x.com/i/user/1795", None),
        ("https://twitter.com/", None),
        ("https://[twitter.com/quokka", None),
        ("two words", None),
        ("quökka", None),
    ],
)
def test_a_handle_on_x_comes_bare(value: str, found: str | None) -> None:
    assert values.x_handle(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("company/quokka", "company/quokka"),
        ("/company/quokka/", "company/quokka"),
        ("in/jo-marsh", "in/jo-marsh"),
        ("pub/jo-marsh/1/2a/3b", "pub/jo-marsh/1/2a/3b"),
        ("@quokka", "quokka"),
        ("quokka", "quokka"),
        ("https://www.linkedin.com/company/quokka/about/?viewAs=member", "company/quokka"),
        ("https://www.LinkedIn.com/in/jo-marsh", "in/jo-marsh"),
        ("linkedin.com/in/jo-marsh", "in/jo-marsh"),
        ("http://uk.linkedin.com/pub/jo-marsh/1/2a/3b", "pub/jo-marsh/1/2a/3b"),
        ("https://linkedin.com/quokka", "quokka"),
        ("https://www.linkedin.com/school/quokka-college/people/", "school/quokka-college"),
        ("https://www.linkedin.com/company/", None),
        ("https://www.linkedin.com/", None),
        ("https://www.linkedin.com/feed/update/urn:li:activity:7", None),
        ("https://quokka.test/jobs", None),
        ("https://[linkedin.com/in/jo", None),
        ("in/jo marsh", None),
        ("x" * 301, None),
    ],
)
def test_a_handle_on_linkedin_keeps_its_kind(value: str, found: str | None) -> None:
    assert values.linkedin_handle(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("@quokka", "quokka"),
        ("https://github.com/quokka", "quokka"),
        ("https://github.com/quokka/build", "quokka"),
        ("github.com/orgs/quokka/people", "quokka"),
        ("https://github.com/", None),
        ("quokka <dev>", None),
    ],
)
def test_a_handle_on_github_is_the_owners(value: str, found: str | None) -> None:
    assert values.github_handle(value) == found


def test_technologies_are_lower_snake_case_sorted_and_unique() -> None:
    told = [
        "Google Tag Manager",
        "google-tag-manager",
        "google_tag_manager",
        "Vue.js",
        "C++",
        "C#",
        ".NET",
        "HTTP/3",
        "--",
    ]
    assert values.slugs(told) == ["c_plus_plus", "c_sharp", "google_tag_manager", "http_3", "net", "vue_js"]
