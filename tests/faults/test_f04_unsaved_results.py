"""A run whose result cannot be stored, because the disk is full at its very end, does not say that it is done (F04)."""

import pytest

from devsignal_cli.errors import CannotWriteError
from devsignal_cli.store.enrichment_store import EnrichmentStore
from devsignal_cli.store.sync_store import SyncStore
from tests.e2e.answerers import FAST, add, connect, firms, providers, world_of
from tests.support import Cli, quiet_world, simulator


def full(*_: object) -> None:
    raise CannotWriteError("The disk is full.", "Free some space.")


def test_f04_a_sync_that_cannot_store_its_result_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SyncStore, "finish_run", full)
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
        ran = cli("twitter", "sync")
        assert (ran.code, ": complete" in ran.out) == (74, False)
        assert cli("twitter", "sync", "--json").json["status"] == "partial"


def test_f04_an_enrichment_that_cannot_store_its_result_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    names = firms(2)
    with providers(world_of(names)) as x:
        connect(cli, x, monkeypatch)
        add(cli, names)
        monkeypatch.setattr(EnrichmentStore, "finish_run", full)
        ran = cli("clearbit", "enrich", "bulk", *FAST)
    assert (ran.code, ": stopped. 2 enriched" in ran.out) == (74, True)
