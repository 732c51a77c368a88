"""S14: foreign text on the report page is text: no tag, no attribute, no style, no address but X's, no raw sign."""

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Database
from tests.report_world import Page
from tests.security import hostile
from tests.store.rows import NOW, add_company, item, profile, run_sql, store
from tests.store.test_authors import known
from tests.support import Cli

PERIOD = ("--from", "2026-11-10", "--to", "2026-11-18")
MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>*{background:url(http://evil.test/)}</style>",
    "</title></head><body onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- --><svg onload=alert(1)>",
    "&lt;b&gt;&#60;i&#62;",
    "]]><a href=javascript:alert(1)>x</a>",
)
LINK = re.compile(r"#main|https://x\.com/(\w{1,20}|i/user/\d+|(\w{1,20}/status|i/web/status)/\d+)", re.ASCII)
TAGS = set(
    "html head meta title style body a header footer main section div p h1 h2 h3 h4 dl dt dd svg desc rect path ul ol li span "
    "table caption thead tbody tr th td figure details summary time article code b bdi br abbr".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name class href rel id tabindex role aria-labelledby aria-hidden viewbox "
    "preserveaspectratio d x y width height scope datetime dir title".split()
)


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every column of every text that the page shows is hostile."""
    path = tmp_path_factory.mktemp("hostile") / "devsignal.db"
    shutil.copy(template, path)
    path.chmod(0o600)
    database, texts = Database(path), [*MARKUP, hostile.ALL.replace("\0", ""), hostile.MARKUP]
    run_sql(database, "INSERT INTO keyword (id, organization_id, text, created_at) VALUES (1, 1, 'acme', 1)")
    for number, text in enumerate(texts):
        add_company(database, number + 1, name=text, domain=f"{text}{number}", enriched_at=5, custom_fields=_used(text))
        store(
            database,
            item(number, text=f"read {text}", author_id=100 + number, posted_at=NOW - number, lang=text, score=0.5),
            org=OrganizationId(1),
        )
        known(database, profile(100 + number, username=text, name=text, followers=number))
    run_sql(database, "UPDATE signal SET company_id = author_id - 99")
    return path


def _used(text: str) -> str:
    import json  # noqa: PLC0415 - one line of JSON

    return json.dumps({"techStack": [text]})


@pytest.fixture
def page(cli: Cli, filled: Path) -> str:
    shutil.copy(filled, cli.database)
    ran = cli("report", "-o", "-", *PERIOD)
    assert ran.code == 0, ran.err
    return ran.out


def test_s14_no_foreign_text_becomes_a_tag_or_an_attribute(page: str) -> None:
    read = Page(page)
    assert {tag for tag, _ in read.tags} <= TAGS
    assert {name for _, given in read.tags for name in given} <= ATTRIBUTES
    assert [given for tag, given in read.tags if tag == "meta" and given.get("http-equiv", "") == "refresh"] == []


def test_s14_every_text_stands_on_the_page_as_it_was_written(page: str) -> None:
    told = Page(page).text
    assert [text for text in MARKUP if f"read {text}" not in told] == []


def test_s14_no_raw_sign_of_a_terminal_or_of_direction_is_on_the_page(page: str) -> None:
    assert hostile.raw_signs(page) == set()
    assert "\u241b" in page


def test_s14_every_link_leads_to_x_and_tells_it_nothing(page: str) -> None:
    read = Page(page)
    links = [given for tag, given in read.tags if tag == "a"]
    assert len(links) > 20
    assert [given["href"] for given in links if not LINK.fullmatch(given["href"] or "")] == []
    assert {given.get("rel") for given in links if given["href"] != "#main"} == {"noopener noreferrer"}
    assert "no-referrer" in read.values("meta", "content")


def test_s14_the_policy_allows_the_one_style_and_nothing_else(page: str) -> None:
    read = Page(page)
    hashed = base64.b64encode(hashlib.sha256(read.style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert [given["content"] for tag, given in read.tags if "http-equiv" in given] == [policy]
    assert [tag for tag, _ in read.tags].count("style") == 1
    assert not re.search(r"url\(|@import|expression", read.style)
