"""What every export shares: its form, and the way of its items into a file or onto stdout, as they come."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from devsignal_cli.cli.files import written
from devsignal_cli.cli.output import Output
from devsignal_cli.core.ports import CountProgress
from devsignal_cli.errors import UsageError
from devsignal_cli.reports import csv_lines, parquet
from devsignal_cli.reports.sheet import Sheet
from devsignal_cli.serialize import to_json

Form = Literal["jsonl", "csv", "parquet"]
_FORMS: dict[str, Form] = {
    "": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet",
}  # fmt: skip
Format = Annotated[
    Form | None, typer.Option("--format", help="Else by the file's name; JSONL where that does not tell.")
]
File = Annotated[Path | None, typer.Option("-o", "--output", dir_okay=False, help="Into this file, else to stdout.")]
Raw = Annotated[bool, typer.Option("--raw", help="CSV for machines: cells that look like formulas stay as they are.")]


@dataclass(frozen=True, slots=True)
class Export:
    """Where an export goes and in which form."""

    form: Form
    file: Path | None
    is_raw: bool


def asked(form: Form | None, file: Path | None, *, is_raw: bool) -> Export:
    """The export that a person asks for.

    Raises:
        UsageError: there is none such.
    """
    chosen = form or _form(file)
    if is_raw and chosen != "csv":
        raise UsageError("--raw is for CSV.", "Add --format csv, or leave it out.")
    if chosen == "parquet":
        parquet.need()
        if file is None:
            raise UsageError("Parquet goes into a file.", "Name one, such as -o export.parquet.")
    return Export(chosen, file, is_raw)


def export(output: Output, asked: Export, sheet: Sheet, items: Iterable[object], total: int | None = None) -> int:
    """Write all items, and tell how many; as one JSON document where that was asked of stdout."""
    if asked.file is None and output.shared.json:
        return _document(output, items)
    if asked.file is None:
        return _onto_stdout(output, asked, sheet, items, total)
    with written(asked.file) as target, output.counted(f"Writing {asked.file.name}") as progress:
        progress.start(total)
        counted = _Counted(items, progress)
        if asked.form == "parquet":
            parquet.write(target.buffer, sheet, counted)
        else:
            target.writelines(f"{line}\n" for line in _lines(asked, sheet, counted))
        return counted.number


def _onto_stdout(output: Output, asked: Export, sheet: Sheet, items: Iterable[object], total: int | None) -> int:
    with output.counted("Exporting") if output.is_piped() else nullcontext() as progress:
        if progress:
            progress.start(total)
        counted = _Counted(items, progress)
        for line in _lines(asked, sheet, counted):
            output.foreign(line)
        return counted.number


def _lines(asked: Export, sheet: Sheet, items: Iterable[object]) -> Iterator[str]:
    if asked.form == "csv":
        return csv_lines.lines(sheet, items, is_raw=asked.is_raw)
    return (item if isinstance(item, str) else to_json(item) for item in items)


class _Counted:
    """Items that are counted as they pass."""

    def __init__(self, items: Iterable[object], progress: CountProgress | None = None) -> None:
        self._items, self._progress = items, progress
        self.number = 0

    def __iter__(self) -> Iterator[object]:
        for self.number, item in enumerate(self._items, 1):  # noqa: B020 - the count is what this is for
            yield item
            if self._progress:
                self._progress.done(self.number)


def _form(file: Path | None) -> Form:
    """The form that a file's name tells.

    Raises:
        UsageError: it tells another one.
    """
    suffix = file.suffix.lower() if file and not file.is_char_device() else ""
    if suffix not in _FORMS:
        raise UsageError(f"There is no export as {suffix}.", "Say --format csv, --format jsonl or --format parquet.")
    return _FORMS[suffix]


def _document(output: Output, items: Iterable[object]) -> int:
    """One JSON document, written as it comes."""
    output.data('{"items": [')
    last: str | None = None
    counted = _Counted(items)
    for item in counted:
        if last is not None:
            output.data(last + ",")
        last = to_json(item)
    output.data(f'{last or ""}], "next": null}}')
    return counted.number
