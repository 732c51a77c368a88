"""S03: any text in any column and any argument of any command ends in an answer, and never steers the terminal."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from devsignal_cli.cli.text import clean
from tests.security import hostile
from tests.security.calls import OTHERS
from tests.security.commands import commands, texts_of
from tests.security.scene import Org, connect, fill, served
from tests.security.shell import Shell, shell
from tests.security.tour import Step, Tour, told, walk

ENDS = {0, 2, 3, 65, 74, 75, 78}
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""To shrink a tour of many commands would take minutes; the step that failed is short enough."""


def bad(step: Step) -> bool:
    is_defect = "defect of devsignal" in step.ran.err or step.ran.code not in ENDS
    return is_defect or hostile.raw_signs(told(step)) != set()


def test_s03_every_command_of_the_program_is_on_the_tour(tour: Tour) -> None:
    assert {step.command for step in tour.steps} == set(commands())


def test_s03_no_command_of_the_tour_ends_in_a_defect(tour: Tour) -> None:
    assert [step for step in tour.steps if bad(step)] == []


@pytest.mark.long
@settings(max_examples=2, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(hostile.texts(), min_size=30, max_size=30, unique=True))
def test_s03_any_text_in_the_columns_of_every_command(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    said = itertools.cycle(texts)
    org = Org("ours", "acme", 11, lambda: next(said), folder)
    steps: list[Step] = []
    with served(org) as x, shell(folder / "home") as run:
        connect(run, x, org)
        fill(run, org)
        walk(run, org, steps, ("--verbose",))
    assert [step for step in steps if bad(step)] == []


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    with shell(tmp_path_factory.mktemp("arguments") / "home") as made:
        made("org", "add", "ours")
        yield made


@pytest.mark.parametrize("command", sorted(set(commands()) - set(OTHERS)))
@settings(max_examples=3, phases=UNSHRUNK)
@given(data=st.data())
def test_s03_any_text_as_the_arguments_of_every_command(run: Shell, command: str, data: st.DataObject) -> None:
    arguments = []
    for name, is_option in texts_of(commands()[command]):
        text = data.draw(hostile.texts(), label=name).replace("\0", "").replace("/", "∕")
        arguments += [f"{name}={text}"] if is_option and name.startswith("--") else [] if is_option else [text]
    whole = (*command.split(" "), data.draw(st.sampled_from(["--json", "--verbose"])), *arguments)
    assert not bad(Step(command, whole, run(*whole, stdin="x")))


@settings(max_examples=300)
@given(text=st.one_of(hostile.texts(), st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "L"]))))
def test_s03_the_one_function_that_cleans_leaves_one_line_and_nothing_that_steers(text: str) -> None:
    cleaned = clean(text)
    assert hostile.raw_signs(cleaned) == set()
    assert len(cleaned) == len(text)
    assert cleaned.splitlines() in ([cleaned], [])
    assert clean(cleaned) == cleaned
    kept = [new for old, new in zip(text, cleaned, strict=True) if old.isprintable()]
    assert kept == [old for old in text if old.isprintable()]


def test_s03_every_sign_that_steers_is_cleaned() -> None:
    signs = "".join(map(chr, [*range(0x3000), *range(0xD800, 0xE000)]))
    assert hostile.raw_signs(clean(signs)) == set()
    assert len(hostile.raw_signs(signs)) > 2_000
