"""Coverage as it is in the tables; keys checked at no cost, and dropped."""

import pytest

from tests.e2e.answerers import FAST, add, add_contacts, connect, firms, providers, world_of
from tests.support import Cli

KEYS = {"org", "connected", "provider", "last_enrichment_at", "companies", "contacts", "calls", "pending"}


def covered(cli: Cli, table: str) -> dict[str, float | None]:
    """Coverage told from the base tables: a record was enriched if any value on it is a provider's."""
    total, enriched = cli.sql(
        f"""
        SELECT count(*), coalesce(sum(EXISTS (
            SELECT 1 FROM field_provenance p WHERE p.entity = '{table}' AND p.entity_id = r.id AND p.organization_id = 1
            AND p.revoked_at IS NULL AND p.source NOT IN ('hand', 'import', 'email', 'domain', 'profile'))), 0)
        FROM {table} r WHERE r.organization_id = 1
        """
    )[0]
    percent = round(100 * enriched / total, 1) if total else None
    return {"total": total, "enriched": enriched, "unenriched": total - enriched, "coverage_percent": percent}


def test_coverage_equals_the_tables(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(7)
    world = world_of(names[:4])
    world.make_pending(names[0], 1)
    world.add_person("jo@firm0001.com")
    with providers(world) as x:
        connect(cli, x, monkeypatch)
        before = cli("clearbit", "status", "--json").json
        assert (before["companies"], before["last_enrichment_at"]) == (covered(cli, "company"), None)
        add(cli, names)
        add_contacts(cli, ["jo@firm0001.com", "bo@gmail.com"])
        cli("clearbit", "enrich", "bulk", "companies", *FAST)
        ran = cli("clearbit", "enrich", "bulk", "contacts", *FAST, "--json")
        status = cli("clearbit", "status", "--json")
        assert set(status.json) >= KEYS
        assert (
            status.json["companies"]
            == covered(cli, "company")
            == {"total": 7, "enriched": 3, "unenriched": 4, "coverage_percent": 42.9}
        )
        assert status.json["contacts"] == covered(cli, "contact")
        assert (status.json["pending"], status.json["calls"]["month"], status.json["provider"]) == (1, 9, "clearbit")
        assert status.json["last_enrichment_at"] == "2026-11-18T11:06:40Z"
        cli("clearbit", "undo", ran.json["run"])
        assert cli("clearbit", "status", "--json").json["contacts"] == covered(cli, "contact")
        shown = cli("clearbit", "status").out
        assert "42.9 %  3 of 7" in shown
        assert "█" in shown
        assert max(map(len, shown.split("\n"))) <= 80


def test_status_of_an_unconnected_organization_says_what_to_do(cli: Cli) -> None:
    ran = cli("clearbit", "status")
    assert (ran.code, "clearbit connect" in ran.out) == (0, True)
    assert cli("clearbit", "status", "--json").json["companies"]["coverage_percent"] is None


def test_a_key_is_checked_at_no_cost_and_never_shown(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        ran = connect(cli, x, monkeypatch)
        assert (ran.code, x.enrichment.meter.counted) == (0, 0)
        assert "no new keys" in ran.err
        assert "hunter" in ran.err
        assert x.key not in ran.out + ran.err
        secret = cli.sql("SELECT secret, provider, account FROM connection WHERE service = 'clearbit'")[0]
        assert x.key not in str(secret)
        hunter = connect(cli, x, monkeypatch, "--provider", "hunter", "--json")
        assert (hunter.code, hunter.json["provider"], hunter.json["verified"]) == (0, "hunter", True)
        assert hunter.json["available"] is not None
        assert x.enrichment.meter.counted == 0


def test_a_wrong_key_is_refused_and_not_stored(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        for provider in ("clearbit", "hunter"):
            ran = connect(cli, x, monkeypatch, "--provider", provider, "--json", key="sk_wrong")
            assert (ran.code, ran.error["code"]) == (4, "auth")
        assert cli.sql("SELECT * FROM connection WHERE service = 'clearbit'") == []


def test_what_is_no_provider_is_wrong_usage(cli: Cli) -> None:
    ran = cli("clearbit", "connect", "--key-stdin", "--provider", "zoominfo", "--json", stdin="sk_key\n")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
    assert "clearbit, hunter" in ran.error["hint"]


@pytest.mark.parametrize("typed", ["", "\n", "a b\n", "schlüssel\n", "sk_\x07\n", "k" * 501])
def test_what_is_no_key_is_a_wrong_setting(cli: Cli, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    ran = cli("clearbit", "connect", "--key-stdin", "--json", stdin=typed)
    assert (ran.code, ran.out, ran.error["message"]) == (78, "", "That is no API key.")
    with providers() as x:
        connect(cli, x, monkeypatch)
        monkeypatch.setenv("DEVSIGNAL_CLEARBIT_KEY", "a b")
        assert cli("clearbit", "enrich", "company", "acme.dev").code == 78


def test_without_a_key_connect_says_how_to_give_one(cli: Cli) -> None:
    ran = cli("clearbit", "connect", "--json")
    assert (ran.code, "--key-stdin" in ran.error["hint"]) == (78, True)


def test_the_environment_s_key_beats_the_stored_one(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        monkeypatch.setenv("DEVSIGNAL_CLEARBIT_KEY", "sk_wrong")
        assert cli("clearbit", "enrich", "company", "acme.dev").code == 4


def test_disconnect_drops_the_key_and_keeps_the_values(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers() as x:
        connect(cli, x, monkeypatch)
        cli("clearbit", "enrich", "company", "acme.dev")
        ran = cli("clearbit", "disconnect", "--json")
        assert (ran.code, ran.json["changed"]) == (0, True)
        assert cli.sql("SELECT secret FROM connection WHERE service = 'clearbit'") == [(None,)]
        assert cli("clearbit", "status", "--json").json["companies"]["enriched"] == 1
        assert cli("clearbit", "enrich", "company", "acme.dev").code == 78
        assert cli("clearbit", "disconnect", "--json").json["changed"] is False
        assert connect(cli, x, monkeypatch).code == 0
