"""What was done with many signals, drawn for people. Foreign text passes through `clean`."""

from rich.console import RenderableType
from rich.text import Text

from devsignal_cli.cli import draw
from devsignal_cli.cli.text import clean
from devsignal_cli.results.signals_exported import SignalsExported


def exported(value: SignalsExported) -> RenderableType:
    """How much was written where, and how to go on from there."""
    told = f"{draw.count(value.rows, 'signal')} written to {clean(value.file)}."
    return Text(told + (f" What comes behind them: --since {clean(value.last)}" if value.last else ""))
