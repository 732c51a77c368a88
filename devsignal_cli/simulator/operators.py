"""The operators of X's query language: which exist, which stand alone, which values they take, and X's complaints."""

import re
from dataclasses import dataclass

from devsignal_cli.simulator.tokens import tokens

_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}|[0-9]{1,19}")
_NUMBER = re.compile(r"[0-9]{1,19}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_ANY = re.compile(r".*\S.*", re.DOTALL)

STANDALONE = {
    "keyword": _ANY,
    "hashtag": _ANY,
    "mention": _ANY,
    "cashtag": _ANY,
    "from": _HANDLE,
    "to": _HANDLE,
    "url": _ANY,
    "retweets_of": _HANDLE,
    "context": _ANY,
    "entity": _ANY,
    "conversation_id": _NUMBER,
    "list": _NUMBER,
    "in_reply_to_tweet_id": _NUMBER,
    "retweets_of_tweet_id": _NUMBER,
    "quotes_of_tweet_id": _NUMBER,
    "place": _ANY,
    "place_country": _ANY,
    "point_radius": _ANY,
    "bounding_box": _ANY,
    "min_likes": _NUMBER,
    "min_replies": _NUMBER,
    "min_reposts": _NUMBER,
}
DEPENDENT = {
    "lang": _LANGUAGE,
    "is": re.compile("retweet|reply|quote|verified|nullcast"),
    "has": re.compile("hashtags|cashtags|links|mentions|media|images|videos|video_link|geo"),
}
STOP_WORDS = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "in", "is", "it", "not", "of", "on", "or")  # noqa: RUF005 - few lines for many words
    + ("that", "the", "this", "to", "was", "with")
)


class QueryError(ValueError):
    """A query that X would refuse; its text is X's message."""


@dataclass(frozen=True, slots=True)
class Word:
    """One operand as it was read: its kind (or operator name), its value, whether it stood in quotes."""

    kind: str
    value: str
    quoted: bool = False


def refuse(what: str, position: int) -> QueryError:
    """X's complaint about a place in a query."""
    return QueryError(f"There were errors processing your request: {what} (at position {position})")


def check_operator(word: Word, position: int, *, negated: bool) -> None:
    """QueryError for an operator that does not exist, a value it cannot take, or is:nullcast without its minus."""
    allowed = STANDALONE.get(word.kind) or DEPENDENT.get(word.kind)
    if allowed is None:
        raise refuse(
            f"Reference to invalid operator '{word.kind}'. Operator is not available in current product or product "
            "packaging. Please refer to complete available operator list",
            position,
        )
    if not allowed.fullmatch(word.value):
        raise refuse(f"Reference to invalid value '{word.value}' for operator '{word.kind}'", position)
    if (word.kind, word.value, negated) == ("is", "nullcast", False):
        raise refuse("Operator is:nullcast must be negated", position)


def stands_alone(kind: str) -> bool:
    """Whether a query may consist of this operator only."""
    return kind in STANDALONE


def is_stop_word(value: str) -> bool:
    """Whether a keyword or phrase holds nothing but stop words and punctuation."""
    return all(token in STOP_WORDS for token in tokens(value))
