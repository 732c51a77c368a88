"""Each guard stands in the program as its entry says, once, and names a test that is there."""

import re
from pathlib import Path

import pytest

from tests.guards.every import GUARDS
from tests.guards.guard import Guard

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.row}-{guard.test.rpartition('::')[2][:60]}")
def test_a_guard_and_its_test_are_there(guard: Guard) -> None:
    assert (ROOT / guard.file).read_text("utf-8").count(guard.text) == 1
    file, _, name = guard.test.partition("::")
    found = rf"{re.escape(name.partition('[')[0])}\(" if name else "test_"
    assert re.search(rf"^def {found}", (ROOT / file).read_text("utf-8"), re.MULTILINE)
