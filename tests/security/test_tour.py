"""S18: in a tour through every command nothing of another organization is shown or changed."""

from tests.security.tour import THEIRS, Tour, told


def test_s18_no_command_of_one_organization_shows_what_another_has(tour: Tour) -> None:
    assert [step.arguments for step in tour.steps if THEIRS in told(step).lower()] == []


def test_s18_no_command_of_one_organization_changes_a_row_of_another(tour: Tour) -> None:
    assert len(tour.theirs_before) > 50
    assert tour.theirs_after == tour.theirs_before
