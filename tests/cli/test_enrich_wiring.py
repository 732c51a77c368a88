"""Which rhythm a command's options ask for."""

import pytest

from devsignal_cli.cli.enrich_wiring import Tempo, pace_of
from devsignal_cli.connectors.clearbit import CLEARBIT
from devsignal_cli.connectors.hunter import HUNTER
from devsignal_cli.connectors.provider import Provider
from devsignal_cli.connectors.rhythm import SHARE, Even, Rhythm, Steady


@pytest.mark.parametrize(
    ("provider", "tempo", "rhythm", "is_steady"),
    [
        (CLEARBIT, Tempo(), Steady(0.6, 10, 1.0), True),
        (HUNTER, Tempo(0.1, 5, 2.0), Steady(0.1, 5, 2.0), True),
        (CLEARBIT, Tempo(rate=0), Even(600, None, SHARE), False),
        (HUNTER, Tempo(rate=0), Even(500, 15, SHARE), False),
        (CLEARBIT, Tempo(rate=120), Even(120, None, 1.0, is_ceiling=True), False),
        (HUNTER, Tempo(rate=120), Even(120, 15, 1.0, is_ceiling=True), False),
    ],
)
def test_each_way_to_ask_has_its_rhythm(provider: Provider, tempo: Tempo, rhythm: Rhythm, is_steady: bool) -> None:
    pace = pace_of(provider, tempo, None)
    assert (pace._rhythm, pace.is_steady) == (rhythm, is_steady)
