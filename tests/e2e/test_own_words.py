"""An organization's own words and keywords decide what a sync, a preview and an import store."""

import json
from pathlib import Path

import pytest

from devsignal_cli.core import sentiment
from devsignal_cli.simulator.world import World
from tests.archives import post
from tests.support import NOW_MS, Cli, quiet_world, simulator


def zorp_world(text: str = "acme is zorp") -> World:
    world = quiet_world(0)
    world.plant(text, NOW_MS - 90_000, author_id=1)
    return world


def labels(cli: Cli, org: str = "default") -> list[tuple[str, ...]]:
    return cli.sql(
        "SELECT sentiment, type, classifier FROM signal s JOIN organization o ON o.id = s.organization_id WHERE o.name = :org",
        org=org,
    )


@pytest.mark.parametrize("command", ["sync", "preview"])
def test_an_own_word_changes_what_is_stored(cli: Cli, command: str) -> None:
    cli("org", "add", "other")
    cli("twitter", "lexicon", "add", "zorp", "--weight", "3", "--org", "other")
    cli("twitter", "lexicon", "add", "zorp", "--weight", "-3")
    with simulator(zorp_world()) as x:
        for org in ("default", "other"):
            cli.connect(x, org=org)
            assert cli("twitter", command, "--org", org).code == 0
    assert labels(cli) == [("negative", "twitter_complaint", sentiment.VERSION)]
    assert labels(cli, "other") == [("positive", "twitter_praise", sentiment.VERSION)]


def test_a_sync_of_all_organizations_uses_the_words_of_each(cli: Cli) -> None:
    cli("org", "add", "other")
    cli("twitter", "lexicon", "add", "zorp", "--weight", "3", "--org", "other")
    cli("twitter", "lexicon", "add", "zorp", "--weight", "-3")
    with simulator(zorp_world()) as x:
        cli.connect(x)
        cli.connect(x, org="other")
        assert cli("twitter", "sync", "--all-orgs").code == 0
    assert [labels(cli)[0][0], labels(cli, "other")[0][0]] == ["negative", "positive"]


def test_an_import_without_a_connection_uses_the_own_words(cli: Cli, tmp_path: Path) -> None:
    cli("twitter", "lexicon", "add", "zorp", "--weight", "3")
    file = tmp_path / "posts.jsonl"
    file.write_text(json.dumps(post(1, text="acme is zorp")) + "\n", encoding="utf-8")
    assert cli("twitter", "import", str(file)).code == 0
    assert labels(cli) == [("positive", "twitter_praise", sentiment.VERSION)]


def test_a_keyword_is_no_opinion_also_one_of_a_topic(cli: Cli) -> None:
    world = zorp_world("awesome cli, version 3")
    world.plant("awesome, acme", NOW_MS - 80_000, author_id=2)
    with simulator(world) as x:
        cli.connect(x, "acme")
        cli("twitter", "keywords", "add", "awesome", "--topic", "rivals")
        cli("twitter", "sync")
    assert {label for label, _, _ in labels(cli)} == {"neutral"}


def test_a_raw_query_is_no_keyword(cli: Cli) -> None:
    with simulator(zorp_world("awesome acme")) as x:
        cli.connect(x)
        assert cli("twitter", "connect", "--query", "awesome").code == 0
        cli("twitter", "sync")
    assert [label for label, _, _ in labels(cli)] == ["positive"]
