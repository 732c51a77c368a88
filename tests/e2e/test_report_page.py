"""The report page in a browser: quiet, accessible, whole on a narrow screen, in the dark and on paper."""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import browser
from tests.report_world import Page, fill, numbers
from tests.security.shell import shell
from tests.support import NOW_MS

DAY = 86_400
END = NOW_MS // 1000 // DAY * DAY + DAY
WITHIN = (
    f"organization_id = 1 AND muted = 0 AND deleted_at IS NULL AND repost = 0 AND posted_at >= {END - 30 * DAY} "
    f"AND posted_at < {END}"
)
AXE = """
    axe.run(document, {}).then(found => found.violations
        .map(rule => [rule.impact, rule.id, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 120))]))
"""


@dataclass(frozen=True)
class Shown:
    """A browser that shows the page, and the database behind it."""

    tab: browser.Tab
    file: Path
    short: Path
    database: Path


@pytest.fixture(scope="module")
def shown(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("page")
    home, file = folder / "home", folder / "page.html"
    home.mkdir(mode=0o700)
    (home / "devsignal.db").write_bytes(template.read_bytes())
    (home / "devsignal.db").chmod(0o600)
    fill(home / "devsignal.db")
    with shell(home) as run:
        assert run("report", "-o", str(file)).code == 0
        assert run("report", "-o", str(folder / "short.html"), "--from", "2026-11-15", "--to", "2026-11-17").code == 0
    with browser.opened(folder / "chromium") as tab:
        yield Shown(tab, file, folder / "short.html", home / "devsignal.db")


def opened(shown: Shown, *, width: int = 1280, scheme: str = "light", medium: str = "screen") -> browser.Tab:
    shown.tab.size(width)
    shown.tab.media(scheme, medium)
    shown.tab.open(shown.file.as_uri())
    return shown.tab


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_request_leaves_and_the_console_is_quiet(shown: Shown, scheme: str) -> None:
    tab = opened(shown, scheme=scheme)
    tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    tab.run("new Promise(done => setTimeout(done, 200))")
    assert [asked["request"]["url"] for asked in tab.said("Network.requestWillBeSent")] == [shown.file.as_uri()]
    assert (tab.said("Log.entryAdded"), tab.said("Runtime.consoleAPICalled"), tab.said("Runtime.exceptionThrown")) == (
        [],
        [],
        [],
    )


def test_axe_finds_nothing_serious_on_the_page_and_would_find_it(shown: Shown) -> None:
    tab = examined(shown, "light")
    assert tab.run(AXE.format("{resultTypes: ['violations']}")) == []
    tab.run("document.querySelector('h1').insertAdjacentHTML('afterend', '<p id=bad><img src=x></p>')")
    found = tab.run(AXE.format("{resultTypes: ['violations'], runOnly: ['image-alt']}"))
    assert [(impact, rule) for impact, rule, _ in found] == [("critical", "image-alt")]


def test_axe_finds_every_text_readable_in_the_dark(shown: Shown) -> None:
    tab = examined(shown, "dark")
    assert tab.run(AXE.format("{resultTypes: ['violations'], runOnly: ['color-contrast']}")) == []


def examined(shown: Shown, scheme: str) -> browser.Tab:
    """The page of a few days, with all that can be opened open, and axe in it."""
    shown.tab.size(1280)
    shown.tab.media(scheme)
    shown.tab.open(shown.short.as_uri())
    shown.tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    shown.tab.run(axe())
    return shown.tab


def axe() -> str:
    found = importlib.util.find_spec("axe_core_python")
    assert found is not None
    assert found.origin is not None
    script = Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    return f"(() => {{ {script}; return 1 }})()"


@pytest.mark.parametrize("width", [320, 375, 768])
def test_nothing_scrolls_sideways(shown: Shown, width: int) -> None:
    tab = opened(shown, width=width)
    tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert tab.run("document.documentElement.scrollWidth") == width
    wide = f"[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > {width + 1})"
    assert tab.run(f"{wide}.map(one => one.outerHTML.slice(0, 80))") == []


def test_the_colours_follow_the_scheme_and_paper_is_white(shown: Shown) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    found = {
        (scheme, medium): opened(shown, scheme=scheme, medium=medium).run(colour)
        for scheme, medium in (("light", "screen"), ("dark", "screen"), ("dark", "print"))
    }
    assert found == {
        ("light", "screen"): "rgb(253, 252, 250)",
        ("dark", "screen"): "rgb(21, 24, 27)",
        ("dark", "print"): "rgb(255, 255, 255)",
    }


def test_on_paper_the_table_of_figures_is_open(shown: Shown) -> None:
    tab = opened(shown, medium="print")
    assert tab.run("document.querySelector('#series').getBoundingClientRect().height") > 300


def test_the_first_tab_leads_past_the_head_and_each_stop_shows_the_focus(shown: Shown) -> None:
    tab = opened(shown)
    outline = "getComputedStyle(document.activeElement).outlineStyle + ' ' + document.activeElement.className"
    seen: list[Any] = []
    for _ in range(3):
        for kind in ("keyDown", "keyUp"):
            tab.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        seen.append(tab.run(outline))
    assert seen[0] == "solid skip"
    assert all(stop.startswith("solid") for stop in seen)
    assert tab.run("document.querySelector('.skip').getBoundingClientRect().top") is not None


def test_the_figures_that_a_reader_sees_are_those_of_the_database(shown: Shown) -> None:
    from tests.store.rows import asked  # noqa: PLC0415 - the store's tests own it

    tab = opened(shown)
    page = Page(tab.run("document.documentElement.outerHTML"))
    ((total, positive, negative, authors),) = asked(
        shown.database,
        f"SELECT count(*), sum(sentiment = 'positive'), sum(sentiment = 'negative'), count(DISTINCT author_id) "
        f"FROM signal WHERE {WITHIN}",
    )
    head = tab.run("[...document.querySelectorAll('.head dd:not(.then)')].map(one => one.textContent)")
    assert head == [f"{total:,}", f"{100 * positive / total:.0f} %", f"{100 * negative / total:.0f} %", f"{authors:,}"]
    rows = page.tables["series"].rows[1:]
    assert (len(rows), sum(numbers(row[4] for row in rows))) == (30, total)
    heights = "[...document.querySelectorAll('.columns .below')].map(one => +one.getAttribute('height'))"
    assert tab.run(f"{heights}.length") == len([row for row in rows if row[3] != "0"])
