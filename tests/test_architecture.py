"""The house stays a house: arrows run down, commands load late, one file prints."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "devsignal_cli"
FILES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"sqlmodel", "sqlalchemy", "httpx", "alembic", "cryptography", "pydantic"}
ROOMS_BELOW = {
    "core": {"model", "results", "errors", "commands", "serialize", "snowflake", "core"},
    "connectors": {"model", "results", "errors", "folders", "snowflake", "connectors", "__init__"},
    "store": {"model", "results", "errors", "folders", "snowflake", "store"},
    "reports": {"model", "results", "errors", "serialize", "reports"},
    "simulator": {"simulator"},
}
OWNERS = {
    "httpx": "connectors",
    "rich": "cli",
    "typer": "cli",
    "sqlmodel": "store",
    "sqlalchemy": "store",
    "alembic": "store",
    "sqlite3": "store",
    "jinja2": "reports",
}


def imports(file: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


def room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_file_imports_only_from_the_rooms_below_it(file: Path) -> None:
    allowed = ROOMS_BELOW.get(room(file))
    ours = {[*name.split("."), "__init__"][1] for name in imports(file) if name.startswith("devsignal_cli")}
    ours = {part if (PACKAGE / part).exists() or (PACKAGE / f"{part}.py").exists() else "__init__" for part in ours}
    assert allowed is None or ours <= allowed


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_library_is_known_to_its_room_only(file: Path) -> None:
    strangers = [name for name in imports(file) if OWNERS.get(name.split(".")[0], room(file)) != room(file)]
    assert strangers == []


def test_the_http_client_has_one_importer() -> None:
    assert [file.name for file in FILES if any(name.split(".")[0] == "httpx" for name in imports(file))] == ["http.py"]


def test_nothing_unpickles_or_evaluates() -> None:
    bad = {"pickle", "marshal", "shelve"}
    assert [file for file in FILES if bad & {name.split(".")[0] for name in imports(file)}] == []


def test_no_import_goes_in_a_circle() -> None:
    modules = {
        f"devsignal_cli.{'.'.join(f.relative_to(PACKAGE).with_suffix('').parts)}".removesuffix(".__init__"): f
        for f in FILES
    }
    graph = {
        name: {part for found in imports(file) for part in modules if found == part or found.startswith(part + ".")}
        for name, file in modules.items()
    }
    for name, targets in graph.items():
        targets.discard(name)
        targets -= {other for other in targets if any(longer.startswith(other + ".") for longer in targets)}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for target in graph[name]:
                visit(target, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_only_the_sink_prints() -> None:
    def prints(file: Path) -> bool:
        text = file.read_text(encoding="utf-8")
        calls = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        names = {call.id for call in calls if isinstance(call, ast.Name)} | {
            call.attr for call in calls if isinstance(call, ast.Attribute)
        }
        return bool(names & {"print", "echo", "secho", "Console"}) or "sys.stdout.write" in text

    allowed = {"cli/output.py", "cli/main.py", "__main__.py", "cli/console.py"}  # the last two answer --version only
    assert {str(file.relative_to(PACKAGE)) for file in FILES if prints(file)} <= allowed


def modules(*arguments: str, home: Path) -> set[str]:
    script = "import sys, json; from devsignal_cli.cli.main import run; run(sys.argv[1:]); sys.stderr.write('\\n' + json.dumps(sorted(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={"DEVSIGNAL_HOME": str(home), "PATH": "/usr/bin"},
    )
    return set(json.loads(ran.stderr.rpartition("\n")[2]))


def loaded(*arguments: str, home: Path) -> set[str]:
    return {name.split(".")[0] for name in modules(*arguments, home=home)}


@pytest.mark.parametrize("arguments", [["--help"], ["twitter", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str], home: Path) -> None:
    assert loaded(*arguments, home=home) & HEAVY == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["twitter", "status"],
        ["stats"],
        ["report", "-o", "/dev/null"],
        ["twitter", "recent"],
        ["twitter", "import", "/dev/null"],
        ["twitter", "status", "--json"],
        ["twitter", "mute"],
        ["twitter", "lexicon", "list"],
        ["twitter", "lexicon", "add", "zorp", "--weight", "2"],
        ["org", "list"],
        ["company", "list"],
        ["contact", "list", "--json"],
        ["company", "show", "acme.io"],
        ["company", "add", "acme.io"],
        ["company", "import", "/dev/null"],
        ["clearbit", "status"],
        ["classify", "I love it", "--explain"],
        ["signals", "show", "1"],
        ["signals", "explain", "1"],
        ["signals", "set", "1", "--type", "auto"],
        ["signals", "list", "--open"],
        ["signals", "list", "--company", "acme.io"],
        ["signals", "export"],
    ],
)
def test_reading_commands_load_no_orm_and_no_client(arguments: list[str], home: Path) -> None:
    assert loaded(*arguments, home=home) & HEAVY == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["twitter", "status"],
        ["twitter", "recent"],
        ["twitter", "keywords", "list"],
        ["twitter", "mute"],
        ["twitter", "lexicon", "list"],
        ["stats"],
        ["company", "list"],
        ["signals", "list"],
        ["signals", "show", "1"],
        ["signals", "export"],
    ],
)
def test_commands_that_classify_nothing_load_no_rules_of_sentiment(arguments: list[str], home: Path) -> None:
    assert "devsignal_cli.core.sentiment" not in modules(*arguments, home=home)


@pytest.mark.parametrize("arguments", [["report", "--help"], ["--help"], ["stats"]])
def test_only_a_page_loads_what_draws_pages(arguments: list[str], home: Path) -> None:
    assert "jinja2" not in loaded(*arguments, home=home)


def test_json_loads_no_rich(home: Path) -> None:
    assert "rich" not in loaded("twitter", "status", "--json", home=home)


@pytest.mark.parametrize("options", [[], ["--json"], ["--field", "type"]])
def test_classify_loads_no_store_no_rich_and_no_library(options: list[str], home: Path) -> None:
    found = modules("classify", "I love it", *options, home=home)
    others = {"sqlite3", "rich", "msgspec", "platformdirs", "tenacity"} | HEAVY
    assert {name.split(".")[0] for name in found} & others == set()
    rooms = {name.split(".")[1] for name in found if name.startswith("devsignal_cli.")}
    assert rooms == {"cli", "commands", "core", "errors", "model", "results", "serialize"}


def test_version_loads_almost_nothing() -> None:
    script = "import sys; sys.argv = ['devsignal', '--version']; from devsignal_cli.__main__ import _say_version; _say_version(); print(len(sys.modules), 'typer' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    version, facts = ran.stdout.split("\n")[:2]
    assert version.startswith("devsignal ")
    assert facts.endswith("False")
