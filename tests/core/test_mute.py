"""Mutes as people type them, and where a term is found."""

import pytest

from devsignal_cli.core.mute import mute_of, shown, spam_mute, terms
from devsignal_cli.errors import UsageError

TEXT = "Café with ACME cli 🚀 #DevTools and $ACME, see https://t.co/x"
LINKS = "https://www.docs.acme.dev/start?q=1 https://t.co/x"


@pytest.mark.parametrize(
    ("typed", "kind", "text", "back"),
    [
        ("@DealBot", "handle", "dealbot", "@dealbot"),
        ("Free  Giveaway", "term", "free giveaway", "free giveaway"),
        ("#DevTools", "term", "#devtools", "#devtools"),
        ("🚀", "term", "🚀", "🚀"),
        ("spam", "term", "spam", "spam"),
    ],
)
def test_an_at_sign_makes_a_handle_and_anything_else_is_a_term(typed: str, kind: str, text: str, back: str) -> None:
    mute = mute_of(typed, 5)
    assert (mute.kind, mute.text, mute.author_id, mute.created_at) == (kind, text, None, 5)
    assert shown(mute) == (back if kind == "handle" else f'"{back}"')


def test_the_mute_of_spam_is_said_in_words() -> None:
    assert shown(spam_mute(5)) == "what looks like spam"


@pytest.mark.parametrize("typed", ["", "@", "@far_too_long_for_a_handle", "@two words", "?!", "a\x1bb", "\u202egnp"])
def test_what_can_match_nothing_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        mute_of(typed, 5)


@pytest.mark.parametrize(
    "term",
    ["acme", "acme cli", "cafe", "café", "#devtools", "devtools", "$acme", "acme.dev", "docs.acme.dev/start", "🚀"],
)
def test_a_term_is_found_in_text_tags_and_links(term: str) -> None:
    assert terms(["nothing", term]).has(TEXT, LINKS)


@pytest.mark.parametrize("term", ["acm", "cli acme", "#dev", "#cafe", "$dev", "$acm", "acme.de", "💥", "start"])
def test_a_part_of_a_word_is_no_match(term: str) -> None:
    assert not terms([term]).has(TEXT, LINKS)


def test_only_a_dotted_name_needs_links() -> None:
    assert not terms(["acme", "#acme", "v2 beta"]).needs_links
    assert terms(["acme", "acme.dev"]).needs_links


def test_no_terms_match_nothing() -> None:
    assert not terms([]).has(TEXT, LINKS)
