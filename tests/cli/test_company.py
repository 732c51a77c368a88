"""Companies on a person's word: added, shown, edited, merged, removed."""

import pytest

from tests.records import listed, names, shown
from tests.support import Cli, quiet_world, simulator

KEYS = {
    "id", "org", "domain", "aliases", "name", "description", "industry", "size", "website", "custom_fields", "source",
    "created_at", "updated_at", "queued", "outcome", "provider", "enriched_at", "contacts", "signals",
}  # fmt: skip


def test_a_company_is_added_by_a_url_and_queued(cli: Cli) -> None:
    ran = cli(
        "company",
        "add",
        "https://www.Acme.io/pricing",
        "--name",
        "Acme",
        "--size",
        "120",
        "--set",
        "techStack=Go, Rust",
    )
    assert (ran.code, ran.err) == (
        0,
        "Added company 1; the next `devsignal clearbit enrich bulk all` asks for it.\n",
    )
    assert [line.rstrip() for line in ran.out.split("\n")] == [
        "1  Acme  acme.io",
        "name            Acme",
        "size            medium",
        "techStack       go, rust",
        "",
    ]
    found = shown(cli, "company", "acme.io")
    assert set(found) == KEYS | {"history", "people", "recent"}
    assert (found["id"], found["queued"], found["source"], found["custom_fields"]) == (
        "1",
        True,
        "hand",
        {"techStack": ["go", "rust"]},
    )


def test_a_company_may_have_a_name_alone_and_is_then_not_queued(cli: Cli) -> None:
    ran = cli("company", "add", "--name", "Acme", "--json")
    assert (ran.code, ran.err, ran.json["domain"], ran.json["queued"]) == (0, "", None, False)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), "usage", "needs a domain"),
        (("acme",), "usage", "acme"),
        (("linkedin.com/company/acme",), "usage", "linkedin"),
        (("acme.io", "--size", "huge"), "usage", "size 'huge'"),
        (("acme.io", "--set", "domain=x"), "usage", "sets no field"),
        (("acme.io", "--alias", "nope"), "usage", "nope"),
    ],
)
def test_what_is_no_company_is_refused_and_nothing_is_stored(
    cli: Cli, arguments: tuple[str, ...], code: str, told: str
) -> None:
    ran = cli("company", "add", *arguments, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", code)
    assert told in ran.error["message"]
    assert cli.sql("SELECT * FROM company") == []


@pytest.mark.parametrize("domain", ["acme.io", "www.ACME.dev"])
def test_a_domain_is_one_company_s_only(cli: Cli, domain: str) -> None:
    cli("company", "add", "acme.io", "--alias", "acme.dev")
    ran = cli("company", "add", domain, "--json")
    assert (ran.code, "company 1" in ran.error["message"], "edit 1" in ran.error["hint"]) == (2, True, True)
    cli("company", "add", "globex.com")
    ran = cli("company", "edit", "2", "--domain", domain, "--json")
    assert (ran.code, "company merge" in ran.error["hint"]) == (2, True)
    assert cli("company", "edit", "2", "--alias", domain).code == 2
    assert cli("company", "edit", "1", "--alias", domain).code == 0  # its own already


def test_show_tells_of_each_field_where_it_comes_from_and_what_was_there_before(cli: Cli) -> None:
    cli("company", "add", "acme.io", "--industry", "Software")
    cli("company", "edit", "acme.io", "--industry", "Tools")
    history = shown(cli, "company", "1")["history"]
    assert [(row["value"], row["source"], row["shown"], row["run"]) for row in history] == [
        ("Software", "hand", False, None),
        ("Tools", "hand", True, None),
    ]
    ran = cli("company", "show", "1")
    lines = [line.rstrip() for line in ran.out.split("\n")]
    assert lines[1:3] == [
        "industry        Tools  typed by hand, 2026-11-18",
        "                Software  typed by hand, 2026-11-18",
    ]
    assert lines[3] == "Enrichment: not asked for yet; queued for the next bulk enrichment"
    assert ran.err == ""


def test_show_names_its_people(cli: Cli) -> None:
    cli("contact", "add", "jo@acme.io", "--first-name", "Jo", "--title", "CTO")
    assert "1  Jo  CTO  at acme.io  jo@acme.io" in cli("company", "show", "acme.io").out
    assert [person["email"] for person in shown(cli, "company", "acme.io")["people"]] == ["jo@acme.io"]


@pytest.mark.parametrize("which", ["7", "unknown.io", "999999999999999999999"])
def test_who_is_not_there_is_told(cli: Cli, which: str) -> None:
    for action in (("show",), ("edit", "--name", "x"), ("remove", "--yes")):
        ran = cli("company", action[0], which, *action[1:], "--json")
        assert (ran.code, ran.error["code"]) == (2, "not_found")
        assert "company list" in ran.error["hint"]


def test_an_edit_changes_what_is_named_and_nothing_else(cli: Cli) -> None:
    cli("company", "add", "acme.io", "--name", "Acme", "--industry", "Tools")
    ran = cli("company", "edit", "acme.io", "--industry", "", "--set", "tier=gold", "--json")
    assert (ran.code, ran.json["name"], ran.json["industry"], ran.json["custom_fields"]) == (
        0,
        "Acme",
        None,
        {"tier": "gold"},
    )
    ran = cli("company", "edit", "acme.io")
    assert (ran.code, "Nothing is named" in ran.err) == (2, True)


def test_another_domain_drops_what_providers_said_of_the_old_one(cli: Cli) -> None:
    cli("company", "add", "acme.io", "--name", "Acme")
    cli.sql(
        "UPDATE company SET outcome = 'invalid', provider = 'clearbit', queued_at = NULL, tried_at = 1, enriched_at = 1"
    )
    cli.sql("INSERT INTO field_provenance (organization_id, entity, entity_id, field, value, source, recorded_at)"
            " VALUES (1, 'company', 1, 'industry', '\"Cars\"', 'clearbit', 1)")  # fmt: skip
    cli.sql("UPDATE company SET industry = 'Cars'")
    ran = cli("company", "edit", "1", "--domain", "acme.com")
    assert "What providers said of acme.io is dropped." in ran.err
    found = shown(cli, "company", "acme.com")
    assert (found["name"], found["industry"], found["queued"], found["outcome"], found["enriched_at"]) == (
        "Acme",
        None,
        True,
        None,
        None,
    )


def test_aliases_come_and_go(cli: Cli) -> None:
    cli("company", "add", "acme.io")
    cli("company", "edit", "1", "--alias", "acme.dev", "--alias", "acme.app")
    ran = cli("company", "edit", "acme.app", "--no-alias", "acme.dev", "--json")
    assert ran.json["aliases"] == ["acme.app"]
    assert cli("company", "edit", "1", "--no-alias", "acme.dev").code == 2


def test_a_merge_takes_people_domains_and_what_the_other_lacks(cli: Cli) -> None:
    cli("company", "add", "acme.com", "--name", "Acme Inc", "--industry", "Tools", "--alias", "acme.app")
    cli("company", "add", "acme.io", "--name", "Acme")
    cli("contact", "add", "jo@acme.com")
    ran = cli("company", "merge", "acme.com", "acme.io", "--json")
    assert ran.json == {
        "org": "default",
        "id": "2",
        "merged": "1",
        "fields_taken": ["industry"],
        "contacts": 1,
        "aliases": ["acme.app", "acme.com"],
    }
    found = shown(cli, "company", "acme.com")
    assert (found["id"], found["name"], found["industry"], found["contacts"]) == ("2", "Acme", "Tools", 1)
    assert [
        (row["value"], row["shown"], row["revoked_at"] is None) for row in found["history"] if row["field"] == "name"
    ] == [
        ("Acme Inc", False, True),
        ("Acme", True, True),
    ]
    assert shown(cli, "contact", "1")["company_id"] == "2"
    assert cli("db", "check").code == 0
    assert cli("company", "show", "1").code == 2


def test_a_merge_into_one_without_a_domain_gives_it_the_domain(cli: Cli) -> None:
    cli("company", "add", "acme.io")
    cli("company", "add", "--name", "Acme")
    ran = cli("company", "merge", "1", "2")
    assert ran.out == "default: company 1 is part of 2 now, with 0 contacts.\n"
    assert (shown(cli, "company", "acme.io")["id"], shown(cli, "company", "2")["queued"]) == ("2", True)


def test_a_company_is_not_merged_with_itself(cli: Cli) -> None:
    cli("company", "add", "acme.io")
    assert cli("company", "merge", "1", "acme.io").code == 2


def test_the_list_is_newest_first_by_pages(cli: Cli) -> None:
    for number in range(5):
        cli("company", "add", f"firm{number}.io")
    first = cli("company", "list", "--limit", "2", "--json").json
    second = cli("company", "list", "--limit", "2", "--cursor", first["next"], "--json").json
    last = cli("company", "list", "--limit", "2", "--cursor", second["next"], "--json").json
    pages = [[item["domain"] for item in page["items"]] for page in (first, second, last)]
    assert pages == [["firm4.io", "firm3.io"], ["firm2.io", "firm1.io"], ["firm0.io"]]
    assert last["next"] is None
    assert "More: --cursor 4" in cli("company", "list", "--limit", "2").out
    assert cli("company", "list", "--cursor", "x").code == 2


def test_the_list_is_narrowed(cli: Cli) -> None:
    cli(
        "company",
        "add",
        "acme.io",
        "--name",
        "Ächme Tools",
        "--industry",
        "Software",
        "--size",
        "9",
        "--set",
        "techStack=Go, Rust",
    )
    cli("company", "add", "globex.com", "--industry", "100% Energy", "--set", "tags=go", "--set", "techStack=Java")
    cli.sql("UPDATE company SET enriched_at = 1, queued_at = NULL WHERE id = 2")
    for options, wanted in {
        ("--search", "ächme"): ["acme.io"],
        ("-s", "GLOBEX"): ["globex.com"],
        ("--industry", "soft"): ["acme.io"],
        ("--industry", "%"): ["globex.com"],
        ("--size", "startup"): ["acme.io"],
        ("--tech", "GO"): ["acme.io"],
        ("--tech", "o"): [],
        ("--enriched",): ["globex.com"],
        ("--unenriched",): ["acme.io"],
        ("--queued",): ["acme.io"],
        ("--talking",): [],
    }.items():
        assert names(cli, "company", *options) == wanted, options


def test_the_list_for_people_fits_and_an_empty_one_says_what_to_do(cli: Cli) -> None:
    ran = cli("company", "list")
    assert (ran.code, ran.out) == (0, "No company to show.\n")
    assert ran.err == "No companies yet. Next: devsignal company add acme.io, or: devsignal company import FILE.csv\n"
    cli(
        "company",
        "add",
        "a-very-long-domain-name-that-goes-on-and-on.io",
        "--name",
        "A very long name of a company\x1b[31m",
    )
    ran = cli("company", "list")
    assert max(map(len, ran.out.split("\n"))) <= 80
    assert "\x1b" not in ran.out
    assert cli("company", "list", "--talking").err == "No company fits. `devsignal company list` shows all.\n"


def test_companies_are_removed_only_on_a_word_and_their_people_stay(cli: Cli) -> None:
    cli("contact", "add", "jo@acme.io")
    ran = cli("company", "remove", "acme.io", "--json")
    assert (ran.code, ran.error["hint"]) == (2, "Say --yes to do it.")
    ran = cli("company", "remove", "acme.io", "--yes")
    assert (ran.code, ran.out) == (0, "default: 1 company removed.\n")
    assert (listed(cli, "company"), shown(cli, "contact", "1")["company_id"]) == ([], None)
    assert cli("db", "check").code == 0


@pytest.mark.parametrize("arguments", [(), ("acme.io", "--run", "1")])
def test_what_is_to_be_removed_is_named_once(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("company", "remove", *arguments).code == 2


def test_each_organization_has_its_own(cli: Cli) -> None:
    cli("org", "add", "second")
    cli("company", "add", "acme.io")
    assert cli("company", "add", "acme.io", "--org", "second", "--json").json["org"] == "second"
    assert names(cli, "company") == ["acme.io"]
    assert cli("company", "show", "2").code == 2
    assert "devsignal --org second company import" in cli("contact", "list", "--org", "second").err.replace(
        "contact", "company"
    )


def test_a_merge_says_what_it_did_in_a_few_lines(cli: Cli) -> None:
    cli("company", "add", "acme.com", "--industry", "Tools")
    cli("company", "add", "acme.io")
    assert cli("company", "merge", "acme.com", "acme.io").out.split("\n") == [
        "default: company 1 is part of 2 now, with 0 contacts.",
        "  taken over: industry",
        "  further domains: acme.com",
        "",
    ]


def test_show_tells_of_posts(cli: Cli) -> None:
    with simulator(quiet_world(3, authors=1)) as x:
        cli("contact", "add", "jo@acme.dev", "--x-user-id", "1", "--first-name", "Jo")
        cli.connect(x)
        assert cli("twitter", "sync").code == 0
        for entity in ("company", "contact"):
            found = shown(cli, entity, "1")
            assert (found["signals"], len(found["recent"])) == (3, 3)
            out = cli(entity, "show", "1").out
            assert "Posts: 3" in out
            assert "acme is number 2" in out
            assert max(map(len, out.split("\n"))) <= 80
        assert "X: @user1, confirmed by X user id" in cli("contact", "show", "1").out
        assert [author["id"] for author in shown(cli, "contact", "1")["authors"]] == ["1"]
        assert names(cli, "company", "--talking") == ["acme.dev"]
        assert cli("company", "list").out.rstrip().endswith("1      3")
