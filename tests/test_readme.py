"""What the README promises a newcomer is what there is."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def test_the_first_two_commands_are_one_line_each_and_ci_runs_the_second() -> None:
    demo, check = (block.strip() for block in BLOCKS[:2])
    assert demo.endswith(".venv/bin/devsignal demo")
    assert "\n" not in demo + check
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("\n" + check)


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_nothing_of_the_project_names_this_machine_or_a_registry() -> None:
    words = re.compile("/wor" + "k/|/roo" + "t/|py" + "pi[.]org|python" + "hosted")
    files = [
        file
        for folder in ("devsignal_cli", "docs", "examples", ".ci")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in ("", ".py", ".md", ".sh", ".txt", ".svg")
    ]
    assert [file for file in files if file.is_file() and words.search(file.read_text(encoding="utf-8"))] == []
