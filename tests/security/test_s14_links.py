"""S14: the links that are printed lead to X over https, or are web addresses."""

import re
from pathlib import Path

import pytest

from devsignal_cli.model.links import profile_link
from tests.archives import file_of, page, post, user
from tests.support import Cli

pytestmark = pytest.mark.usefixtures("home")
OURS = re.compile(r"https://x\.com/(\w{1,20}/status|i/web/status)/\d+", re.ASCII)
HANDLES = (
    "../evil",
    "a/b",
    "javascript:alert(1)",
    "x?y=",
    "x#",
    "x@evil.test",
    "\u0430cme",
    "x\ny",
    "<script>",
    "ok_1",
)
DEAD = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "JaVaScRiPt:alert(1)")


@pytest.mark.parametrize("handle", HANDLES, ids=ascii)
def test_s14_a_link_to_a_post_leads_to_x_whatever_its_author_is_called(cli: Cli, tmp_path: Path, handle: str) -> None:
    cli(
        "twitter",
        "import",
        file_of(tmp_path, "p.jsonl", page([post(1, author_id="900", text="acme")], user(900, username=handle))),
    )
    items = cli("twitter", "recent", "--json").json["items"]
    assert [item["url"] for item in items if not OURS.fullmatch(item["url"])] == []
    assert len(items) == 1


@pytest.mark.parametrize("handle", HANDLES, ids=ascii)
def test_s14_a_link_to_a_profile_leads_to_x(handle: str) -> None:
    assert re.fullmatch(r"https://x\.com/(\w{1,20}|i/user/900)", profile_link(900, handle), re.ASCII)


@pytest.mark.parametrize("address", DEAD)
def test_s14_a_website_is_a_web_address_or_none(cli: Cli, address: str) -> None:
    ran = cli("company", "add", "acme.io", "--website", address, "--json")
    assert (ran.code, ran.out, ran.error["code"]) == (2, "", "usage")
