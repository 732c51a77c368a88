"""Commands that load late, share four options, and end in one place where an error becomes words and an exit code."""

import importlib
from collections.abc import Callable
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command as built

from devsignal_cli.cli.log import logged
from devsignal_cli.cli.output import Output, Shared, close_quietly
from devsignal_cli.errors import DevsignalError

_META = "devsignal"


def shared_of(context: typer.Context) -> Shared:
    """The shared options given so far, before or after the command's name."""
    shared: Shared = context.meta.setdefault(_META, Shared())
    return shared


def output_of(context: typer.Context) -> Output:
    """The sink for a command's words."""
    return Output(shared_of(context))


class Command(TyperCommand):
    """A command that takes the shared options after its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += _shared_options()

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and log it if a log file is named."""
        with logged(shared_of(ctx), ctx.command_path.partition(" ")[2], _given(ctx)):
            return super().invoke(ctx)


class Group(TyperGroup):
    """A group that takes the shared options before the command's name."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += _shared_options()


class Stub(Command):
    """A command's name and help, without the command."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, help=text, rich_markup_mode="rich")


class LazyGroup(Group):
    """A group that knows its commands' modules and loads one only when it is called."""

    table: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (_, text) in self.table.items():
            self.add_command(Stub(name, text), name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The real command in place of its stub."""
        name, command, rest = super().resolve_command(ctx, args)
        if isinstance(command, Stub) and name is not None:
            command = _load(name, self.table[name][0])
            self.commands[name] = command
        return name, command, rest


class RootGroup(LazyGroup):
    """The root, where every run ends."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; its error becomes a line on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except DevsignalError as error:
            output_of(ctx).error(error)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            close_quietly()
            raise typer.Exit(0) from error


def lazy(group: type[LazyGroup], table: dict[str, tuple[str, str]]) -> type[LazyGroup]:
    """A group class for a table of name: (module, help); the module's Typer is `app`, or named behind a colon."""
    return type(group.__name__, (group,), {"table": table})


def _given(context: Any) -> list[str]:
    """The names of the options and arguments that were given."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    return [name for name, source in sources.items() if source is not None and source.name == "COMMANDLINE"]


def _load(name: str, module: str) -> Any:
    path, _, attribute = module.partition(":")
    app: typer.Typer = getattr(importlib.import_module(path), attribute or "app")
    command = built(app)
    command.name = name
    return command


def _shared_options() -> list[Any]:
    return [
        _option(["--org"], "Organization (default: DEVSIGNAL_ORG, else the chosen one).", _keep("org"), metavar="NAME"),
        _option(["--json"], "One JSON document on stdout, nothing else.", _keep("json"), is_flag=True),
        _option(["--quiet", "-q"], "Silence what is meant for people.", _keep("quiet"), is_flag=True),
        _option(["--verbose", "-v"], "Say more when something goes wrong.", _keep("verbose"), is_flag=True),
        _option(["--log-file"], "Log to FILE in JSON lines (also DEVSIGNAL_LOG).", _keep("log_file"), metavar="FILE"),
    ]


def _option(names: list[str], text: str, callback: Callable[..., None], **kwargs: Any) -> TyperOption:
    return TyperOption(
        param_decls=names, help=text, callback=callback, expose_value=False, rich_help_panel="Shared options", **kwargs
    )


def _keep(name: str) -> Callable[..., None]:
    def keep(context: Any, _parameter: Any, value: Any) -> None:
        if value:
            setattr(shared_of(context), name, value)

    return keep
