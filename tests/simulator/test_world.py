"""The seeded world: deterministic whatever the clock does, varied, and open to planting."""

from hypothesis import given, settings
from hypothesis import strategies as st

from devsignal_cli.simulator.moments import ms_of
from devsignal_cli.simulator.posts import SimAuthor
from devsignal_cli.simulator.world import World

from .client import DAY_MS, NOW_MS

WEEK = World.seeded(5, 800, NOW_MS)


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(st.integers(0, DAY_MS), max_size=8))
def test_the_stream_of_posts_does_not_depend_on_how_the_clock_was_moved(steps: list[int]) -> None:
    walked, jumped = World.seeded(5, 60, NOW_MS), World.seeded(5, 60, NOW_MS)
    now_ms = NOW_MS
    for step in steps:
        now_ms += step
        walked.advance_to(now_ms)
    jumped.advance_to(now_ms)
    assert (walked.posts, walked.authors) == (jumped.posts, jumped.authors)


def test_the_same_seed_makes_the_same_world_and_another_one_another() -> None:
    assert World.seeded(5, 800, NOW_MS).posts == WEEK.posts
    assert World.seeded(6, 800, NOW_MS).posts != WEEK.posts


def test_all_posts_lie_in_the_six_and_a_half_days_before_now() -> None:
    moments = [post.created_ms for post in WEEK.posts]
    assert len(moments) == 800
    assert NOW_MS - 6.5 * DAY_MS < min(moments) <= max(moments) <= NOW_MS


def test_ids_are_unique_increasing_and_tell_the_time() -> None:
    ids = [post.id for post in WEEK.posts]
    assert ids == sorted(set(ids))
    assert all(ms_of(post.id) == post.created_ms for post in WEEK.posts)


def test_later_posts_come_at_about_the_same_rate() -> None:
    world = World.seeded(5, 800, NOW_MS)
    world.advance_to(NOW_MS + 7 * DAY_MS)
    assert 650 < len(world.posts) - 800 < 1_100


def test_a_world_without_posts_stays_empty() -> None:
    world = World.seeded(5, 0, NOW_MS)
    world.advance_to(NOW_MS + DAY_MS)
    assert world.posts == []


def test_the_talk_is_varied_and_only_partly_about_the_product() -> None:
    hits = {
        query: len(WEEK.matching(query))
        for query in (
            "acme",
            '"acme cli"',
            "#acmecli",
            "@acme",
            "globex",
            'url:"acme.dev" -acme',
            "acme lang:de",
            "acme is:reply",
            "acme is:quote",
        )
    }
    assert min(hits.values()) > 0
    assert 300 < hits["acme"] < 700
    assert len({post.text for post in WEEK.posts}) > 600


def test_every_kind_of_post_occurs() -> None:
    posts = WEEK.posts
    assert any(post.note_text for post in posts)
    assert any(post.withheld for post in posts)
    assert any(len(post.edit_history) == 2 for post in posts)
    assert any(post.is_retweet for post in posts)
    assert any("&&" in post.text for post in posts)
    assert len({post.lang for post in posts}) > 5


def test_about_one_author_writes_three_or_four_posts_and_few_write_many() -> None:
    by_author = [post.author_id for post in WEEK.posts]
    assert 200 < len(set(by_author)) < 270
    assert max(map(by_author.count, set(by_author))) > 20
    assert {author.status for author in WEEK.authors.values()} == {"active", "suspended", "not_found"}
    assert any(author.protected for author in WEEK.authors.values())


def test_a_planted_post_is_found_at_its_place_in_time() -> None:
    world = World.seeded(5, 30, NOW_MS)
    early = world.plant("acme zebra", NOW_MS - DAY_MS)
    late = world.plant("acme zebra", NOW_MS)
    assert world.matching("zebra") == [early.id, late.id]


def test_a_late_post_and_a_removed_one_change_what_matches() -> None:
    world = World()
    first = world.plant("zebra one", NOW_MS)
    assert world.matching("zebra") == [first.id]
    late = world.plant("zebra two", NOW_MS - 5)
    assert world.matching("zebra") == [late.id, first.id]
    world.remove(first.id)
    assert world.matching("zebra") == [late.id]


def test_a_post_is_replaced_by_one_with_its_id() -> None:
    world = World()
    post = world.plant("zebra", NOW_MS)
    world.plant("lion", NOW_MS, id=post.id)
    assert (world.matching("zebra"), world.matching("lion")) == ([], [post.id])


def test_a_given_note_keeps_the_short_text_as_it_is() -> None:
    post = World().make("short", NOW_MS, note_text="much longer #tag")
    assert (post.text, post.note_text, post.note_entities.hashtags[0].tag) == ("short", "much longer #tag", "tag")


def test_a_renamed_author_is_matched_by_the_new_name() -> None:
    world = World(authors=[SimAuthor(id=1, username="old_name", name="N")])
    post = world.plant("zebra", NOW_MS)
    assert world.matching("from:old_name") == [post.id]
    world.add_author(SimAuthor(id=1, username="new_name", name="N"))
    assert (world.matching("from:old_name"), world.matching("from:new_name")) == ([], [post.id])


def test_a_long_link_is_shown_short() -> None:
    link = World().make("see http://www.example.com/a/very/long/path/indeed.", NOW_MS).entities.urls[0]
    assert (link.expanded_url, link.display_url) == (
        "http://www.example.com/a/very/long/path/indeed",
        "example.com/a/very/long/pa…",
    )


def test_posts_given_at_the_start_are_there() -> None:
    post = World().make("zebra", NOW_MS)
    assert World(posts=[post]).get(post.id) == post
