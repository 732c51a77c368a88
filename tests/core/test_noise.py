"""The signs of spam, and when two of them make the mark."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.classified import classified
from devsignal_cli.core.noise import signs, text_key
from devsignal_cli.core.sentiment import shipped
from devsignal_cli.model.noise import Account
from devsignal_cli.model.posts import Post

DAY = 86_400
NOW = 1_794_907_800
NOBODY = Account(1, "nobody", NOW, followers=3, posts=40, created_at=NOW - 10 * DAY)
SOMEBODY = Account(2, "somebody", NOW, followers=300, posts=4_000, created_at=NOW - 2_000 * DAY)
TEXT = "quokka is the best deploy tool of all"
KEY_OF_TEXT = 4_001_919_952_678_113_732


def marked(account: Account, posted_at: int = NOW, *, is_repeated: bool = False, is_contact: bool = False) -> str:
    return ",".join(signs(account, posted_at, is_repeated=is_repeated, is_contact=is_contact))


def test_a_new_account_with_few_followers_bears_the_mark() -> None:
    assert marked(NOBODY) == "few_followers,new_account"


@pytest.mark.parametrize(
    "account",
    [
        replace(SOMEBODY, followers=9),
        replace(SOMEBODY, created_at=NOW - 10 * DAY, posts=10),
        replace(SOMEBODY, posts=2_000 * 80),
        SOMEBODY,
    ],
)
def test_one_sign_alone_marks_nobody_and_a_repeated_text_beside_it_does(account: Account) -> None:
    assert marked(account) == ""
    assert marked(account, is_repeated=True).count(",") == (0 if account == SOMEBODY else 1)
    assert bool(marked(account, is_repeated=True)) == (account != SOMEBODY)


@pytest.mark.parametrize(("followers", "found"), [(9, "few_followers,repeated_text"), (10, ""), (None, "")])
def test_few_followers_are_fewer_than_ten_and_unknown_is_not_few(followers: int | None, found: str) -> None:
    assert marked(replace(SOMEBODY, followers=followers), is_repeated=True) == found


@pytest.mark.parametrize(("days", "found"), [(29, "new_account,repeated_text"), (30, "")])
def test_an_account_is_new_by_its_age_when_the_post_was_written(days: int, found: str) -> None:
    assert SOMEBODY.created_at is not None
    assert marked(SOMEBODY, SOMEBODY.created_at + days * DAY, is_repeated=True) == found


@pytest.mark.parametrize(("a_day", "found"), [(72, ""), (73, "many_posts,repeated_text")])
def test_many_posts_are_more_than_72_a_day_over_the_accounts_life(a_day: int, found: str) -> None:
    assert marked(replace(SOMEBODY, posts=a_day * 2_000), is_repeated=True) == found


def test_an_account_of_an_hour_is_taken_as_a_day_old() -> None:
    young = Account(3, "young", NOW, followers=50, posts=70, created_at=NOW - 3_600)
    assert marked(young) == ""
    assert marked(replace(young, posts=80)) == "new_account,many_posts"


def test_an_account_of_which_x_told_nothing_bears_no_mark() -> None:
    assert marked(Account(4, "blank", NOW), is_repeated=True) == ""


@pytest.mark.parametrize("known", [{"is_verified": True}, {"is_affiliated": True}, {"followers": 10_001}])
def test_an_account_that_answers_for_itself_is_never_marked(known: dict[str, int]) -> None:
    loud = replace(NOBODY, posts=100_000, followers=10_000)
    assert marked(loud) == "new_account,many_posts"
    assert marked(replace(loud, **known), is_repeated=True) == ""  # type: ignore[arg-type]  # one field of several types


def test_a_known_contact_is_never_marked() -> None:
    assert marked(NOBODY, is_repeated=True, is_contact=True) == ""


@pytest.mark.parametrize(
    "same",
    [
        "QUOKKA is the best deploy tool of all!!!",
        "@someone quokka is the best deploy tool of all https://t.co/abc",
        "Quokka, is the best: deploy 24 tool (of) all 7",
        "quökka is the bést deploy tool of _all_",
    ],
)
def test_a_text_is_the_same_whatever_its_case_links_mentions_digits_and_punctuation(same: str) -> None:
    assert text_key(same) == KEY_OF_TEXT


def test_another_word_or_another_order_is_another_text() -> None:
    others = {text_key(TEXT + " times"), text_key("is quokka the best deploy tool of all"), text_key(TEXT)}
    assert len(others) == 3


@pytest.mark.parametrize(
    "short", ["", "thanks for the help", "@a @b @c @d nice one https://t.co/x 1 2 3", "🚀 🚀 🚀 🚀 🚀"]
)
def test_a_text_of_fewer_than_five_words_has_no_key(short: str) -> None:
    assert text_key(short) is None


@given(st.text())
def test_every_key_is_a_64_bit_number_and_stays_the_same(text: str) -> None:
    key = text_key(text)
    assert key is None or -(2**63) <= key < 2**63
    assert key == text_key(text + " 42 https://t.co/abc")


def test_the_key_does_not_change_between_versions() -> None:
    assert text_key(TEXT) == KEY_OF_TEXT


def post(**fields: bool) -> Post:
    return replace(Post(1, 1, TEXT, 7, NOW, b"{}"), **fields)  # type: ignore[arg-type]  # flags only


def test_reposts_and_withheld_posts_have_no_key() -> None:
    assert classified(post(), [], NOW, shipped()).text_key == KEY_OF_TEXT
    assert classified(post(is_repost=True), [], NOW, shipped()).text_key is None
    assert classified(post(is_withheld=True), [], NOW, shipped()).text_key is None
