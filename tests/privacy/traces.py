"""Every byte that the program has on disk, and texts that occur nowhere but where a test put them."""

import zlib
from pathlib import Path

from tests.support import Cli


def traces(home: Path, *words: str) -> set[str]:
    """Which of some words stand in any file below a folder, whatever their capitals; in compressed values too."""
    found: set[str] = set()
    for path in home.rglob("*"):
        if path.is_file():
            whole = path.read_bytes().lower()
            found |= {word for word in words if word.lower().encode() in whole}
    return found


def traces_packed(cli: Cli, *words: str) -> set[str]:
    """Which of some words stand in raw answers."""
    bodies = [zlib.decompress(row[0]).lower() for row in cli.sql("SELECT body FROM raw_answer")]
    return {word for word in words if any(word.lower().encode() in body for body in bodies)}


def rows(cli: Cli, organization_id: int) -> dict[str, list[tuple[object, ...]]]:
    """All rows of an organization, by table."""
    tables = [
        name
        for (name,) in cli.sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        if any(column[1] == "organization_id" for column in cli.sql(f"PRAGMA table_info({name})"))
    ]
    mine = "organization_id = :organization_id"
    return {name: cli.sql(f"SELECT * FROM {name} WHERE {mine}", organization_id=organization_id) for name in tables}
