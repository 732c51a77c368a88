"""One world of a middle size, made once."""

import pytest

from tests.identity_world import World, generate


@pytest.fixture(scope="session")
def world() -> World:
    return generate(1, 1_000, 4_000)
