"""`signals set`: what a person says of a signal."""

from typing import Annotated

import typer

from devsignal_cli.cli.group import Command
from devsignal_cli.cli.lexicon_wiring import classifier
from devsignal_cli.cli.noise_wiring import RULES
from devsignal_cli.cli.wiring import open_workspace
from devsignal_cli.core.corrections import as_results, correct, correction
from devsignal_cli.results.one_signal import SignalsCorrected
from devsignal_cli.store.corrections import CorrectionStore

app = typer.Typer(add_completion=False)


@app.command(cls=Command, epilog='devsignal signals set 12 15 --type complaint --done --note "answered by mail"')
def command(
    context: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Their numbers, as `twitter recent` shows them; or posts' ids or links."),
    ],
    sentiment: Annotated[
        str | None, typer.Option("--sentiment", metavar="SENTIMENT", help="positive, negative, neutral; or auto.")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="mention, question, complaint, praise; or auto.")
    ] = None,
    is_done: Annotated[
        bool | None,
        typer.Option("--done/--not-done", help="Nothing is left to do: `signals list --open` leaves it out."),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help='Keep a note; "" takes it away.')] = None,
) -> None:
    """Correct signals by hand, mark them as done, note. No sync, edit, import or reclassify overwrites it.

    `auto` gives a label back to the classifier, which says at once what it thinks. A number is a signal's own before
    it is a post's id. --json prints the signal with what it `was`; for several IDs, a list of them.
    """
    said, workspace = correction(sentiment, type_, is_done, note), open_workspace(context)
    organization = workspace.organization()
    store = CorrectionStore(workspace.database, organization.id, RULES)
    outcome = correct(store, ids, said, classifier(workspace, organization).classify)
    with workspace.reader(organization) as reader:
        items = as_results(outcome, reader.named([one.post_key for one in outcome.corrected]), said)
    if items:
        workspace.output.show(SignalsCorrected(items) if len(ids) > 1 else items[0])
    if outcome.error:
        raise outcome.error
