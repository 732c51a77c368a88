"""S12: a body that is too large, packed too well, nested too deeply or holds endless numbers costs little and is told."""

import json
from pathlib import Path

import pytest

from devsignal_cli.connectors.http import Answer
from tests.e2e.answerers import add, connect, providers
from tests.security.flood import answering, bomb, measured
from tests.support import Cli, quiet_world, simulator

MOST_MEGABYTES = 220  # 20 MiB of body, twice for a moment, and what any run needs (some 90)
GZIP = {"content-encoding": "gzip"}
DEEP, DIGITS = "[" * 10_000 + "]" * 10_000, "9" * 10_000
POST = '{{"data": [{{"id": "1", "text": "acme", "more": {0}}}, {{"id": {0}}}], "meta": {{"result_count": {0}}}}}'
BODIES = {
    "flood": (b"x" * 90_000_000, {}, 1, "larger than 20 MiB"),
    "bomb": (bomb(400), GZIP, 1, "larger than 20 MiB"),
    "deep": (DEEP.encode(), {}, 75, "known form"),
    "digits": (DIGITS.encode(), {}, 75, "known form"),
    "deep fields": (POST.format(DEEP).encode(), {}, 75, "known form"),
    "long fields": (POST.format(DIGITS).encode(), {}, 75, "known form"),
}


@pytest.mark.parametrize("name", BODIES)
def test_s12_a_sync_ends_with_a_clear_error_in_bounded_memory(cli: Cli, name: str) -> None:
    body, headers, code, said = BODIES[name]
    with simulator(quiet_world(3)) as x:
        cli.connect(x)
    with answering(body, headers) as url:
        ran = measured("twitter", "sync", "--json", "--max-wait", "0", environment={"DEVSIGNAL_TWITTER_URL": url})
    error = json.loads(ran.err.rpartition("\n")[2])["error"]
    assert (ran.code, error["code"]) == (code, "service"), ran
    assert said in error["message"]
    assert ran.megabytes < MOST_MEGABYTES
    assert cli.stored() == []


def test_s12_an_enrichment_ends_with_a_clear_error_in_bounded_memory(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    body, headers, code, said = BODIES["bomb"]
    with providers() as x:
        assert connect(cli, x, monkeypatch).code == 0
    add(cli, ["firm.dev"])
    with answering(body, headers) as url:
        environment = {"DEVSIGNAL_CLEARBIT_COMPANY_URL": url, "DEVSIGNAL_CLEARBIT_PERSON_URL": url}
        ran = measured("clearbit", "enrich", "company", "firm.dev", "--json", environment=environment)
    error = json.loads(ran.err.rpartition("\n")[2])["error"]
    assert (ran.code, error["code"]) == (code, "service"), ran
    assert said in error["message"]
    assert ran.megabytes < MOST_MEGABYTES


@pytest.mark.parametrize("text", [DEEP, DIGITS, f'{{"name": {DEEP}}}', f'{{"name": {DIGITS}}}'])
def test_s12_a_twisted_answer_of_a_provider_is_no_answer(text: str) -> None:
    assert Answer(200, {}, text.encode()).document() == {}


@pytest.mark.parametrize("text", [DEEP, DIGITS, f'{{"data": {DEEP}}}'], ids=["deep", "digits", "deep page"])
def test_s12_a_file_of_twisted_lines_ends_with_a_clear_error(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "posts.jsonl").write_text(f"{text}\n", encoding="utf-8")
    ran = cli("twitter", "import", str(tmp_path / "posts.jsonl"), "--json")
    assert ran.code in (3, 65), ran
    (tmp_path / "firms.jsonl").write_text(f'{{"domain": "firm.dev", "size": {text}}}\n', encoding="utf-8")
    ran = cli("company", "import", str(tmp_path / "firms.jsonl"), "--yes", "--json")
    assert ran.code in (0, 3, 65), ran
    assert "defect" not in ran.err
