"""What the classifier says of a text, as a result to show. Pure; how it comes to it is `core.sentiment`'s."""

import dataclasses
import re

from devsignal_cli.core.sentiment import Classification, Classifier
from devsignal_cli.results.judged import Judged

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def judged(text: str, classifier: Classifier) -> Judged:
    """A text with its labels and the evidence for them; what is no character of a text is U+FFFD in the answer."""
    found = classifier.classify(text)
    readable = _LONE_SURROGATES.sub("\ufffd", text)
    return Judged(readable, found.sentiment, found.score, found.type, evidence_of(found), found.flag)


def evidence_of(found: Classification) -> tuple[dict[str, object], ...]:
    """The terms that led to a label, with whatever the classifier tells of each."""
    return tuple(
        {field.name: getattr(term, field.name) for field in dataclasses.fields(term)} for term in found.evidence
    )
