"""What whole walks share."""

import pytest

from devsignal_cli.cli import x_wiring
from tests.connectors.replies import Naps


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    """The waits of a sync, none of them really slept."""
    taken = Naps()
    monkeypatch.setattr(x_wiring, "sleep", taken)
    return taken
