"""Companies and contacts in whole walks: files, and the ways to look at what became of them."""

from pathlib import Path
from typing import Any

from tests.support import Cli


def file(folder: Path, text: str, name: str = "file.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def shown(cli: Cli, entity: str, which: str) -> dict[str, Any]:
    found: dict[str, Any] = cli(entity, "show", which, "--json").json
    return found


def listed(cli: Cli, entity: str, *options: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = cli(entity, "list", "--limit", "1000", *options, "--json").json["items"]
    return items


def names(cli: Cli, entity: str, *options: str) -> list[str | None]:
    key = "domain" if entity == "company" else "email"
    return [item[key] for item in listed(cli, entity, *options)]
