"""S02: markup of rich in foreign text is text: shown as it was written, and never a style, a link or an error."""

import pytest

from devsignal_cli.cli.output import Output, Shared
from tests.security import hostile
from tests.security.tour import Tour, told


@pytest.mark.parametrize(
    "markup", ["[red]a[/]", "[/b]", "[link=http://evil.test]x[/link]", ":smile:", "[@click=app.quit]y[/]"]
)
def test_s02_markup_stays_what_was_written(tour: Tour, markup: str) -> None:
    for command in ("company show", "twitter mute", "twitter status"):
        told_to_people = "".join(told(step) for step in tour.steps if not step.is_json and step.command == command)
        assert markup in told_to_people.replace("\n", "").replace("  ", ""), command


def test_s02_a_warning_with_markup_stays_what_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    Output(Shared()).warn(hostile.MARKUP)
    assert capsys.readouterr().err == f"warning: {hostile.MARKUP}\n"
