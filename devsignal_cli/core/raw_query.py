"""Looks at a query that a person wrote in X's own language, before X is asked: what X would refuse. Pure."""

import re

from devsignal_cli.core.query import LONGEST, clean_keyword
from devsignal_cli.errors import UsageError

_TOKEN = re.compile(r'-?(?:[a-z_]+:)?"[^"]*"|-?\(|\)|[^\s()"]+|"')
_NEEDS_COMPANY = ("is:", "has:", "lang:")
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
    depth = 0
    for part in tokens:
        depth += part.endswith("(") - (part == ")")
        if part == "-(":
            return "a group cannot be negated; negate each of its words"
        if part in ("and", "or", "AND"):
            return f"a bare {part!r} is ambiguous; quote it, or write OR in capitals"
        if part.lstrip("-").startswith(_UNKNOWN) or part == "is:nullcast":
            return f"{part!r} is not known to this search"
        if depth < 0:
            break
    if depth:
        return "a parenthesis has no partner"
    if not any(_stands_alone(part) for part in tokens):
        return "it needs at least one word that can stand alone"
    return None


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
