"""Signals as a table: a column for each key of a signal's JSON, those of its author and metrics among them. Pure."""

from collections.abc import Mapping
from typing import Any

from devsignal_cli.reports.sheet import Kind, Sheet
from devsignal_cli.results.signals import Signal
from devsignal_cli.serialize import plain

_COLUMNS: Mapping[str, Kind] = {
    "id": "text", "org": "text", "source": "text", "type": "text", "sentiment": "text", "score": "float",
    "post_id": "text", "posted_at": "time", "text": "text", "url": "text", "lang": "text", "author_id": "text",
    "author_username": "text", "author_name": "text", "author_followers": "int", "contact_id": "text",
    "company_id": "text", "identity_state": "text", "likes": "int", "reposts": "int", "replies": "int", "quotes": "int",
    "keywords": "texts", "muted": "bool", "done": "bool", "spam": "texts", "sentiment_by_hand": "bool",
    "type_by_hand": "bool",
}  # fmt: skip


def _cells(signal: Signal) -> list[Any]:
    item = plain(signal)
    author = {f"author_{name}": value for name, value in item["author"].items()}
    row = {**item, **author, **item["metrics"]}
    return [row[name] for name in _COLUMNS]


WHOLE = Sheet(_COLUMNS, _cells)
IDS = Sheet({"post_id": "text"}, lambda post_id: [post_id])
"""Posts' ids alone, which may be handed on to others, who ask X for the posts themselves."""
