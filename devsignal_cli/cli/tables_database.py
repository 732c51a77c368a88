"""The database as people see it: its health, copies of it, its secret key."""

from rich.console import Group, RenderableType
from rich.text import Text

from devsignal_cli.cli.text import clean
from devsignal_cli.results.database import BackedUp, DatabaseCheck, Rekeyed, Restored


def check(value: DatabaseCheck) -> RenderableType:
    """What is wrong with the database, or that nothing is."""
    lines = [Text(clean(value.path))]
    if value.schema:
        lines.append(Text(f"Schema {value.schema}, {_size(value.size_bytes)}."))
    elif not value.problems:
        return Text("\n").join([*lines, Text("There is no database yet; the first command that stores makes one.")])
    lines += [Text(f"  {clean(what)}", "green") for what in value.repaired]
    if not value.problems:
        return Text("\n").join([*lines, Text("No problem found.")])
    for problem in value.problems:
        lines += [
            Text(f"  {problem.area}: {clean(problem.message)}", "dark_orange"),
            Text(f"    {clean(problem.hint)}"),
        ]
    if value.backups:
        lines += [Text("Backups:"), *(Text(f"  {clean(path)}") for path in value.backups)]
    return Group(*lines)


def backed_up(value: BackedUp) -> RenderableType:
    """Where the copy lies, and what is in it."""
    return Text(
        f"{clean(value.path)}: {value.rows} rows, schema {value.schema}, {_size(value.size_bytes)}; looked over."
    )


def restored(value: Restored) -> RenderableType:
    """What took the database's place, and where the one of before lies now."""
    if not value.restored:
        return Text("Nothing was changed.")
    old = f" It had schema {value.upgraded_from} and was upgraded." if value.upgraded_from else ""
    lines = [f"{clean(value.path)} is now what was in {clean(value.source)}: {value.rows} rows.{old}"]
    if value.kept:
        lines.append(f"The database of before is kept as {clean(value.kept)}.")
    return Text("\n".join(lines))


def rekeyed(value: Rekeyed) -> RenderableType:
    """What the new key meant."""
    return Text(clean(value.message))


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1_048_576:.1f} MiB"
