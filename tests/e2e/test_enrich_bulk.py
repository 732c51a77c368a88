"""All that is due: each asked once, at the pace that was asked for, every outcome in its place."""

import pytest

from devsignal_cli.cli import enrich_wiring
from devsignal_cli.simulator.enrichment.world import EnrichmentWorld
from devsignal_cli.store import lock
from tests.e2e.answerers import FAST, add, add_contacts, by_outcome, connect, firms, later, providers, world_of
from tests.support import Cli

COUNTS = (
    "total",
    "enriched",
    "unchanged",
    "not_found",
    "pending",
    "invalid",
    "skipped",
    "failed",
    "calls",
    "cache_hits",
)


def counts(ran: dict[str, int]) -> tuple[int, ...]:
    return tuple(ran[name] for name in COUNTS)


def test_a_bulk_run_asks_for_each_once_and_a_second_one_only_for_the_pending(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = firms(6)
    world = world_of(names[:4])
    world.make_pending(names[0], 1)
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--json")
        assert ran.code == 0
        assert counts(ran.json) == (6, 3, 0, 2, 1, 0, 0, 0, 6, 0)
        assert (ran.json["status"], ran.json["reason"], ran.json["kind"], ran.json["errors"]) == (
            "complete",
            None,
            "companies",
            [],
        )
        assert by_outcome(cli) == {"found": 3, "not_found": 2, "pending": 1}
        later(monkeypatch, 301)
        again = cli("clearbit", "enrich", "bulk", *FAST, "--json").json
        assert (again["calls"], again["enriched"]) == (1, 1)
        assert set(x.enrichment.meter.by_input.values()) == {1, 2}


def test_nothing_to_do_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        ran = cli("clearbit", "enrich", "bulk")
        assert (ran.code, "Nothing to enrich" in ran.out) == (0, True)


def test_a_dry_run_tells_what_would_be_asked_and_what_is_left_out_and_why(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = firms(4)
    with providers(world_of(names[:1])) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        cli("clearbit", "enrich", "company", names[3])  # not known
        sent = x.enrichment.meter.counted
        ran = cli("clearbit", "enrich", "bulk", "--dry-run", "--json")
        assert (ran.code, ran.json["planned_calls"], ran.json["planned"]) == (0, 3, names[:3])
        assert (ran.json["skipped"], ran.json["skips"], ran.json["status"]) == (1, {"not_found": 1}, "skipped")
        shown = cli("clearbit", "enrich", "bulk", "--dry-run").out
        assert "3 look-ups for 3 records would be made" in shown
        assert "remembered" in shown
        assert x.enrichment.meter.counted == sent


def test_max_calls_and_limit_bound_a_run_and_the_next_one_goes_on(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(5)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--max-calls", "2", "--json")
        assert (ran.code, ran.json["calls"], ran.json["status"], ran.json["reason"], ran.json["left"]) == (
            0,
            2,
            "partial",
            "max_calls",
            3,
        )
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--limit", "1", "--json")
        assert (ran.code, ran.json["calls"], ran.json["status"], ran.json["left"]) == (0, 1, "complete", 2)
        cli("clearbit", "enrich", "bulk", *FAST)
        assert set(x.enrichment.meter.by_input.values()) == {1}
        assert x.enrichment.meter.counted == 5


@pytest.mark.parametrize(("status", "code", "reason"), [(402, 75, "credits"), (401, 4, "auth")])
def test_a_refusal_stops_the_run_at_once_and_keeps_the_queue(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, status: int, code: int, reason: str
) -> None:
    names = firms(4)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        body = {"error": {"type": "over_quota" if status == 402 else "invalid_api_key", "message": "no"}}
        x.faults.add({"path": "/clearbit", "at": 3, "times": 0, "status": status, "body": body})
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--json")
        assert (ran.code, ran.json["reason"], ran.json["status"], ran.json["enriched"], ran.json["left"]) == (
            code,
            reason,
            "partial",
            2,
            2,
        )
        assert (ran.error["code"], ran.json["calls"]) == (reason, 3)
        assert cli.sql("SELECT count(*) FROM company WHERE queued_at IS NOT NULL") == [(2,)]


def test_a_fault_of_one_is_counted_and_the_rest_goes_on(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(3)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        x.faults.add(
            {"path": "/clearbit", "at": 1, "times": 5, "status": 503, "headers": {"retry-after": "0"}, "body": "no"}
        )
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--json")
        assert (ran.code, ran.json["failed"], ran.json["enriched"]) == (3, 1, 2)
        assert [error["item"] for error in ran.json["errors"] if error["item"]] == [names[0]]
        assert cli("clearbit", "enrich", "bulk", *FAST, "--json").json["enriched"] == 1


def test_a_service_that_fails_three_times_in_a_row_is_left_alone(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(9)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        x.faults.add(
            {"path": "/clearbit", "at": 1, "times": 0, "status": 503, "headers": {"retry-after": "0"}, "body": "no"}
        )
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--json")
        assert (ran.code, ran.json["reason"], ran.json["failed"], ran.json["calls"]) == (75, "service", 3, 15)


def test_the_pace_is_kept_between_requests_and_batches(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(7)
    slept: list[float] = []
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        monkeypatch.setattr(enrich_wiring, "sleep", slept.append)
        monkeypatch.setattr(enrich_wiring, "monotonic", lambda: sum(slept))
        assert cli("clearbit", "enrich", "bulk", "--delay", "0.6", "--batch-size", "3", "--batch-delay", "1").code == 0
    assert [round(each, 3) for each in slept] == [0.6, 0.6, 1.6, 0.6, 0.6, 1.6]


def test_a_person_and_their_firm_are_one_call(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = EnrichmentWorld()
    world.add_company("acme.dev")
    world.add_person("jo@acme.dev")
    world.add_person("bo@acme.dev")
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        add_contacts(cli, ["jo@acme.dev", "bo@acme.dev", "al@firm.dev"])
        ran = cli("clearbit", "enrich", "bulk", "all", *FAST, "--json").json
        assert x.enrichment.meter.by_input == {
            "clearbit:combined:jo@acme.dev": 1,
            "clearbit:person:bo@acme.dev": 1,
            "clearbit:combined:al@firm.dev": 1,
            "clearbit:company:firm.dev": 1,  # a person's miss is not their firm's
        }
        assert (ran["total"], ran["enriched"], ran["not_found"], ran["skipped"]) == (5, 3, 2, 0)
        assert by_outcome(cli) == {"found": 1, "not_found": 1}


def test_nobodys_mailboxes_are_skipped_and_counted(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        add_contacts(cli, ["info@acme.dev"])
        ran = cli("clearbit", "enrich", "bulk", "contacts", *FAST, "--json").json
        assert (ran["total"], ran["skipped"], ran["calls"], ran["left"]) == (1, 1, 0, 0)
        assert list(ran["skips"].values()) == [1]
        assert cli.sql("SELECT count(queued_at) FROM contact") == [(0,)]  # nobody waits for them


def test_two_organizations_with_one_key_pay_once_for_the_same_domain(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(2)
    with providers(world_of(names)) as x:
        for org in ("second", "third", "away"):
            cli("org", "add", org)
        for org in ("default", "second"):
            connect(cli, x, monkeypatch, "--org", org)
            add(cli, names, org)
        connect(cli, x, monkeypatch, "--org", "third", key=x.add_key())
        add(cli, names, "third")
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--json")
        assert [(run["org"], run["calls"], run["cache_hits"]) for run in ran.json["runs"]] == [
            ("default", 2, 0),
            ("second", 0, 2),
            ("third", 2, 0),
        ]


def test_one_refused_key_stops_one_organization(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(2)
    with providers(world_of(names)) as x:
        cli("org", "add", "second")
        key = x.add_key()
        connect(cli, x, monkeypatch, key=key)
        connect(cli, x, monkeypatch, "--org", "second")
        add(cli, names)
        add(cli, names, "second")
        x.keys.discard(key)
        ran = cli("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--json")
        assert (ran.code, ran.error["code"]) == (3, "partial")
        assert [run["reason"] for run in ran.json["runs"]] == ["auth", None]
        assert "default" in ran.error["message"]


def test_no_organization_connected_is_78(cli: Cli) -> None:
    ran = cli("clearbit", "enrich", "bulk", "--all-orgs", "--json")
    assert (ran.code, ran.error["code"]) == (78, "not_connected")


def test_a_second_run_at_once_is_locked_out(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        with lock.held(cli.home / "locks", "1-clearbit"):
            ran = cli("clearbit", "enrich", "bulk", "--json")
        assert (ran.code, ran.json["reason"], ran.json["status"]) == (75, "locked", "skipped")
        with lock.held(cli.home / "locks", "1-twitter"):
            assert cli("clearbit", "enrich", "bulk", "--json").code == 0


@pytest.mark.parametrize(
    "options",
    [("people",), ("--rate", "fast"), ("--rate", "0"), ("--stale-after", "x"), ("--all-orgs", "--org", "default")],
)
def test_what_cannot_be_meant_is_wrong_usage(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        assert cli("clearbit", "enrich", "bulk", *options).code == 2


def test_rate_auto_asks_for_all_of_them(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(60)
    with providers(world_of(names), enrichment_limit=60_000) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        ran = cli("clearbit", "enrich", "bulk", "--rate", "6000", "--json")
        assert (ran.code, ran.json["enriched"], ran.json["calls"]) == (0, 60, 60)
        assert set(x.enrichment.meter.by_input.values()) == {1}


def test_what_is_stale_is_asked_for_again_when_that_is_wished(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(1)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        cli("clearbit", "enrich", "bulk", *FAST)
        later(monkeypatch, 86_400 * 10)
        (cli.home / "cache").rename(cli.home / "cache-old")
        assert cli("clearbit", "enrich", "bulk", *FAST, "--json").json["calls"] == 0
        ran = cli("clearbit", "enrich", "bulk", *FAST, "--stale-after", "7d", "--json").json
        assert (ran["calls"], ran["unchanged"]) == (1, 1)


def test_the_summary_is_one_line_for_cron_and_nothing_when_quiet(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(2)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        shown = cli("clearbit", "enrich", "bulk", *FAST).out
        assert shown.startswith("default: enriched. 2 enriched, 0 unchanged, 0 not found,")
        assert "Undo: devsignal clearbit undo 1" in shown
        assert cli("clearbit", "enrich", "bulk", *FAST, "--quiet").out == ""


def test_a_firm_beside_a_person_on_file_is_asked_for_once(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    world = EnrichmentWorld()
    world.add_person("jo@acme.dev")
    with providers(world) as x:
        cli("org", "add", "second")
        for org in ("default", "second"):
            connect(cli, x, monkeypatch, "--org", org)
            add_contacts(cli, ["jo@acme.dev"], org)
        cli("clearbit", "enrich", "bulk", "contacts", *FAST, "--org", "second")
        ran = cli("clearbit", "enrich", "bulk", "all", *FAST, "--json").json
        assert x.enrichment.meter.by_input == {"clearbit:person:jo@acme.dev": 1, "clearbit:company:acme.dev": 1}
        assert (ran["enriched"], ran["not_found"], ran["cache_hits"]) == (1, 1, 1)


def test_a_person_s_miss_is_stored_before_their_firm_is_asked_for(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers(EnrichmentWorld()) as x:
        connect(cli, x, monkeypatch)
        add_contacts(cli, ["jo@mail.acme.dev"])
        for _ in range(2):
            cli("clearbit", "enrich", "bulk", "all", *FAST, "--max-calls", "1")
        assert x.enrichment.meter.by_input == {"clearbit:combined:jo@mail.acme.dev": 1, "clearbit:company:acme.dev": 1}
