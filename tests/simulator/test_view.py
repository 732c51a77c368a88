"""Both vocabularies, field selection, expansions, look-ups."""

import pytest

from devsignal_cli.simulator.posts import Metrics, Withheld
from devsignal_cli.simulator.world import World

from .client import LEGACY, NEW, NOW_MS, POSTS, USERS, Client

LEGACY_ONLY = {"author_id", "edit_history_tweet_ids", "in_reply_to_user_id", "note_tweet", "referenced_tweets"}


@pytest.fixture
def rich(world: World) -> World:
    parent = world.posts[0]
    world.plant(
        "@ada_dev a < b && see https://acme.dev/docs #tag $ABC " + "word " * 80 + "@bo_ops zebra",
        NOW_MS - 40_000,
        author_id=15,
        id=9_000_000_000_000_000_000,
        in_reply_to_user_id=parent.author_id,
        referenced=(("replied_to", parent.id), ("quoted", 404)),
        metrics=Metrics(reposts=3, likes=9),
        edit_history=(parent.id, 9_000_000_000_000_000_000),
        withheld=Withheld(("DE",), scope="user"),
        possibly_sensitive=True,
    )
    return world


def test_only_default_fields_come_when_none_are_asked(client: Client) -> None:
    assert set(client.search().json["data"][0]) == {"id", "text", "edit_history_tweet_ids"}
    assert set(client.search(post__fields="id").json["data"][0]) == {"id", "text"}


def test_unknown_fields_and_expansions_are_dropped_without_a_word(client: Client) -> None:
    got = client.search(tweet__fields="bogus,lang", expansions="bogus")
    assert (got.status, set(got.json), "bogus" in got.json["data"][0]) == (200, {"data", "meta"}, False)


@pytest.mark.usefixtures("rich")
def test_the_legacy_dialect_has_the_legacy_keys(client: Client) -> None:
    post = client.get(POSTS, ids="9000000000000000000", tweet__fields=LEGACY)
    assert post.json["errors"][0]["title"] == "Authorization Error"
    body = client.search("zebra", tweet__fields=LEGACY, end_time="2026-11-18T11:06:29Z").json
    assert body == {"meta": {"result_count": 0}}


def test_both_dialects_say_the_same_under_different_keys(client: Client, rich: World) -> None:
    long = rich.make(
        "@ada_dev a < b " + "word " * 80 + "#end",
        NOW_MS - 40_000,
        author_id=11,
        in_reply_to_user_id=12,
        referenced=(("replied_to", 404),),
        metrics=Metrics(reposts=3),
    )
    rich.add(long)
    old = client.search("#end", tweet__fields=LEGACY).json["data"][0]
    new = client.search(
        "#end", post__fields=NEW, expansions="author_id,edit_history_post_ids,in_reply_to_user_id,referenced_posts"
    ).json["data"][0]
    assert old.keys() >= LEGACY_ONLY
    assert (old["note_tweet"], old["author_id"], old["public_metrics"]["retweet_count"]) == (
        new["note_post"],
        new["author_id"],
        new["public_metrics"]["repost_count"],
    )
    assert (old["referenced_tweets"], old["edit_history_tweet_ids"]) == (
        new["referenced_posts"],
        new["edit_history_post_ids"],
    )
    assert old["text"].endswith("…")
    assert len(old["note_tweet"]["text"]) > 400


def test_the_new_dialect_drops_what_are_expansions_now(client: Client) -> None:
    post = client.search(post__fields=NEW).json["data"][0]
    assert not post.keys() & {"author_id", "referenced_posts", "in_reply_to_user_id", "edit_history_post_ids"}


def test_text_is_escaped_and_offsets_count_the_escaped_text(client: Client, world: World) -> None:
    world.plant("a < b && #tag https://acme.dev/x?a=1 @bo_ops @stranger $ABC", NOW_MS - 40_000, author_id=11)
    post = client.search("#tag", tweet__fields="entities").json["data"][0]
    shown = {kind: [post["text"][e["start"] : e["end"]] for e in spans] for kind, spans in post["entities"].items()}
    assert post["text"].startswith("a &lt; b &amp;&amp; #tag https://t.co/")
    assert (shown["hashtags"], shown["mentions"], shown["cashtags"]) == (["#tag"], ["@bo_ops", "@stranger"], ["$ABC"])
    assert shown["urls"] == [post["entities"]["urls"][0]["url"]]
    assert [m.get("id") for m in post["entities"]["mentions"]] == ["12", None]


def test_a_protected_author_is_found_by_search_but_not_by_lookup(client: Client, rich: World) -> None:
    found = rich.get(9_000_000_000_000_000_000)
    assert found is not None
    got = client.get(POSTS, ids=f"{found.id},{rich.posts[1].id},5")
    assert [e["title"] for e in got.json["errors"]] == ["Authorization Error", "Not Found Error"]
    assert got.ids == [rich.posts[1].id]


@pytest.mark.parametrize(("author", "title"), [(13, "Not Found Error"), (14, "Forbidden")])
def test_posts_of_lost_authors_cannot_be_looked_up(client: Client, world: World, author: int, title: str) -> None:
    post = world.plant("acme x", NOW_MS - 50_000, author_id=author)
    assert client.get(POSTS, ids=post.id).json["errors"][0]["title"] == title


def test_legacy_expansions_bring_tweets_users_and_errors(client: Client, world: World) -> None:
    parent = world.posts[0]
    post = world.plant(
        "hey @ada_dev",
        NOW_MS - 40_000,
        author_id=13,
        in_reply_to_user_id=12,
        referenced=(("replied_to", parent.id), ("quoted", 404)),
        edit_history=(world.posts[1].id, 5),
        withheld=Withheld(("DE",), scope="user"),
    )
    expansions = "author_id,referenced_tweets.id,referenced_tweets.id.author_id,in_reply_to_user_id,entities.mentions.username,edit_history_tweet_ids"
    body = client.search("hey", expansions=expansions, tweet__fields="withheld", user__fields="verified").json
    assert {t["id"] for t in body["includes"]["tweets"]} == {str(parent.id), str(world.posts[1].id)}
    assert {u["id"] for u in body["includes"]["users"]} == {"11", "12"}
    assert {(e["parameter"], e["value"]) for e in body["errors"]} == {
        ("author_id", "13"),
        ("referenced_tweets.id", "404"),
    }
    assert body["data"][0]["withheld"] == {"copyright": False, "country_codes": ["DE"], "scope": "user"}
    assert client.sim.meter.posts == 3
    assert post.id == int(body["data"][0]["id"])


def test_new_expansions_bring_posts(client: Client, world: World) -> None:
    world.plant("hey", NOW_MS - 40_000, author_id=11, referenced=(("quoted", world.posts[0].id), ("quoted", 404)))
    body = client.search("hey", post__fields="lang", expansions="referenced_posts").json
    assert [p["id"] for p in body["includes"]["posts"]] == [str(world.posts[0].id)]
    assert body["errors"][0]["parameter"] == "referenced_posts"


def test_a_retweet_is_never_found_but_can_be_looked_up(client: Client, world: World) -> None:
    retweet = world.plant(
        "RT @ada_dev: acme cli", NOW_MS - 40_000, author_id=12, referenced=(("retweeted", world.posts[0].id),)
    )
    assert retweet.id not in client.walk(max_results=100)
    assert client.get(POSTS, ids=retweet.id).ids == [retweet.id]


def test_users_come_with_the_fields_asked_for(client: Client) -> None:
    body = client.get(
        USERS,
        ids="11",
        user__fields="description,entities,url,verified,verified_type,public_metrics,protected,created_at,location,bogus",
    ).json
    user = body["data"][0]
    link = user["entities"]["url"]["urls"][0]
    assert (link["expanded_url"], user["url"], "location" in user) == ("https://ada.example", link["url"], False)
    assert user["description"].endswith("&amp; &lt;tags&gt;")
    assert user["public_metrics"].keys() >= {"followers_count", "tweet_count"}


def test_users_who_are_gone_or_suspended_come_as_errors(client: Client) -> None:
    body = client.get(USERS, ids="13,14,999,12,12").json
    assert body["data"] == [{"id": "12", "name": "Bo", "username": "bo_ops"}]
    assert [(e["title"], e["value"]) for e in body["errors"]] == [
        ("Not Found Error", "13"),
        ("Forbidden", "14"),
        ("Not Found Error", "999"),
    ]


@pytest.mark.parametrize("ids", ["", "x", ",".join(map(str, range(101)))])
def test_wrong_id_lists_are_refused(client: Client, ids: str) -> None:
    assert client.get(USERS, ids=ids).status == 400
