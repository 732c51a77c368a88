"""A profile's links and mentions in the form of X's API v2: t.co addresses with what they lead to."""

import json
import re
from random import Random
from typing import Any

from tests.identity_world.model import Company

_URL = re.compile(r"https?://[^\s,;|()]+")
_MENTION = re.compile(r"(?<![\w@])@(\w{1,15})(?![\w@])", re.ASCII)
_LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def shortened(bio: str, link: str | None, random: Random) -> tuple[str, str]:
    """A bio with X's short addresses in place of whole ones, and the `entities` of bio and link as JSON."""
    found: dict[str, Any] = {}
    if link is not None:
        short = _short(random)
        found["url"] = {"urls": [_entity(0, short, link)]}
    text, urls = "", []
    rest = 0
    for match in _URL.finditer(bio):
        text += bio[rest : match.start()]
        short = _short(random)
        urls.append(_entity(len(text), short, match[0]))
        text += short
        rest = match.end()
    text += bio[rest:]
    mentions = [{"start": m.start(), "end": m.end(), "username": m[1]} for m in _MENTION.finditer(text)]
    description = {key: value for key, value in (("urls", urls), ("mentions", mentions)) if value}
    if description:
        found["description"] = description
    return text, json.dumps(found, ensure_ascii=False) if found else ""


def affiliation(company: Company) -> str:
    """The badge by which X says that a company vouches for an account."""
    badge = {
        "description": company.name,
        "url": f"https://twitter.com/{company.account}",
        "badge_url": f"https://pbs.twimg.com/profile_images/{company.user_id}/badge.jpg",
        "user_id": [str(company.user_id)],
    }
    return json.dumps(badge, ensure_ascii=False)


def _short(random: Random) -> str:
    return "https://t.co/" + "".join(random.choices(_LETTERS, k=10))


def _entity(start: int, short: str, expanded: str) -> dict[str, Any]:
    shown = expanded.partition("://")[2].removeprefix("www.").rstrip("/")
    return {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": expanded,
        "display_url": shown if len(shown) <= 30 else f"{shown[:29]}…",
    }
