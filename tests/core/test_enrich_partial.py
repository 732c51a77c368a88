"""What is counted of a look-up of which one half was told and the other failed."""

import pytest

from devsignal_cli.core.enrich_tally import EnrichTally
from devsignal_cli.errors import TryLaterError
from devsignal_cli.model.enrichment import LookedUp, Lookup, Told
from devsignal_cli.results.enrichment import BulkResult

BOTH = Lookup("quokka.test", "jo@quokka.test", company_id=3, contact_id=4)
DOWN = TryLaterError("It is not available.")


def result_of(*looked: LookedUp) -> BulkResult:
    tally = EnrichTally()
    for each in looked:
        tally.add(each, {})
    return tally.result(
        "default", "all", "1", total=2, left=0, skips={}, calls=1, error=None, provider="clearbit", seconds=0.0
    )


@pytest.mark.parametrize(
    ("looked", "failed", "not_found"),
    [
        (LookedUp(BOTH, error=DOWN), 2, 0),
        (LookedUp(BOTH, person=Told("not_found"), error=DOWN), 1, 1),
        (LookedUp(BOTH, company=Told("not_found"), error=DOWN), 1, 1),
    ],
)
def test_each_half_counts_as_what_became_of_it(looked: LookedUp, failed: int, not_found: int) -> None:
    result = result_of(looked)
    assert (result.failed, result.not_found) == (failed, not_found)
