"""What a test needs of the machine beyond Python: skipped with a reason where it is missing, unless it must be there.

`DEVSIGNAL_TEST_REQUIRE=gcc,chromium` names the programs that a machine promises to have: without them a test fails.
"""

import os
import shutil

import pytest

REQUIRED = "DEVSIGNAL_TEST_REQUIRE"
_PROMISED = os.environ.get(REQUIRED, "")  # read once: each test gets an environment without our variables


def needs(program: str) -> None:
    """Return if the program is installed; else skip the test, or fail it where the machine promised the program."""
    if shutil.which(program):
        return
    if program in _PROMISED.replace(",", " ").split():
        pytest.fail(f"{program} is not installed, but {REQUIRED} names it")
    pytest.skip(f"{program} is not installed")
