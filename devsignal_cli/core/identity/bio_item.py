"""An item of a bio: the companies that it names, and what its words say of them. Pure."""

from dataclasses import dataclass, field

from devsignal_cli.core.identity.bio_mention import Mention, Mood, Named, mention, mood_behind
from devsignal_cli.core.identity.bio_tokens import Token
from devsignal_cli.core.identity.cues import Before, Cue

_REACH_BEHIND = 3  # words: "@acme cloud community hero"
_REACH_OF_NO = 3  # words: "ex Stack Overflow engineer"
_REACH_OF_FEELING = 1  # words: "love working with @acme" says nothing of working there


@dataclass(slots=True)
class Item:
    """What is known so far of an item; it takes word by word.

    `mood` is what the words say of the next company. `is_carried`: it comes from the item before; `is_lasting`: it goes
    on to the next one, come what may; `is_used`: it has met a company. `feeling` and `no` count the words that a
    feeling and a no still reach. `is_listing`: the past is told by an adverb, and may list more than one job.
    """

    mood: Mood = Mood.OPEN
    is_carried: bool = False
    is_lasting: bool = False
    is_listing: bool = False
    is_used: bool = False
    is_disclaimer: bool = False
    is_inner: bool = False
    had_role: bool = False
    is_at_desk: bool = False
    is_only_at: bool = False
    feeling: int | None = None
    no: int = 0
    words: int = 0
    job_words: int = 0
    unknown: list[str] = field(default_factory=list)
    is_strange: bool = False
    remark: Mood = Mood.OPEN
    is_over: bool = False
    negated: set[str] = field(default_factory=set)
    affirmed: set[str] = field(default_factory=set)
    has_no: bool = False
    named: list[Named] = field(default_factory=list)
    last_negated: str = ""
    last_affirmed: str = ""

    def next(self) -> "Item":
        """The item behind a comma: what is over goes on, and a no that has met no company leaves a doubt."""
        if self.is_lasting:
            no = 0 if self.is_disclaimer else _REACH_OF_NO
            behind = Item(self.mood, is_carried=True, is_lasting=True, is_listing=self.is_listing, no=no)
            behind.is_disclaimer, behind.had_role = self.is_disclaimer, self.had_role
            return behind
        if self.mood is Mood.NO and (self.is_used or not self.named):
            return Item(Mood.NO if self.is_used else Mood.DOUBT, is_carried=True, is_used=self.is_used)
        is_doubted = bool(self.named) and self.named[-1].words_before > 0 and self.mentions()[-1].stance == "unclear"
        is_going_on = is_doubted or (self.is_carried and self.mood is Mood.DOUBT)
        return Item(Mood.DOUBT, is_carried=True) if is_going_on else Item()

    def inner(self, *, is_of_a_name: bool) -> "Item":
        """An item in brackets within this one; behind a company's name it is a remark, not a place of work."""
        mood = Mood.OPEN if is_of_a_name and self.mood < Mood.CONTACT else self.mood
        inside = Item(mood, is_carried=True, is_lasting=self.is_lasting, is_listing=self.is_listing)
        inside.is_disclaimer, inside.is_inner = self.is_disclaimer, is_of_a_name
        return inside

    @property
    def is_alone(self) -> bool:
        """Whether it is a company's name and nothing else."""
        return bool(self.named) and self.words == 0 and self.mood is Mood.OPEN

    @property
    def is_first_alone(self) -> bool:
        """Whether no word stands behind its first company, or some before it."""
        return not self.named or self.named[0].words_before > 0 or self.named[0].words_behind == 0

    @property
    def has_other_words(self) -> bool:
        """Whether words other than of jobs stand in it."""
        return bool(self.unknown) or self.words > self.job_words

    def take_word(self, word: str) -> None:
        """Takes a word that is no cue."""
        self._count(1)
        self.is_at_desk, self.is_strange = False, True
        self.unknown.append(word)
        self._tire()
        if self.no > 0:
            self.no -= 1
            self._negate(word)
        elif self.mood is Mood.WORK:
            self.affirmed.update((word, self.last_affirmed + word))
            self.last_affirmed = word

    def take_cue(self, cue: Cue, *, is_of_a_name: bool = False, is_of_opinions: bool = False) -> None:
        """Takes a phrase.

        `is_of_a_name`: it is an "ex-" before a mere name, which ends with that. `is_of_opinions`: a "not" that comes
        after opinions is theirs.
        """
        has_before = bool(self.words or self.named)
        is_of_last = self._look_back(cue)
        self._count(len(cue.words))
        self.job_words += len(cue.words) if cue.before in ("role", "desk") else 0
        self._note(cue)
        if cue.before != "article":
            self.is_at_desk = False
            self.is_strange = self.is_strange or cue.before != "with"
            self._tire()
        self._turn(cue, is_of_a_name=is_of_a_name, is_first=not has_before)
        if is_of_opinions and cue.before == "near":
            self.is_lasting = self.is_disclaimer = True
            self.no, self.feeling = 0, None
        if is_of_last and cue.behind == "behind" and not self.is_lasting:
            self.is_used = False

    def _turn(self, cue: Cue, *, is_of_a_name: bool, is_first: bool) -> None:
        """The mood behind a phrase."""
        match cue.before:
            case "past" | "formerly":
                self._deny(is_lasting=True, is_listing=cue.before == "formerly")
                self.mood = Mood.DOUBT if is_of_a_name else Mood.NO
            case "disclaimer":
                self._deny(is_lasting=True)
                self.is_disclaimer, self.no = True, 0
            case "against" | "near":
                self._deny(is_lasting=False)
                self.feeling = _REACH_OF_FEELING if cue.before == "near" else None
            case "doubt" if cue.behind == "behind" and is_first:
                self._deny(is_lasting=False)
            case "doubt" | "over":
                self.mood = max(self.mood, Mood.DOUBT)
            case "contact":
                self.mood = max(self.mood, Mood.CONTACT)
            case "role" | "desk" | "at" | "now":
                self._say(cue.before)
            case "with" if self.mood is Mood.WORK:
                self.mood = Mood.ASIDE

    def _say(self, kind: Before) -> None:
        """Work is said, more or less."""
        match kind:
            case "at":
                self.take_at()
            case "now" if self.mood is not Mood.CONTACT:
                self._work()
            case "role" | "desk":
                self._take_job(is_desk=kind == "desk")

    def take_at(self) -> None:
        """Takes an "at"."""
        if self.mood <= Mood.ASIDE or (self.is_carried and self.mood is Mood.DOUBT):
            self.is_only_at = len(self.unknown) > 0 and self.mood is Mood.OPEN
            self._work()

    def take_arrow(self, *, is_back: bool, is_between: bool) -> None:
        """Takes an arrow: what it leads to is now, what it comes from may be over."""
        if is_between and self.named:
            self.named[-1].remark = max(self.named[-1].remark, Mood.DOUBT)
        if is_back:
            self._deny(is_lasting=True)
        elif self.mood <= Mood.ASIDE or self.is_carried or self.is_lasting:
            self._work()

    def take_name(self, token: Token) -> None:
        """Takes an address; those that point to no company are as good as words."""
        if token.pointer is None:
            self._count(1)
            self.is_strange, self.is_at_desk = True, False
            return
        mood = self._mood_of_name()
        is_disclaimed = self.is_disclaimer and mood is Mood.NO
        self.named.append(Named(token, mood, self.words, self.is_strange, is_disclaimed, self.is_only_at))
        self.is_used = True

    def _mood_of_name(self) -> Mood:
        """The mood for a name right here: "left @acme to build @globex" is not as clear as with a comma."""
        if not self.is_at_desk:
            return self.mood
        if self.mood <= Mood.WORK or self.is_carried:
            return Mood.WORK
        return Mood.DOUBT if self.mood is Mood.NO and self.is_used and not self.is_lasting else self.mood

    def take_remark(self, inner: "Item") -> None:
        """Takes what stood in brackets behind a company: "(former)", "(acquired by ...)"."""
        if not self.named or not inner.is_inner:
            return
        if inner.is_over:
            self.named[-1].remark = max(self.named[-1].remark, Mood.DOUBT)
        elif not inner.named and not inner.unknown:
            self.named[-1].remark = max(self.named[-1].remark, inner.remark)

    def mentions(self) -> list[Mention]:
        """The companies of the item and how it stands to them."""
        if not self.named:
            return []
        is_told = not self.is_inner and self.named[-1].mood_behind < Mood.DOUBT  # "@acme @globex alum": of both?
        return [mention(named, is_told=is_told) for named in self.named]

    def _count(self, words: int) -> None:
        self.words += words
        if self.named:
            self.named[-1].words_behind += words

    def _tire(self) -> None:
        """A feeling reaches no further than a word or two."""
        if self.feeling is not None:
            self.feeling -= 1
            if self.feeling < 0:
                self.mood, self.feeling, self.no = Mood.DOUBT, None, 0

    def _look_back(self, cue: Cue) -> bool:
        """What a phrase says of the company before it; whether there is one, be it a mere name ("Docker Captain")."""
        if self.named:
            last = self.named[-1]
            if last.words_behind < _REACH_BEHIND:
                last.mood_behind = max(last.mood_behind, mood_behind(cue))
            return True
        if cue.behind == "behind":
            self.has_no = True
        if cue.behind == "behind" and self.unknown:
            self.negated.update(self.unknown[-2:], ["".join(self.unknown[-2:])])
        return bool(self.unknown)

    def _note(self, cue: Cue) -> None:
        """What the phrase would say as a remark in brackets."""
        if cue.before in ("past", "formerly", "against") or (cue.behind == "behind" and cue.words != ("batch",)):
            self.remark = Mood.NO
        elif cue.before in ("doubt", "over"):
            self.remark = max(self.remark, Mood.DOUBT)
        self.is_over = self.is_over or cue.before == "over"

    def _deny(self, *, is_lasting: bool, is_listing: bool = False) -> None:
        self.mood, self.is_carried, self.feeling, self.no = Mood.NO, False, None, _REACH_OF_NO
        self.has_no = True
        self.is_lasting, self.is_listing, self.had_role = is_lasting, is_listing, False
        self.is_used = self.is_disclaimer = False

    def _take_job(self, *, is_desk: bool) -> None:
        is_second_job = self.is_carried and self.is_listing and self.had_role
        self.had_role = True
        if is_second_job:
            self.mood = Mood.DOUBT
        elif is_desk:
            self.is_at_desk = True
            self.no = 0 if self.is_carried else self.no
        elif self.mood <= Mood.ASIDE or self.is_carried:
            self._work()

    def _work(self) -> None:
        self.mood, self.is_carried, self.is_lasting, self.is_disclaimer, self.no = Mood.WORK, False, False, False, 0
        self.feeling = None

    def _negate(self, word: str) -> None:
        word = word.removesuffix("'s")
        self.negated.update((word, self.last_negated + word))
        self.last_negated = word
