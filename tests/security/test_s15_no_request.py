"""S15: the report page loads nothing, whatever somebody puts into it: its own policy stops the browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tests import browser
from tests.report_world import fill
from tests.support import Cli


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that notes what it is asked for."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Noting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_s15_nothing_that_was_slipped_into_the_page_loads_or_runs(cli: Cli, tmp_path: Path) -> None:
    fill(cli.database, signals=60, before=0)
    file = tmp_path / "page.html"
    assert cli("report", "-o", str(file)).code == 0
    with listening() as (address, asked), browser.opened(tmp_path / "chromium") as tab:
        slipped = (
            f'<img src="{address}/img"><script>document.title = "run"</script><script src="{address}/script"></script>'
            f'<link rel=stylesheet href="{address}/style"><style>body {{ background: url({address}/css) }}</style>'
            f'<iframe src="{address}/frame"></iframe><video src="{address}/video"></video>'
            f'<p style="background: url({address}/inline)" onclick="document.title = 1">x</p>'
        )
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("</footer>", f"</footer>{slipped}"), encoding="utf-8")
        tab.open(file.as_uri())
        title = tab.run("new Promise(done => setTimeout(() => done(document.title), 300))")
    assert (asked, title.endswith("2026")) == ([], True)
    assert (
        len([entry for entry in tab.said("Log.entryAdded") if "Content Security Policy" in entry["entry"]["text"]]) > 5
    )
