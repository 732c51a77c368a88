"""What a person says of a signal: corrections of its labels, that it is done, a note. No SQL, no output."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, cast

from devsignal_cli.core.classified import SIGNAL_TYPES, Classify, judge
from devsignal_cli.core.sentiment import VERSION
from devsignal_cli.core.signal_choice import storable
from devsignal_cli.core.signal_ids import number_of, unknown
from devsignal_cli.errors import DevsignalError, PartialError, UsageError
from devsignal_cli.model.labels import Correct, Corrected, Labelled
from devsignal_cli.model.words import POST_TYPES, SENTIMENTS, PostType, Sentiment
from devsignal_cli.results.one_signal import Labels, SignalCorrected
from devsignal_cli.results.signals import Signal

AUTO: Literal["auto"] = "auto"
LONGEST_NOTE = 2_000
_PREFIX = "twitter_"


class CorrectionStore(Protocol):
    """The signals of one organization."""

    def relabel(self, numbers: Sequence[int], rule: Correct) -> list[Corrected | None]:
        """Label signals by a rule, in one short transaction; what each was before, None for a number without one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a signal. None: nothing; `auto`: the classifier may say it again; "": no note."""

    sentiment: Sentiment | Literal["auto"] | None
    type: PostType | Literal["auto"] | None
    is_done: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which signals were corrected, in the order in which they were named, and what stands against the others."""

    corrected: tuple[Corrected, ...]
    error: DevsignalError | None


def correction(
    sentiment: str | None, type_: str | None, is_done: bool | None = None, note: str | None = None
) -> Correction:
    """A correction as people type it; a type is taken as `classify` and as a signal's JSON call it.

    Raises:
        UsageError: it is none, or says nothing.
    """
    if sentiment is None and type_ is None and is_done is None and note is None:
        raise UsageError("There is nothing to set.", "Say --sentiment S, --type T, --done or --note TEXT.")
    if sentiment not in (None, AUTO, *SENTIMENTS):
        raise UsageError(f"{sentiment!r} is no sentiment.", f"Take {', '.join(SENTIMENTS)}, or auto.")
    kind = type_ if type_ in (None, AUTO) else _PREFIX + type_.removeprefix(_PREFIX)
    if kind not in (None, AUTO, *POST_TYPES):
        raise UsageError(f"{type_!r} is no type of a post.", f"Take {', '.join(SIGNAL_TYPES)}, or auto.")
    noted = None if note is None else _note(note)
    return Correction(cast("Sentiment | None", sentiment), cast("PostType | None", kind), is_done, noted)


def corrected(labelled: Labelled, said: Correction, classify: Classify) -> Labelled:
    """The labels after a correction, and what is noted.

    What a person says stays until they take it back; the score is always the classifier's. With `auto` the post is
    classified anew, so that all that no person said is of one version.
    """
    new = _noted(labelled, said)
    if said.sentiment is not None:
        new = replace(new, is_sentiment_by_hand=said.sentiment != AUTO)
    if said.type is not None:
        new = replace(new, is_type_by_hand=said.type != AUTO)
    if AUTO in (said.sentiment, said.type):
        new = reclassified(new, classify)
    if said.sentiment not in (None, AUTO):
        new = replace(new, sentiment=said.sentiment)
    return replace(new, type=said.type) if said.type not in (None, AUTO) else new


def reclassified(labelled: Labelled, classify: Classify) -> Labelled:
    """The labels that today's classifier gives; what is by hand stays. A withheld post's text is not judged."""
    found = judge(labelled.text, classify, is_withheld=labelled.is_withheld)
    return replace(
        labelled,
        sentiment=labelled.sentiment if labelled.is_sentiment_by_hand else found.sentiment,
        type=labelled.type if labelled.is_type_by_hand else SIGNAL_TYPES[found.type],
        score=found.score,
        classifier=VERSION,
    )


def correct(store: CorrectionStore, ids: Sequence[str], said: Correction, classify: Classify) -> Outcome:
    """Carry a correction out on the signals that are named; one that cannot be corrected stops no other."""
    numbers = [number_of(text) for text in ids]
    known = [number for number in numbers if number is not None]
    told = dict(zip(known, store.relabel(known, lambda old: corrected(old, said, classify)), strict=True))
    found = [None if number is None else told[number] for number in numbers]
    done = {one.post_key: one for one in found if one is not None and not one.is_deleted}
    missing = [text for text, one in zip(ids, found, strict=True) if one is None]
    deleted = [text for text, one in zip(ids, found, strict=True) if one is not None and one.is_deleted]
    return Outcome(tuple(done.values()), _error(missing, deleted, is_partly=bool(done)))


def as_results(outcome: Outcome, signals: Sequence[Signal], said: Correction) -> tuple[SignalCorrected, ...]:
    """The corrected signals as they are now, each with what was said of it before."""
    now = {signal.id: signal for signal in signals}
    return tuple(
        SignalCorrected(**_fields(now[str(one.id)]), note=_note_of(one.before, said), was=_labels(one.before))
        for one in outcome.corrected
    )


def _note(typed: str) -> str:
    note = storable(typed).strip()
    if len(note) > LONGEST_NOTE:
        raise UsageError("The note is too long.", f"Take {LONGEST_NOTE:,} characters at most.")
    return note


def _noted(labelled: Labelled, said: Correction) -> Labelled:
    is_done = labelled.is_done if said.is_done is None else said.is_done
    return replace(labelled, is_done=is_done, note=_note_of(labelled, said))


def _note_of(labelled: Labelled, said: Correction) -> str | None:
    """The note after a correction; an empty one is none."""
    return labelled.note if said.note is None else said.note or None


def _error(missing: Sequence[str], deleted: Sequence[str], *, is_partly: bool) -> DevsignalError | None:
    if not missing and not deleted:
        return None
    error: DevsignalError = unknown(", ".join(missing))
    if deleted:
        told = f"Deleted at X, without a text to judge: {', '.join(deleted)}."
        error = UsageError(f"{error.message} {told}" if missing else told, "It counts nowhere.")
    return PartialError(error.message, error.hint) if is_partly else error


def _labels(labelled: Labelled) -> Labels:
    labels = labelled.sentiment, labelled.type, labelled.is_sentiment_by_hand, labelled.is_type_by_hand
    return Labels(*labels, labelled.is_done, labelled.note)


def _fields(signal: Signal) -> dict[str, Any]:
    return {name: getattr(signal, name) for name in Signal.__dataclass_fields__}
