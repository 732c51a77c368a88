"""The labelled sets: which there are, which may be learnt from, how a classifier is scored on them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
POSTS = HERE / "posts.tsv"
HARD_POSTS = HERE / "hard_posts.tsv"

LEARNT = ("semeval2017", "vader_tweets", "vader_amazon", "senti4sd_so", "github")
"""Sets whose licences let term weights that ship be learnt from them."""
GROUPS = {
    "tweets": ("semeval2017", "vader_tweets", "airline", "sanders", "sxsw", "apple_dfe", "entity_val"),
    "tech tweets": ("sanders", "sxsw", "apple_dfe", "entity_val"),
    "software engineering": ("senti4sd_so", "github", "so1500", "app_reviews", "jira", "code_review"),
}
SETS = (*GROUPS["tweets"], "vader_amazon", *GROUPS["software engineering"])
NEUTRAL_RECALL = ("semeval2017", "sanders", "sxsw", "apple_dfe", "senti4sd_so", "github")
SENTIMENTS = ("positive", "negative", "neutral")
TYPES = ("question", "complaint", "praise", "mention")

_ESCAPES = {"\\": "\\", "t": "\t", "n": "\n"}


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text. `type` is empty where a set has none."""

    id: str
    label: str
    text: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How well labels fit: macro-F1 over the labels that people gave, and precision, recall, F1 by label."""

    macro_f1: float
    by_label: dict[str, tuple[float, float, float]]
    texts: int


def load(name: str, data: Path) -> list[Example]:
    """A set of the data folder: `sentiment/dev/NAME.tsv` with id, label, text."""
    with (data / "sentiment" / "dev" / f"{name}.tsv").open(encoding="utf-8", newline="\n") as file:
        next(file)
        rows = [line.rstrip("\n").split("\t", 2) for line in file]
    return [Example(row[0], row[1], unescaped(row[2])) for row in rows]


def load_posts(file: Path) -> list[Example]:
    """Posts written for this project: id, sentiment, type, text."""
    rows = [line.split("\t", 3) for line in file.read_text(encoding="utf-8").split("\n")[1:] if line]
    return [Example(row[0], row[1], unescaped(row[3]), row[2]) for row in rows]


def unescaped(text: str) -> str:
    """A text with its escaped backslashes, tabs and line ends."""
    head, *rest = text.split("\\\\")
    return "\\".join(part.replace("\\t", "\t").replace("\\n", "\n") for part in (head, *rest))


def fold_of(example: Example, folds: int) -> int:
    """The part of a cross-validation in which an example is held out; the same on every machine."""
    return int(hashlib.sha1(example.id.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def score(gold: Sequence[str], given: Sequence[str]) -> Score:
    """Score labels against those of people.

    Where people say only `negative` or `nonnegative` (code_review), the other two count as the latter. A set without
    neutral (jira) is scored over the two labels it has; a neutral answer is a miss.
    """
    if "nonnegative" in gold:
        given = [label if label == "negative" else "nonnegative" for label in given]
    pairs = Counter(zip(gold, given, strict=True))
    labels = sorted(set(gold))
    by_label = {label: _prf(pairs, label) for label in labels}
    return Score(sum(f1 for _, _, f1 in by_label.values()) / len(labels), by_label, len(gold))


def score_all(given: dict[str, list[str]], sets: dict[str, list[Example]]) -> dict[str, Score]:
    """The score of each set."""
    return {name: score([example.label for example in sets[name]], given[name]) for name in SETS}


def mean(scores: dict[str, Score], names: Sequence[str] = SETS) -> float:
    """The mean macro-F1 of some sets."""
    return sum(scores[name].macro_f1 for name in names) / len(names)


def neutral_recall(scores: dict[str, Score]) -> float:
    """The mean recall of neutral over six sets."""
    return sum(scores[name].by_label["neutral"][1] for name in NEUTRAL_RECALL) / len(NEUTRAL_RECALL)


def labels_of(classify: Callable[[str], str], examples: Sequence[Example]) -> list[str]:
    """What a classifier says of each text."""
    return [classify(example.text) for example in examples]


def one_against_rest(gold: Sequence[str], given: Sequence[str], label: str) -> Score:
    """Score one label against all others together."""
    return score(*([one if one == label else "rest" for one in labels] for labels in (gold, given)))


def _prf(pairs: Counter[tuple[str, str]], label: str) -> tuple[float, float, float]:
    right = pairs[label, label]
    gold = sum(count for (said, _), count in pairs.items() if said == label)
    given = sum(count for (_, said), count in pairs.items() if said == label)
    precision, recall = right / given if given else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0
