"""Every JSON payload of the providers, damaged at random: no traceback, and no name that was told is lost in silence.

Over real HTTP on loopback, in front of the real commands.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.answerers import FAST
from tests.faults.mutations import broken
from tests.faults.payload_desk import BULK, FIRM, JO, Desk, examples, opened
from tests.faults.scene import COMPANY
from tests.support import Cli

PERSON, COMBINED = "/clearbit/v2/people/find", "/clearbit/v2/combined/find"
HUNTER_COMPANY, HUNTER_PERSON = "/hunter/v2/companies/find", "/hunter/v2/people/find"
HUNTER_COMBINED, HUNTER_ACCOUNT = "/hunter/v2/combined/find", "/hunter/v2/account"
LISTS = (("company", "list"), ("contact", "list"), ("clearbit", "status"), ("company", "show", FIRM), ("db", "check"))
PROVIDER_ERROR = {"error": {"type": "unknown_record", "message": "Unknown."}}
HUNTER_ERROR = {"errors": [{"id": "not_found", "code": 404, "details": "Not there."}]}


@pytest.fixture
def desk(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    with opened(cli, monkeypatch, tmp_path) as made:
        yield made


LOOKUPS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "a company": (COMPANY, ("company", FIRM), "clearbit"),
    "a person": (PERSON, ("contact", JO), "clearbit"),
    "both": (COMBINED, ("bulk", "all", *FAST), "clearbit"),
    "a company of Hunter": (HUNTER_COMPANY, ("company", FIRM), "hunter"),
    "a person of Hunter": (HUNTER_PERSON, ("contact", JO), "hunter"),
    "both of Hunter": (HUNTER_COMBINED, ("bulk", "all", *FAST), "hunter"),
}


@pytest.mark.parametrize(("path", "command", "provider"), LOOKUPS.values(), ids=LOOKUPS.keys())
@examples(6)
@given(data=st.data())
def test_any_answer_of_a_provider_is_read_or_put_into_quarantine(
    desk: Desk, data: st.DataObject, path: str, command: tuple[str, ...], provider: str
) -> None:
    desk.again()
    listed = data.draw(st.sampled_from(LISTS))
    use(desk, provider)
    enrich = ("clearbit", "enrich", *command)
    valid = desk.answer_of(path, *enrich)
    desk.again()
    use(desk, provider)
    body = data.draw(broken(valid))
    desk.serve(path, body)
    ran = desk.run(*enrich)
    assert ran.code in (0, 1, 3, 75)
    if "combined" not in path:
        is_not_lost(desk, body)
    desk.is_sound()
    desk.scene.heal()
    assert desk.run(*BULK).code == 0
    assert desk.run(*listed).code == 0


def is_not_lost(desk: Desk, body: bytes) -> None:
    """An answer that names the firm or the person is on file, or in quarantine if nothing of it could be read."""
    if desk.scene.naps.taken or not (b'"domain": "acme.dev"' in body or b'"email": "jo@acme.dev"' in body):
        return
    sql = desk.scene.cli.sql
    if ("not_found",) in sql("SELECT outcome FROM company UNION ALL SELECT outcome FROM contact"):
        assert b'"Acme"' not in body or sql("SELECT service FROM quarantine") == [("clearbit",)], body


def use(desk: Desk, provider: str) -> None:
    key = desk.scene.x.key + "\n"
    if provider != "clearbit":
        assert desk.scene.run("clearbit", "connect", "--provider", provider, "--key-stdin", stdin=key).code == 0


@examples(8)
@given(
    data=st.data(),
    status=st.sampled_from((200, 202, 400, 401, 402, 403, 404, 422, 429, 451, 500, 503)),
    valid=st.sampled_from((PROVIDER_ERROR, HUNTER_ERROR)),
    path=st.sampled_from((COMPANY, COMBINED)),
)
def test_any_words_of_a_providers_refusal_are_told(
    desk: Desk, data: st.DataObject, status: int, valid: Any, path: str
) -> None:
    desk.again()
    desk.serve(path, data.draw(broken(valid)), status, times=0)
    ran = desk.run(*BULK)
    assert ran.code in (0, 1, 3, 4, 75)
    desk.scene.heal()
    assert desk.run(*BULK).code == 0
    desk.is_sound()


@examples(15)
@given(
    data=st.data(), provider=st.sampled_from(("clearbit", "hunter")), status=st.sampled_from((200, 400, 401, 403, 500))
)
def test_any_answer_to_the_check_of_a_key_ends_in_words(
    desk: Desk, data: st.DataObject, provider: str, status: int
) -> None:
    desk.again()
    account = {
        "data": {
            "plan_name": "Free",
            "reset_date": "2026-12-01",
            "calls": {"used": 1, "available": 50},
            "requests": {"credits": {"used": 1.5, "available": 50}, "searches": {"used": 2, "available": 25}},
        }
    }
    path = HUNTER_ACCOUNT if provider == "hunter" else COMPANY
    desk.serve(path, data.draw(broken(account if status == 200 else HUNTER_ERROR)), status, times=0)
    key = desk.scene.x.key + "\n"
    ran = desk.scene.run("clearbit", "connect", "--provider", provider, "--key-stdin", "--json", stdin=key)
    assert ran.code in (0, 1, 4, 75)
    desk.is_sound()
