"""Looks at a query that a person wrote in X's own language, before X is asked: what X would refuse. Pure."""

import re
from itertools import accumulate

from devsignal_cli.core.query import LONGEST, clean_keyword
from devsignal_cli.errors import UsageError

_TOKEN = re.compile(r'-?(?:[a-z_]+:)?"[^"]*"|-?\(|\)|[^\s()"]+|"')
_NEEDS_COMPANY = ("is:", "has:", "lang:")
_VALUES = {
    "is:": "retweet reply quote verified nullcast".split(),
    "has:": "hashtags cashtags links mentions media images videos video_link geo".split(),
}
_UNKNOWN = ("min_faves:", "min_retweets:", "since:", "until:", "filter:")


def clean_raw_query(text: str) -> str:
    """A raw query on one line with plain quotes.

    Raises:
        UsageError: X would refuse it, with the reason.
    """
    query = " ".join(re.sub("[“”„‟]", '"', text).split())
    if problem := _problem(query):
        raise UsageError(f"X would refuse the query: {problem}.", "See docs.x.com, Build a query.")
    return query


def _problem(query: str) -> str | None:
    if not query:
        return "it is empty"
    if len(query) > LONGEST:
        return f"it has {len(query)} characters, more than {LONGEST}"
    if "<" in query or not query.isprintable():
        return "it has a character that X does not take"
    if query.count('"') % 2:
        return "a quote is not closed"
    return _problem_of_tokens(_TOKEN.findall(query))


def _problem_of_tokens(tokens: list[str]) -> str | None:
    problems = [problem for part in tokens if (problem := _problem_of_part(part))]
    if problems:
        return problems[0]
    depths = list(accumulate(part.endswith("(") - (part == ")") for part in tokens))
    if depths[-1] or min(depths) < 0:
        return "a parenthesis has no partner"
    if _has_loose_or(tokens):
        return "an OR has nothing on one of its sides"
    return None if any(map(_stands_alone, tokens)) else "it needs at least one word that can stand alone"


def _problem_of_part(part: str) -> str | None:
    if part == "-(":
        return "a group cannot be negated; negate each of its words"
    if part in ("and", "or", "AND"):
        return f"a bare {part!r} is ambiguous; quote it, or write OR in capitals"
    if part.lstrip("-").startswith(_UNKNOWN) or part == "is:nullcast" or _has_unknown_value(part):
        return f"{part!r} is not known to this search"
    return None


def _has_unknown_value(part: str) -> bool:
    operator, colon, value = part.removeprefix("-").partition(":")
    return bool(colon) and value not in _VALUES.get(operator + colon, (value,))


def _has_loose_or(tokens: list[str]) -> bool:
    around = ["(", *tokens, ")"]
    sides = [(around[number - 1], around[number + 1]) for number, part in enumerate(around) if part == "OR"]
    return any(before in ("(", "-(", "OR") or after in (")", "OR") for before, after in sides)


def _stands_alone(token: str) -> bool:
    if token in ("(", ")", "OR") or token.startswith(("-", *_NEEDS_COMPANY)):
        return False
    if re.match(r"[a-z_]+:.", token):
        return True
    try:
        clean_keyword(token)
    except UsageError:
        return False
    return True
