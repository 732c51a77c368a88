"""The table of providers, and that a third one is one value and one line."""

from collections.abc import Iterator

import pytest

from devsignal_cli.connectors.hunter import HUNTER
from devsignal_cli.connectors.provider import Provider
from devsignal_cli.connectors.providers import PROVIDERS
from devsignal_cli.errors import AuthError, CreditsError, TryLaterError
from devsignal_cli.model.enrichment import Lookup
from tests.connectors import burrow
from tests.connectors.burrow import BURROW
from tests.connectors.enrichment_desk import Desk, desk
from tests.connectors.replies import Line, json_reply
from tests.support import Cli

__all__ = ["desk"]
BOTH = Lookup(domain=burrow.FIRM, email=burrow.EMAIL, hints={"given_name": "Jo", "family_name": "Marsh"})
ORGANIZATION = {"organization": {"name": "Quokka Build", "primary_domain": burrow.FIRM}}
RABBIT = {"person": {"first_name": "Jo"}}


def says(kind: str) -> Line:
    return Line(json_reply({"error": {"type": kind}}))


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=list(PROVIDERS))
def test_a_provider_is_listed_by_its_name_and_asked_over_https(provider: Provider) -> None:
    assert PROVIDERS[provider.name] is provider
    assert {url.default.partition(":")[0] for url in (provider.company_url, provider.person_url)} == {"https"}


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=list(PROVIDERS))
def test_a_provider_tells_what_to_do_about_key_and_credits(provider: Provider) -> None:
    assert "" not in (provider.key_hint, provider.credits_hint, provider.label)


def test_two_providers_are_there() -> None:
    assert list(PROVIDERS) == ["clearbit", "hunter"]


def test_a_third_provider_is_asked_by_its_own_paths_header_and_hints(desk: Desk) -> None:
    desk.company, desk.person = Line(json_reply(ORGANIZATION)), Line(json_reply(RABBIT))
    with desk.client(BURROW) as client:
        looked = client.look_up(BOTH)
    assert desk.asked == [
        ("/v9/rabbits", {"family_name": "Marsh", "email": burrow.EMAIL}),
        ("/v9/firms", {"domain": burrow.FIRM}),
    ]
    headers = desk.company.requests[0].headers
    assert (headers["x-burrow-key"], headers["x-burrow-edition"]) == ("sk_4f9a0c_invented", "9")
    assert "authorization" not in headers
    assert (looked.calls, looked.counted) == (2, 2)


@pytest.mark.parametrize(("kind", "outcome"), [("digging", "pending"), ("no_such_hole", "not_found")])
def test_a_third_providers_words_are_read_by_its_own_table(desk: Desk, kind: str, outcome: str) -> None:
    desk.company = says(kind)
    with desk.client(BURROW) as client:
        looked = client.look_up(Lookup(domain=burrow.FIRM))
    assert looked.company is not None
    assert (looked.company.outcome, looked.counted) == (outcome, 0)


@pytest.mark.parametrize(
    ("kind", "error"), [("wrong_paw", AuthError), ("out_of_carrots", CreditsError), ("hop_slower", TryLaterError)]
)
def test_a_third_providers_refusals_are_the_errors_of_all(desk: Desk, kind: str, error: type[Exception]) -> None:
    desk.company = says(kind)
    with desk.client(BURROW) as client, pytest.raises(error, match="Burrow"):
        client.look_up(Lookup(domain=burrow.FIRM))


@pytest.fixture
def third(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """The program with one more line in its table of providers, and that provider on loopback."""
    monkeypatch.setitem(PROVIDERS, BURROW.name, BURROW)
    with burrow.serving() as url:
        monkeypatch.setenv(burrow.URL.setting, url)
        yield cli


def connect(cli: Cli, key: str = burrow.KEY) -> None:
    ran = cli("clearbit", "connect", "--provider", "burrow", "--key-stdin", stdin=key + "\n")
    assert ran.code == 0, ran.err


def test_a_third_provider_is_connected_with_its_own_check_of_the_key(third: Cli) -> None:
    ran = third("clearbit", "connect", "--provider", "burrow", "--key-stdin", "--json", stdin=burrow.KEY + "\n")
    told = ran.json
    assert (told["provider"], told["verified"], told["plan"], told["available"]) == ("burrow", True, "Warren", 12)


def test_a_third_provider_refuses_a_wrong_key_in_its_own_words(third: Cli) -> None:
    ran = third("clearbit", "connect", "--provider", "burrow", "--key-stdin", "--json", stdin="wrong\n")
    assert (ran.code, ran.error["message"]) == (4, "Burrow refused the key: Who are you?")


def test_a_third_provider_fills_a_company_and_is_named_as_the_source(third: Cli) -> None:
    connect(third)
    ran = third("clearbit", "enrich", "company", burrow.FIRM, "--json")
    assert ran.code == 0, ran.err
    assert third.sql("SELECT name, industry, size, provider FROM company") == [
        ("Quokka Build", "Builders", "small", "burrow")
    ]


def test_a_third_provider_fills_a_contact(third: Cli) -> None:
    connect(third)
    ran = third("clearbit", "enrich", "contact", burrow.EMAIL, "--json")
    assert ran.code == 0, ran.err
    assert third.sql("SELECT title, provider FROM contact") == [("Head of Burrows", "burrow")]


def test_what_a_third_provider_does_not_know_is_not_found(third: Cli) -> None:
    connect(third)
    assert third("clearbit", "enrich", "company", "firm0001.com").code == 0
    assert third.sql("SELECT outcome, provider FROM company") == [("not_found", "burrow")]


def test_a_provider_that_is_not_in_the_table_is_refused_with_those_that_are(cli: Cli) -> None:
    ran = cli("clearbit", "connect", "--provider", "burrow", "--key-stdin", "--json", stdin="key\n")
    assert (ran.code, ran.error["hint"]) == (2, f"Take one of: clearbit, {HUNTER.name}.")
