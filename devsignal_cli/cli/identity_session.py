"""A review at the terminal: an author is shown, a keystroke decides, the next appears. What is decided is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from devsignal_cli.cli.keys import END, ESCAPE, Keyboard
from devsignal_cli.cli.output import Output
from devsignal_cli.core import deciding
from devsignal_cli.core.author_names import shown
from devsignal_cli.core.ports import Clock
from devsignal_cli.errors import DecidedError, NotFoundError
from devsignal_cli.model.links import profile_link
from devsignal_cli.results.identity import IdentityCase, IdentityReviewed, IdentityScreen
from devsignal_cli.store.identity_store import IdentityStore

MOST = 9
"""As many candidates can be chosen by a single digit."""
_LEAVE = ("q", ESCAPE, END)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a review needs: the store, where to ask, the keys, the time."""

    store: IdentityStore
    output: Output
    keyboard: Keyboard
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Said:
    """A decision: at which place of the queue, the links that it wrote, and what it was."""

    place: int
    written: tuple[int, ...]
    action: deciding.Action


@dataclass(slots=True)
class _Progress:
    """How far a review has come; `is_fresh`: the last key decided."""

    place: int = 0
    said: list[_Said] = field(default_factory=list)
    skipped: set[int] = field(default_factory=set)
    is_fresh: bool = False
    is_left: bool = False

    def count(self, action: deciding.Action) -> int:
        """How many authors were decided so."""
        return len({one.place for one in self.said if one.action == action})


def review(desk: Desk, queue: Sequence[int]) -> IdentityReviewed:
    """Ask about authors one by one until all were asked about or the person leaves."""
    progress = _Progress()
    while not progress.is_left:
        if progress.place < len(queue):
            _show(desk, queue, progress)
        else:
            _end(desk, queue, progress)
    return _reviewed(desk.store, progress)


def keys(case: IdentityCase, *, is_undoable: bool) -> list[tuple[str, str]]:
    """The keys that decide a case, and what they mean."""
    number = min(len(case.links), MOST)
    is_contact = case.links[0].contact is not None
    if number == 1:
        deciding_keys = [("y", "yes, the same" if is_contact else "yes, works there"), ("n", "no")]
    else:
        deciding_keys = [(f"1-{number}", "this one"), ("n", "none of them")]
    undo = [("u", "undo")] if is_undoable else []
    return [*deciding_keys, ("s", "skip"), ("o", "profile"), *undo, ("q", "leave")]


def _show(desk: Desk, queue: Sequence[int], progress: _Progress) -> None:
    """Ask about the author at hand, as they stand now."""
    case = desk.store.case(queue[progress.place])
    if case is None:
        desk.output.note(f"Author {queue[progress.place]} is no longer on file.")
    if case is None or not case.links:  # else an earlier decision has settled it
        progress.place += 1
        return
    desk.keyboard.forget()
    desk.output.ask(IdentityScreen(case, progress.place + 1, len(queue), is_undoable=bool(progress.said)))
    progress.is_left = not _asked(desk, queue, case, progress)


def _end(desk: Desk, queue: Sequence[int], progress: _Progress) -> None:
    """Offer to take the very last decision back, as nothing is shown behind it."""
    progress.is_left = True
    if not progress.is_fresh:
        return
    desk.keyboard.forget()
    desk.output.note("That was the last.   u undo   any other key ends")
    if desk.keyboard.key().lower() == "u":
        progress.is_left = False
        _undo(desk, queue, progress)


def _reviewed(store: IdentityStore, progress: _Progress) -> IdentityReviewed:
    left, probable = store.waiting(is_probable=False), store.waiting(is_probable=True)
    return IdentityReviewed(
        store.org,
        progress.count("confirm"),
        progress.count("reject"),
        len(progress.skipped),
        len(left),
        len(probable),
        len(set(left) & set(probable)),
    )


def _asked(desk: Desk, queue: Sequence[int], case: IdentityCase, progress: _Progress) -> bool:
    """Let keys decide one case; False: the person leaves."""
    progress.is_fresh = False
    while (typed := desk.keyboard.key().lower()) not in _LEAVE:
        chosen = _chosen(case, typed)
        if chosen is not None or typed == "n":
            _decide(desk, case, chosen, progress)
            return True
        if typed == "s":
            progress.skipped.add(queue[progress.place])
            progress.place += 1
            return True
        if typed == "u" and progress.said:
            _undo(desk, queue, progress)
            return True
        desk.output.note(_link(case) if typed == "o" else _help(case, progress))
    return False


def _chosen(case: IdentityCase, typed: str) -> int | None:
    """The candidate that a key names."""
    if len(case.links) == 1:
        return 0 if typed == "y" else None
    number = int(typed) if typed.isdigit() else 0
    return number - 1 if 1 <= number <= min(len(case.links), MOST) else None


def _decide(desk: Desk, case: IdentityCase, chosen: int | None, progress: _Progress) -> None:
    """Write a decision, if what was shown still stands; else the author is looked at anew."""
    try:
        if chosen is not None:
            told = deciding.confirm(desk.store, case.links[chosen], desk.clock())
        else:
            told = deciding.reject(desk.store, case.links[:MOST], desk.clock())
    except (DecidedError, NotFoundError) as error:
        desk.output.note(f"{shown(case.author)}: {error.message}")
        return
    progress.said.append(_Said(progress.place, tuple(map(int, told.written)), told.action))
    progress.is_fresh = True
    progress.skipped.discard(int(case.author.id))
    desk.output.note(told.message)
    if told.state != "review":  # else another pair of this author is asked about next
        progress.place += 1


def _undo(desk: Desk, queue: Sequence[int], progress: _Progress) -> None:
    """Take the last decision of this review back, unless somebody decided about the author since."""
    last = progress.said.pop()
    progress.is_fresh = False
    try:
        desk.store.take_back(queue[last.place], last.written, desk.clock())
    except DecidedError as error:
        desk.output.note(error.message)
        return
    progress.place = last.place
    desk.output.note("Taken back.")


def _link(case: IdentityCase) -> str:
    author = case.author
    return profile_link(int(author.id), author.username)


def _help(case: IdentityCase, progress: _Progress) -> str:
    told = ", ".join(f"{key} {what}" for key, what in keys(case, is_undoable=bool(progress.said)))
    return f"{shown(case.author)}? {told}"
