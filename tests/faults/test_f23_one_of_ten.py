"""F23: one organization of ten is broken: nine are synced, the exit code is no success, the words name the one."""

import pytest

from tests.e2e.answerers import FAST, add, firms
from tests.faults import invariants
from tests.faults.scene import Scene, on_provider, on_x
from tests.support import Cli, quiet_world

NAMES = [f"org{number}" for number in range(10)]
BROKEN = NAMES[6]


def connected(scene: Scene) -> str:
    """Ten organizations, each with a token of its own; the broken one's."""
    tokens = {name: scene.x.add_token() for name in NAMES}
    for name, token in tokens.items():
        assert scene.run("org", "add", name).code == 0
        asked = ("twitter", "connect", "-k", "acme", "--token-stdin", "--org", name)
        assert scene.run(*asked, stdin=token + "\n").code == 0
    return tokens[BROKEN]


@pytest.mark.parametrize("how", ["a revoked token", "a damaged secret", "a child and a revoked token"])
def test_f23_nine_of_ten_are_synced_and_the_tenth_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    scene = on_x(cli, monkeypatch, quiet_world(30))
    with scene.x as x:
        token = connected(scene)
        if how == "a damaged secret":
            spoil = "UPDATE connection SET secret = 'gAAAAA' WHERE organization_id = (SELECT id FROM organization WHERE name = :n)"
            cli.sql(spoil, n=BROKEN)
        else:
            x.revoke(token)
        run = scene.child if how.startswith("a child") else scene.run
        ran = run("twitter", "sync", "--all-orgs", "--json")
        assert (ran.code, ran.error["code"]) == (3, "partial")
        assert f"{BROKEN}: " in ran.error["message"]
        assert not any(f"{name}: " in ran.error["message"] for name in NAMES if name != BROKEN)
        assert {run["org"] for run in ran.json["runs"] if run["status"] == "complete"} == {*NAMES} - {BROKEN}
        assert [len(cli.stored(name)) for name in NAMES] == [0 if name == BROKEN else 30 for name in NAMES]
        x.add_token(token)
        again = ("twitter", "connect", "--token-stdin", "--org", BROKEN)
        assert scene.run(*again, stdin=token + "\n").code == 0
        assert scene.run("twitter", "sync", "--all-orgs", "--json").code == 0
        assert all(cli.stored(name) == x.world.matching("acme") for name in NAMES)
        invariants.is_sound(scene.watch)
        invariants.no_secret_is_told(scene.watch)


def test_f23_nine_of_ten_are_enriched_and_the_tenth_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = on_provider(cli, monkeypatch, 2)
    with scene.x as x:
        keys = {name: x.add_key() for name in NAMES}
        for name, key in keys.items():
            assert scene.run("org", "add", name).code == 0
            connect = ("clearbit", "connect", "--key-stdin", "--org", name)
            assert scene.run(*connect, stdin=key + "\n").code == 0
            add(cli, firms(2), org=name)
        x.keys.discard(keys[BROKEN])
        bulk = ("clearbit", "enrich", "bulk", "--all-orgs", *FAST, "--json")
        ran = scene.run(*bulk)
        assert (ran.code, ran.error["code"]) == (3, "partial")
        assert f"{BROKEN}: " in ran.error["message"]
        assert cli.sql("SELECT count(*) FROM company WHERE outcome = 'found'") == [(18,)]
        x.keys.add(keys[BROKEN])
        assert scene.run(*bulk).code == 0
        assert cli.sql("SELECT count(*) FROM company WHERE outcome = 'found'") == [(20,)]
        invariants.is_sound(scene.watch)
