"""Every `clearbit` command as people and scripts meet it: what it says on stdout and on stderr, at 80 columns."""

import pytest

from devsignal_cli.cli import enrich_wiring
from devsignal_cli.cli.enrich_wiring import Access
from devsignal_cli.cli.wiring import Workspace
from devsignal_cli.errors import InterruptedRunError
from devsignal_cli.model.connection import Organization
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.simulator.server import Simulator
from devsignal_cli.store import lock
from tests.e2e.answerers import FAST, add, add_contacts, connect, edit, providers, world_of
from tests.support import Cli, Ran

NEXT = "Next: devsignal clearbit enrich bulk --dry-run\n"
NO_NEW_KEYS = (
    "Clearbit issues no new keys: only accounts made in 2023 or earlier have one."
    " For a new account take `--provider hunter`.\n"
)
ENRICHED = {
    "org", "entity", "id", "input", "outcome", "fields_updated", "fields_kept", "cached", "provider", "planned_calls", "run", "calls",
    "reason", "set", "kept",
}  # fmt: skip
BULK = {
    "org", "kind", "run", "total", "enriched", "unchanged", "not_found", "pending", "invalid", "skipped", "failed",
    "calls", "cache_hits", "status", "reason", "errors", "left", "skips", "provider", "planned_calls", "planned",
    "seconds",
}  # fmt: skip


def plain(ran: Ran) -> tuple[int, str, str]:
    """How a command ended and what it said, without the blanks that end a table's lines."""
    assert max(map(len, ran.out.split("\n"))) <= 80 or ran.out.startswith("{")
    assert "\x1b" not in ran.out + ran.err
    return ran.code, "".join(line.rstrip() + "\n" for line in ran.out.split("\n")[:-1]), ran.err


def small_world() -> EnrichmentWorld:
    world = world_of([])
    world.add_company("acme.dev", name="Acme", category={"industry": "Software"}, metrics={"employees": 7})
    return world


# --- connect


def test_connect_says_as_whom_and_what_comes_next(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        ran = connect(cli, x, monkeypatch)
        assert plain(ran) == (0, f"Clearbit        connected as default, key …{x.key[-4:]}\n{NEXT}", NO_NEW_KEYS)
        ran = connect(cli, x, monkeypatch, "--json")
        assert (ran.code, ran.err) == (0, "")
        assert ran.json == {
            "org": "default", "connected": True, "verified": True, "provider": "clearbit", "key": f"…{x.key[-4:]}",
            "plan": None, "used": None, "available": None, "resets_on": None,
        }  # fmt: skip


def test_connect_tells_the_credits_that_hunter_tells(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        code, out, err = plain(connect(cli, x, monkeypatch, "--provider", "hunter"))
        assert (code, err) == (0, "")
        assert out.startswith("Hunter          connected as default")
        assert "Credits         0 used of 50, new ones on 2026-12-01\n" in out
        told = connect(cli, x, monkeypatch, "--provider", "hunter", "--json").json
        assert (told["plan"], told["used"], told["available"]) == ("Free", 0, 50)


def test_no_verify_sends_nothing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        ran = connect(cli, x, monkeypatch, "--no-verify", key="sk_any")
        assert plain(ran)[1] == f"Clearbit        stored, not verified, for default, key …_any\n{NEXT}"
        assert connect(cli, x, monkeypatch, "--no-verify", "--json").json["verified"] is False
        assert x.requests == []


def test_connect_takes_the_key_from_the_environment_and_stores_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch, "--no-verify", key="sk_old")
        monkeypatch.setenv("DEVSIGNAL_CLEARBIT_KEY", f" {x.key} ")
        assert cli("clearbit", "connect").code == 0
        monkeypatch.delenv("DEVSIGNAL_CLEARBIT_KEY")
        assert cli("clearbit", "enrich", "company", "acme.dev").code == 0
        assert {request.token for request in x.requests} == {x.key}


def test_connect_again_keeps_the_key_and_the_provider(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch, "--provider", "hunter")
        ran = cli("clearbit", "connect", "--json")
        assert (ran.code, ran.json["provider"], ran.json["key"]) == (0, "hunter", f"…{x.key[-4:]}")
        other = cli("clearbit", "connect", "--provider", "clearbit", "--json")
        assert (other.code, other.out, other.error["message"]) == (78, "", "No key of Clearbit was given.")
        assert cli("clearbit", "status", "--json").json["provider"] == "hunter"


def test_a_key_over_its_quota_is_stored_with_a_warning(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        x.enrichment.quota = 0
        ran = connect(cli, x, monkeypatch)
        assert (ran.code, "warning: The key works, but the account is over its quota." in ran.err) == (0, True)
        ran = connect(cli, x, monkeypatch, "--json")
        assert (ran.code, ran.json["verified"], "over its quota" in ran.err) == (0, True, True)


def test_a_person_is_asked_for_the_key_and_may_keep_the_stored_one(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
    asked: list[tuple[str, bool]] = []
    typed: list[str] = []

    def prompt(question: str, *, hide_input: bool, **_how: object) -> str:
        asked.append((question, hide_input))
        return typed.pop()

    monkeypatch.setattr("typer.prompt", prompt)
    with providers() as x:
        typed += ["", x.key]
        monkeypatch.setenv("DEVSIGNAL_CLEARBIT_COMPANY_URL", x.clearbit_url)
        for _ in range(2):
            ran = cli("clearbit", "connect")
            assert (ran.code, x.key in ran.out + ran.err) == (0, False)
        assert asked == [("API key of Clearbit", True), ("API key of Clearbit (Enter keeps the stored one)", True)]
        assert cli.sql("SELECT secret_last4 FROM connection") == [(x.key[-4:],)]


def test_a_disconnected_organization_has_no_key_to_keep(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "disconnect")
        ran = cli("clearbit", "connect", "--json")
        assert (ran.code, ran.error["code"], "--key-stdin" in ran.error["hint"]) == (78, "usage", True)


# --- status


def test_status_of_nothing_says_what_to_do(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    said = (
        "default is not connected to an enrichment provider.\n"
        "Next: devsignal clearbit connect\n"
        "Companies and contacts come by `devsignal company import FILE`, or by hand.\n"
    )
    assert plain(cli("clearbit", "status")) == (0, said, "")
    cli("org", "add", "second")
    assert "Next: devsignal --org second clearbit connect\n" in cli("clearbit", "status", "--org", "second").out
    with providers() as x:
        connect(cli, x, monkeypatch)
        assert plain(cli("clearbit", "status"))[1].endswith(
            "Last found      never\n"
            "Companies       none yet\n"
            "Contacts        none yet\n"
            "Calls           0 this month, 0 of them billed\n"
        )
        add(cli, ["acme.dev"])
        cli("clearbit", "disconnect")
        code, out, err = plain(cli("clearbit", "status"))
        assert (code, err) == (0, "")
        assert out.startswith("Provider        default: not connected; what is stored stays\n")
        assert "Queued          1, for the next" in out


def test_status_tells_coverage_what_waits_and_how_the_last_run_ended(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_world()
    world.make_pending("slow.dev", 9)
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        add(cli, ["acme.dev", "slow.dev", "new.dev"])
        cli("clearbit", "enrich", "bulk", *FAST, "--max-calls", "2")
        code, out, err = plain(cli("clearbit", "status"))
        assert (code, err) == (0, "")
        assert out == (
            f"Clearbit        default: connected, key …{x.key[-4:]}\n"
            "Last found      2026-11-18 11:06 UTC; the last run was stopped at --max-calls\n"
            "Companies       ████████░░░░░░░░░░░░░░░░ 33.3 %  1 of 3\n"
            "Contacts        none yet\n"
            "Calls           2 this month, 2 of them billed\n"
            "Pending         1, the provider is still looking\n"
            "Queued          1, for the next `clearbit enrich bulk all`\n"
        )
        told = cli("clearbit", "status", "--json")
        assert (told.err, told.json["last_result"], told.json["queued"]) == ("", "max_calls", 1)
        assert told.json["outcomes"]["companies"] == {"found": 1, "pending": 1, "never": 1}
        assert told.json["calls"] == {"month": 2, "counted": 2}


# --- one


def test_a_company_is_told_field_by_field(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        add(cli, ["acme.dev"], name="Ours")
        code, out, err = plain(cli("clearbit", "enrich", "company", "acme.dev"))
        assert (code, err) == (0, "")
        lines = out.split("\n")
        assert lines[0].startswith("acme.dev: found by Clearbit, ")
        assert "industry        Software" in lines
        assert "size            startup" in lines
        assert "name            Ours  kept, typed by hand; Clearbit says: Acme" in lines
        assert lines[-2] == "Undo: devsignal clearbit undo 1"
        again = plain(cli("clearbit", "enrich", "company", "acme.dev"))
        assert again[1].startswith("acme.dev: found by Clearbit, nothing new (from the cache).\n")
        cli("clearbit", "undo", "1")
        edit(cli, "company", 1, source="email", size="small")
        redone = plain(cli("clearbit", "enrich", "company", "1", "--refresh"))[1]
        assert "size            startup  (was: small)" in redone


def test_one_as_json_has_its_keys(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        for arguments in (("company", "acme.dev"), ("contact", "jo@acme.dev"), ("contact", "info@acme.dev")):
            ran = cli("clearbit", "enrich", *arguments, "--json")
            assert (ran.code, ran.err, set(ran.json)) == (0, "", ENRICHED)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("company", "nobody.dev"), "nobody.dev: not known to Clearbit.\n"),
        (
            ("contact", "info@acme.dev"),
            "info@acme.dev: nothing was asked.\n  role mailboxes belong to nobody in person\n",
        ),
        (
            ("company", "acme.dev", "--dry-run"),
            "acme.dev: Clearbit would be asked; nothing was sent.\n",
        ),
    ],
)
def test_why_nothing_was_set_is_told(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        assert plain(cli("clearbit", "enrich", *arguments)) == (0, said, "")


def test_pending_and_invalid_ones_end_with_their_code_and_a_next_step(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = small_world()
    world.make_pending("acme.dev", 9)
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        assert plain(cli("clearbit", "enrich", "company", "acme.dev")) == (
            75,
            "acme.dev: Clearbit is still looking.\n",
            "error: Clearbit is still looking for acme.dev. Ask again in five minutes; a bulk run does so by itself.\n",
        )
        body = {"error": {"type": "params_invalid", "message": "Domain is invalid"}}
        x.faults.add({"path": "/clearbit", "status": 422, "body": body})
        code, out, err = plain(cli("clearbit", "enrich", "company", "odd.dev"))
        assert (code, out) == (2, "odd.dev: not valid, says Clearbit.\n")
        assert "Correct it: devsignal company edit 2" in err


def test_a_refusal_names_no_key_and_says_what_to_do(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        body = {"error": {"type": "auth_invalid", "message": f"Bad key {x.key}"}}
        x.faults.add({"path": "/clearbit", "status": 401, "body": body, "times": 0})
        for arguments in (("company", "acme.dev"), ("bulk",)):
            ran = cli("clearbit", "enrich", *arguments)
            assert (ran.code, x.key in ran.out + ran.err, "Check the key" in ran.err) == (4, False, True)
        assert x.key not in str(cli.sql("SELECT * FROM run"))


# --- bulk


def test_bulk_as_json_has_its_keys_also_for_all_organizations(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--json")
        assert (ran.code, ran.err, set(ran.json)) == (0, "", BULK)
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--all-orgs", "--json")
        assert (ran.code, ran.err, set(ran.json), set(ran.json["runs"][0])) == (0, "", {"runs"}, BULK)


def test_a_failure_is_named_on_stderr_and_on_no_record_of_the_run(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        add(cli, ["acme.dev", "other.dev"])
        fault = {"path": "/clearbit", "times": 5, "status": 503, "headers": {"retry-after": "0"}, "body": "no"}
        x.faults.add(fault)
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--quiet")
        assert plain(ran) == (
            3,
            "",
            "error: 1 could not be looked up: acme.dev; the rest is stored. The next run asks again.\n",
        )
        x.faults.add(fault)
        add(cli, ["third.dev"])
        shown = plain(cli("clearbit", "enrich", "bulk", *FAST))[1]
        assert "  acme.dev: Clearbit is not available (status 503).\n" in shown or "third.dev: " in shown
        assert ".dev" not in str(cli.sql("SELECT result FROM run"))


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [(402, "over_quota", "stopped: the plan's quota is used up"), (401, "x", "stopped: the provider refused the key")],
)
def test_a_stopped_run_says_so_in_its_first_line(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, status: int, kind: str, words: str
) -> None:
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        add(cli, ["acme.dev"])
        x.faults.add({"path": "/clearbit", "status": status, "body": {"error": {"type": kind, "message": "no"}}})
        out = cli("clearbit", "enrich", "bulk", *FAST).out
        assert out.startswith(f"default: {words}. 0 enriched")
        assert "1 left." in " ".join(out.split())


def test_all_organizations_are_told_one_after_another(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        cli("org", "add", "second")
        for org in ("default", "second"):
            connect(cli, x, monkeypatch, "--org", org)
            add(cli, ["acme.dev"], org)
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST)
        assert (ran.code, ran.err) == (0, "")
        assert "Undo: devsignal clearbit undo 1\n" in ran.out
        assert "Undo: devsignal --org second clearbit undo 2\n" in ran.out


def two_organizations(cli: Cli, x: Simulator, monkeypatch: pytest.MonkeyPatch, first: str, second: str) -> None:
    cli("org", "add", "second")
    connect(cli, x, monkeypatch, "--no-verify", key=first)
    connect(cli, x, monkeypatch, "--no-verify", "--org", "second", key=second)
    add(cli, ["acme.dev"])
    add(cli, ["acme.dev"], "second")


@pytest.mark.parametrize(
    ("first", "second", "code"), [("good", "good", 0), ("bad", "bad", 4), ("bad", "good", 3), ("good", "bad", 3)]
)
def test_all_organizations_end_alike_or_partly(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, first: str, second: str, code: int
) -> None:
    with providers(small_world()) as x:
        keys = {"good": x.key, "bad": "sk_bad"}
        two_organizations(cli, x, monkeypatch, keys[first], keys[second])
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--json")
        assert (ran.code, len(ran.json["runs"])) == (code, 2)


def test_the_environment_s_key_is_used_for_all_organizations_and_warned_of_once(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with providers(small_world()) as x:
        two_organizations(cli, x, monkeypatch, "sk_one", "sk_two")
        monkeypatch.setenv("DEVSIGNAL_CLEARBIT_KEY", x.key)
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--quiet")
        assert ran.err == "warning: DEVSIGNAL_CLEARBIT_KEY is set: its key is used for all 2 organizations.\n"
        assert {request.token for request in x.requests} == {x.key}
        assert cli.sql("SELECT count(*), min(outcome) FROM company") == [(2, "found")]


def test_what_stops_one_organization_before_its_run_stops_no_other(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        two_organizations(cli, x, monkeypatch, x.key, x.key)
        cli.sql("UPDATE connection SET secret = 'broken' WHERE organization_id = 1")
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--json")
        assert (ran.code, ran.error["code"]) == (3, "partial")
        assert [(run["status"], run["enriched"]) for run in ran.json["runs"]] == [("skipped", 0), ("complete", 1)]
        assert cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST).out.startswith("default: skipped. 0 enriched")


def test_a_request_to_stop_between_two_organizations_loses_no_result(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    access = enrich_wiring.access

    def stopped(workspace: Workspace, organization: Organization) -> Access:
        if organization.name == "second":
            raise InterruptedRunError(15)
        return access(workspace, organization)

    with providers(small_world()) as x:
        two_organizations(cli, x, monkeypatch, x.key, x.key)
        monkeypatch.setattr(enrich_wiring, "access", stopped)
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--json")
        assert (ran.code, [run["enriched"] for run in ran.json["runs"]]) == (143, [1, 0])


def test_a_run_beside_another_is_skipped_and_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        with lock.held(cli.home / "locks", "1-clearbit"):
            ran = cli("clearbit", "enrich", "bulk")
        assert (ran.code, ran.out.split(".")[0]) == (75, "default: skipped: another enrichment is under way")


def test_calls_are_bounded_over_all_organizations(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        two_organizations(cli, x, monkeypatch, x.key, x.add_key())
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--max-calls", "1", "--json")
        assert (ran.code, [run["calls"] for run in ran.json["runs"]]) == (0, [1, 0])
        assert x.enrichment.meter.calls == 1


def test_a_missing_stored_key_says_to_connect_again(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        cli.sql("UPDATE connection SET secret = NULL")
        ran = cli("clearbit", "enrich", "bulk", "--json")
        assert (ran.code, ran.out, ran.error["code"]) == (78, "", "not_connected")


def test_a_long_dry_run_names_the_first_ten(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        add(cli, [f"firm{number}.com" for number in range(12)])
        add_contacts(cli, ["info@gmail.com"])
        code, out, err = plain(cli("clearbit", "enrich", "bulk", "all", "--dry-run"))
        assert (code, err) == (0, "")
        assert out.startswith("default: 12 look-ups for 12 records would be made")
        assert out.endswith("  firm9.com\n  and 2 more\n  skipped 1: role mailboxes belong to nobody in person\n")


# --- undo and disconnect


def test_undo_tells_what_it_put_back_and_what_it_left(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
        edit(cli, "company", 1, industry="Mine")
        code, out, err = plain(cli("clearbit", "undo", "1"))
        assert (code, err) == (0, "")
        assert out.endswith("of 1 record put back.\n  acme.dev: industry stays, a person has edited it since\n")
        assert plain(cli("clearbit", "undo", "1")) == (0, "Enrichment 1 was put back before.\n", "")
        ran = cli("clearbit", "undo", "1", "--json")
        assert (ran.code, ran.json["changed"], ran.err) == (0, False, "")


def test_undo_removes_the_company_that_only_enrichment_had_made(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_world()
    world.add_person("jo@gmail.com", employment={"domain": "acme.dev", "name": "Acme", "title": "CTO"})
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "contact", "jo@gmail.com")
        assert "  1 company that only enrichment had made, removed\n" in cli("clearbit", "undo", "1").out
        ran = cli("clearbit", "enrich", "contact", "1", "--json")
        told = cli("clearbit", "undo", ran.json["run"], "--json")
        assert set(told.json) == {"org", "run", "records", "fields", "companies_removed", "left"}
        assert (told.json["records"], told.json["companies_removed"], told.err) == (1, 1, "")


def test_a_run_that_is_not_there_is_told_with_those_that_are(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = cli("clearbit", "undo", "7", "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "not_found")
    with providers(small_world()) as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
        assert "The last ones are 1" in cli("clearbit", "undo", "7").err


def test_disconnect_says_what_stays_and_asks_a_person(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        monkeypatch.setattr("devsignal_cli.cli.output.Output.is_interactive", lambda _self: True)
        monkeypatch.setattr("typer.confirm", lambda *_words, **_how: False)
        assert plain(cli("clearbit", "disconnect")) == (0, "Nothing was changed.\n", "")
        said = "Disconnected from Clearbit. Companies, contacts and their values stay.\n"
        assert plain(cli("clearbit", "disconnect", "--yes")) == (0, said, "")
        assert plain(cli("clearbit", "disconnect")) == (0, "It was not connected to an enrichment provider.\n", "")
