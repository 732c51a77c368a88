"""Why a signal bears its labels: what is stored beside what today's classifier says. Pure."""

from typing import Literal

from devsignal_cli.core.classified import SIGNAL_TYPES
from devsignal_cli.core.judging import evidence_of
from devsignal_cli.core.sentiment import VERSION, Classifier
from devsignal_cli.results.one_signal import SignalExplained, SignalShown, Today


def explained(signal: SignalShown, classifier: Classifier) -> SignalExplained:
    """A signal's labels and the evidence for them; a withheld or deleted post has no text to judge."""
    state = _state(signal)
    today = _today(signal.text, classifier) if state == "stored" else None
    return SignalExplained(
        id=signal.id,
        org=signal.org,
        post_id=signal.post_id,
        url=signal.url,
        text=signal.text,
        sentiment=signal.sentiment,
        score=signal.score,
        type=signal.type,
        sentiment_by_hand=signal.sentiment_by_hand,
        type_by_hand=signal.type_by_hand,
        classifier=signal.classifier,
        state=state,
        today=today,
        differs=_differing(signal, today) if today else (),
    )


def _state(signal: SignalShown) -> Literal["stored", "withheld", "deleted"]:
    if signal.deleted_at is not None:
        return "deleted"
    return "withheld" if signal.withheld else "stored"


def _today(text: str, classifier: Classifier) -> Today:
    found = classifier.classify(text)
    return Today(VERSION, found.sentiment, found.score, SIGNAL_TYPES[found.type], evidence_of(found), found.flag)


def _differing(signal: SignalShown, today: Today) -> tuple[Literal["sentiment", "type"], ...]:
    """What the classifier said otherwise when the post was stored; what a person said is not its business."""
    found: list[Literal["sentiment", "type"]] = []
    if not signal.sentiment_by_hand and signal.sentiment != today.sentiment:
        found.append("sentiment")
    if not signal.type_by_hand and signal.type != today.type:
        found.append("type")
    return tuple(found)
