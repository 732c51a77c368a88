"""The table of the commands about who authors are."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "review": ("devsignal_cli.cli.identity_review", "Decide who is who, one keystroke an author."),
    "confirm": ("devsignal_cli.cli.identity_confirm:confirm", "Take proposed pairs for sure."),
    "reject": ("devsignal_cli.cli.identity_confirm:reject", "Refuse proposed pairs for good."),
    "link": ("devsignal_cli.cli.identity_link:link", "Tie an author to a contact or a company by hand."),
    "unlink": ("devsignal_cli.cli.identity_link:unlink", "Take an author's link back for good."),
    "explain": ("devsignal_cli.cli.identity_explain", "Why an author is who they are said to be."),
    "resolve": ("devsignal_cli.cli.identity_resolve:resolve", "Run the rules over all authors."),
    "mode": ("devsignal_cli.cli.identity_resolve:mode", "How far the rules may go: strict, balanced, off."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="Who the authors are: review, decide, and see why.",
    add_completion=False, no_args_is_help=True,
)  # fmt: skip


@app.callback()
def identity() -> None:
    """Who the authors are: review, decide, and see why."""
