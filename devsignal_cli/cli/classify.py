"""`classify`: what any text feels and what it is for. No database; loads rich only to explain."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from typing import Annotated, Literal, cast

import typer

from devsignal_cli.cli.group import Command, output_of
from devsignal_cli.cli.output import Output
from devsignal_cli.core.judging import judged
from devsignal_cli.core.pipe import Lines, Text, json_texts
from devsignal_cli.core.sentiment import VERSION, shipped
from devsignal_cli.errors import DamagedError, PartialError, UsageError
from devsignal_cli.results.judged import Judged
from devsignal_cli.serialize import to_json

app = typer.Typer(add_completion=False)

CHUNK_BYTES = 65_536
NAMED = 20
_EPILOG = "tail -f posts.jsonl | devsignal classify --jsonl    one JSON string a line in, one label a line out"
Blocks = Iterable[Sequence[Text]]


@app.command(cls=Command, epilog=_EPILOG)
def command(
    context: typer.Context,
    texts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]...", help="Each is one text. - or nothing: a line of stdin is.", show_default=False
        ),
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Each line of stdin is a JSON string, or an object with a "text".')
    ] = False,
    field: Annotated[Literal["sentiment", "type"], typer.Option("--field", help="Which label.")] = "sentiment",
    explain: Annotated[bool, typer.Option("--explain", help="All labels, and which words led there.")] = False,
) -> None:
    """The sentiment or the type of texts: one label for each text or line, in order, by the shipped words.

    A line is answered as soon as it is there, an empty one too. With --jsonl, a line that has no text gets an empty
    answer and is named on stderr; the exit code is 3, or 65 if no line had one. --json gives all fields.
    """
    given, output = list(texts or ()), output_of(context)
    is_piped = given in ([], ["-"])
    _check(given, is_piped=is_piped, is_jsonl=jsonl)
    tally = _Tally(output)
    blocks = tally.counted(_stdin(is_jsonl=jsonl) if is_piped else [given])
    if output.shared.json:
        _document(output, blocks)
    elif explain:
        _explain(output, blocks)
    else:
        _label(output, blocks, shipped().label if field == "sentiment" else shipped().post_type)
    tally.end()


def _check(given: Sequence[str], *, is_piped: bool, is_jsonl: bool) -> None:
    if not given and sys.stdin.isatty():
        raise UsageError("There is no text.", 'Name one, as in `devsignal classify "I love it"`, or pipe lines in.')
    if not is_piped and "-" in given:
        raise UsageError("- stands alone.", "Name texts, or read stdin.")
    if not is_piped and is_jsonl:
        raise UsageError("--jsonl is for stdin.", "Leave it out, or pipe the lines in.")


@dataclass(slots=True)
class _Tally:
    """How many lines came by, and how many of them had no text."""

    output: Output
    lines: int = 0
    bad: int = 0

    def counted(self, blocks: Blocks) -> Iterator[Sequence[Text]]:
        """The blocks as they come; the first lines without a text are named."""
        for block in blocks:
            if None in block:
                self._name([number for number, text in enumerate(block, self.lines + 1) if text is None])
            self.lines += len(block)
            yield block

    def end(self) -> None:
        """Raise what the lines without a text amount to."""
        if not self.bad:
            return
        told = f"{self.bad:,} of {self.lines:,} lines could not be read"
        hint = 'With --jsonl, each line is a JSON string, or an object with a "text".'
        raise (
            DamagedError(f"{told}.", hint)
            if self.bad == self.lines
            else PartialError(f"{told}; the rest is done.", hint)
        )

    def _name(self, numbers: Sequence[int]) -> None:
        for number in numbers[: max(0, NAMED - self.bad)]:
            self.output.warn(f"line {number} has no text to classify")
        self.bad += len(numbers)


def _stdin(*, is_jsonl: bool) -> Iterator[Sequence[Text]]:
    """The texts of stdin: of each chunk that a read brings, the lines that it completes."""
    lines, read = Lines(), cast("BufferedReader", sys.stdin.buffer).read1
    texts_of: Callable[[Sequence[Text]], Sequence[Text]] = json_texts if is_jsonl else list
    while chunk := read(CHUNK_BYTES):
        if found := lines.feed(chunk):
            yield texts_of(found)
    if found := lines.end():
        yield texts_of(found)


def _label(output: Output, blocks: Blocks, label: Callable[[str], str]) -> None:
    for block in blocks:
        output.block("\n".join(["" if text is None else label(text) for text in block]) + "\n")


def _document(output: Output, blocks: Blocks) -> None:
    """One JSON document, written as it comes."""
    output.block('{"items": [')
    between = "\n"
    for block in blocks:
        output.block(between + ",\n".join([to_json(_judged(text)) for text in block]))
        between = ",\n"
    output.data(f'\n], "next": null, "classifier": {to_json(VERSION)}}}')


def _explain(output: Output, blocks: Blocks) -> None:
    for block in blocks:
        for text in block:
            output.show(_judged(text))


def _judged(text: Text) -> Judged:
    return Judged(None, error="no text") if text is None else judged(text, shipped())
