"""How many people work somewhere, as people write it; what is no number of people is no size."""

import pytest

from devsignal_cli.core.records.employees import band_of


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("7", "startup"), ("10", "startup"), ("11", "small"), ("200", "medium"), ("201", "large"), ("1000", "large"),
        ("1001", "enterprise"), ("1,200", "enterprise"), ("1.200", "enterprise"), ("1 200", "enterprise"),
        ("1'200", "enterprise"), ("1\u00a0200", "enterprise"), ("1,2E+03", "enterprise"), ("1.2e3", "enterprise"),
        ("1.5k", "enterprise"), ("2k", "enterprise"), ("120 employees", "medium"), ("120 Mitarbeiter", "medium"),
        ("11-50", "small"), ("11 – 50", "small"), ("51 to 200", "medium"), ("1k-5k", "enterprise"), ("1,001-5,000", "enterprise"),
        ("1000+", "enterprise"), ("10k+", "enterprise"), ("> 1000", "enterprise"), ("<10", "startup"), ("≥ 50", "medium"),
    ],
)  # fmt: skip
def test_a_number_or_a_range_has_its_band(text: str, band: str) -> None:
    assert band_of(text) == band


@pytest.mark.parametrize(
    "text",
    ["", "0", "-5", "10-Nov", "2024-11-10", "10/11/2024", "50-11", "about 50", "1.2.3", "12,34", "1.5", "1e99", "many", "9999999999",
     "200,000,000", "200,000,000+", "5+5"],
)  # fmt: skip
def test_what_is_no_number_of_people_has_none(text: str) -> None:
    assert band_of(text) is None
