"""Which posts are worth reading: what the documented rule says, in any order they come."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.core.worth import first, ranked, worth
from devsignal_cli.results.report import Candidate

PLAIN = Candidate(1, 1, 0, None, 100, None, None, 0.0, is_spam=False)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        post_key=st.just(0),
        post_id=st.integers(1, 9),
        posted_at=st.just(0),
        author_id=st.none() | st.integers(1, 4),
        followers=st.none() | st.integers(0, 10**9),
        company_id=st.none() | st.just(5),
        contact_id=st.none() | st.just(6),
        score=st.floats(-1, 1),
        is_spam=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda post: post.post_id,
)


@pytest.mark.parametrize(
    ("fields", "points"),
    [
        ({"followers": 1_000}, 3.0),
        ({"followers": None}, 0.0),
        ({"followers": 10**8}, 6.0),
        ({"followers": 0, "company_id": 7, "contact_id": 8}, 2.0),
        ({"followers": 0, "contact_id": 8}, 1.0),
        ({"followers": 0, "score": -1.0}, 3.0),
        ({"followers": 0, "score": 0.5}, 1.5),
        ({"followers": 10_000, "company_id": 7, "score": -0.5}, 7.5),
    ],
)
def test_reach_who_and_strength_add_up(fields: dict[str, float | None], points: float) -> None:
    assert worth(replace(PLAIN, **fields)) == points  # type: ignore[arg-type] # the fields of one dataclass


def test_spam_is_never_worth_it_and_equal_posts_go_newest_first() -> None:
    posts = [replace(PLAIN, post_id=number, is_spam=number == 3) for number in (1, 2, 3, 4)]
    assert [post.post_id for post in ranked(posts)] == [4, 2, 1]


@settings(max_examples=40)
@given(CANDIDATES)
def test_the_order_they_come_in_does_not_matter(posts: list[Candidate]) -> None:
    assert ranked(random.Random(1).sample(posts, len(posts))) == ranked(posts)


def test_the_first_are_one_an_author() -> None:
    posts = [
        replace(PLAIN, post_id=n, post_key=n, author_id=author) for n, author in enumerate((7, 7, None, None, 8), 1)
    ]
    assert [post.post_id for post in first(posts, 3)] == [1, 3, 4]
    assert [post.post_id for post in first(posts, 9)] == [1, 3, 4, 5]
