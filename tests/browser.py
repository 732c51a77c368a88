"""Headless Chromium, driven over its own pipe: no driver program and no library between the test and the browser."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tests import require

PROGRAM = "chromium"
_OPTIONS = (
    "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


@dataclass
class Tab:
    """One page of the browser, and all that was said and asked for since it was opened."""

    commands: BinaryIO
    answers: BinaryIO
    session: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    _number: int = 0

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the browser's protocol and give its result."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": params}
        message = asked | ({"sessionId": self.session} if self.session else {})
        self.commands.write(json.dumps(message).encode() + b"\0")
        self.commands.flush()
        while (answer := self._read()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, (method, answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, address: str) -> None:
        """Load a page to its end."""
        self.events.clear()
        assert "errorText" not in self.call("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())

    def run(self, script: str) -> Any:
        """The value of an expression, awaited if need be."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def size(self, width: int, height: int = 900) -> None:
        """Make the window so large."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, scheme: str, medium: str = "screen") -> None:
        """Prefer light or dark, on the screen or on paper."""
        scheme_feature = {"name": "prefers-color-scheme", "value": scheme}
        self.call("Emulation.setEmulatedMedia", media=medium, features=[scheme_feature])

    def said(self, method: str) -> list[dict[str, Any]]:
        """The events of a kind since the page was opened."""
        return [event["params"] for event in self.events if event["method"] == method]

    def _read(self) -> dict[str, Any]:
        message = bytearray()
        while (sign := self.answers.read(1)) != b"\0":
            assert sign, f"{PROGRAM} has ended"
            message += sign
        answer: dict[str, Any] = json.loads(bytes(message))
        return answer


@contextmanager
def opened(folder: Path) -> Iterator[Tab]:
    """A tab of a new browser with a profile of its own in a folder."""
    require.needs(PROGRAM)
    (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()
    with os.fdopen(our_out, "wb") as commands, os.fdopen(our_in, "rb") as answers:
        process = _started(folder, their_in, their_out)
        try:
            yield _tab(Tab(commands, answers))
        finally:
            process.terminate()
            process.wait(20)


def _started(folder: Path, commands: int, answers: int) -> "subprocess.Popen[bytes]":
    """The browser reads file 3 and writes file 4."""
    line = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
    options = (*_OPTIONS, f"--user-data-dir={folder}", "about:blank")
    process = subprocess.Popen(
        ["bash", "-c", line, "bash", str(commands), str(answers), PROGRAM, *options],
        pass_fds=(commands, answers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)},
    )
    os.close(commands)
    os.close(answers)
    return process


def _tab(tab: Tab) -> Tab:
    targets = tab.call("Target.getTargets")["targetInfos"]
    target = next(target["targetId"] for target in targets if target["type"] == "page")
    tab.session = tab.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Network", "Log"):
        tab.call(f"{domain}.enable")
    return tab
