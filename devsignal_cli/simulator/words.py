"""Cuts a query into its words and signs; what the words mean is operators.py, how they bind is query.py."""

import re

from devsignal_cli.simulator.operators import QueryError, Word, refuse

_OPERATOR = re.compile(r"([A-Za-z][A-Za-z_]*):")
_PHRASE = re.compile(r'"([^"]*)"')
_BARE = re.compile(r'[^\s()"<>+*{}\[\]|\\^=;~]+')
_TAGS = {
    "hashtag": re.compile(r"#(\w+)"),
    "mention": re.compile(r"@([A-Za-z0-9_]{1,15})\b"),
    "cashtag": re.compile(r"\$([A-Za-z][A-Za-z._]*)"),
}


class Reader:
    """A place in a query text that moves forward."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._skip()

    def here(self) -> str:
        """The sign at the place, or "" at the end."""
        return self._text[self._at : self._at + 1]

    def position(self) -> int:
        """The place as X counts it, from 1."""
        return self._at + 1

    def dead_end(self) -> QueryError:
        """The complaint that nothing can stand here."""
        return refuse(f"no viable alternative at character '{self.here() or '<EOF>'}'", self.position())

    def take(self, sign: str) -> bool:
        """Moves over one sign if it stands here."""
        if self.here() != sign:
            return False
        self._at += 1
        if sign != "-":
            self._skip()
        return True

    def at_or(self) -> bool:
        """Whether the word OR stands here."""
        found = _BARE.match(self._text, self._at)
        return found is not None and found[0] == "OR"

    def take_or(self) -> bool:
        """Moves over the word OR if it stands here."""
        if not self.at_or():
            return False
        self._at += len("OR")
        self._skip()
        return True

    def word(self) -> Word:
        """Moves over one operand and returns it."""
        word = self._phrase("keyword") or self._tag() or self._operator() or self._keyword()
        self._skip()
        return word

    def _phrase(self, kind: str) -> Word | None:
        found = self._match(_PHRASE)
        return Word(kind, found[1], quoted=True) if found else None

    def _tag(self) -> Word | None:
        for kind, pattern in _TAGS.items():
            if found := self._match(pattern):
                return Word(kind, found[1])
        return None

    def _operator(self) -> Word | None:
        found = self._match(_OPERATOR)
        if not found:
            return None
        return self._phrase(found[1]) or Word(found[1], self._bare())

    def _keyword(self) -> Word:
        start, text = self.position(), self._bare()
        if text == "OR":
            raise refuse("no viable alternative at character 'O'", start)
        if text.lower() in {"and", "or"}:
            raise refuse(
                f'Ambiguous use of {text} as a keyword. Use a space to logically join two clauses, or "{text}" '
                f"to find occurrences of {text} in text",
                start,
            )
        return Word("keyword", text)

    def _bare(self) -> str:
        found = self._match(_BARE)
        if not found:
            raise self.dead_end()
        return found[0]

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()
        return found

    def _skip(self) -> None:
        while self.here().isspace():
            self._at += 1
