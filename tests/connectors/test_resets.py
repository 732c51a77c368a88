"""What resets that a service tells are taken for."""

from devsignal_cli.connectors.resets import Resets


def kind(*told: tuple[int, int]) -> str:
    """What resets are taken for, each told as (its time, the time of the answer)."""
    resets = Resets()
    for reset, now in told:
        resets.see(reset, now)
    return resets.kind


def test_one_reset_tells_nothing() -> None:
    assert kind((60, 0)) == "unknown"


def test_a_reset_that_stands_still_is_of_a_fixed_window() -> None:
    assert kind((60, 0), (61, 1), (59, 2), (60, 3)) == "fixed"


def test_a_reset_that_moves_with_the_answers_is_of_a_rolling_window() -> None:
    assert kind((60, 0), (61, 1), (62, 2)) == "rolling"


def test_a_reset_that_moves_long_before_it_has_come_is_of_a_rolling_window() -> None:
    assert kind((60, 0), (95, 30)) == "rolling"


def test_the_next_fixed_window_is_a_fixed_one_too() -> None:
    assert kind((60, 0), (60, 5), (120, 60), (180, 121)) == "fixed"


def test_a_reset_that_goes_back_for_good_is_of_no_fixed_window() -> None:
    assert kind((3_600, 0), (3_600, 9), (70, 12)) == "rolling"


def test_an_overtaken_answer_changes_nothing() -> None:
    assert kind((60, 0), (60, 5), (120, 61), (60, 59)) == "fixed"


def test_answers_are_counted_by_window() -> None:
    resets = Resets()
    assert [(resets.see(*told), resets.own) for told in [(60, 0), (60, 1), (120, 61), (60, 59), (120, 62)]] == [
        (True, 1),
        (True, 2),
        (True, 1),
        (False, 1),
        (True, 2),
    ]
