"""Our figures and VADER's side by side: python -m benchmarks.accuracy DATA [--shipped]

DATA is the folder that holds `sentiment/dev`. Sets from which the lexicon was learnt are cross-validated (some five
minutes); with --shipped the shipped lexicon is scored on them too, which flatters it. Then types, the hard posts and
their misses, and speed: texts a second of both on the same texts, which neither saw before, in turns.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.accuracy import sets
from benchmarks.accuracy.build import FOLDS, Workshop
from benchmarks.accuracy.sets import Example, Score
from devsignal_cli.core import sentiment

Label = Callable[[str], str]
ROUNDS = 11
ROUND_TEXTS = 3_000
VADER_LINE = 0.05  # as its authors say


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--shipped", action="store_true", help="score the shipped lexicon; no cross-validation")
    arguments = parser.parse_args()
    examples = {name: sets.load(name, arguments.data) for name in sets.SETS}
    vader = _vader()
    ours = _shipped(examples) if arguments.shipped else _crossed(arguments.data, examples)
    _sentiment_table(ours, sets.score_all({name: sets.labels_of(vader, examples[name]) for name in examples}, examples))
    _types_table(arguments.data, vader)
    _hard_table(vader)
    _speed([example.text for name in examples for example in examples[name]], vader)


def _vader() -> Label:
    analyzer = SentimentIntensityAnalyzer()

    def label(text: str) -> str:
        compound = analyzer.polarity_scores(text)["compound"]
        return "positive" if compound >= VADER_LINE else "negative" if compound <= -VADER_LINE else "neutral"

    return label


def _shipped(examples: dict[str, list[Example]]) -> dict[str, Score]:
    return sets.score_all({name: sets.labels_of(sentiment.label, examples[name]) for name in examples}, examples)


def _crossed(data: Path, examples: dict[str, list[Example]]) -> dict[str, Score]:
    crossed = Workshop(data).cross_validated(FOLDS)
    posts = sets.load_posts(sets.POSTS)
    posts_score = sets.score([post.label for post in posts], [label or "" for label in crossed.pop("posts")])
    print(f"our own posts, held out writer by writer: {posts_score.macro_f1:.3f} of {posts_score.texts} texts")
    given = {name: sets.labels_of(sentiment.label, examples[name]) for name in examples if name not in crossed}
    return sets.score_all(given | {name: [label or "" for label in crossed[name]] for name in crossed}, examples)


def _sentiment_table(ours: dict[str, Score], vaders: dict[str, Score]) -> None:
    print(f"\n{'macro-F1':24}{'texts':>7}{'devsignal':>11}{'VADER':>8}   learnt from")
    for name in sets.SETS:
        learnt = "yes, cross-validated" if name in sets.LEARNT else ""
        print(f"{name:24}{ours[name].texts:7}{ours[name].macro_f1:11.3f}{vaders[name].macro_f1:8.3f}   {learnt}")
    for group, names in {**sets.GROUPS, "all 14": sets.SETS}.items():
        print(f"mean {group:26}{sets.mean(ours, names):11.3f}{sets.mean(vaders, names):8.3f}")
    print(f"{'neutral recall of 6':31}{sets.neutral_recall(ours):11.3f}{sets.neutral_recall(vaders):8.3f}")
    better = sum(ours[name].macro_f1 > vaders[name].macro_f1 for name in sets.SETS)
    print(f"better than VADER on {better} of {len(sets.SETS)}")


def _types_table(data: Path, vader: Label) -> None:
    print(f"\n{'types, one a text':24}{'':7}{'devsignal':>11}{'VADER':>8}")
    for name, label, measure in (("tweetact", "question", "F1"), ("complaints", "complaint", "macro-F1")):
        examples = sets.load(name, data)
        gold = [example.label for example in examples]
        told = [
            sets.one_against_rest(gold, sets.labels_of(kind, examples), label)
            for kind in (sentiment.post_type, _vader_type(vader))
        ]
        figures = [score.by_label[label][2] if measure == "F1" else score.macro_f1 for score in told]
        print(f"{f'{name}: {label} {measure}':31}{figures[0]:11.3f}{figures[1]:8.3f}")


def _vader_type(vader: Label) -> Label:
    """What one would make of VADER: a question mark asks, else the feeling says what it is for."""
    names = {"positive": "praise", "negative": "complaint", "neutral": "mention"}
    return lambda text: "question" if "?" in text else names[vader(text)]


def _hard_table(vader: Label) -> None:
    posts = sets.load_posts(sets.HARD_POSTS)
    gold, types = [post.label for post in posts], [post.type for post in posts]
    both = [sets.score(gold, sets.labels_of(label, posts)) for label in (sentiment.label, vader)]
    kinds = [sets.labels_of(kind, posts) for kind in (sentiment.post_type, _vader_type(vader))]
    print(f"\n{len(posts)} hard posts{'':17}{'devsignal':>11}{'VADER':>8}")
    print(f"{'sentiment macro-F1':31}{both[0].macro_f1:11.3f}{both[1].macro_f1:8.3f}")
    for label in sets.SENTIMENTS:
        print(f"  {label:29}{both[0].by_label[label][2]:11.3f}{both[1].by_label[label][2]:8.3f}")
    for kind in sets.TYPES:
        figures = [sets.one_against_rest(types, given, kind).by_label[kind][2] for given in kinds]
        print(f"  {kind:29}{figures[0]:11.3f}{figures[1]:8.3f}")
    missed = [(post, given) for post in posts if (given := sentiment.label(post.text)) != post.label]
    print(f"\n{len(missed)} of them told wrong (people said, we said):")
    for post, given in missed:
        print(f"  {post.id}  {post.label:8} {given:8} {post.text[:100]}".rstrip())


def _speed(texts: Sequence[str], vader: Label) -> None:
    """Both in turns on the same texts, new ones each round."""
    shuffled = random.Random(7).sample(texts, ROUNDS * ROUND_TEXTS)
    sentiment.label("")
    ratios, speeds = [], []
    for number in range(ROUNDS):
        part = shuffled[number * ROUND_TEXTS : (number + 1) * ROUND_TEXTS]
        theirs, ours = _seconds(vader, part), _seconds(sentiment.label, part)
        ratios.append(theirs / ours)
        speeds.append(len(part) / ours)
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(
        f"\nspeed: {median(ratios):.2f} times VADER's texts a second ({spread}; {median(speeds):,.0f} texts a second)"
    )


def _seconds(label: Label, texts: Sequence[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        label(text)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
