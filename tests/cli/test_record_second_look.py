"""What a second look at companies and contacts found: each of these was wrong once."""

import os
from pathlib import Path

import pytest

from devsignal_cli.connectors.cache import AnswerCache
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.store import lock
from tests.e2e.answerers import FAST, connect, providers, world_of
from tests.records import file, listed, names, shown
from tests.support import Cli


def test_a_number_is_never_given_twice(cli: Cli) -> None:
    cli("contact", "add", "jo@acme.io")
    cli("contact", "forget", "1", "--yes")
    cli("company", "remove", "acme.io", "--yes")
    cli("contact", "add", "bo@globex.com")
    assert (shown(cli, "contact", "bo@globex.com")["id"], shown(cli, "company", "globex.com")["id"]) == ("2", "2")


def test_two_rows_of_one_company_settle_at_once(cli: Cli, tmp_path: Path) -> None:
    path = file(tmp_path, "domain,name,industry\nacme.io,One,\nacme.io,Two,Tools\nwww.acme.io,Three,Cars\n")
    first = cli("company", "import", path, "--json").json
    assert (first["created"], first["updated"], first["unchanged"]) == (1, 1, 1)
    found = shown(cli, "company", "acme.io")
    assert (found["name"], found["industry"], len(found["history"])) == ("One", "Tools", 2)
    again = cli("company", "import", path, "--json").json
    assert (again["updated"], again["unchanged"], len(shown(cli, "company", "1")["history"])) == (0, 3, 2)


def test_a_mailbox_of_nobody_is_not_queued_and_that_is_said(cli: Cli, tmp_path: Path) -> None:
    ran = cli("contact", "add", "info@acme.io")
    assert ran.err == "Added contact 1; its e-mail names nobody, so no provider is asked for it.\n"
    cli("contact", "import", file(tmp_path, "email\nsupport@acme.io\njo@acme.io\n"))
    assert [item["queued"] for item in listed(cli, "contact")] == [True, False, False]
    cli("contact", "edit", "jo@acme.io", "--email", "sales@acme.io")
    assert not shown(cli, "contact", "sales@acme.io")["queued"]


def test_another_spelling_of_an_email_changes_nothing_else(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = EnrichmentWorld()
    world.add_person("jo@acme.dev")
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "contact", "jo@acme.dev")
        before = shown(cli, "contact", "1")
        ran = cli("contact", "edit", "1", "--email", "Jo@acme.dev")
        after = shown(cli, "contact", "1")
    assert (ran.err, after["email"]) == ("", "Jo@acme.dev")
    assert before["enriched_at"] is not None
    assert {**before, "email": None, "updated_at": None} == {**after, "email": None, "updated_at": None}


def test_a_domain_that_was_an_alias_is_one_no_more(cli: Cli) -> None:
    cli("company", "add", "acme.io", "--alias", "acme.com")
    assert cli("company", "edit", "1", "--domain", "acme.com", "--json").json["aliases"] == []
    cli("company", "add", "other.io")
    assert cli("company", "merge", "acme.com", "other.io").code == 0
    assert shown(cli, "company", "acme.com")["id"] == "2"


def test_an_undone_import_leaves_whom_a_person_gave_another_email(cli: Cli, tmp_path: Path) -> None:
    cli("contact", "import", file(tmp_path, "email,title\njo@acme.io,CTO\nbo@acme.io,CEO\n"))
    cli("contact", "edit", "jo@acme.io", "--email", "jo@new.io")
    cli("contact", "remove", "--run", "1", "--yes")
    assert (names(cli, "contact"), shown(cli, "contact", "1")["title"]) == (["jo@new.io"], None)


def test_what_holds_a_record_of_an_undone_import_is_told_as_it_is(cli: Cli, tmp_path: Path) -> None:
    cli("company", "import", file(tmp_path, "domain,name\nacme.io,Acme\n"))
    cli("company", "import", file(tmp_path, "domain,name,city\nacme.io,Acme,Oslo\n"))
    ran = cli("company", "remove", "--run", "1", "--yes")
    assert "kept: acme.io stays, import 2 has written to it since" in ran.out
    assert ran.err == "Import 2 came later. What it only repeated went too: import its file again if it still holds.\n"


def test_who_is_forgotten_is_in_no_cache_of_any_provider_or_address(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = EnrichmentWorld()
    for email in ("jo@acme.dev", "jo@new.dev"):
        world.add_person(email)
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "contact", "jo@acme.dev")
        cli("contact", "edit", "1", "--email", "jo@new.dev")
        cli("clearbit", "enrich", "contact", "1")
        connect(cli, x, monkeypatch, "--provider", "hunter")
        cli("clearbit", "enrich", "contact", "1", "--refresh")
        with lock.held(cli.home / "locks", "1-clearbit"):
            assert cli("contact", "forget", "1", "--yes").code == 75  # an answer may be on its way
        assert cli("contact", "forget", "1", "--yes").code == 0
        accounts = [row[0] for row in cli.sql("SELECT DISTINCT account FROM ledger")]
    cache = AnswerCache(cli.home / "cache", print)
    assert len(accounts) == 2
    for account in accounts:
        for email in ("jo@acme.dev", "jo@new.dev"):
            assert cache.get(account, f"{account.partition(':')[0]}:person:{email}") is None
    cache.close()


def test_a_run_keeps_no_word_of_a_bad_row(cli: Cli, tmp_path: Path) -> None:
    cli("contact", "import", file(tmp_path, "email,X handle\njo@acme.io,Jo Marsh X!!\n"))
    assert "Marsh" not in str(cli.sql("SELECT result FROM run"))


def test_one_enrichment_asks_at_a_time(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(["acme.dev"])) as x:
        connect(cli, x, monkeypatch)
        with lock.held(cli.home / "locks", "1-clearbit"):
            ran = cli("clearbit", "enrich", "company", "acme.dev", "--json")
        assert (ran.code, ran.error["code"], x.enrichment.meter.counted) == (75, "locked", 0)


@pytest.mark.parametrize("bulk", [True, False])
def test_a_call_that_is_refused_is_counted_too(cli: Cli, monkeypatch: pytest.MonkeyPatch, bulk: bool) -> None:
    with providers(world_of(["acme.dev"])) as x:
        connect(cli, x, monkeypatch)
        cli("company", "add", "acme.dev")
        x.faults.add(
            {"path": "/clearbit", "at": 1, "times": 0, "status": 402, "body": {"error": {"type": "over_quota"}}}
        )
        ran = cli("clearbit", "enrich", *(("bulk", *FAST) if bulk else ("company", "acme.dev")))
        assert ran.code == 75
        assert cli("clearbit", "status", "--json").json["calls"] == {"month": 1, "counted": 0}


def test_a_hand_edit_that_equals_the_other_s_value_outlives_a_merge(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = EnrichmentWorld()
    world.add_company("globex.dev", category={"industry": "Energy"})
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        cli("company", "add", "acme.dev", "--industry", "Energy")
        cli("clearbit", "enrich", "company", "globex.dev")
        cli("company", "merge", "acme.dev", "globex.dev")
        world.add_company("globex.dev", category={"industry": "Tobacco"})
        ran = cli("clearbit", "enrich", "company", "globex.dev", "--refresh", "--json").json
        assert (ran["fields_kept"], shown(cli, "company", "globex.dev")["industry"]) == (["industry"], "Energy")


def test_an_undo_after_a_merge_finds_what_the_other_company_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(["acme.dev", "globex.dev"])) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
        run = cli("clearbit", "enrich", "company", "globex.dev", "--json").json["run"]
        before = shown(cli, "company", "acme.dev")
        cli("company", "merge", "acme.dev", "globex.dev")
        cli("clearbit", "undo", run)
        after = shown(cli, "company", "globex.dev")
        assert (after["name"], after["custom_fields"]) == (before["name"], before["custom_fields"])
        assert after["enriched_at"] is not None
        assert cli("db", "check").code == 0


def test_a_merge_forgets_no_billed_miss(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(EnrichmentWorld()) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "nobody.dev")
        cli("company", "add", "--name", "Nobody Inc")
        cli("company", "merge", "nobody.dev", "2")
        cli("clearbit", "enrich", "bulk", *FAST)
        assert x.enrichment.meter.counted == 1


def test_the_raw_answer_of_an_undone_run_goes(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(["acme.dev"])) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
        monkeypatch.setattr("devsignal_cli.cli.wiring.time.time", lambda: 1_795_100_000.0)
        run = cli("clearbit", "enrich", "company", "acme.dev", "--refresh", "--json").json["run"]
        cli("clearbit", "undo", run)
        assert cli.sql("SELECT count(*) FROM raw_answer") == [(0,)]
        assert shown(cli, "company", "acme.dev")["enriched_at"] is not None


def test_our_own_exports_come_back_whole(cli: Cli, tmp_path: Path) -> None:
    cli("org", "add", "second")
    cli("company", "add", "acme.io", "--name", "'=1", "--set", "tier=gold")
    cli("contact", "add", "jo@gmail.com", "--company", "zed.io", "--set", "mood=good")
    for entity, key in (("company", "domain"), ("contact", "email")):
        for form in ("csv", "jsonl"):
            path = str(tmp_path / f"{entity}.{form}")
            cli(entity, "export", "-o", path)
            assert cli(entity, "import", path, "--org", "second").code == 0
        here, there = (
            {item[key]: (item.get("name"), item.get("company_domain"), item["custom_fields"]) for item in found}
            for found in (listed(cli, entity), listed(cli, entity, "--org", "second"))
        )
        assert here == there


def test_a_key_that_is_no_text_makes_no_record(cli: Cli) -> None:
    ran = cli("contact", "import", "-", "--json", stdin='{"email": ["jo@acme.io"], "name": "Jo Marsh"}\n')
    assert (ran.code, ran.json["errors"][0]["message"], listed(cli, "contact")) == (65, "email is not a text", [])


def test_an_export_leaves_links_pipes_and_devices_what_they_are(cli: Cli, tmp_path: Path) -> None:
    cli("company", "add", "acme.io")
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    assert cli("company", "export", "-o", str(link)).code == 0
    assert (link.is_symlink(), "acme.io" in target.read_text()) == (True, True)
    assert cli("company", "export", "-o", os.devnull).code == 0
    assert Path(os.devnull).is_char_device()
    assert cli("company", "export", "-o", str(tmp_path / "out.xlsx")).code == 2


def test_capitals_beyond_ascii_are_found(cli: Cli) -> None:
    cli("company", "add", "acme.io", "--industry", "Énergie und Straßenbau")
    cli("company", "add", "globex.com", "--industry", "Energy")
    for text in ("énergie", "ÉNERGIE", "Straßenbau", "strassenbau", "UND"):
        assert names(cli, "company", "--industry", text) == ["acme.io"], text


@pytest.mark.parametrize("options", [("--tech", "!!!"), ("--tech", ""), ("--search", "x" * 201)])
def test_what_cannot_be_looked_for_is_wrong_usage(cli: Cli, options: tuple[str, str]) -> None:
    assert cli("company", "list", *options).code == 2


@pytest.mark.parametrize("group", [("company",), ("clearbit", "enrich"), ("twitter",)])
def test_a_group_alone_prints_its_help_once(cli: Cli, group: tuple[str, ...]) -> None:
    ran = cli(*group)
    assert (ran.code, ran.out.count("Usage:")) == (0, 1)


def test_values_that_are_alike_stand_once(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(["acme.dev"])) as x:
        connect(cli, x, monkeypatch)
        for _ in range(3):
            cli("clearbit", "enrich", "company", "acme.dev", "--refresh")
        lines = [line for line in cli("company", "show", "acme.dev").out.split("\n") if line.startswith("website")]
        assert "run 3, told 3 times" in " ".join(lines)


def test_domains_are_shown_in_their_own_script_and_keys_whole(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("company", "add", "grünwerk.de", "--name", "Grünwerk")
    cli("contact", "add", "femi.farahani-with-a-long-name@umbrasecurity.dev", "--first-name", "Femi")
    assert "grünwerk.de" in cli("company", "list").out
    assert "1  Grünwerk  grünwerk.de" in cli("company", "show", "1").out
    monkeypatch.setenv("COLUMNS", "60")
    out = cli("contact", "list").out
    assert "…" not in out  # nothing that people copy is cut
    assert out.split("\n")[1].startswith("1 ")
    assert max(map(len, out.split("\n"))) <= 60


def test_a_question_is_asked_before_a_merge_on_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("company", "add", "acme.io")
    cli("company", "add", "acme.com")
    monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
    monkeypatch.setattr("typer.confirm", lambda *_asked, **_how: False)
    ran = cli("company", "merge", "1", "2")
    assert (ran.out, len(listed(cli, "company"))) == ("Nothing was merged.\n", 2)
    assert cli("company", "merge", "1", "2", "--yes").code == 0


@pytest.mark.parametrize("way", ["add", "import", "enrich"])
def test_who_asked_to_be_left_alone_is_so_when_they_come_again(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    world = EnrichmentWorld()
    world.suppressed.add("jo@acme.dev")
    with providers(world) as x:
        connect(cli, x, monkeypatch, "--provider", "hunter")
        cli("contact", "add", "jo@acme.dev")
        cli("clearbit", "enrich", "bulk", "contacts", *FAST)
        cli("contact", "remove", "1", "--yes")
        match way:
            case "add":
                cli("contact", "add", "Jo@acme.dev")
            case "import":
                cli("contact", "import", file(tmp_path, "email\njo@ACME.dev\n"))
        ran = cli("clearbit", "enrich", "contact", "jo@acme.dev", "--json")
        cli("clearbit", "enrich", "bulk", "contacts", *FAST)
        assert (ran.json["outcome"], ran.json["calls"]) == ("not_found", 0)
        assert "jo@acme.dev" not in str(cli.sql("SELECT * FROM tombstone"))


@pytest.mark.parametrize(
    "text",
    [
        "name,Company Domain\nJo Marsh,acme.io\n",
        "name,company\nJo Marsh,acme.io\n",
        "name,company\nJo Marsh,Acme\n",
        "name,X handle\nJo Marsh,jomarsh\n",
        "name\nJo Marsh\n",
    ],
)
def test_people_without_an_email_come_once_however_their_company_is_named(cli: Cli, tmp_path: Path, text: str) -> None:
    path = file(tmp_path, text)
    assert cli("contact", "import", path, "--json").json["created"] == 1
    cli("company", "add", "acme.com", "--name", "Acme")
    again = cli("contact", "import", path, "--json").json
    assert (again["created"], len(listed(cli, "contact"))) == (0, 1)


def test_an_undone_import_leaves_what_a_person_merged(cli: Cli, tmp_path: Path) -> None:
    cli("company", "add", "acme.io")
    cli("company", "import", file(tmp_path, "name,city\nAcme,Oslo\n"))
    cli("company", "merge", "acme.io", "2")
    cli("company", "remove", "--run", "1", "--yes")
    assert names(cli, "company") == ["acme.io"]


def test_an_undone_import_leaves_whose_email_a_person_spelt_anew(cli: Cli, tmp_path: Path) -> None:
    cli("contact", "import", file(tmp_path, "email\njo@acme.io\n"))
    cli("contact", "edit", "1", "--email", "Jo@acme.io")
    cli("contact", "remove", "--run", "1", "--yes")
    assert names(cli, "contact") == ["Jo@acme.io"]


def test_a_word_that_a_person_types_is_a_value(cli: Cli) -> None:
    cli("company", "add", "acme.io", "--industry", "Tools")
    found = cli("company", "edit", "acme.io", "--industry", "Unknown", "--set", "tier=-", "--json").json
    assert (found["industry"], found["custom_fields"]) == ("Unknown", {"tier": "-"})


def test_cells_that_say_nothing_say_nothing_of_names_and_aliases_either(cli: Cli, tmp_path: Path) -> None:
    ran = cli("contact", "import", file(tmp_path, "email,name\na@acme.io,unknown\nb@acme.io,-\n"))
    assert (ran.code, {item["first_name"] for item in listed(cli, "contact")}) == (0, {None})
    ran = cli("company", "import", file(tmp_path, "domain,aliases,size\nx.io,-,#REF!\ny.io,unknown,120.0\n"), "--json")
    assert (ran.code, ran.json["created"], shown(cli, "company", "y.io")["size"]) == (0, 2, "medium")


def test_a_company_never_asked_for_is_no_undone_one(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(["acme.dev", "globex.dev"])) as x:
        connect(cli, x, monkeypatch)
        run = cli("clearbit", "enrich", "company", "acme.dev", "--json").json["run"]
        cli("company", "add", "globex.dev")
        cli("company", "merge", "acme.dev", "globex.dev")
        assert shown(cli, "company", "globex.dev")["enriched_at"] is not None
        cli("clearbit", "undo", run)
        found = shown(cli, "company", "globex.dev")
        assert (found["enriched_at"], found["outcome"], found["queued"]) == (None, None, True)
        assert cli("clearbit", "enrich", "bulk", *FAST, "--json").json["enriched"] == 1


def test_emptied_values_are_no_enrichment_after_a_merge(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = EnrichmentWorld()
    world.add_company("acme.dev")
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        fields = cli("clearbit", "enrich", "company", "acme.dev", "--json").json["fields_updated"]
        extras = shown(cli, "company", "acme.dev")["custom_fields"]
        for name in {*fields, *extras}:
            cli("company", "edit", "acme.dev", "--set", f"{name}=")
        cli("company", "add", "globex.dev")
        cli("company", "merge", "acme.dev", "globex.dev")
        found = shown(cli, "company", "globex.dev")
        live = [row for row in found["history"] if row["source"] == "clearbit" and not row["revoked_at"]]
        assert (found["enriched_at"] is None) is not bool(live)


def test_with_its_domain_a_company_takes_the_raw_answer_over(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(world_of(["acme.dev"])) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
        cli("company", "add", "--name", "Acme")
        cli("company", "merge", "acme.dev", "2")
        assert cli.sql("SELECT kind, object_id FROM raw_answer") == [("company", 2)]


def test_an_export_goes_into_a_pipe(cli: Cli) -> None:
    cli("company", "add", "acme.io")
    read, write = os.pipe()
    try:
        assert cli("company", "export", "-o", f"/dev/fd/{write}").code == 0
        assert b"acme.io" in os.read(read, 100_000)
    finally:
        os.close(read)
        os.close(write)


def test_a_dry_run_of_a_file_on_file_changes_nothing_across_batches(cli: Cli, tmp_path: Path) -> None:
    rows = "".join(f"firm{number}.io,Firm\n" for number in range(600))
    path = file(tmp_path, f"domain,name\nacme.io,First\n{rows}acme.io,Second\n")
    cli("company", "import", path)
    told = cli("company", "import", path, "--dry-run", "--json").json
    assert (told["created"], told["updated"], told["unchanged"]) == (0, 0, 602)


def test_a_dry_run_asks_nobody_and_waits_for_nobody(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        with lock.held(cli.home / "locks", "1-clearbit"):
            assert cli("clearbit", "enrich", "company", "acme.dev", "--dry-run").code == 0


@pytest.mark.parametrize("width", [60, 80])
def test_figures_are_never_cut(cli: Cli, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    cli(
        "company",
        "add",
        "a-very-long-domain-name-of-somebody.dev",
        "--name",
        "A Very Long Company Name Indeed Ltd",
        "--size",
        "5000",
    )
    cli(
        "contact",
        "add",
        "jo@a-very-long-domain-name-of-somebody.dev",
        "--first-name",
        "Josephine",
        "--last-name",
        "Marsh",
    )
    monkeypatch.setenv("COLUMNS", str(width))
    for entity, heads in (("company", "Size People Posts"), ("contact", "Posts")):
        lines = cli(entity, "list").out.split("\n")
        assert all(head in lines[0] for head in heads.split())
        assert lines[1].startswith("1 ")
        assert lines[1].rstrip().endswith("0")
        assert max(map(len, lines)) <= width
