"""Which keywords a post matched, decided by a look at its text, entities and links. Pure.

X's own match is wider (other token forms, longer links), so a post that no keyword is found in belongs to all
keywords of its query, marked uncertain; it is never dropped.
"""

from collections.abc import Iterable

from devsignal_cli.core.query import clauses
from devsignal_cli.core.words import words_of
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.posts import Post


def matched(post: Post, keywords: Iterable[Keyword]) -> tuple[tuple[int, ...], bool]:
    """The ids of the keywords that a post matched, and whether that is certain."""
    asked = tuple(keywords)
    if not asked:
        return (), False
    text, links = _words(post.text), _words(" ".join(post.urls))
    found = tuple(keyword.id for keyword in asked if not keyword.is_raw and _is_in(keyword.text, post, text, links))
    return (found, True) if found else (tuple(keyword.id for keyword in asked), False)


def _is_in(keyword: str, post: Post, text: str, links: str) -> bool:
    text_form, *link_form = clauses(keyword)
    if text_form[0] in "@#$":
        tags = {"@": post.mentions, "#": post.hashtags, "$": post.cashtags}[text_form[0]]
        return keyword[1:].casefold() in {tag.casefold() for tag in tags}
    words = _words(keyword)
    if not words.strip():
        return keyword in post.text
    return words in text or any(_words(form.removeprefix("url:")) in links for form in link_form)


def _words(text: str) -> str:
    """The words of a text between blanks, so that one run of words is found in another only whole."""
    return f" {' '.join(words_of(text))} "
