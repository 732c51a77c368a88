"""What an export of signals wrote."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SignalsExported:
    """What an export wrote into a file; `last` is the signal behind which the next one goes on (`--since`)."""

    org: str
    file: str
    format: Literal["jsonl", "csv", "parquet"]
    rows: int
    last: str | None
