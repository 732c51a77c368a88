"""Which keywords a post matched."""

import pytest

from devsignal_cli.core.match import matched
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.posts import Post

POST = Post(
    id=1, root_id=1, text="Café with ACME cli 🚀, see https://t.co/x", author_id=1, posted_at=0, raw=b"{}",
    hashtags=("DevTools",), cashtags=("ACME",), mentions=("Globex",), urls=("https://www.docs.acme.dev/start?q=1",),
)  # fmt: skip


@pytest.mark.parametrize(
    "keyword",
    ["acme", "acme cli", "Acme CLI", "cafe", "#devtools", "@globex", "$acme", "acme.dev", "docs.acme.dev/start", "🚀"],
)
def test_a_keyword_is_found_in_text_entities_and_links(keyword: str) -> None:
    assert matched(POST, [Keyword(1, "nothing"), Keyword(2, keyword)]) == ((2,), True)


@pytest.mark.parametrize("keyword", ["acm", "cli acme", "#dev", "@acme", "$dev", "acme.de", "💥", "globex inc"])
def test_a_part_of_a_word_is_no_match(keyword: str) -> None:
    assert matched(POST, [Keyword(1, "acme"), Keyword(2, keyword)]) == ((1,), True)


def test_a_post_in_which_no_keyword_is_found_belongs_to_all_uncertainly() -> None:
    assert matched(POST, [Keyword(1, "xyz"), Keyword(2, "zyx")]) == ((1, 2), False)


def test_a_raw_query_is_never_certain() -> None:
    assert matched(POST, [Keyword(1, "acme lang:en", is_raw=True)]) == ((1,), False)
