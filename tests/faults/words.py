"""What a person reads of a fault: one line that says the fact and the next step, and nothing of success."""

from pathlib import Path

from tests.support import Ran

CANNOT_WRITE = 74
SUCCESS = (": complete", ": enriched.", "success")


def is_refusal_to_write(ran: Ran, home: Path) -> None:
    """The run ended with the documented code, one clear line, and claimed nothing."""
    assert ran.code == CANNOT_WRITE, (ran.code, ran.out, ran.err)
    assert ran.err.startswith(f"error: {home / 'devsignal.db'} cannot be written: ")
    assert ran.err.endswith("Free some space and check the file's mode; nothing stored is lost.\n")
    assert ran.err.count("\n") == 1
    assert not ran.out or ": stopped. " in ran.out
    assert not any(word in ran.out for word in SUCCESS), ran.out
