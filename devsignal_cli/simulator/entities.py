"""Reads a text the way X does on posting: links become t.co links, handles and tags are found, long texts are cut."""

import hashlib
import re

from devsignal_cli.simulator.posts import Entities, Link, Mention, SimPost, Tag

LONG_TEXT = 280
_CUT_AT = 276
_SHOWN_LINK = 26
_URL = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]…]")
_MENTION = re.compile(r"(?<![\w@/])@([A-Za-z0-9_]{1,15})\b")
_HASHTAG = re.compile(r"(?<![\w&#/])#(\w*[^\W\d_]\w*)")
_CASHTAG = re.compile(r"(?<![\w$])\$([A-Za-z]{1,6})\b")
_DIGITS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def read_text(raw: str) -> tuple[str, Entities]:
    """The text as X keeps it (links shortened) and its entities; offsets count code points of that text."""
    text, links = _shorten(raw)
    return text, Entities(
        mentions=tuple(Mention(m.start(), m.end(), m[1]) for m in _MENTION.finditer(text)),
        hashtags=_tags(_HASHTAG, text),
        cashtags=_tags(_CASHTAG, text),
        urls=links,
    )


def compose(post_id: int, author_id: int, created_ms: int, raw: str) -> SimPost:
    """A post as X keeps it when somebody writes `raw`; more than 280 code points make it a long post."""
    whole, entities = read_text(raw)
    is_long = len(whole) > LONG_TEXT
    shown, shown_entities = cut(whole, entities) if is_long else (whole, entities)
    return SimPost(
        id=post_id,
        author_id=author_id,
        created_ms=created_ms,
        text=shown,
        entities=shown_entities,
        conversation_id=post_id,
        note_text=whole if is_long else None,
        note_entities=entities if is_long else Entities(),
    )


def cut(text: str, entities: Entities) -> tuple[str, Entities]:
    """The first part of a long post, as the `text` field shows it, with the entities that fit in whole."""
    head = text[:_CUT_AT].rsplit(" ", 1)[0]
    kept = Entities(
        mentions=tuple(span for span in entities.mentions if span.end <= len(head)),
        hashtags=tuple(span for span in entities.hashtags if span.end <= len(head)),
        cashtags=tuple(span for span in entities.cashtags if span.end <= len(head)),
        urls=tuple(span for span in entities.urls if span.end <= len(head)),
    )
    return head + "…", kept


def link_to(url: str, start: int) -> Link:
    """The t.co link that stands for `url` at an offset; one address always gets the same short one."""
    short = f"https://t.co/{_short_name(url)}"
    return Link(start, start + len(short), short, url, _display(url))


def _shorten(raw: str) -> tuple[str, tuple[Link, ...]]:
    pieces, links, length, last = [], [], 0, 0
    for found in _URL.finditer(raw):
        before = raw[last : found.start()]
        link = link_to(found[0], length + len(before))
        pieces += [before, link.url]
        links.append(link)
        length, last = link.end, found.end()
    return "".join([*pieces, raw[last:]]), tuple(links)


def _tags(pattern: re.Pattern[str], text: str) -> tuple[Tag, ...]:
    return tuple(Tag(m.start(), m.end(), m[1]) for m in pattern.finditer(text))


def _short_name(url: str) -> str:
    digest = hashlib.blake2b(url.encode(), digest_size=10).digest()
    return "".join(_DIGITS[byte % len(_DIGITS)] for byte in digest)


def _display(url: str) -> str:
    shown = re.sub(r"^https?://(www\.)?", "", url).removesuffix("/")
    return shown if len(shown) <= _SHOWN_LINK else shown[:_SHOWN_LINK] + "…"
