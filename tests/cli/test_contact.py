"""Contacts on a person's word: added, tied to companies, edited, forgotten."""

import pytest

from devsignal_cli.connectors.cache import AnswerCache
from tests.e2e.answerers import connect, providers
from tests.records import listed, names, shown
from tests.support import Cli

KEYS = {
    "id", "org", "email", "first_name", "last_name", "title", "avatar", "company_id", "company", "company_domain",
    "x_user_id",
    "custom_fields", "source", "created_at", "updated_at", "queued", "outcome", "provider", "enriched_at", "signals",
}  # fmt: skip


def test_a_work_email_ties_to_its_company_which_is_made_and_queued(cli: Cli) -> None:
    ran = cli(
        "contact", "add", "Jo@mail.ACME.io", "--first-name", "Jo", "--title", "CTO", "--handle", "https://x.com/JoMarsh"
    )
    assert (ran.code, ran.err) == (0, "Added contact 1; the next `devsignal clearbit enrich bulk all` asks for it.\n")
    assert ran.out.startswith("1  Jo  CTO  at acme.io  Jo@mail.acme.io\n")
    found = shown(cli, "contact", "jo@mail.acme.io")
    assert set(found) == KEYS | {"history", "authors", "recent"}
    assert (found["company_id"], found["company"], found["custom_fields"]) == (
        "1",
        "acme.io",
        {"twitterHandle": "JoMarsh"},
    )
    company = shown(cli, "company", "acme.io")
    assert (company["queued"], company["source"], company["contacts"]) == (True, "email", 1)


@pytest.mark.parametrize("email", ["jo@gmail.com", "1+jo@users.noreply.github.com", "jo@mailinator.com"])
def test_an_address_that_anybody_may_have_makes_no_company(cli: Cli, email: str) -> None:
    assert cli("contact", "add", email).code == 0
    assert listed(cli, "company") == []


def test_a_company_that_the_person_names_counts_more(cli: Cli) -> None:
    cli("company", "add", "globex.com")
    cli("contact", "add", "jo@acme.io", "--company", "1")
    cli("contact", "add", "bo@acme.io", "--company", "https://initech.com")
    cli("contact", "add", "mo@acme.io", "--company", "")
    assert [item["company"] for item in listed(cli, "contact")] == [None, "initech.com", "globex.com"]
    assert names(cli, "company") == ["initech.com", "globex.com"]
    assert cli("contact", "add", "x@acme.io", "--company", "77").code == 2


@pytest.mark.parametrize(
    "arguments",
    [(), ("bad@@x",), ("--title", "CTO"), ("jo@acme.io", "--x-user-id", "x"), ("jo@acme.io", "--handle", "a b")],
)
def test_who_cannot_be_meant_is_refused(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli("contact", "add", *arguments, "--json")
    assert (ran.code, ran.error["code"], listed(cli, "contact")) == (2, "usage", [])


def test_an_email_is_one_contact_s_only(cli: Cli) -> None:
    cli("contact", "add", "Jo@acme.io")
    assert "contact 1" in cli("contact", "add", "jo@ACME.io", "--json").error["message"]
    cli("contact", "add", "--first-name", "Bo")
    assert cli("contact", "edit", "2", "--email", "JO@acme.io").code == 2
    assert cli("contact", "edit", "1", "--email", "JO@acme.io").code == 0  # another spelling of their own


def test_another_email_ties_anew_unless_a_person_has_said_where(cli: Cli) -> None:
    cli("contact", "add", "jo@acme.io")
    ran = cli("contact", "edit", "jo@acme.io", "--email", "jo@globex.com")
    assert ran.err == ""
    assert shown(cli, "contact", "1")["company"] == "globex.com"
    cli("contact", "edit", "1", "--company", "acme.io")
    cli("contact", "edit", "1", "--email", "jo@initech.com")
    assert shown(cli, "contact", "1")["company"] == "acme.io"
    cli("contact", "add", "--first-name", "Bo")
    cli("contact", "edit", "2", "--email", "bo@initech.com")
    assert (shown(cli, "contact", "2")["company"], shown(cli, "contact", "2")["queued"]) == ("initech.com", True)


def test_show_tells_sources_and_the_list_is_narrowed(cli: Cli) -> None:
    cli("contact", "add", "jo@acme.io", "--first-name", "Jo", "--last-name", "Marsh", "--title", "Platform lead")
    cli("contact", "add", "bo@gmail.com", "--handle", "@bobuilds")
    out = cli("contact", "show", "1").out
    assert "company         acme.io (1)  from the e-mail, 2026-11-18" in out
    assert "title           Platform lead  typed by hand, 2026-11-18" in out
    for options, wanted in {
        ("--search", "marsh"): ["jo@acme.io"],
        ("-s", "BOBUILDS"): ["bo@gmail.com"],
        ("--company", "acme.io"): ["jo@acme.io"],
        ("--title", "LEAD"): ["jo@acme.io"],
        ("--enriched",): [],
        ("--queued", "--limit", "1"): ["bo@gmail.com"],
        ("--talking",): [],
    }.items():
        assert names(cli, "contact", *options) == wanted, options
    assert "More: --cursor 2" in cli("contact", "list", "--limit", "1").out
    assert cli("contact", "list", "--company", "none.io").code == 2


def test_contacts_are_removed_only_on_a_word(cli: Cli) -> None:
    cli("contact", "add", "jo@acme.io")
    cli("contact", "add", "bo@acme.io")
    assert cli("contact", "remove", "jo@acme.io").code == 2
    ran = cli("contact", "remove", "jo@acme.io", "2", "1", "--yes", "--json")
    assert (ran.code, ran.json["removed"], names(cli, "contact"), names(cli, "company")) == (0, 2, [], ["acme.io"])


def test_who_is_forgotten_is_gone_wherever_they_were_named_and_not_stored_again(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        cli("contact", "add", "Jo@acme.io")
        cli("clearbit", "enrich", "contact", "jo@acme.io")
        account = cli.sql("SELECT account FROM connection WHERE service = 'clearbit'")[0][0]
        cache = AnswerCache(cli.home / "cache", print)
        cache.set(account, "clearbit:person:jo@acme.io", b"{}")
        cache.close()
        assert cli("contact", "forget", "jo@acme.io", "--json").error["hint"] == "Say --yes to do it."
        ran = cli("contact", "forget", "JO@acme.io", "--yes")
        assert (ran.code, ran.out) == (0, "JO@acme.io is forgotten, and will not be stored again.\n")
        for table in ("contact", "raw_answer", "tombstone", "run", "field_provenance"):
            assert "jo@acme.io" not in str(cli.sql(f"SELECT * FROM {table}")).lower()
        assert cli.sql("SELECT count(*) FROM field_provenance WHERE entity = 'contact'") == [(0,)]
        assert AnswerCache(cli.home / "cache", print).get(account, "clearbit:person:jo@acme.io") is None
        for again in (("contact", "add"), ("clearbit", "enrich", "contact")):
            refused = cli(*again, "jo@acme.io", "--json")
            assert (refused.code, "forgotten" in refused.error["message"]) == (2, True), again
        cli("contact", "add", "bo@acme.io")
        assert cli("contact", "edit", "bo@acme.io", "--email", "jo@acme.io").code == 2


def test_one_who_is_not_on_file_may_be_forgotten_and_it_may_be_taken_back(cli: Cli) -> None:
    assert cli("contact", "forget", "jo@acme.io", "--yes").code == 0
    assert cli("contact", "forget", "jo@acme.io", "--yes").code == 0
    assert cli("contact", "forget", "--undo", "Jo@acme.io", "--json").json["changed"] is True
    assert cli("contact", "forget", "--undo", "Jo@acme.io", "--json").json["changed"] is False
    assert cli("contact", "add", "jo@acme.io").code == 0
    assert cli("contact", "forget", "1", "--yes").code == 0
    assert names(cli, "contact") == []


def test_one_without_an_email_cannot_be_remembered(cli: Cli) -> None:
    cli("contact", "add", "--first-name", "Jo")
    ran = cli("contact", "forget", "1", "--yes", "--json")
    assert (ran.code, "contact remove 1" in ran.error["hint"]) == (2, True)
