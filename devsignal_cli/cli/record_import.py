"""`company import` and `contact import`: CSV or JSONL files into the store, columns matched loosely and shown first."""

from dataclasses import dataclass
from typing import Annotated

import typer

from devsignal_cli.cli import identity_wiring, record_wiring
from devsignal_cli.cli.group import Command
from devsignal_cli.cli.options import Yes
from devsignal_cli.cli.output import Output
from devsignal_cli.cli.wiring import now, open_workspace
from devsignal_cli.connectors import record_files
from devsignal_cli.core.records import columns
from devsignal_cli.core.records.columns import Columns
from devsignal_cli.core.records.importing import RecordImportJob, RecordImportOutcome, run_import
from devsignal_cli.model.records import Entity
from devsignal_cli.results.lists import Done
from devsignal_cli.store import lock

company = typer.Typer(add_completion=False)
contact = typer.Typer(add_completion=False)

File = Annotated[str, typer.Argument(metavar="FILE", help="CSV with a header, or JSONL; .gz too; - for stdin.")]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help="Which field a column holds; COLUMN= leaves it out."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say which column is which, and what would change.")]


@dataclass(frozen=True, slots=True)
class _Options:
    entity: Entity
    file: str
    maps: tuple[str, ...]
    is_dry: bool
    is_sure: bool


@company.command("import", cls=Command, epilog="devsignal company import customers.csv --dry-run")
def import_companies(
    context: typer.Context, file: File, maps: Map = None, is_dry: DryRun = False, yes: Yes = False
) -> None:
    """Add and update companies, known by domain, else by name. The same file again changes nothing.

    What you typed stays; what providers said gives way. Taken back by `devsignal company remove --run N`.
    """
    _import(context, _Options("company", file, tuple(maps or ()), is_dry, yes))


@contact.command("import", cls=Command, epilog='devsignal contact import people.csv --map "Twitter=twitterHandle"')
def import_contacts(
    context: typer.Context, file: File, maps: Map = None, is_dry: DryRun = False, yes: Yes = False
) -> None:
    """Add and update people, known by e-mail, else by handle or name. The same file again changes nothing.

    A work e-mail ties them to its company, made if it is new. Taken back by `devsignal contact remove --run N`.
    """
    _import(context, _Options("contact", file, tuple(maps or ()), is_dry, yes))


def _import(context: typer.Context, options: _Options) -> None:
    workspace = open_workspace(context)
    organization, output = workspace.organization(), workspace.output
    with record_files.opened(options.file) as file:
        used = columns.matched(options.entity, file.columns, options.maps) if file.columns else Columns({}, ())
        _tell(output, used)
        if not _is_wanted(output, options):
            output.show(Done(organization.name, False, "Nothing was imported."))
            return
        with lock.held(workspace.settings.locks, record_wiring.lock_name(organization)):
            if not options.is_dry:
                identity_wiring.resolve_stale(workspace, organization)
            with output.counted(f"Importing into {organization.name}") as progress:
                store = record_wiring.import_store(workspace, organization)
                outcome = run_import(
                    RecordImportJob(organization, options.entity, used, file.rows, store, progress, now, options.is_dry)
                )
    _end(output, outcome)


def _tell(output: Output, used: Columns) -> None:
    if used.fields:
        told = (name if name == field else f"{name} → {field}" for name, field in used.fields.items())
        output.note(f"Columns: {', '.join(told)}")
    if used.unused:
        output.note(f'Not used: {", ".join(used.unused)} (say what they hold: --map "COLUMN=FIELD")')


def _is_wanted(output: Output, options: _Options) -> bool:
    if options.is_dry or options.is_sure or options.file == "-" or not output.is_interactive():
        return True
    return output.confirm("Import it like this?", default=True)


def _end(output: Output, outcome: RecordImportOutcome) -> None:
    output.show(outcome.result)
    if outcome.error:
        raise outcome.error
