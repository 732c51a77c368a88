"""X's query language: what is refused, how operands bind, what matches."""

import pytest

from devsignal_cli.simulator.query import And, Not, Or, QueryError, Term, parse
from devsignal_cli.simulator.world import World

from .client import NOW_MS

VALID = [
    "globex",
    '"globex app"',
    "globex app",
    "(globex OR initech) lang:de -is:retweet",
    '("globex app" OR #globexapp OR @globexapp OR url:"globex.example") -from:globex lang:en',
    "globex OR initech lang:en",
    "$GLX",
    '"c++"',
    "globex min_likes:3",
    "#globex-app",
    "from:globex is:reply lang:zh-TW",
    "globex\nOR initech",
    "“globex app”",
    "to:globex",
    "conversation_id:123456",
    "context:1.2",
    'entity:"Some One"',
    "globex -is:nullcast",
    "globex (has:links OR has:media)",
    "🚀",
    "url:globex.example",
    "list:5",
    "x" * 512,
]
REFUSED = [
    ("", "can not be empty"),
    ("lang:en", "positive, non-stopword clause"),
    ("-is:retweet", "positive, non-stopword clause"),
    ("-globex", "positive, non-stopword clause"),
    ("has:links OR is:reply", "positive, non-stopword clause"),
    ("globex OR -initech", "positive, non-stopword clause"),
    ("the", "positive, non-stopword clause"),
    ('"to be or not"', "positive, non-stopword clause"),
    ("globex -(a1 OR b1)", "no viable alternative at character '('"),
    ("globex --a1", "no viable alternative at character '-'"),
    ("globex -", "no viable alternative at character '<EOF>'"),
    ("globex and app", "Ambiguous use of and as a keyword"),
    ("globex or app", "Ambiguous use of or as a keyword"),
    ("globex OR", "no viable alternative at character '<EOF>'"),
    ("OR globex", "no viable alternative at character 'O'"),
    ("globex)", "no viable alternative at character ')'"),
    ("()", "no viable alternative at character ')'"),
    ('"globex', "no viable alternative at character '\"'"),
    ("(globex", "no viable alternative at character '<EOF>'"),
    ("<b>globex</b>", "no viable alternative at character '<' (at position 1)"),
    ("c++", "no viable alternative at character '+' (at position 2)"),
    ("min_faves:3 globex", "invalid operator 'min_faves'"),
    ("globex lang:english", "invalid value 'english'"),
    ("from:@globex", "invalid value '@globex'"),
    ("globex is:nullcast", "must be negated"),
    ("x" * 513, "maximum length [512]"),
]


@pytest.mark.parametrize("query", VALID)
def test_a_valid_query_is_taken(query: str) -> None:
    assert parse(query)


@pytest.mark.parametrize(("query", "words"), REFUSED)
def test_a_wrong_query_is_refused_in_the_words_of_x(query: str, words: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert words in str(refused.value)


def test_and_binds_before_or() -> None:
    assert parse("a1 OR b1 c1") == Or((Term("keyword", "a1"), And((Term("keyword", "b1"), Term("keyword", "c1")))))


def test_a_group_keeps_quotes_and_negation_in_the_tree() -> None:
    tree = parse('("a b" OR url:"x.dev") -from:me')
    assert tree == And(
        (Or((Term("keyword", "a b", quoted=True), Term("url", "x.dev", quoted=True))), Not(Term("from", "me")))
    )


@pytest.fixture(scope="module")
def talk() -> World:
    world = World()
    ada = world.make("x", NOW_MS).author_id
    world.plant("Café Acme-CLI is 🚀 great", NOW_MS, id=1, lang="fr")
    world.plant("see https://acme.dev/docs?x=1 and @acme #AcmeCLI $ACM", NOW_MS, id=2)
    world.plant(
        "@bob what? https://other.example",
        NOW_MS,
        id=3,
        in_reply_to_user_id=77,
        referenced=(("replied_to", 2),),
        conversation_id=2,
    )
    world.plant("my words", NOW_MS, id=4, referenced=(("quoted", 1),))
    world.plant("RT @x: acme cli", NOW_MS, id=5, referenced=(("retweeted", 1),))
    world.plant("long " * 80 + "zebra #late", NOW_MS, id=6)
    world.plant("アクメは速い", NOW_MS, id=7, lang="ja")
    liked = world.make("popular", NOW_MS, id=8)
    world.add(
        world.make("popular", NOW_MS, author_id=999, id=8, metrics=type(liked.metrics)(likes=5, replies=2, reposts=1))
    )
    assert ada == 1_001
    return world


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("acme", [1, 2]),
        ("cafe", [1]),
        ('"acme cli"', [1]),
        ('"cli acme"', []),
        ("🚀", [1]),
        ("docs", []),
        ('url:"acme.dev"', [2]),
        ("url:acme.dev/docs", [2]),
        ("url:t.co", [2, 3]),
        ("#acmecli", [2]),
        ("#acme", []),
        ("@ACME", [2]),
        ("$acm", [2]),
        ("to:77 is:reply", [3]),
        ("conversation_id:2", [2, 3]),
        ("in_reply_to_tweet_id:2", [3]),
        ("quotes_of_tweet_id:1", [4]),
        ("words is:quote", [4]),
        ("zebra", [6]),
        ("#late", [6]),
        ("アクメ", [7]),
        ("速", [7]),
        ("from:sim_author lang:ja", [7]),
        ("from:999", [8]),
        ("popular min_likes:5 min_replies:2 min_reposts:1", [8]),
        ("popular min_likes:6", []),
        ("from:sim_author has:hashtags has:cashtags has:mentions has:links", [2]),
        ("from:sim_author is:verified", []),
        ("context:1.2 OR place:x", []),
        ("acme -is:retweet -café", [2]),
        ("acme has:media", []),
    ],
)
def test_a_query_matches_by_the_rules_of_x(talk: World, query: str, ids: list[int]) -> None:
    assert talk.matching(query) == ids
