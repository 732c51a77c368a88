"""`twitter lexicon`: an organization's own words, which win over the shipped ones."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from devsignal_cli.cli.group import Command, Group
from devsignal_cli.cli.options import Cursor, Limit
from devsignal_cli.cli.wiring import Workspace, now, open_workspace
from devsignal_cli.core.paging import page_of
from devsignal_cli.errors import NotFoundError
from devsignal_cli.model.labels import OwnWord
from devsignal_cli.results.lexicon import OwnWordDone, OwnWordItem, OwnWordList
from devsignal_cli.store import lexicon

app = typer.Typer(
    cls=Group, help="Your own words: give a term a weight, or silence it.", add_completion=False, no_args_is_help=True
)
Term = Annotated[str, typer.Argument(metavar="TERM", help="A word, or a phrase in quotes.")]
_STORED = "Stored signals keep their labels until `devsignal twitter reclassify`."


@app.command("list", cls=Command)
def list_(context: typer.Context, limit: Limit = 20, cursor: Cursor = None) -> None:
    """Your own words and what they weigh, oldest first."""
    workspace = open_workspace(context)
    with workspace.database.read() as session:
        held = lexicon.every(session, workspace.organization().id)
    shown, following = page_of(held, lambda word: word.term, limit, cursor)
    workspace.output.show(OwnWordList(tuple(_item(word) for word in shown), following))


@app.command(cls=Command, epilog='devsignal twitter lexicon add "just works" --weight 2')
def add(
    context: typer.Context,
    term: Term,
    weight: Annotated[float, typer.Option("--weight", metavar="W", help="-3 (bad) to 3 (good); 0 silences the term.")],
) -> None:
    """Give a word or phrase of up to five words your own weight; added again, the new weight counts.

    It wins over the shipped lexicon and over your keywords, which otherwise never count as opinion.
    """
    from devsignal_cli.core import own_words  # noqa: PLC0415 - the rules, which the list does without

    word = own_words.own_word(term, weight, now())
    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.database.write() as session:
        known = own_words.same(lexicon.every(session, organization.id), term)
        is_news = [(old.term, old.weight) for old in known] != [(word.term, word.weight)]
        if is_news:
            lexicon.put(session, organization.id, word, known)
    previous = known[-1] if known else None
    said = _said(word, previous, is_news=is_news) + _reading(word.term, own_words.words_of(word.term))
    before = None if previous is None else previous.weight
    _done(workspace, OwnWordDone(organization.name, is_news, word.term, word.weight, before, said))


@app.command(cls=Command, epilog='devsignal twitter lexicon remove "just works"')
def remove(context: typer.Context, term: Term) -> None:
    """Take one of your own words back; the shipped weight counts again, if there is one."""
    from devsignal_cli.core import own_words  # noqa: PLC0415 - as above

    workspace = open_workspace(context)
    organization = workspace.organization()
    with workspace.database.write() as session:
        known = own_words.same(lexicon.every(session, organization.id), term)
        lexicon.remove(session, organization.id, known)
    if not known:
        raise NotFoundError(f"{term!r} is none of your own words.", "`devsignal twitter lexicon list` shows all.")
    gone = known[-1]
    said = f'"{gone.term}" is no longer one of your own words; it weighed {gone.weight:+g}.'
    _done(workspace, OwnWordDone(organization.name, True, gone.term, None, gone.weight, said))


def _said(word: OwnWord, previous: OwnWord | None, *, is_news: bool) -> str:
    weighs = f'"{word.term}" ' + (f"weighs {word.weight:+g}" if word.weight else "is silenced (0)")
    if previous is None:
        return f"{weighs}."
    if not is_news:
        return f"{weighs} already."
    spelled = "" if previous.term == word.term else f' as "{previous.term}"'
    return f"{weighs} now; before{spelled} it weighed {previous.weight:+g}."


def _reading(term: str, words: str) -> str:
    """What to say where the classifier reads something else than what was typed."""
    return "" if words == term.lower() else f' It is read as "{words}".'


def _item(word: OwnWord) -> OwnWordItem:
    return OwnWordItem(word.term, word.weight, datetime.fromtimestamp(word.added_at, UTC))


def _done(workspace: Workspace, done: OwnWordDone) -> None:
    workspace.output.show(done)
    if done.changed:
        workspace.output.note(_STORED)
