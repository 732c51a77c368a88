"""S18: two organizations of one installation, alike in all keys, see nothing of each other."""

import pytest

from tests.security.alike import CASES, ENDLESS, SECRET, Walked, walked
from tests.security.commands import commands

GOOD_ENDS = {0, 2}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walked(tmp_path_factory.mktemp("alike"))


def test_s18_every_command_has_a_case() -> None:
    cased = {command for command, _ in CASES}
    assert cased | set(ENDLESS) == set(commands())
    assert cased & set(ENDLESS) == set()


def test_s18_nothing_of_the_one_is_shown_to_the_other(both: Walked) -> None:
    assert both.common_posts >= 6
    assert {arguments: ran for arguments, ran in both.ours.items() if SECRET in (ran.out + ran.err).lower()} == {}


def test_s18_each_command_came_to_a_good_end(both: Walked) -> None:
    assert {arguments: ran for arguments, ran in both.ours.items() if ran.code not in GOOD_ENDS} == {}


def test_s18_the_other_has_all_its_own_still_there_to_be_shown(both: Walked) -> None:
    seen = {" ".join(arguments[:2]) for arguments, ran in both.theirs.items() if SECRET in ran.out.lower()}
    assert seen >= {
        "twitter recent", "twitter keywords", "twitter mute", "twitter lexicon", "twitter status", "company list",
        "company show", "company export", "contact list", "contact show", "contact export", "signals show",
        "signals list", "signals export",
    }  # fmt: skip
