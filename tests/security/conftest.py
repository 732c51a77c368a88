"""One tour through the whole program, which several rows look at."""

import pytest

from tests.security.tour import Tour, toured


@pytest.fixture(scope="session")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    """Every command, run over organizations full of hostile text; what the tour patched is put back before its tests."""
    return toured(tmp_path_factory.mktemp("tour"))
