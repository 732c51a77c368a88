"""How a bio speaks of the companies it names: a walk over its tokens, item by item. Pure.

An item ends at a comma and the like; what is over ("prev @acme, @globex") goes on behind it, until work is said or a
full stop comes. What stands in brackets is a row of items of its own.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from devsignal_cli.core.identity import cues
from devsignal_cli.core.identity.bio_item import Item
from devsignal_cli.core.identity.bio_mention import Mention
from devsignal_cli.core.identity.bio_tokens import Token, tokens
from devsignal_cli.core.identity.cues import Cue

_PERSON = frozenset("dad father he her him human husband i i'm i've im me mom mother mum my myself she wife".split())
_OPINIONS = frozenset("opinion opinions thoughts tweets view views".split())
_OF_MANY = frozenset("hiring job staff team work working".split())
_COMPANY = frozenset("official our us we we're we've".split())


class Bio(NamedTuple):
    """What a bio says: the companies it names, the words to which it says no and yes, and the voice it speaks with.

    `has_no`: it says of some company that it is none of the author's. `is_apart`: of an account that is no person's and
    not the company's. `is_person`: of "me" or of a job; `is_company`: as "we".
    """

    mentions: tuple[Mention, ...] = ()
    negated: frozenset[str] = frozenset()
    affirmed: frozenset[str] = frozenset()
    has_no: bool = False
    is_apart: bool = False
    is_person: bool = False
    is_company: bool = False


def read(text: str, links: Mapping[str, Sequence[str]]) -> Bio:
    """What a bio says; `links` say where X's short links in it lead to."""
    walk = _Walk()
    walk.over(list(tokens(text, links)))
    mentions = tuple(walk.mentions)
    handles = (found.pointer.value for found in mentions if found.pointer.kind == "handle" and found.is_denied)
    is_company = walk.is_company and not walk.is_person
    words = (frozenset(walk.negated.union(handles)), frozenset(walk.affirmed))
    return Bio(mentions, *words, walk.has_no, walk.is_apart, walk.is_person, is_company)


class _Walk:
    """The items of a bio, one after the other; brackets put one aside."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.negated: set[str] = set()
        self.affirmed: set[str] = set()
        self.has_no = False
        self.is_apart = self.is_person = self.is_company = False
        self._item = Item()
        self._outer: list[Item] = []
        self._has_opinions = self._is_joined = False

    def over(self, row: Sequence[Token]) -> None:
        """Takes all tokens."""
        words = [token.text if token.kind == "word" else "" for token in row]
        place = 0
        while place < len(row):
            if row[place].kind == "word":
                place += self._word(words, place)
                continue
            self._mark(row, place)
            place += 1
        while self._outer:
            self._close()
        self._end_item()

    def _word(self, words: Sequence[str], place: int) -> int:
        """Takes the phrase or the word at a place, and says how many words it has."""
        word = words[place]
        self.is_person = self.is_person or word in _PERSON
        self.is_company = self.is_company or word in _COMPANY
        self._has_opinions = self._has_opinions or word in _OPINIONS
        cue = cues.at(words, place)
        if cue is None:
            self._item.take_word(word)
            return 1
        behind = place + len(cue.words)
        self.is_person = self.is_person or _tells_job(cue, self._item, words, behind)
        self.is_apart = self.is_apart or cue.is_apart
        is_of_a_name = word == "ex" and _is_name(words, behind)
        is_of_opinions = word == "not" and self._has_opinions
        self._item.take_cue(cue, is_of_a_name=is_of_a_name, is_of_opinions=is_of_opinions)
        return len(cue.words)

    def _mark(self, row: Sequence[Token], place: int) -> None:
        token = row[place]
        match token.kind:
            case "soft":
                self._end_item()
                self._is_joined = token.text == "and" and self._item.is_alone
                self._item = self._item.next()
            case "stop":
                self._end_item()
                self._item = Item()
            case "open":
                self._outer.append(self._item)
                self._item = self._item.inner(is_of_a_name=place > 0 and row[place - 1].pointer is not None)
            case "close":
                self._close()
            case "at":
                self._item.take_at()
            case "on" | "back":
                is_between = 0 < place < len(row) - 1 and row[place - 1].kind == row[place + 1].kind == "handle"
                self._item.take_arrow(is_back=token.kind == "back", is_between=is_between)
            case _:
                self._item.take_name(token)

    def _close(self) -> None:
        if not self._outer:
            return
        inner = self._item
        self._end_item()
        self._item = self._outer.pop()
        self._item.take_remark(inner)

    def _end_item(self) -> None:
        found = self._item.mentions()
        if self._is_joined and found and not self._item.is_first_alone and found[0].stance != "works":
            self.mentions[-1] = self.mentions[-1]._replace(stance="unclear")  # "@acme and @globex captain": of which?
        self._is_joined = False
        self.mentions += found
        self.negated |= self._item.negated
        self.affirmed |= self._item.affirmed
        self.has_no = self.has_no or self._item.has_no


def _tells_job(cue: Cue, item: Item, words: Sequence[str], behind: int) -> bool:
    """Whether a phrase tells a person's job or past: "Developer", not "The developer platform"."""
    if cue.before in ("past", "formerly"):
        return True
    is_said_of_one = cue.before == "role" and not cue.words[-1].endswith("s") and cue.words[-1] not in _OF_MANY
    return is_said_of_one and not item.has_other_words and (not _is_word(words, behind) or bool(cues.at(words, behind)))


def _is_name(words: Sequence[str], place: int) -> bool:
    """Whether a word, if there is one, is a mere name and not a job: "ex-Acme", not "ex-CTO"."""
    cue = cues.at(words, place)
    return _is_word(words, place) and (cue is None or cue.before not in ("role", "desk", "article"))


def _is_word(words: Sequence[str], place: int) -> bool:
    return place < len(words) and words[place].isalnum()
