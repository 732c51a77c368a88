"""S19: nothing that came from outside can become code: the package does not use what would run it."""

import ast
from pathlib import Path

import pytest
from diskcache.core import MODE_PICKLE

from devsignal_cli.connectors.disk import PlainDisk

PACKAGE = Path(__file__).parent.parent.parent / "devsignal_cli"
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {"pickle", "cPickle", "_pickle", "dill", "marshal", "shelve", "yaml", "code", "codeop", "runpy", "jsonpickle"}
BARE = {"eval", "exec", "compile", "__import__"}
CALLS = {
    "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "builtins.eval", "builtins.exec",
    "os.execv", "os.execvp", "os.execl", "os.spawnv", "os.spawnl",
}  # fmt: skip


def faults(source: str) -> list[str]:
    """What a source does that may run foreign text."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found += [name.name for name in names if name.name.split(".")[0] in MODULES]
            case ast.ImportFrom(module=str(module), names=names):
                found += [module] if module.split(".")[0] in MODULES else []
                found += [f"{module}.{name.name}" for name in names if f"{module}.{name.name}" in CALLS]
            case ast.Call(func=ast.Name(id=name)) if name in BARE:
                found.append(name)
            case ast.Attribute() if ast.unparse(node) in CALLS:
                found.append(ast.unparse(node))
            case ast.keyword(arg="shell", value=value) if not (
                isinstance(value, ast.Constant) and value.value is False
            ):
                found.append("shell")
    return found


def test_s19_no_file_of_the_package_runs_foreign_text() -> None:
    found = {str(file.relative_to(PACKAGE)): faults(file.read_text(encoding="utf-8")) for file in FILES}
    assert len(found) > 100
    assert {name: told for name, told in found.items() if told} == {}


def test_s19_what_a_library_would_unpickle_is_refused_before_it_does(tmp_path: Path) -> None:
    disk = PlainDisk(str(tmp_path))
    with pytest.raises(TypeError, match="none of ours"):
        disk.fetch(MODE_PICKLE, None, b"cposix\nsystem\n(Vtrue\ntR.", False)


@pytest.mark.parametrize("source", [
    "import pickle", "from pickle import loads", "import yaml; yaml.load(x)", "import marshal", "eval(x)", "exec(x)",
    "os.system(x)", "from os import system", "subprocess.run(x, shell=True)", "subprocess.run(x, shell=y)", "os.popen(x)",
    "compile(x, '', 'exec')", "import shelve",
])  # fmt: skip
def test_s19_the_look_itself_sees_each_of_them(source: str) -> None:
    assert len(faults(source)) >= 1


def test_s19_the_look_lets_plain_code_pass() -> None:
    assert faults("import re, json\nre.compile(x)\njson.loads(x)\nsubprocess.run([x], shell=False)") == []
