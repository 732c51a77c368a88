"""`company export` and `contact export`: all of them, a line each, newest first."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from devsignal_cli.cli import record_wiring
from devsignal_cli.cli.files import written
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.output import Output
from devsignal_cli.cli.wiring import Workspace, open_workspace
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Organization
from devsignal_cli.model.records import Entity
from devsignal_cli.reports import record_csv
from devsignal_cli.results.records import Exported
from devsignal_cli.serialize import to_json

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)

Form = Literal["jsonl", "csv"]
_FORMS: dict[str, Form] = {"": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
Format = Annotated[
    Form | None, typer.Option("--format", help="Else by the file's name; JSONL where that does not tell.")
]
File = Annotated[Path | None, typer.Option("-o", "--output", dir_okay=False, help="Into this file, else to stdout.")]
Raw = Annotated[bool, typer.Option("--raw", help="CSV for machines: cells that look like formulas stay as they are.")]


@company.command("export", cls=Command, epilog="devsignal company export -o companies.csv")
def export_companies(context: typer.Context, form: Format = None, file: File = None, raw: Raw = False) -> None:
    """All companies with all fields; `company import` reads it again."""
    _export(context, "company", form, file, is_raw=raw)


@contact.command("export", cls=Command, epilog="devsignal contact export --format csv > contacts.csv")
def export_contacts(context: typer.Context, form: Format = None, file: File = None, raw: Raw = False) -> None:
    """All contacts with all fields; `contact import` reads it again."""
    _export(context, "contact", form, file, is_raw=raw)


def _export(context: typer.Context, entity: Entity, form: Form | None, file: Path | None, *, is_raw: bool) -> None:
    chosen = form or _form(file)
    if is_raw and chosen != "csv":
        raise UsageError("--raw is for CSV.", "Add --format csv, or leave it out.")
    workspace = open_workspace(context)
    organization, output = workspace.organization(), workspace.output
    items = record_wiring.every(workspace, organization, entity)
    if file is None and output.shared.json:
        _document(output, items)
        return
    lines = record_csv.lines(entity, items, is_raw=is_raw) if chosen == "csv" else map(to_json, items)
    if file is None:
        for line in lines:
            output.foreign(line)
        return
    output.show(_into(workspace, organization, entity, chosen, file, lines))


def _form(file: Path | None) -> Form:
    """The form that a file's name tells.

    Raises:
        UsageError: it tells another one.
    """
    suffix = file.suffix.lower() if file and not file.is_char_device() else ""
    if suffix not in _FORMS:
        raise UsageError(f"There is no export as {suffix}.", "Say --format csv or --format jsonl.")
    return _FORMS[suffix]


def _into(
    workspace: Workspace, organization: Organization, entity: Entity, form: Form, file: Path, lines: Iterator[str]
) -> Exported:
    number = 0
    with written(file) as target, workspace.output.counted(f"Writing {file.name}") as progress:
        progress.start(None)
        for number, line in enumerate(lines, 1):
            target.write(line + "\n")
            progress.done(number)
    rows = number - (form == "csv")
    return Exported(organization.name, entity, str(file), form, rows)


def _document(output: Output, items: Iterator[object]) -> None:
    """One JSON document, written as it comes."""
    output.data('{"items": [')
    last: str | None = None
    for item in items:
        if last is not None:
            output.data(last + ",")
        last = to_json(item)
    output.data(f'{last or ""}], "next": null}}')
