"""The table of the commands about companies."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "add": ("devsignal_cli.cli.record_add:company", "Add a company by its domain, or by a name."),
    "import": ("devsignal_cli.cli.record_import:company", "Add and update companies from a CSV or JSONL file."),
    "list": ("devsignal_cli.cli.record_list:company", "Companies, newest first; by industry, size, technology …"),
    "show": ("devsignal_cli.cli.record_show:company", "All of one: where each value comes from, people, posts."),
    "edit": ("devsignal_cli.cli.record_edit:company", "Change values, the domain, or further domains."),
    "merge": ("devsignal_cli.cli.company_merge", "Make one company of two."),
    "export": ("devsignal_cli.cli.record_export:company", "All companies as JSONL, CSV or Parquet."),
    "remove": ("devsignal_cli.cli.record_remove:company", "Remove companies, or take an import back."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="Companies that you know: by hand, from files, from e-mails.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def company() -> None:
    """Companies that you know: by hand, from files, from e-mails."""
