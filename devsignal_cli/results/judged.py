"""What the classifier says of a text, and why."""

from dataclasses import dataclass
from typing import Literal

from devsignal_cli.model.words import Sentiment

Flag = Literal["other_script", "other_language"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with all that the classifier says of it; everything is null and `error` says why if it has none.

    The weights in `evidence` (term, weight, negated, ...) add up to `score`; `flag` says why nothing was judged.
    """

    text: str | None
    sentiment: Sentiment | None = None
    score: float | None = None
    type: str | None = None
    evidence: tuple[dict[str, object], ...] = ()
    flag: Flag | None = None
    error: str | None = None
