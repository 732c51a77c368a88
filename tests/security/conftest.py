"""One tour through the whole program, which several rows look at."""

from collections.abc import Iterator

import pytest

from tests.security.tour import Tour, toured


@pytest.fixture(scope="session")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """Every command, run over organizations full of hostile text."""
    with toured(tmp_path_factory.mktemp("tour")) as made:
        yield made
