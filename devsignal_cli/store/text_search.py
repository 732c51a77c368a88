"""Which posts have the words that a person looks for: the one place that knows how texts are searched."""

from typing import Any


def matching(words: str) -> tuple[str, dict[str, Any]]:
    """The condition on `s`, a signal, that its text has these words in any case, and its parameters.

    The database's own `lower` knows no capitals beyond ASCII, so a word with such letters is looked for in each of the
    ways in which people write one.
    """
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    for number, word in enumerate(words.split()):
        ways = {f"word{number}_{way}": f"%{_escaped(form)}%" for way, form in enumerate(_forms(word))}
        conditions.append(" OR ".join(f"lower(s.text) LIKE :{name} ESCAPE '!'" for name in ways))
        parameters |= ways
    return " AND ".join(f"({one})" for one in conditions) or "1 = 1", parameters


def _forms(word: str) -> list[str]:
    """A word as it may be written, in capitals or not, with ASCII letters as the database lowers them."""
    ways = (word, word.lower(), word.upper(), word.capitalize())
    return sorted({"".join(sign.lower() if sign.isascii() else sign for sign in way) for way in ways})


def _escaped(text: str) -> str:
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in text)
