"""`identity`: lists, decisions, explanations, runs and modes, for people and for scripts."""

import re
import sqlite3
from pathlib import Path

import pytest

from devsignal_cli.store import lock
from tests.archives import file_of, page, post, user
from tests.identities import NUMBERS, archive, pairs, scene, signals, state
from tests.support import Cli


@pytest.fixture
def known(cli: Cli, tmp_path: Path) -> Cli:
    return scene(cli, tmp_path)


def narrow(text: str) -> bool:
    return all(len(line.rstrip()) <= 80 for line in text.split("\n")) and "\x1b" not in text


def test_the_list_shows_what_waits(known: Cli) -> None:
    ran = known("identity", "review")
    assert (ran.code, ran.err, narrow(ran.out)) == (0, "", True)
    assert re.split(r"\s{2,}", ran.out.split("\n")[0].strip()) == ["ID", "Author", "Candidate", "Evidence", "Sure"]
    assert re.findall(r"^\d+ +(@\w+)", ran.out, re.MULTILINE) == ["@dup", "@dup", "@grace", "@grace_2"]
    assert f"devsignal identity confirm {pairs(known)['dup'][0]}" in ran.out


def test_the_list_in_json_is_paged(known: Cli) -> None:
    first = known("identity", "review", "--limit", "3", "--json").json
    rest = known("identity", "review", "--cursor", first["next"], "--json").json
    assert [item["author"]["username"] for item in first["items"]] == ["dup", "dup", "grace"]
    assert ([item["author"]["username"] for item in rest["items"]], rest["next"]) == (["grace_2"], None)
    item = first["items"][0]
    assert (item["state"], item["method"], item["decided_by"], item["company"]) == ("review", "name", "rule", None)
    assert (item["author"]["id"], item["author"]["signals"]) == (str(NUMBERS["dup"]), 3)
    assert item["contact"]["name"] == "Dup Licate"
    assert "More: --cursor" in known("identity", "review", "--limit", "3").out


def test_probable_links_are_listed_on_request(known: Cli) -> None:
    assert set(pairs(known, "--probable")) == {"alan", "dup", "grace", "grace_2", "linus"}
    assert "--probable" not in known("identity", "review").out


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30])
def test_a_wrong_cursor_is_refused(known: Cli, cursor: str) -> None:
    assert known("identity", "review", f"--cursor={cursor}").code == 2


def test_an_empty_review_says_what_to_do(cli: Cli, tmp_path: Path) -> None:
    ran = cli("identity", "review")
    assert (ran.code, ran.out) == (0, "Nothing waits for review.\n")
    assert "Next: devsignal twitter sync" in ran.err
    cli("twitter", "import", archive(tmp_path))
    assert "0 probable, 0 to review, 7 unknown. Contacts make authors known" in cli("identity", "review").err
    cli("contact", "add", "alan@bletchley.org", "--first-name", "Alan", "--last-name", "Turing")
    assert "1 probable, 0 to review, 6 unknown. Go over the probable ones" in cli("identity", "review").err
    ran = cli("identity", "review", "--json")
    assert (ran.json, ran.err) == ({"items": [], "next": None}, "")


def test_a_pair_is_confirmed_and_its_signals_follow(known: Cli) -> None:
    ran = known("identity", "confirm", pairs(known)["dup"][1])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "@dup is Dup Licate; 3 signals follow.\nThe opposite: devsignal identity unlink @dup\n"
    assert state(known, "dup") == "confirmed"
    ((contact, company, _),) = signals(known, "dup")
    assert contact is not None
    assert company is not None
    assert "dup" not in pairs(known)


def test_a_decision_in_json(known: Cli) -> None:
    told = known("identity", "confirm", pairs(known)["grace"][0], "--json").json
    assert (told["org"], told["action"], told["changed"], told["state"]) == ("default", "confirm", True, "confirmed")
    assert (told["author"]["username"], told["signals"], told["link"]["contact"]["name"]) == (
        "grace",
        3,
        "Grace Hopper",
    )
    assert (told["link"]["method"], told["link"]["decided_by"], told["link"]["confidence"]) == ("person", "person", 1.0)
    assert told["back"] == "devsignal identity unlink @grace"


def test_several_are_decided_at_once_and_an_unknown_one_stops_no_other(known: Cli) -> None:
    waiting = pairs(known)
    ran = known("identity", "reject", *waiting["grace"], "999", *waiting["dup"], "--json")
    assert ran.code == 3
    assert [item["author"]["username"] for item in ran.json["items"]] == ["grace", "dup", "dup"]
    assert (ran.error["code"], ran.error["message"]) == ("partial", "There is no link 999 here.")
    assert "dup" not in pairs(known)


@pytest.mark.parametrize("which", ["999", "x", "9" * 30, "-"])
@pytest.mark.parametrize("command", ["confirm", "reject"])
def test_an_unknown_link_is_not_found(known: Cli, command: str, which: str) -> None:
    ran = known("identity", command, which)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: There is no link {which} here. `devsignal identity review` shows what is open.\n"


def test_nobody_is_two_people(known: Cli) -> None:
    ran = known("identity", "confirm", *pairs(known)["dup"])
    assert ran.code == 3
    assert "@dup too, who can be one only" in ran.err


def test_a_link_that_stands_no_more_is_not_decided(known: Cli) -> None:
    first, second = pairs(known)["dup"]
    known("identity", "confirm", first)
    ran = known("identity", "reject", second)
    assert ran.code == 2
    assert ran.err == f"error: Link {second} stands no more. See what does: devsignal identity explain @dup\n"


def test_a_refused_pair_is_never_proposed_again(known: Cli, tmp_path: Path) -> None:
    ran = known("identity", "reject", *pairs(known)["dup"])
    assert ran.out.startswith("@dup is not Dup Licate. Another pair waits for review.\n")
    known("identity", "resolve")
    known("twitter", "import", archive(tmp_path, 30))
    assert (pairs(known).get("dup"), state(known, "dup")) == (None, "unknown")


def test_what_stands_after_a_refusal_is_said(known: Cli) -> None:
    known("identity", "link", "linus", "alan@bletchley.org")
    ran = known("identity", "unlink", "linus")
    told = "@linus is no longer tied to Alan Turing and, as their company, bletchley.org; 3 signals follow. Now: works for Acme, probable. The opposite:"
    assert " ".join(ran.out.split()).startswith(told)


@pytest.mark.parametrize(
    "name",
    [
        "nobody",
        "@NoBody",
        str(NUMBERS["nobody"]),
        "https://x.com/nobody",
        "https://twitter.com/nobody/status/1",
        f"x.com/i/user/{NUMBERS['nobody']}",
    ],
)
def test_an_author_is_linked_by_any_name(known: Cli, name: str) -> None:
    ran = known("identity", "link", name, "alan@bletchley.org")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "@nobody is Alan Turing; 3 signals follow.\nThe opposite: devsignal identity unlink @nobody\n"


def test_an_author_is_linked_to_a_company_alone(known: Cli) -> None:
    ran = known("identity", "link", "nobody", "--company", "acme.io")
    assert ran.out.startswith("@nobody works for Acme; 3 signals follow.\n")
    ((contact, _, found),) = signals(known, "nobody")
    assert (contact, found) == (None, "confirmed")
    ran = known("identity", "unlink", "nobody")
    assert "The opposite: devsignal identity link @nobody --company 1\n" in ran.out
    assert signals(known, "nobody") == {(None, None, "unknown")}


def test_what_was_so_before_is_not_changed(known: Cli) -> None:
    known("identity", "link", "ada", "ada@acme.io")
    ran = known("identity", "link", "ada", "ada@acme.io")
    assert ran.out == "@ada is Ada Lovelace, as a person said before; nothing was changed.\n"
    ran = known("identity", "unlink", "nobody", "--json")
    assert (ran.code, ran.json["changed"], ran.json["link"]) == (0, False, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("link", "zzz", "1"), "No signal of @zzz is stored here."),
        (("unlink", "123456"), "No signal of 123456 is stored here."),
        (("explain", "https://x.com/zzz"), "No signal of @zzz is stored here."),
        (("link", "ada"), "Name a contact, or --company."),
        (("link", "ada", "1", "--company", "1"), "Name a contact or --company, not both."),
        (("explain", "https://evil.com/zed"), "'https://evil.com/zed' names no author. Name an @handle"),
        (("confirm", ""), "An empty ID names no link."),
        (("link", "ada", "no@acme.io"), "There is no contact no@acme.io."),
        (("link", "ada", "--company", "nobody.io"), "There is no company nobody.io."),
    ],
)
def test_what_is_not_there_is_refused(known: Cli, arguments: tuple[str, ...], said: str) -> None:
    ran = known("identity", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert known("identity", *arguments, "--json").error["code"] in ("usage", "not_found")


def test_a_handle_that_two_authors_bear_names_neither_and_hints_give_the_id(known: Cli) -> None:
    with sqlite3.connect(known.database) as connection:
        connection.execute("UPDATE author SET username = 'grace', username_key = 'grace' WHERE username = 'grace_2'")
    for arguments in (("link", "@grace", "2"), ("unlink", "@grace"), ("explain", "grace")):
        ran = known("identity", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "error: @grace fits 2 authors: 103 and 104. Name one by the user id.\n"
    listed = " ".join(known("identity", "review").out.split())
    assert "(id 103)" in listed
    assert "(id 104)" in listed
    assert "@grace (id 103), to review" in known("contact", "show", "5").out
    assert "@grace (id 104), to review" in known("contact", "show", "5").out
    assert "@grace (id 104)" in known("stats").out
    ran = known("identity", "link", "103", "2")
    assert ran.out == "@grace (id 103) is Alan Turing; 3 signals follow.\nThe opposite: devsignal identity unlink 103\n"


def test_who_bears_a_handle_now_comes_before_who_bore_it(known: Cli) -> None:
    with sqlite3.connect(known.database) as connection:
        connection.execute("INSERT INTO author_handle VALUES (104, 'dup', 1, 2)")
    ran = known("identity", "link", "@dup", "dup@acme.io")
    assert ran.out.endswith("The opposite: devsignal identity unlink 102\n")
    assert signals(known, "dup") == {(3, 1, "confirmed")}


def test_the_company_that_is_refused_along_with_its_contact_is_named(known: Cli) -> None:
    told = known("identity", "unlink", "ada", "--json").json
    assert told["message"].startswith("@ada is no longer tied to Ada Lovelace and, as their company, Acme; 3 signals")
    assert (told["refused_company"]["id"], told["refused_company"]["name"]) == ("1", "Acme")
    known("identity", "link", "ada", "--company", "acme.io")
    assert signals(known, "ada") == {(None, 1, "confirmed")}


def test_authors_who_wait_are_pointed_to(known: Cli) -> None:
    for command in (("twitter", "status"), ("stats",)):
        assert "\n3 authors wait for review: devsignal identity review\n" in known(*command).out
    for waiting in pairs(known).values():
        known("identity", "reject", *waiting)
    assert "for review" not in known("twitter", "status").out


def test_who_waits_and_is_counted_as_probable_is_told(known: Cli) -> None:
    with sqlite3.connect(known.database) as connection:
        connection.execute(
            """INSERT INTO identity (organization_id, author_id, contact_id, method, confidence, evidence, state,
            decided_by, created_at) VALUES (1, 105, 5, 'name', 0.5, 'a name', 'review', 'rule', 1)"""
        )
    assert known("identity", "review").err == "4 authors wait for review, 1 of them counted as probable meanwhile.\n"


def test_an_empty_review_says_that_the_mode_is_off(known: Cli) -> None:
    known("identity", "mode", "off")
    ran = known("identity", "review")
    assert ran.err == "The mode is off: no rule proposes anybody. Change it: devsignal identity mode balanced\n"


def test_lists_tell_who_wrote_and_whether_that_is_for_sure(known: Cli) -> None:
    told = known("twitter", "recent", "-n", "21").out
    heads = set(re.findall(r"^\S (@\w+) .*?((?:contact|company) \d+\??)$", told, re.MULTILINE))
    assert heads == {("@ada", "contact 1"), ("@alan", "contact 2?"), ("@linus", "company 1?")}
    assert narrow(told)


def test_an_author_is_explained(known: Cli) -> None:
    ran = known("identity", "explain", "ada")
    assert (ran.code, ran.err, narrow(ran.out)) == (0, "", True)
    assert "confirmed by" in ran.out
    assert "Rules, mode balanced" in ran.out
    assert "-> Ada Lovelace" in ran.out
    assert "acme.io (link): works there; company 1" in ran.out
    assert "to review: Dup Licate" in " ".join(known("identity", "explain", "dup").out.split())


def test_an_explanation_in_json_has_steps_claims_and_the_whole_history(known: Cli) -> None:
    known("identity", "unlink", "ada")
    told = known("identity", "explain", "ada", "--json").json
    assert (told["state"], told["link"], told["mode"]) == ("unknown", None, "balanced")
    assert {step["outcome"] for step in told["steps"]} == {"nothing"}
    assert told["claims"] == [
        {"kind": "domain", "value": "acme.io", "source": "link", "stance": "works", "company_id": "1"}
    ]
    assert [(link["state"], link["decided_by"]) for link in told["history"]] == [
        ("revoked", "rule"), ("rejected", "person"), ("rejected", "person"),
    ]  # fmt: skip
    told = known("identity", "explain", "alan", "--json").json
    assert [link["id"] for link in told["history"]] == told["steps"][-1]["links"]


def test_a_run_of_the_rules_changes_nothing_that_follows_already(known: Cli) -> None:
    before = known.sql("SELECT * FROM identity")
    ran = known("identity", "resolve")
    assert (ran.code, ran.err) == (0, "")
    assert "7 authors, mode balanced; nobody newly tied" in ran.out
    assert "1 confirmed, 2 probable, 3 to review, 1 unknown" in ran.out
    told = known("identity", "resolve", "--json").json
    assert (told["authors"], told["contacts_resolved"], told["states"]["review"]) == (7, 0, 3)
    assert known.sql("SELECT * FROM identity") == before


def test_the_mode_is_shown_and_set(known: Cli) -> None:
    ran = known("identity", "mode")
    assert (ran.code, narrow(ran.out)) == (0, True)
    assert re.findall(r"^\*  (\w+)", ran.out, re.MULTILINE) == ["balanced"]
    assert "docs/security.md" in ran.out
    assert known("identity", "mode", "--json").json == {"org": "default", "mode": "balanced", "resolved": None}
    told = known("identity", "mode", "strict", "--json").json
    assert (told["mode"], told["resolved"]["states"]) == (
        "strict",
        {"confirmed": 1, "probable": 0, "review": 5, "unknown": 1},
    )
    assert known("identity", "mode", "off", "--json").json["resolved"]["states"]["unknown"] == 7
    assert "newly tied: 2 contacts and 3 companies" in known("identity", "mode", "balanced").out
    assert known("identity", "mode", "loose").code == 2


@pytest.mark.parametrize("command", [("resolve",), ("mode", "off")])
def test_rules_wait_for_a_run_under_way(known: Cli, command: tuple[str, ...]) -> None:
    with lock.held(known.home / "locks", "1-twitter"):
        assert known("identity", *command).code == 75
        assert known("identity", "review").code == 0
    assert known("identity", "mode", "--json").json["mode"] == "balanced"


def test_links_by_other_rules_are_brought_up_to_date_before_they_are_shown(known: Cli) -> None:
    with sqlite3.connect(known.database) as connection:
        connection.execute("UPDATE organization SET identity_mode = 'off'")
    assert known("identity", "review", "--json").json["items"] == []
    assert state(known, "ada") == "unknown"


def test_status_counts_authors(known: Cli) -> None:
    assert known("twitter", "status", "--json").json["identity"] == {
        "confirmed": 1,
        "probable": 2,
        "review": 3,
        "unknown": 1,
    }
    assert re.search(r"Authors +1 confirmed, 2 probable, 3 to review, 1 unknown", known("twitter", "status").out)
    known("twitter", "mute", "@nobody")
    assert known("twitter", "status", "--json").json["identity"]["unknown"] == 0
    assert re.search(r"confirmed +1 .*\n +probable +2 .*\n +to review +3 ", known("stats").out)


def test_a_signal_shows_who_and_why(known: Cli) -> None:
    ran = known(
        "signals", "show", str(known.sql("SELECT id FROM signal WHERE author_id = :id", id=NUMBERS["alan"])[0][0])
    )
    assert re.search(
        r"Identity +Alan Turing \(contact 2\) of bletchley.org \(company 2\), probable by", " ".join(ran.out.split())
    )
    assert re.search(r"Why +\w", ran.out)
    told = known("signals", "show", "1", "--json").json["identity"]
    assert (told["state"], told["contact"]["id"]) == ("confirmed", "1")


def test_a_contact_shows_the_accounts_that_may_be_theirs(known: Cli) -> None:
    assert "X: @alan, probable by name" in known("contact", "show", "2").out
    assert "X: @grace, to review by name" in known("contact", "show", "5").out
    known("identity", "reject", *pairs(known)["grace"])
    assert "@grace," not in known("contact", "show", "5").out


def test_a_company_made_from_a_profile_says_so(known: Cli) -> None:
    with sqlite3.connect(known.database) as connection:
        connection.execute("UPDATE company SET source = 'profile' WHERE id = 1")
    assert "On file from a profile on X, 20" in known("company", "show", "1").out


def test_hostile_names_are_made_safe(cli: Cli, tmp_path: Path) -> None:
    bad = user(100, username="evil", name="Eve \x1b[31mEvil", description="\x1b]0;x\x07[/b]\u202e", url="")
    cli("twitter", "import", file_of(tmp_path, "bad.jsonl", page([post(0, author_id="100")], bad)))
    for command in (("explain", "evil"), ("link", "evil", "1"), ("review",)):
        ran = cli("identity", *command)
        assert not {"\x1b", "\u202e", "\x07"} & set(ran.out + ran.err)


def test_commands_name_the_organization(cli: Cli, tmp_path: Path) -> None:
    cli("org", "add", "second")
    scene(cli, tmp_path, "second")
    ran = cli("identity", "review", "--org", "second")
    assert "devsignal --org second identity confirm" in ran.out
    assert cli("identity", "review", "--json").json["items"] == []
    assert cli("identity", "link", "ada", "1").code == 2
