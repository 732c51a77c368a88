"""The table of the commands about contacts."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "add": ("devsignal_cli.cli.record_add:contact", "Add a person; a work e-mail ties them to their company."),
    "import": ("devsignal_cli.cli.record_import:contact", "Add and update people from a CSV or JSONL file."),
    "list": ("devsignal_cli.cli.record_list:contact", "People, newest first; by company, title …"),
    "show": ("devsignal_cli.cli.record_show:contact", "All of one: where each value comes from, accounts, posts."),
    "edit": ("devsignal_cli.cli.record_edit:contact", "Change values, the e-mail, or the company."),
    "export": ("devsignal_cli.cli.record_export:contact", "All contacts as JSONL, CSV or Parquet."),
    "remove": ("devsignal_cli.cli.record_remove:contact", "Remove contacts, or take an import back."),
    "forget": ("devsignal_cli.cli.contact_forget", "Remove a person, and never store them again."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="People that you know, each tied to a company.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def contact() -> None:
    """People that you know, each tied to a company."""
