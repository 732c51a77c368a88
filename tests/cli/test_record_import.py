"""Files of companies and contacts: what is shown first, what goes in, what is named, what can be taken back."""

import json
from pathlib import Path

import pytest

from devsignal_cli.store import lock
from tests.archives import file_of, page, post, user
from tests.records import file, listed, names, shown
from tests.support import Cli

FIRMS = """Company Name,Website,Employees,Industry,Secret
Acme,https://www.acme.io/de,120,Software,x
Globex,,5000,,
Bad,not a site,,,
Initech,initech.com,1-10,"Forms, mostly",
"""


def test_the_columns_are_told_first_the_rest_goes_in_and_the_bad_row_is_named(cli: Cli, tmp_path: Path) -> None:
    ran = cli("company", "import", file(tmp_path, FIRMS))
    assert ran.code == 3
    assert ran.err.split("\n") == [
        "Columns: Company Name → name, Website → website, Employees → size, Industry → industry",
        'Not used: Secret (say what they hold: --map "COLUMN=FIELD")',
        "error: 1 of 4 rows could not be used; the rest is stored (first: line 4: website 'not a site' is not a web address). Mend them and import again: nothing is stored twice.",
        "",
    ]
    assert ran.out.split("\n") == [
        "default: 4 rows imported: 3 new, 0 changed, 0 known.",
        "  line 4: website 'not a site' is not a web address",
        "Undo: devsignal company remove --run 1",
        "",
    ]
    assert names(cli, "company") == ["initech.com", None, "acme.io"]
    found = shown(cli, "company", "acme.io")
    assert (found["size"], found["queued"], found["history"][0]["source"], found["history"][0]["run"]) == (
        "medium",
        True,
        "import",
        "1",
    )


def test_the_same_file_again_changes_and_records_nothing(cli: Cli, tmp_path: Path) -> None:
    path = file(tmp_path, FIRMS)
    cli("company", "import", path)
    before = cli.sql("SELECT * FROM company UNION ALL SELECT * FROM company") + cli.sql(
        "SELECT * FROM field_provenance"
    )
    again = cli("company", "import", path, "--json").json
    assert (again["created"], again["updated"], again["unchanged"], again["failed"]) == (0, 0, 3, 1)
    assert (
        cli.sql("SELECT * FROM company UNION ALL SELECT * FROM company") + cli.sql("SELECT * FROM field_provenance")
        == before
    )


def test_a_dry_run_tells_the_same_and_stores_nothing(cli: Cli, tmp_path: Path) -> None:
    path = file(tmp_path, FIRMS + "Acme again,acme.io,,,\n")
    ran = cli("company", "import", path, "--dry-run", "--json")
    assert (ran.code, ran.json["status"], ran.json["run"]) == (3, "skipped", None)
    assert cli.sql("SELECT * FROM run") == cli.sql("SELECT id, name FROM company") == []
    wet = cli("company", "import", path, "--json").json
    told = ("total", "created", "failed", "columns", "unused")
    assert {key: ran.json[key] for key in told} == {key: wet[key] for key in told}
    assert cli("company", "import", path, "--dry-run").out.startswith(
        "default: nothing was stored. Of 5 rows would be: 0 new,"
    )


def test_batches_of_a_dry_run_know_of_each_other(cli: Cli, tmp_path: Path) -> None:
    lines = ["domain", *(f"firm{number}.io" for number in range(700)), *(f"firm{number}.io" for number in range(700))]
    ran = cli("company", "import", file(tmp_path, "\n".join(lines)), "--dry-run", "--json").json
    assert (ran["created"], ran["unchanged"]) == (700, 700)


def test_what_a_person_typed_stays_and_what_a_provider_said_gives_way(cli: Cli, tmp_path: Path) -> None:
    cli("company", "add", "acme.io", "--name", "ACME")
    cli.sql("INSERT INTO field_provenance (organization_id, entity, entity_id, field, value, source, recorded_at)"
            " VALUES (1, 'company', 1, 'industry', '\"Cars\"', 'clearbit', 1)")  # fmt: skip
    cli.sql("UPDATE company SET industry = 'Cars'")
    ran = cli("company", "import", file(tmp_path, FIRMS), "--json").json
    assert (ran["created"], ran["updated"]) == (2, 1)
    found = shown(cli, "company", "acme.io")
    assert (found["name"], found["industry"], found["size"]) == ("ACME", "Software", "medium")


def test_people_are_tied_by_work_email_and_by_the_company_that_the_line_names(cli: Cli, tmp_path: Path) -> None:
    cli("company", "add", "acme.io", "--name", "Acme GmbH")
    people = """E-mail,Full name,Job title,X handle,Company,Company domain
jo@acme.io,"Marsh, Jo",CTO,@jomarsh,,
kim@gmail.com,Kim Lee,,,ACME gmbh,
bo@gmail.com,Bo Ray,,,Nowhere Inc,
mo@gmail.com,Mo Day,,,,https://globex.com
ana@initech.com,,,,,
"""
    ran = cli("contact", "import", file(tmp_path, people))
    assert ran.code == 0
    assert "2 companies made from their e-mails, queued" in ran.out
    assert {item["email"]: item["company"] for item in listed(cli, "contact")} == {
        "jo@acme.io": "Acme GmbH",
        "kim@gmail.com": "Acme GmbH",
        "bo@gmail.com": None,
        "mo@gmail.com": "globex.com",
        "ana@initech.com": "initech.com",
    }
    assert shown(cli, "contact", "bo@gmail.com")["custom_fields"]["companyName"] == "Nowhere Inc"


def test_rows_without_a_key_are_told_apart_by_handle_name_and_firm(cli: Cli, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,X handle,Company\nJo Lee,jolee,\nJo Lee,,Acme\nJo Lee,,Globex\nSam,,\n")
    assert cli("contact", "import", path, "--json").json["created"] == 4
    again = cli("contact", "import", path, "--json").json
    assert (again["created"], again["unchanged"]) == (0, 4)
    cli("contact", "add", "sam@gmail.com", "--first-name", "Sam")
    assert cli("contact", "import", path, "--json").json["unchanged"] == 4  # one with an e-mail may be another Sam


def test_a_row_that_fits_several_is_named(cli: Cli, tmp_path: Path) -> None:
    cli("company", "add", "acme.io", "--name", "Acme")
    cli("company", "add", "acme.com", "--name", "Acme")
    ran = cli("company", "import", file(tmp_path, "name,domain,aliases\nAcme,,\nX,acme.io,acme.com\n"), "--json")
    assert (ran.code, ran.error["code"], ran.json["failed"]) == (65, "damaged", 2)
    assert {error["item"] for error in ran.json["errors"]} == {"2", "3"}


def test_a_row_with_a_domain_fills_the_one_company_of_that_name_without_one(cli: Cli, tmp_path: Path) -> None:
    cli("company", "add", "--name", "Acme")
    ran = cli("company", "import", file(tmp_path, "name,domain,aliases\nACME,acme.io,acme.dev\n"), "--json").json
    assert (ran["created"], ran["updated"]) == (0, 1)
    found = shown(cli, "company", "acme.io")
    assert (found["id"], found["queued"], found["name"]) == ("1", True, "Acme")
    again = cli("company", "import", file(tmp_path, "name,domain,aliases\nACME,acme.io,acme.dev\n"), "--json").json
    assert (again["updated"], shown(cli, "company", "acme.dev")["id"]) == (0, "1")


def test_what_was_forgotten_is_left_out_and_is_no_failure(cli: Cli, tmp_path: Path) -> None:
    cli("contact", "forget", "jo@acme.io", "--yes")
    ran = cli("contact", "import", file(tmp_path, "email\njo@acme.io\nbo@acme.io\n"), "--json")
    assert (ran.code, ran.json["status"], ran.json["forgotten"], ran.json["created"]) == (0, "complete", 1, 1)
    assert "left out 1: forgotten on request" in cli("contact", "import", file(tmp_path, "email\njo@acme.io\n")).out


def test_json_lines_and_stdin_come_in_too(cli: Cli) -> None:
    lines = [
        {"domain": "acme.io", "name": "Acme", "custom_fields": {"tier": "gold", "techStack": ["go"]}},
        {"domain": "x"},
    ]
    ran = cli("company", "import", "-", "--json", stdin="\n".join(map(json.dumps, lines)))
    assert (ran.code, ran.json["created"], ran.json["errors"][0]["item"]) == (3, 1, "2")
    assert shown(cli, "company", "acme.io")["custom_fields"] == {"tier": "gold", "techStack": ["go"]}


@pytest.mark.parametrize("text", ["", "domain\n"])
def test_a_file_without_rows_is_said_to_be_so(cli: Cli, tmp_path: Path, text: str) -> None:
    ran = cli("company", "import", file(tmp_path, text))
    assert (ran.code, ran.out) == (0, "default: there was no row to import.\n")


@pytest.mark.parametrize("arguments", [("none.csv",), ("FILE", "--map", "Nope=name"), ("TITLES",)])
def test_what_cannot_be_read_is_wrong_usage(cli: Cli, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    paths = {"FILE": file(tmp_path, FIRMS), "TITLES": file(tmp_path, "size\n7\n", "titles.csv")}
    ran = cli("company", "import", *(paths.get(argument, argument) for argument in arguments), "--json")
    assert (ran.code, ran.error["code"], bool(ran.error["hint"])) == (2, "usage", True)


def test_an_import_taken_back_leaves_what_was_there_before(cli: Cli, tmp_path: Path) -> None:
    cli("company", "add", "acme.io", "--industry", "Tools")
    cli(
        "company",
        "import",
        file(tmp_path, "domain,name,aliases\nacme.io,Acme,acme.dev\nglobex.com,Globex,\ninitech.com,Initech,\n"),
    )
    cli("company", "edit", "globex.com", "--industry", "Energy")
    assert cli("company", "remove", "--run", "1", "--json").error["hint"] == "Say --yes to do it."
    ran = cli("company", "remove", "--run", "1", "--yes")
    assert ran.out.split("\n") == [
        "default: 1 record of run 1 removed, 3 values put back.",
        "  kept: globex.com stays, a person has edited it since",
        "",
    ]
    assert names(cli, "company") == ["globex.com", "acme.io"]
    assert (shown(cli, "company", "acme.io")["name"], shown(cli, "company", "acme.io")["aliases"]) == (None, [])
    again = cli("company", "remove", "--run", "1", "--yes")
    assert (again.code, "taken back before" in again.out) == (0, True)
    assert cli("db", "check").code == 0


def test_an_import_of_people_taken_back_takes_the_companies_that_it_made(cli: Cli, tmp_path: Path) -> None:
    cli("contact", "add", "old@globex.com")
    cli(
        "contact",
        "import",
        file(tmp_path, "email,title\njo@acme.io,CTO\nbo@globex.com,CEO\nmo@initech.com,\nold@globex.com,CFO\n"),
    )
    cli("contact", "add", "new@initech.com")
    cli("contact", "edit", "old@globex.com", "--title", "Boss")
    ran = cli("contact", "remove", "--run", "1", "--yes", "--json").json
    assert (ran["removed"], ran["kept"]) == (4, ["old@globex.com: title", "initech.com stays, others hang on it"])
    assert names(cli, "contact") == ["new@initech.com", "old@globex.com"]
    assert names(cli, "company") == ["initech.com", "globex.com"]
    assert shown(cli, "contact", "old@globex.com")["title"] == "Boss"


@pytest.mark.parametrize("run", ["1", "77", "x"])
def test_an_import_that_is_not_there_is_told(cli: Cli, tmp_path: Path, run: str) -> None:
    assert "Nothing was imported yet" in cli("company", "remove", "--run", run, "--json").error["hint"]
    cli("contact", "import", file(tmp_path, "email\njo@acme.io\n"))
    cli("company", "import", file(tmp_path, "domain\nacme.io\n"))
    ran = cli("company", "remove", "--run", run, "--json")
    assert (ran.code, ran.error["code"], "2" in ran.error["hint"]) == (2, "not_found", True)


@pytest.mark.parametrize(("answer", "stored"), [(True, 3), (False, 0)])
def test_on_a_terminal_a_person_is_asked_once_the_columns_are_told(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, stored: int
) -> None:
    monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
    monkeypatch.setattr("typer.confirm", lambda *_asked, **_how: answer)
    ran = cli("company", "import", file(tmp_path, FIRMS))
    assert len(listed(cli, "company")) == stored
    assert ("Nothing was imported." in ran.out) is not answer
    assert len(cli.sql("SELECT * FROM run")) == answer


@pytest.mark.parametrize(("answer", "left"), [(True, 0), (False, 1)])
def test_on_a_terminal_removing_is_asked_about(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, left: int
) -> None:
    monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
    monkeypatch.setattr("typer.confirm", lambda *_asked, **_how: answer)
    cli("contact", "add", "jo@gmail.com")
    cli("company", "import", file(tmp_path, "domain\nacme.io\n"), "--yes")
    for removal in (("company", "remove", "--run", "1"), ("contact", "remove", "jo@gmail.com")):
        assert cli(*removal).code == 0
        assert len(listed(cli, removal[0])) == left
    cli("contact", "add", "jo@gmail.com")
    ran = cli("contact", "forget", "jo@gmail.com")
    assert (len(listed(cli, "contact")), "is forgotten" in ran.out) == (left, answer)


def test_two_imports_at_once_do_not_mix(cli: Cli, tmp_path: Path) -> None:
    with lock.held(cli.home / "locks", "1-records"):
        ran = cli("company", "import", file(tmp_path, FIRMS), "--json")
    assert (ran.code, ran.error["code"]) == (75, "locked")


def test_of_many_kept_or_bad_rows_a_few_are_named_for_people(cli: Cli, tmp_path: Path) -> None:
    rows = "".join(f"firm{number}.io\n" for number in range(9))
    ran = cli("company", "import", file(tmp_path, "domain\n" + rows + "bad\n" * 9))
    assert "  and 4 more that could not be used" in ran.out
    for number in range(9):
        cli("company", "edit", f"firm{number}.io", "--name", "Mine")
    assert "  and 4 more; --json names all" in cli("company", "remove", "--run", "1", "--yes").out


def test_contacts_that_come_later_are_tied_to_the_authors_that_are_there(cli: Cli, tmp_path: Path) -> None:
    posts = page([post(1, author_id="100")], user(100, username="adaq", name="Ada Quillfeather 🚀 | Acme"))
    assert cli("twitter", "import", file_of(tmp_path, "posts.jsonl", posts)).code == 0
    people = tmp_path / "people.csv"
    people.write_text("email,first name,last name\nada@acme.io,Ada,Quillfeather\njo@acme.io,Jo,Marsh\n")
    ran = cli("contact", "import", str(people), "--yes")
    assert "1 author of stored posts tied to them" in ran.out
    assert cli.sql("SELECT contact_id, identity_state FROM signal") == [(1, "probable")]
    assert cli("contact", "import", str(people), "--json").json["authors_resolved"] == 0
