"""Tables as Parquet, written group by group, so that no more than some thousand rows are held. Needs pyarrow."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from devsignal_cli.errors import UsageError
from devsignal_cli.reports.sheet import Kind, Sheet

GROUP_ROWS = 5_000


def need() -> None:
    """Make sure that Parquet can be written.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - an extra, and heavy
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed.",
            "Install it with `pip install pyarrow` or `pipx inject devsignal pyarrow`; JSONL and CSV need nothing.",
        ) from error


def write(target: BinaryIO, sheet: Sheet, items: Iterable[object], group_rows: int = GROUP_ROWS) -> None:
    """Write items as they come; the schema says what each column is, even where all of it is empty."""
    import pyarrow as pa  # noqa: PLC0415 - as in `need`
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - as in `need`

    schema = pa.schema(list(_fields(pa, sheet.columns).items()))
    left = iter(items)
    with ParquetWriter(target, schema, compression="zstd") as writer:
        while rows := [sheet.cells(item) for item in islice(left, group_rows)]:
            columns = [
                [_cell(kind, value) for value in column]
                for kind, column in zip(sheet.columns.values(), zip(*rows, strict=True), strict=True)
            ]
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _fields(pa: Any, columns: Mapping[str, Kind]) -> dict[str, Any]:
    types: dict[Kind, Any] = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "time": pa.timestamp("us", tz="UTC"),
    }
    return {name: types[kind] for name, kind in columns.items()}


def _cell(kind: Kind, value: Any) -> Any:
    """A plain value as its column's kind: values that people set are of any."""
    match kind, value:
        case _, None:
            return None
        case "time", str():
            return datetime.fromisoformat(value)
        case "texts", _:
            return list(map(str, value)) if isinstance(value, list) else [str(value)]
        case "text", list():
            return "; ".join(map(str, value))
        case "text", _:
            return str(value)
        case _:
            return value
