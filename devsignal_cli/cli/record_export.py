"""`company export` and `contact export`: all of them, a line each, newest first."""

import typer

from devsignal_cli.cli import exporting, record_wiring
from devsignal_cli.cli.exporting import File, Format, Raw
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.model.records import Entity
from devsignal_cli.reports import record_csv
from devsignal_cli.results.records import Exported

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)


@company.command("export", cls=Command, epilog="devsignal company export -o companies.csv")
def export_companies(context: typer.Context, form: Format = None, file: File = None, raw: Raw = False) -> None:
    """All companies with all fields; `company import` reads JSONL and CSV again."""
    _export(context, "company", exporting.asked(form, file, is_raw=raw))


@contact.command("export", cls=Command, epilog="devsignal contact export --format csv > contacts.csv")
def export_contacts(context: typer.Context, form: Format = None, file: File = None, raw: Raw = False) -> None:
    """All contacts with all fields; `contact import` reads JSONL and CSV again."""
    _export(context, "contact", exporting.asked(form, file, is_raw=raw))


def _export(context: typer.Context, entity: Entity, asked: exporting.Export) -> None:
    workspace = open_workspace(context)
    organization, output = workspace.organization(), workspace.output
    items = record_wiring.every(workspace, organization, entity)
    rows = exporting.export(output, asked, record_csv.sheet(entity), items)
    if asked.file is not None:
        output.show(Exported(organization.name, entity, str(asked.file), asked.form, rows))
