"""What people type to find posts by their words, as a condition on signals.

Words may stand anywhere in a post and all must; "words in quotes" stand one after the other; a word that ends in * is
the beginning of one. Case and accents make no difference.
"""

import re
from typing import Any

Condition = tuple[str, dict[str, Any]]
_PART = re.compile(r'"([^"]*)"?|(\S+)')
# Scripts that put no blank between words are one long word to the index: these are looked for in the text itself.
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_SIGN = re.compile(r"[%_\\]")
_INDEXED = "s.id IN (SELECT rowid FROM signal_text WHERE signal_text MATCH :text_words)"


def matching(words: str) -> Condition:
    """The condition on `s`, a signal, that its text has these words, and its parameters."""
    clean = words.encode("utf-8", "replace").decode().replace("\0", " ")
    parts = [part for part in (quoted or bare for quoted, bare in _PART.findall(clean)) if part.strip()]
    in_index = [part for part in parts if _is_indexed(part)]
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    if in_index:
        conditions.append(_INDEXED)
        parameters["text_words"] = " ".join(map(_quoted, in_index))
    for number, part in enumerate(part for part in parts if not _is_indexed(part)):
        conditions.append(f"s.text LIKE :text_part{number} ESCAPE '\\'")
        parameters[f"text_part{number}"] = f"%{_SIGN.sub(_escaped, part)}%"
    return " AND ".join(conditions) or "1 = 1", parameters


def _is_indexed(part: str) -> bool:
    """Whether the index knows words of it: it has none of signs alone, such as an emoji."""
    return any(character.isalnum() for character in part) and not _UNPARTED.search(part)


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _quoted(part: str) -> str:
    """As the index reads it: nothing within double quotes has a meaning but the double quote."""
    is_beginning = part.endswith("*")
    escaped = part.rstrip("*").replace('"', '""')
    return f'"{escaped}"{"*" if is_beginning else ""}'
