"""What people hang on their name on X: titles, pronouns, employers, news, jokes; what is left is a name. Pure.

The words that give a decoration away lie beside this file as text, and can be edited there.
"""

import re
from functools import cache

from devsignal_cli.core.identity.letters import is_cjk
from devsignal_cli.core.identity.lists import listed

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What tells a father from a son: parts of a name, but no names."""

PARTICLES = frozenset("van von de del della der den di da do dos das du la le el ter ten bin ibn al".split())
"""What stands before a family name, and is a part of it."""

_PRONOUN = (
    "she|hers?|he|hi[ms]|they|theirs?|them|its?|any|all|ask|xe|xem|xyr|ze|zie|zir|hir|fae|faer|e[ym]|"
    "ell[ae]s?|el|iel|lui|leur|elu|ele|dela|dele|delu|lei|sie|ihr|ihm|er|hij|hem|zij|haar|hen|hun|hon|han|henne|honom"
)
_PRONOUNS = re.compile(rf"(?<!\w)(?:{_PRONOUN})(?: ?/ ?(?:{_PRONOUN}))+(?!\w)")
_HONEST = re.compile(r"(?<!\w)(?:definitely |totally )?(?:not|no|isn't) (?:an? )?(?:ro)?(?:bot|parody|fake)(?!\w)")
_NOT = re.compile(r"^[\W_]*(?:(?:definitely|totally|probably|actually|really) )?not(?=[ )|])[)|]?")
_DENIED = re.compile(r"[\W_]*(\w+)(?: (\w+))?.*?(?<!\w)not (?:\1|\2)(?!\w)")
_FAN = re.compile(r"(?:[|(,/]| -) ?fans?(?= ?(?:[|),]|$))")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTES = re.compile(r"\"([^\"]*)\"|(?<=\s)'([^']+)'(?=\s|$)")
_SEPARATOR = re.compile(r"[|/()\"]|--+|(?<!\S)[-_]+|[-_]+(?!\S)")
_GLUED_TITLE = re.compile(r"(?<!\S)(dr|prof|mrs?|ms|er|ing|st|md)\.(?=[^\W\d_]{2})")
_DOTTED_TITLES = frozenset({"er.", "eng.", "ir.", "fr.", "mag."})
_INITIALS = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])+")
_YEAR = re.compile(r"(?:19|20)\d\d|'\d\d")
_SITE = re.compile(
    r"(.+)\.(?:eth|sol|lens|btc|nft|crypto|dao|bnb|base|xyz|ens|near|stark|apt|x|dev|io|com|net|me|ai|app|js|tsx?|rs|py|go|sh|exe)"
)
_POLITE = ("さん", "です", "先生")


def without_marks(text: str) -> tuple[str, bool]:
    """A plain text without the words that say "no plain person" (parody, bot, fan), and whether there were any."""
    text = _HONEST.sub("|", text) if "bot" in text or "parody" in text or "fake" in text else text
    found = _marks().sub("|", _FAN.sub("|", text) if "fan" in text else text)
    if "not" not in text:
        return found, found != text
    found = _NOT.sub("|", found)
    return found, found != text or bool(_DENIED.match(text))


def name_words(text: str) -> list[str]:
    """The words of the name that a plain text begins with; maybe of a handle or a phrase, if it holds no name."""
    text = _GLUED_TITLE.sub(r"\1. ", text) if "." in text else text
    text = _PRONOUNS.sub("|", text) if "/" in text else text
    text = _unwrapped(text, _BRACKETS) if "(" in text else text
    text = _unwrapped(text, _QUOTES) if '"' in text or "'" in text else text
    for segment in _SEPARATOR.split(text):
        if bare := segment.strip(" ,.'"):
            return _in_order(bare)
    return []


def _unwrapped(text: str, wrapping: re.Pattern[str]) -> str:
    """The text without what stands in brackets or quotes, unless all of it does; a nickname leaves no gap."""
    whole = wrapping.fullmatch(text.strip(" |"))
    if whole:
        return next(filter(None, whole.groups()), "")
    return wrapping.sub(_nickname_or_end, text)


def _nickname_or_end(match: re.Match[str]) -> str:
    inside = next(filter(None, match.groups()), "").strip()
    before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    is_within = before[-1:].isalpha() and after[:1].isalpha()
    return " " if is_within and inside.replace(" ", "").isalpha() and inside not in listed("asides") else "|"


def _in_order(segment: str) -> list[str]:
    """The words, given name first where a comma says that the family name is."""
    if "," not in segment:
        return _words(segment)
    first, *others = [_words(piece) for piece in segment.split(",")]
    rest = [words for words in others if words]
    if not rest or not first:
        return first
    if all(word in GENERATIONS for words in rest for word in words):
        return first + rest[0]
    if len(first) == 1 or (first[0] in PARTICLES and len(first) <= 4) or _is_given(rest[0]):  # noqa: PLR2004
        return rest[0] + first if len(rest) == 1 else []
    return first


def _words(piece: str) -> list[str]:
    """The words without titles in front, degrees and years behind, and everything from the first aside on."""
    words = _before_aside(piece.split())
    while words and (words[0] in _DOTTED_TITLES or words[0].strip(".") in listed("titles")):
        del words[0]
    while words and (words[-1].replace(".", "") in listed("credentials") or _YEAR.fullmatch(words[-1])):
        del words[-1]
    words = _without_site([_bare(word) for word in words])
    return [*words[:-1], _without_politeness(words[-1])] if words else []


def _before_aside(words: list[str]) -> list[str]:
    asides = listed("asides")
    bare = [word.replace(".", "").strip("'") for word in words]
    for at, (word, after) in enumerate(zip(bare, [*bare[1:], ""], strict=True)):
        is_meeting = words[at] == "x"  # Ada x Acme; an initial has a dot
        if is_meeting or word in asides or f"{word} {after}" in asides or word.startswith("@"):
            return words[:at]
    return words


def _bare(word: str) -> str:
    word = word.strip(".'-")
    return word[0] if _INITIALS.fullmatch(word) else word


def _without_site(words: list[str]) -> list[str]:
    """Ada Lovelace.eth is Ada Lovelace; Ada Lovelace ada.eth says it twice."""
    site = _SITE.fullmatch(words[-1]) if len(words) > 1 else None
    if not site:
        return words
    label = site[1].replace("-", "")
    is_repeated = label in words[:-1] or label == "".join(words[:-1])
    return words[:-1] if is_repeated else [*words[:-1], site[1]]


def _without_politeness(word: str) -> str:
    return next((word.removesuffix(end) for end in _POLITE if word.endswith(end) and word != end), word)


def _is_given(words: list[str]) -> bool:
    return len(words) <= 2 and words[0] in listed("common_given")  # noqa: PLR2004


@cache
def _marks() -> re.Pattern[str]:
    """Longest first. Words of scripts without blanks count within a word."""
    entries = sorted(listed("marks"), key=lambda entry: (-len(entry), entry))
    inside = [entry for entry in entries if is_cjk(entry)]
    alone = [entry for entry in entries if entry not in inside]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, alone))})(?!\w)|{'|'.join(inside)}")
