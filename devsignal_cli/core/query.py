"""Keywords and exclusions become queries of X's search language, each within its 512 characters. Pure.

Source of the rules: docs.x.com, "Build a query" and "Operators". Every keyword is quoted, because a bare word pair
means both words anywhere, and bare `and`, `or`, `<` are refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from devsignal_cli.core.words import has_emoji, words_of
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Keyword, PackedQuery, QuerySettings

LONGEST = 512
_STOP_WORDS = frozenset(
    "a an and are as at be but by for from had has have he her his how i if in is it its me my no not of on or our "
    "she so that the their them then there they this to us was we were what when where which who why will with you "
    "your".split()
)
_HANDLE = re.compile(r"@?[A-Za-z0-9_]{1,15}")
_HASHTAG = re.compile(r"#\w*[^\W\d]\w*")
_CASHTAG = re.compile(r"\$[A-Za-z]{1,6}([._][A-Za-z]{1,2})?")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[\w-]{2,}(?:/[^\s\"]*)?)", re.IGNORECASE)
_LANG = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_OPERATOR = re.compile(r"(^|\s)(OR|AND)(\s|$)|^-|(^|\s)-?[a-z_]+:(?!//)|[()]")
_QUOTES = dict.fromkeys(map(ord, '"“”„‟«»'), None)
_JOINERS = "\u200c\u200d\ufe0f"


def clean_keyword(text: str) -> str:
    """A keyword as it is stored: one line, no quotes, blanks folded.

    Raises:
        UsageError: X would refuse it, with the reason.
    """
    folded = " ".join(text.translate(_QUOTES).split())
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in _JOINERS for letter in folded):
        raise UsageError(f"The keyword {folded!r} has control characters.", "Type it anew instead of pasting it.")
    if not folded:
        raise UsageError("A keyword is empty.", "Name a word, a phrase, a #tag, a @handle or a domain.")
    _check_sigil(folded)
    words = words_of(folded)
    if not words and not has_emoji(folded):
        raise UsageError(f"The keyword {folded!r} has no word to search for.", "Add a word to it.")
    if words and all(word in _STOP_WORDS for word in words):
        raise UsageError(f"X does not search for {folded!r} alone: it is a stop word.", "Add a word to it.")
    return folded


def looks_like_query(text: str) -> bool:
    """Whether a keyword has what would be an operator in a query of X."""
    return bool(_OPERATOR.search(text))


def clean_topic(text: str | None) -> str | None:
    """A topic on one line, or none.

    Raises:
        UsageError: it has control characters.
    """
    folded = " ".join((text or "").split())
    if not folded.isprintable():
        raise UsageError(f"The topic {folded!r} has control characters.", "Type it anew instead of pasting it.")
    return folded or None


def clean_handle(text: str) -> str:
    """A handle without its @.

    Raises:
        UsageError: it cannot be a handle of X.
    """
    if not _HANDLE.fullmatch(text.strip()):
        raise UsageError(f"{text!r} is no handle of X.", "A handle is 1 to 15 letters, digits or underscores.")
    return text.strip().removeprefix("@")


def clean_lang(text: str) -> str:
    """A language code of X, such as en or zh-CN.

    Raises:
        UsageError: it cannot be one.
    """
    if not _LANG.fullmatch(text):
        raise UsageError(f"{text!r} is no language code of X.", "Take a code such as en, de, ja or zh-CN.")
    return text


def clauses(keyword: str) -> tuple[str, ...]:
    """How X is asked for one keyword, any of them will do. A dotted name is looked for in texts and in links."""
    if keyword[0] in "#@$" and _is_tag(keyword):
        return (keyword,)
    if host := _HOST.fullmatch(keyword):
        return f'"{host[1]}"', f'url:"{host[1]}"'
    return (f'"{keyword}"',)


def pack(keywords: Sequence[Keyword], settings: QuerySettings) -> list[PackedQuery]:
    """The fewest queries, in order, for keywords that share a place and a topic; a raw query stands alone.

    Raises:
        UsageError: one keyword with all the exclusions is longer than X allows.
    """
    packed: list[PackedQuery] = []
    tail = suffix(settings)
    for _, group in groupby(sorted(keywords, key=_pack_key), key=_pack_key):
        packed += _pack_group(list(group), tail)
    return packed


def suffix(settings: QuerySettings) -> str:
    """What every packed query ends with: no retweets, the language, and who or what is left out."""
    parts = ["-is:retweet"]
    if settings.lang:
        parts.append(f"lang:{settings.lang}")
    parts += [f"-from:{handle}" for handle in settings.own_accounts]
    parts += [f"-{part}" for text in settings.excludes for part in clauses(text)]
    return " ".join(parts)


def query_of(keywords: Sequence[Keyword], settings: QuerySettings) -> str:
    """The one query for keywords that fit into one."""
    return keywords[0].text if keywords[0].is_raw else _query(keywords, suffix(settings))


def _pack_key(keyword: Keyword) -> tuple[int, int, str, str]:
    """What keywords of one query share."""
    covered = (keyword.covered_until or 0) if keyword.place is None else 0
    return -(keyword.place or 0), -covered, keyword.topic or "", keyword.text if keyword.is_raw else ""


def _pack_group(group: list[Keyword], tail: str) -> list[PackedQuery]:
    if group[0].is_raw:
        return [PackedQuery(keyword.text, (keyword,)) for keyword in group]
    packed: list[list[Keyword]] = []
    for keyword in group:
        if packed and len(_query([*packed[-1], keyword], tail)) <= LONGEST:
            packed[-1].append(keyword)
        elif len(_query([keyword], tail)) <= LONGEST:
            packed.append([keyword])
        else:
            raise UsageError(
                f"The query for {keyword.text!r} is longer than the {LONGEST} characters that X takes.",
                "Shorten the keyword, or leave out fewer words and accounts.",
            )
    return [PackedQuery(_query(keywords, tail), tuple(keywords)) for keywords in packed]


def _query(keywords: Iterable[Keyword], tail: str) -> str:
    return f"({' OR '.join(part for keyword in keywords for part in clauses(keyword.text))}) {tail}"


def _is_tag(keyword: str) -> bool:
    pattern = {"#": _HASHTAG, "@": _HANDLE, "$": _CASHTAG}[keyword[0]]
    return bool(pattern.fullmatch(keyword))


def _check_sigil(keyword: str) -> None:
    if keyword[0] == "#" and not _is_tag(keyword):
        raise UsageError(
            f"X ends the hashtag {keyword!r} at the first character that is no letter, digit or underscore.",
            f"Take a plain hashtag, or the phrase {keyword[1:].strip()!r}.",
        )
    if keyword[0] == "@" and not _is_tag(keyword):
        raise UsageError(f"{keyword!r} is no handle of X.", "A handle is 1 to 15 letters, digits or underscores.")
