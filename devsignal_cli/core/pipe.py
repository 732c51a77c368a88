"""Lines of bytes in, texts out, one for each line: what `classify` reads from a pipe. Pure: no stream is known here.

Lines end with a line feed alone, one carriage return before it falls off, the last line may lack both. Nothing that is
read raises, and no line is lost or made: whoever answers each text with one line keeps step with the file.
"""

import json
from collections.abc import Sequence

LONGEST_LINE_BYTES = 64 * 1_048_576  # as in imports

Text = str | None
"""The text of a line; None where there is none to be read."""


class Lines:
    """Cuts chunks of bytes, as they come, into lines of text.

    Invalid UTF-8 becomes U+FFFD, a byte order mark at the start falls off. A line is held until it is whole, in time
    and space that grow with its length alone; one longer than `longest` bytes (no fewer than a chunk has) is None.
    """

    def __init__(self, longest: int = LONGEST_LINE_BYTES) -> None:
        self._longest = longest
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._is_first = True

    def feed(self, chunk: bytes) -> list[Text]:
        """The lines that a chunk completes."""
        head, newline, rest = chunk.rpartition(b"\n")
        if not newline:
            self._hold(chunk)
            return []
        self._hold_whole(head)
        lines = self._take()
        self._hold(rest)
        return lines

    def end(self) -> list[Text]:
        """The last line, if it lacks its newline."""
        return self._take() if self._held_bytes else []

    def _hold_whole(self, head: bytes) -> None:
        """Hold the end of the line under way, and the whole lines behind it, however many they are."""
        first, newline, others = head.partition(b"\n")
        self._hold(first)
        self._held.append(newline + others)

    def _hold(self, part: bytes) -> None:
        self._held_bytes += len(part)
        if self._held_bytes > self._longest:
            self._held.clear()
        else:
            self._held.append(part)

    def _take(self) -> list[Text]:
        text = b"".join(self._held).decode("utf-8", "replace")
        is_cut = self._held_bytes > self._longest
        if self._is_first:
            text = text.removeprefix("\ufeff")
        self._held, self._held_bytes, self._is_first = [], 0, False
        if "\r" in text:
            text = text.replace("\r\n", "\n").removesuffix("\r")
        lines: list[Text] = [*text.split("\n")]
        if is_cut:
            lines[0] = None
        return lines


def json_texts(lines: Sequence[Text]) -> Sequence[Text]:
    """The texts of lines of JSON; None where a line is no JSON string. An empty line is an empty text.

    An object with a `text` stands for that text.
    """
    return _all_strings(lines) or [None if line is None else _json_text(line) for line in lines]


def _all_strings(lines: Sequence[Text]) -> Sequence[Text] | None:
    """The texts, read at one go, where each line is one plain JSON string; else None.

    No JSON string spans lines, so as many strings as there are lines, and nothing else, means one on each.
    """
    if None in lines:
        return None
    try:
        found: list[Text] = json.loads("[" + ",\n".join(map(str, lines)) + "]")
    except (ValueError, RecursionError):
        return None
    return found if len(found) == len(lines) and set(map(type, found)) == {str} else None


def _json_text(line: str) -> Text:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None if line.strip() else ""
    if isinstance(found, dict):
        found = found.get("text")
    return found if isinstance(found, str) else None
