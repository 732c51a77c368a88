"""Parts a JSON list answer into its items without reading them: one nested too deeply must not spoil the others."""

import re
from itertools import pairwise

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},]', re.DOTALL)


def parted(body: bytes) -> tuple[bytes, list[bytes]]:
    """The answer with an empty `data` list, and the items of that list as they came.

    Raises:
        ValueError: it has no `data` list that ends.
    """
    depth, key, start = 0, b"", -1
    commas: list[int] = []
    for token in _TOKEN.finditer(body):
        sign = token[0]
        if sign in b"[{":
            depth += 1
            if start < 0 and depth == 2 and sign == b"[" and key == b'"data"':  # noqa: PLR2004 - within the object
                start = token.end()
        elif sign in b"]}":
            depth -= 1
            if start >= 0 and depth == 1:
                return body[:start] + body[token.start() :], _between(body, [start - 1, *commas, token.start()])
        elif sign == b",":
            if start >= 0 and depth == 2:  # noqa: PLR2004 - between two items
                commas.append(token.start())
        elif depth == 1:
            key = sign
    raise ValueError("no list of data")


def _between(body: bytes, ends: list[int]) -> list[bytes]:
    parts = (body[start + 1 : end].strip() for start, end in pairwise(ends))
    return [part for part in parts if part]
