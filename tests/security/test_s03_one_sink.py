"""S03: only the one sink prints, so that nothing can go around the function that cleans foreign text."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SINK = "devsignal_cli/cli/output.py"
CALLS = {"print", "pprint", "input", "echo", "secho", "confirm", "prompt", "getpass", "Console", "rich_print"}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
FINE = {
    "devsignal_cli/__main__.py: sys.stdout.write": "the program's own version, without the cost of a start-up",
}


def prints(tree: ast.AST) -> Iterator[str]:
    """The calls in a file that put something on a screen by themselves."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = ast.unparse(node.func).split(".")
        is_stream = len(words) > 1 and words[-1].startswith("write") and words[-2] in STREAMS | {"buffer"}
        is_ours = words[-1] == "confirm" and "output" in words[:-1]
        if is_stream or (
            words[-1] in CALLS and not is_ours and (len(words) == 1 or words[0] in ("typer", "click", "rich"))
        ):
            yield ".".join(words)
        elif words == ["os", "write"] and ast.unparse(node.args[0]) in ("1", "2"):
            yield "os.write"


def found() -> set[str]:
    files = sorted((ROOT / "devsignal_cli").rglob("*.py"))
    assert len(files) > 200
    named = ((str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))) for file in files)
    return {f"{name}: {call}" for name, tree in named if name != SINK for call in prints(tree)}


def test_s03_only_the_one_sink_prints() -> None:
    assert found() == set(FINE)


def test_s03_the_look_sees_every_way_to_print() -> None:
    ways = ["print(x)", "typer.echo(x)", "click.echo(x)", "typer.confirm(x)", "typer.prompt(x)", "Console()", "rich.print(x)",
            "rich.console.Console()", "sys.stdout.write(x)", "sys.stderr.writelines(x)", "sys.stdout.buffer.write(x)",
            "os.write(1, x)", "os.write(2, x)", "input(x)"]  # fmt: skip
    assert [way for way in ways if not list(prints(ast.parse(way)))] == []
    assert (
        list(prints(ast.parse("workspace.output.confirm(x); self._console().print(x); os.write(self._file, x)"))) == []
    )
