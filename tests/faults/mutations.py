"""What may become of a JSON document on its way: a Hypothesis strategy of damages, each at a random place.

A document is damaged as a value (dropped, null, of another type, huge, wrongly nested) and as text (numbers that JSON has
not, ten thousand levels, half a surrogate pair, the same key twice, bytes that are no UTF-8, a cut).
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]
DEEP = 10_000
_MARK = "\ue000{}\ue000"  # stands in the value where the text is put in afterwards
_TEXTS: tuple[bytes, ...] = (
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"-1e999",
    b"9" * 5_000,
    b"1" + b"0" * 400 + b".5",
    b"[" * DEEP + b"]" * DEEP,
    b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    b'"\\ud83d"',
    b'"\\udc00 tail"',
    b'"a\\u0000b"',
    b'"\xff\xfe"',
    b'"' + b"x" * 1_000_000 + b'"',
    b'{"id": "1", "id": null, "id": "2"}',
    b"1e5",
    b"1.5e-400",
    b"-0",
)
_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    2**31,
    2**63,
    2**64,
    -(2**63) - 1,
    1e308,
    "",
    " ",
    "0",
    "null",
    "🙂",
    "\u202eevil\x1b[31m",
    "2026-13-45T99:99:99Z",
    "9999-12-31T23:59:59Z",
    [],
    {},
    [[]],
    [None],
    [{}],
    {"": ""},
    {"id": "1"},
    ["a", 1, None, {}],
)


def places(document: Any, path: Path = ()) -> Iterator[Path]:
    """Where every value of a document is, the document itself first."""
    yield path
    items: Any = ()
    if isinstance(document, dict):
        items = document.items()
    elif isinstance(document, list):
        items = enumerate(document)
    for key, value in items:
        yield from places(value, (*path, key))


def within(path: Path, prefix: Path) -> bool:
    """Whether a place is at another one or inside it."""
    return path[: len(prefix)] == prefix


@st.composite
def damages(draw: st.DrawFn, document: Any, prefix: Path = (), most: int = 3) -> bytes:
    """The text of a document that was damaged at one to three places at or below `prefix`."""
    damaged = json.loads(json.dumps(document))
    texts: list[bytes] = []
    for _ in range(draw(st.integers(1, most))):
        path = draw(st.sampled_from([path for path in places(damaged) if within(path, prefix)] or [()]))
        damaged = _damaged(draw, damaged, path, texts)
    body = json.dumps(damaged, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")
    for number, text in enumerate(texts):
        for ensured in (True, False):
            mark = json.dumps(_MARK.format(number), ensure_ascii=ensured).encode()
            body = body.replace(mark, text)
    return body


def _damaged(draw: st.DrawFn, document: Any, path: Path, texts: list[bytes]) -> Any:
    how = draw(st.sampled_from(("drop", "value", "text", "wrap", "unwrap", "twice", "swap")))
    old = _at(document, path)
    match how:
        case "drop" if path:
            parent = _at(document, path[:-1])
            del parent[path[-1]]
            return document
        case "text":
            texts.append(draw(st.sampled_from(_TEXTS)))
            new: Any = _MARK.format(len(texts) - 1)
        case "wrap":
            new = draw(st.sampled_from(([old], {"data": old}, [[old]], {str(path[-1:]): old})))
        case "unwrap" if isinstance(old, dict) and old:
            new = old[draw(st.sampled_from(sorted(old)))]
        case "unwrap" if isinstance(old, list) and old:
            new = old[0]
        case "twice" if isinstance(old, list):
            new = [*old, *old]
        case "swap":
            new = _at(document, draw(st.sampled_from(list(places(document)))))
            new = json.loads(json.dumps(new))
        case _:
            new = copy.deepcopy(draw(st.sampled_from(_VALUES)))
    if not path:
        return new
    _at(document, path[:-1])[path[-1]] = new
    return document


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


@st.composite
def cuts(draw: st.DrawFn, document: Any) -> bytes:
    """The text of a document that broke off somewhere, or has bytes that were changed."""
    body = bytearray(json.dumps(document).encode())
    if draw(st.booleans()):
        return bytes(body[: draw(st.integers(0, len(body) - 1))])
    for _ in range(draw(st.integers(1, 4))):
        body[draw(st.integers(0, len(body) - 1))] = draw(st.integers(0, 255))
    return bytes(body)


def broken(document: Any, prefix: Path = ()) -> st.SearchStrategy[bytes]:
    """Any of these damages."""
    return st.one_of(damages(document, prefix), damages(document, prefix), cuts(document))
