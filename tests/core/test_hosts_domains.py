"""Which domain a text names, what a person may mean by it, and what is nobody's company."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from devsignal_cli.core.hosts import domains, known, suffixes
from devsignal_cli.core.hosts.domains import Domain, DomainFault
from devsignal_cli.errors import UsageError

LISTS = sorted(Path(known.__file__).parent.glob("*.txt"))
HOSTILE = [
    "\ud800.com",
    "a\0b.com",
    "a." * 500_000,
    "ü" * 1_000_000,
    "<" * 1_000_000 + ">",
    "@" * 2_000,
    ":" * 2_000,
    "[",
    "[]",
    "http://[::1",
    "xn--.com",
    "xn--a.com",
    "xn--" + "9" * 59 + ".com",
    "ﷺ" * 100 + ".com",
    ("ü" * 9 + ".") * 20 + "com",
    "..",
    "\u2028",
    "http://\n",
]
PIECES = st.sampled_from(
    [
        *[
            "https://",
            "HTTP:",
            "mailto:",
            "//",
            "\\",
            "@",
            ".",
            "..",
            "。",
            ":",
            "[",
            "]",
            "<",
            ">",
            "/",
            "?",
            "#",
            " ",
            "-",
        ],
        *[
            "_",
            "*",
            "xn--",
            "\u200b",
            "\u00ad",
            "www.",
            "com",
            "co.uk",
            "github.io",
            "ck",
            "nkz",
            "公司.cn",
            "x.com",
            "t.co",
        ],
        *[
            "linkedin.com",
            "gmail.com",
            "10.0.0.1",
            "::1",
            "80",
            "ä",
            "ß",
            "ς",
            "İ",
            "Ａ",
            "ㄱ",
            "💩",
            "ﷺ",
            "a",
            "acme",
            "A1",
        ],
    ]
)
TEXTS = st.text() | st.lists(PIECES | st.characters(), max_size=9).map("".join)


def name(text: str) -> str:
    found = domains.read(text)
    return found.name if isinstance(found, Domain) else f"({found})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("northwind.io", "northwind.io"),
        ("NorthWind.IO", "northwind.io"),
        ("\t northwind.io \n", "northwind.io"),
        ("northwind.io.", "northwind.io"),
        (".northwind.io", "northwind.io"),
        ("www.shop.northwind.io", "northwind.io"),
        ("HTTPS://www.NorthWind.io:443/Docs?q=a.com#b.com", "northwind.io"),
        ("https://northwind.io?next=https://other.com/", "northwind.io"),
        ("https://northwind.io#@other.com", "northwind.io"),
        ("https://northwind.io\\@other.com", "northwind.io"),
        ("https://other.com@northwind.io/", "northwind.io"),
        ("ftp://ana:se@cret@files.northwind.io/x", "northwind.io"),
        ("//static.northwind.io/a.js", "northwind.io"),
        ("https:northwind.io", "northwind.io"),
        ("<https://northwind.io/a>", "northwind.io"),
        ("Ana <ana@northwind.io>", "northwind.io"),
        ("ana@mail.northwind.io", "northwind.io"),
        ("MAILTO:ana@northwind.io?subject=Hi", "northwind.io"),
        ("northwind.io:8080", "northwind.io"),
        ("_acme-challenge.northwind.io", "northwind.io"),
        ("*.northwind.io", "northwind.io"),
        ("shop.northwind.com.br", "northwind.com.br"),
        ("a.b.northwind.ac.jp", "northwind.ac.jp"),
        ("www.ck", "www.ck"),
        ("city.kobe.jp", "city.kobe.jp"),
        ("a.b.c.kobe.jp", "b.c.kobe.jp"),
        ("ｎｏｒｔｈ．io", "north.io"),
        ("north。io。", "north.io"),
        ("nor\u00adth.io", "north.io"),
        ("straße.de", "xn--strae-oqa.de"),
        ("KÄSE.example.ch", "example.ch"),
        ("KÄSE.ch", "xn--kse-qla.ch"),
        ("XN--KSE-QLA.ch", "xn--kse-qla.ch"),
        ("блог.яндекс.рф", "xn--d1acpjx3f.xn--p1ai"),
    ],
)
def test_the_domain_is_found_in_all_that_people_paste(text: str, expected: str) -> None:
    assert name(text) == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("https://", "empty"),
        ("...", "empty"),
        ("192.168.7.1", "ip_address"),
        ("192.168.7.1.", "ip_address"),
        ("https://192.168.7.1:8443/admin", "ip_address"),
        ("１92.168.7.1", "ip_address"),
        ("2001:db8::7", "ip_address"),
        ("[2001:db8::7]", "ip_address"),
        ("https://[2001:db8::7]:443/a", "ip_address"),
        ("northwind", "no_public_suffix"),
        ("build-host:5000", "no_public_suffix"),
        ("printer.local", "no_public_suffix"),
        ("db.internal", "no_public_suffix"),
        ("північ.тест", "no_public_suffix"),
        ("north wind", "no_public_suffix"),
        ("northwind;io", "no_public_suffix"),
        ("data:text/html,northwind.io", "no_public_suffix"),
        ("vbscript:open(1)", "no_public_suffix"),
        ("net", "is_public_suffix"),
        ("com.br", "is_public_suffix"),
        ("gitlab.io", "is_public_suffix"),
        ("northwind..net", "is_public_suffix"),
        ("northwind-.io", "invalid_label"),
        ("north_wind.io", "invalid_label"),
        ("north wind.io", "invalid_label"),
        ("see our.northwind.io", "invalid_label"),
        ("a..b.northwind.io", "invalid_label"),
        ("ana@northwind.io; bo@northwind.io", "invalid_label"),
        ("northwind.io／login.evil.com", "invalid_label"),
        ("b" * 64 + ".io", "invalid_label"),
        ("b." * 127 + "northwind.io", "invalid_label"),
        ("https://northwind.io/" + "b" * 2_048, "invalid_label"),
        ("xn--zzzzzzzz99999.io", "invalid_label"),
        ("xn--northwind-.io", "invalid_label"),
    ],
)
def test_what_names_no_domain_says_why(text: str, fault: str) -> None:
    assert domains.read(text) == fault


def test_the_longest_label_and_a_url_just_short_enough_are_taken() -> None:
    assert name("b" * 63 + ".io") == "b" * 63 + ".io"
    assert name("https://northwind.io/".ljust(2_048, "b")) == "northwind.io"


def test_a_domain_is_shown_in_its_own_script() -> None:
    assert domains.read("xn--kse-qla.ch") == Domain("xn--kse-qla.ch", "käse.ch", is_hosted=False)


@pytest.mark.parametrize("host", ["northwind.gitlab.io", "northwind.netlify.app", "northwind.pages.dev"])
def test_a_domain_below_a_company_s_ending_is_hosted(host: str) -> None:
    assert domains.read(f"https://www.{host}/x") == Domain(host, host, is_hosted=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.northwind.io/pricing", "northwind.io"),
        ("ana@northwind.io", "northwind.io"),
        ("zoho.com", "zoho.com"),
        ("gmail.com", "gmail.com"),
        ("https://www.facebook.com/", "facebook.com"),
        ("de.linkedin.com", "linkedin.com"),
        ("gitlab.com?ref=x", "gitlab.com"),
        ("www.substack.com", "substack.com"),
        ("bit.ly", "bit.ly"),
        ("northwind.gitlab.io", "northwind.gitlab.io"),
        ("notgithub.com/northwind", "notgithub.com"),
    ],
)
def test_a_person_s_word_for_a_company_is_taken(text: str, expected: str) -> None:
    assert domains.typed(text) == expected


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("https://de.linkedin.com/company/northwind/", "LinkedIn"),
        ("gitlab.com/northwind", "GitLab"),
        ("twitter.com/northwind", "X"),
        ("fosstodon.org/@northwind", "Mastodon"),
        ("linktr.ee/northwind", "Linktree"),
        ("northwind.substack.com", "Substack"),
        ("northwind.slack.com", "Slack"),
        ("docs.google.com", "Google Docs"),
    ],
)
def test_a_page_at_a_host_of_pages_is_refused(text: str, site: str) -> None:
    with pytest.raises(UsageError) as refused:
        domains.typed(text)
    assert refused.value.exit_code == 2
    assert refused.value.message == f"'{text}' is a page at {site}, not a company's domain."
    assert refused.value.hint.startswith("Give the company's own domain, such as acme.com")


def test_a_refused_page_names_its_host_where_that_is_a_company() -> None:
    with pytest.raises(UsageError) as refused:
        domains.typed("gitlab.com/northwind")
    assert refused.value.hint.endswith("; for GitLab itself, gitlab.com.")
    with pytest.raises(UsageError) as refused:
        domains.typed("docs.google.com/document/d/1")
    assert "google.com" not in refused.value.hint


def test_a_short_link_is_to_be_opened_first() -> None:
    with pytest.raises(UsageError, match="is a short link") as refused:
        domains.typed("https://lnkd.in/eXaMpLe")
    assert refused.value.hint == "Open it and give the domain it leads to."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" ", "'' names no domain."),
        ("192.168.7.1", "'192.168.7.1' is an IP address, not a domain."),
        ("northwind", "'northwind' has no ending that domains have."),
        ("com.br", "'com.br' names only an ending that many domains share."),
        ("-northwind.io", "'-northwind.io' is not spelled as domains are."),
    ],
)
def test_each_fault_is_told_with_a_next_step(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        domains.typed(text)
    assert (refused.value.message, refused.value.exit_code) == (message, 2)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.northwind.io/", "northwind.io"),
        ("https://blog.northwind.io/?utm_source=x#top", "northwind.io"),
        ("northwind.io", "northwind.io"),
        ("https://www.slack.com", "slack.com"),
        ("google.com", "google.com"),
        ("https://northwind.io/team/ana", None),
        ("northwind", None),
        ("com.br", None),
        ("192.168.7.1", None),
        ("northwind.gitlab.io", None),
        ("https://x.com", None),
        ("https://github.com/", None),
        ("https://ana.medium.com", None),
        ("ana.hashnode.dev", None),
        ("linktr.ee", None),
        ("https://bit.ly/", None),
        ("northwind.slack.com", None),
        ("sites.google.com", None),
        ("gmail.com", None),
        ("www.hotmail.com", None),
        ("duck.com", None),
        ("x" * 1_000_000, None),
    ],
)
def test_a_company_is_derived_only_from_a_domain_of_its_own(text: str, expected: str | None) -> None:
    assert domains.derived(text) == expected


@given(TEXTS)
def test_no_text_makes_the_rules_raise_and_reading_again_changes_nothing(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_hostile_text_makes_the_rules_raise(text: str) -> None:
    check(text)


def typed_or_refused(text: str) -> str | None:
    try:
        return domains.typed(text)
    except UsageError as refused:
        said = refused.message + refused.hint
    assert said.isprintable()
    assert len(said) < 800
    return None


def check(text: str) -> None:
    found = domains.read(text)
    if isinstance(found, Domain):
        assert domains.read(found.name) == domains.read(found.shown) == found
        assert found.name.isascii()
    assert domains.derived(text) in (None, name(text))
    assert typed_or_refused(text) in (name(text), None)


@given(
    st.from_regex(r"([a-z]{1,3}\.){0,3}(uk|jp|kobe\.jp|ck|github\.io|compute\.amazonaws\.com|公司\.cn)", fullmatch=True)
)
@example("a.b.kobe.jp")
def test_our_two_halves_of_the_list_agree_with_the_whole(host: str) -> None:
    ascii_host = host.encode("idna").decode("ascii")
    assert suffixes.registrable(ascii_host) == whole_list().privatesuffix(ascii_host)


@cache
def whole_list() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_a_list_has_one_host_a_line_none_twice(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# ")]
    hosts = [line.partition("\t")[0] for line in lines]
    assert len(hosts) == len(set(hosts))
    if file.name != "roles.txt":
        assert [host for host in hosts if domains.read(host) in set(DomainFault)] == []


def test_no_host_is_on_two_lists_of_sites() -> None:
    listed = [
        line.partition("\t")[0]
        for file in LISTS
        if file.stem not in ("roles", "free_mail", "relays")
        for line in file.read_text(encoding="utf-8").split("\n")
        if line and not line.startswith("# ")
    ]
    assert len(listed) == len(set(listed))
