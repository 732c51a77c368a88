"""The root command: the table of commands, and the run of one command line from arguments to exit code."""

import errno
import signal

import typer

from devsignal_cli import __version__
from devsignal_cli.cli.group import RootGroup, lazy
from devsignal_cli.cli.output import Output, Shared, close_quietly, make_streams_safe
from devsignal_cli.cli.stop import stoppable
from devsignal_cli.errors import CannotWriteError, Failure, InterruptedRunError, UsageError

COMMANDS = {
    "twitter": ("devsignal_cli.cli.twitter", "X: connect, watch keywords, sync mentions, see how people feel."),
    "clearbit": ("devsignal_cli.cli.clearbit", "Companies and contacts, enriched by Clearbit or Hunter."),
    "company": ("devsignal_cli.cli.company", "Companies that you know: by hand, from files, from e-mails."),
    "contact": ("devsignal_cli.cli.contact", "People that you know, each tied to a company."),
    "identity": ("devsignal_cli.cli.identity", "Who the authors are: review, decide, and see why."),
    "stats": ("devsignal_cli.cli.stats", "A period in figures: signals, sentiment, authors, companies."),
    "report": ("devsignal_cli.cli.report", "A period as one page of HTML to read and to pass on."),
    "classify": ("devsignal_cli.cli.classify", "The sentiment or type of any text, for people and for pipes."),
    "signals": ("devsignal_cli.cli.signals", "Stored posts: list, see why, correct, mark as done, export."),
    "alerts": ("devsignal_cli.cli.alerts", "Alerts: tell a webhook what a sync brought."),
    "org": ("devsignal_cli.cli.org", "Organizations: customers whose data is kept apart."),
    "db": ("devsignal_cli.cli.db", "The database: where it is, its health, copies of it, its key."),
    "demo": ("devsignal_cli.cli.demo", "The whole product against a local simulator: no key, no network."),
    "simulate": ("devsignal_cli.cli.simulate", "A local X, Clearbit and Hunter to try and test against."),
}

app = typer.Typer(
    name="devsignal",
    cls=lazy(RootGroup, COMMANDS),
    help="Who on X talks about your product, how they feel, and which customer it is.",
    epilog="Start with `devsignal demo`; then `devsignal twitter connect -k yourproduct`.",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    add_completion=False,
)


def _version(value: bool) -> None:
    if value:
        Output(Shared()).data(f"devsignal {__version__}")
        raise typer.Exit


@app.callback()
def root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Version.")) -> None:
    """Who on X talks about your product, how they feel, and which customer it is."""


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit code. SIGINT, SIGTERM and SIGHUP stop it at a safe point."""
    output = Output(Shared(json="--json" in arguments, verbose="--verbose" in arguments or "-v" in arguments))
    make_streams_safe()
    with stoppable() as stop:
        try:
            code = app(arguments or ["--help"], standalone_mode=False, prog_name="devsignal")
        except (Exception, SystemExit, InterruptedRunError) as error:  # noqa: BLE001 - the last net: no traceback for a user
            return _code_of(output, stop.error or error)
    return int(code or 0)


def _code_of(output: Output, error: BaseException) -> int:
    """The exit code of what ended a run, said in one line unless nobody reads any more."""
    match error:
        case SystemExit():  # what Typer and rich make of a closed pipe
            close_quietly()
            return 0
        case typer.TyperException():
            return _usage(output, error)
        case typer.Abort():
            output.end_line()
            failure: Failure = InterruptedRunError(signal.SIGINT)
        case InterruptedRunError():
            output.end_line()
            failure = error
        case OSError() if error.errno != errno.EOVERFLOW:  # that one is a stored time of no year
            close_quietly()
            failure = CannotWriteError(f"The output cannot be written: {error.strerror}.", "Free some space.")
        case _:
            from devsignal_cli.cli import damage  # noqa: PLC0415 - only where something went wrong

            failure = damage.behind() or output.defect(error)
    return _ended(output, failure)


def _usage(output: Output, error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # it has printed the help by itself
        return 0
    path = context.command_path if context is not None else "devsignal"
    return _ended(output, UsageError(error.format_message(), f"See `{path} --help`."))


def _ended(output: Output, error: Failure) -> int:
    output.error(error)
    return error.exit_code
