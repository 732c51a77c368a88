"""X's query language: text to a tree of plain values, refusing what X refuses. Matching is in matching.py."""

from dataclasses import dataclass

from devsignal_cli.simulator.operators import QueryError, Word, check_operator, is_stop_word, refuse, stands_alone
from devsignal_cli.simulator.words import Reader

MAX_LENGTH = 512
__all__ = ["MAX_LENGTH", "And", "Node", "Not", "Or", "QueryError", "Term", "parse"]


@dataclass(frozen=True, slots=True)
class Term:
    """One operand. `kind` is keyword, hashtag, mention, cashtag, or the operator's name (from, url, lang, is, ...)."""

    kind: str
    value: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """A negated operand; X knows no negated groups."""

    part: Term


@dataclass(frozen=True, slots=True)
class And:
    """Operands that must all match."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Operands of which one must match."""

    parts: tuple["Node", ...]


Node = Term | Not | And | Or


def parse(query: str, max_length: int = MAX_LENGTH) -> Node:
    """The tree of a query (AND binds before OR); QueryError with X's message when X would answer 400."""
    if not query.strip():
        raise QueryError("The `query` query parameter can not be empty")
    if len(query) > max_length:
        raise QueryError(
            f"The `query` query parameter value length [{len(query)}] is greater than the maximum length [{max_length}]"
        )
    reader = Reader(query)
    node = _alternatives(reader)
    if reader.here():
        raise reader.dead_end()
    if not _has_positive(node):
        raise refuse("Rules must contain at least one positive, non-stopword clause", 1)
    return node


def _alternatives(reader: Reader) -> Node:
    parts = [_conjunction(reader)]
    while reader.take_or():
        parts.append(_conjunction(reader))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _conjunction(reader: Reader) -> Node:
    parts = [_operand(reader)]
    while reader.here() not in {"", ")"} and not reader.at_or():
        parts.append(_operand(reader))
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _operand(reader: Reader) -> Node:
    if reader.take("("):
        return _group(reader)
    position = reader.position()
    if not reader.take("-"):
        return _term(reader.word(), position, negated=False)
    if reader.here() in {"(", "-", ""}:
        raise reader.dead_end()
    return Not(_term(reader.word(), position, negated=True))


def _group(reader: Reader) -> Node:
    node = _alternatives(reader)
    if not reader.take(")"):
        raise reader.dead_end()
    return node


def _term(word: Word, position: int, *, negated: bool) -> Term:
    check_operator(word, position, negated=negated)
    return Term(word.kind, word.value, word.quoted)


def _has_positive(node: Node) -> bool:
    match node:
        case Not():
            return False
        case Term(kind, value):
            return stands_alone(kind) and not (kind == "keyword" and is_stop_word(value))
        case And(parts):
            return any(_has_positive(part) for part in parts)
        case Or(parts):
            return all(_has_positive(part) for part in parts)
