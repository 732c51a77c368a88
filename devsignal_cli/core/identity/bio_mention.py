"""A company that a bio names, and how the words around it say that its author stands to it. Pure."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from devsignal_cli.core.identity.bio_tokens import Token
from devsignal_cli.core.identity.cues import Cue
from devsignal_cli.core.identity.pointers import Pointer
from devsignal_cli.model.people import ClaimSource, Stance


class Mention(NamedTuple):
    """A company that a bio names.

    `is_doubted`: it is named for something else than work; `is_disclaimed`: only for its opinions.
    """

    pointer: Pointer
    source: ClaimSource
    stance: Stance
    is_doubted: bool = False
    is_disclaimed: bool = False

    @property
    def is_denied(self) -> bool:
        """Whether work there is denied."""
        return self.stance == "not" and not self.is_disclaimed


class Mood(IntEnum):
    """What words say of a company; within an item a higher one is not overruled by a lower one."""

    OPEN = 0
    WORK = 1
    ASIDE = 2
    """Work, but then "with", "on" and the like."""
    CONTACT = 3
    DOUBT = 4
    NO = 5


@dataclass(slots=True)
class Named:
    """A company in an item, the mood in which it is named, and what follows."""

    token: Token
    mood: Mood
    words_before: int
    is_strange_before: bool
    is_disclaimed: bool
    is_only_at: bool
    words_behind: int = 0
    mood_behind: Mood = Mood.OPEN
    remark: Mood = Mood.OPEN


def mention(named: Named, *, is_told: bool) -> Mention:
    """What is said of a named company; `is_told`: no words of its own are needed to tell work."""
    kind = named.token.kind
    source: ClaimSource = "bio_handle" if kind == "handle" else "bio_link" if kind == "bio_link" else "bio_domain"
    pointer = named.token.pointer or Pointer("domain", "")
    stance = _stance(named, is_told=is_told)
    is_doubted = stance == "unclear" and named.mood in (Mood.CONTACT, Mood.DOUBT)
    return Mention(pointer, source, stance, is_doubted, named.is_disclaimed)


def mood_behind(cue: Cue) -> Mood:
    """What a phrase says of a company named before it."""
    if cue.behind == "behind":
        return Mood.NO
    if cue.behind == "behind_doubt":
        return Mood.DOUBT
    return Mood.WORK if cue.before == "role" else Mood.OPEN


def _stance(named: Named, *, is_told: bool) -> Stance:
    if Mood.NO in (named.mood, named.mood_behind, named.remark):
        return "not"
    if named.token.kind == "email":
        return "unclear" if named.mood is Mood.DOUBT else "works"
    if named.mood >= Mood.CONTACT or named.remark is Mood.DOUBT:
        return "unclear"
    if named.mood is Mood.WORK:
        is_of_a_page = named.is_only_at and named.token.kind != "handle"  # "Level up at acme.com"
        return "unclear" if is_of_a_page else "works"
    if named.mood_behind is Mood.WORK and (named.mood is Mood.ASIDE or not named.is_strange_before):
        return "works"
    is_alone = named.words_before == named.words_behind == 0 and is_told
    return "works" if is_alone and named.mood is Mood.OPEN and named.mood_behind is Mood.OPEN else "unclear"
