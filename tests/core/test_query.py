"""Keywords become queries that X takes, and nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.query import LONGEST, clauses, clean_handle, clean_keyword, clean_lang, pack, suffix
from devsignal_cli.core.raw_query import clean_raw_query
from devsignal_cli.errors import UsageError
from devsignal_cli.model.connection import Keyword, QuerySettings
from devsignal_cli.simulator.query import And, Node, Not, Or, Term, parse

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1, max_size=30
)
SETTINGS = QuerySettings(excludes=("giveaway", "acme corp"), lang="en", own_accounts=("acme", "acmehq"))


def usable(text: str) -> bool:
    try:
        clean_keyword(text)
    except UsageError:
        return False
    return True


def keywords(texts: list[str]) -> list[Keyword]:
    return [Keyword(number, clean_keyword(text)) for number, text in enumerate(dict.fromkeys(texts), 1)]


def alternatives(node: Node) -> list[Term]:
    """The terms of the keyword group, which is the first part of a packed query."""
    assert isinstance(node, And)
    group = node.parts[0]
    parts = group.parts if isinstance(group, Or) else (group,)
    assert all(isinstance(part, Term) for part in parts)
    return [part for part in parts if isinstance(part, Term)]


def asked(term: Term) -> str:
    return {"hashtag": "#", "mention": "@", "cashtag": "$"}.get(term.kind, "") + term.value


@given(st.lists(WORDS.filter(usable), min_size=1, max_size=60))
def test_each_packed_query_parses_back_to_its_keywords(texts: list[str]) -> None:
    packed = pack(keywords(texts), SETTINGS)
    for query in packed:
        assert len(query.query) <= LONGEST
        node = parse(query.query)
        terms = [term for term in alternatives(node) if term.kind != "url"]
        assert [asked(term) for term in terms] == [clauses(k.text)[0].strip('"') for k in query.keywords]
    assert sorted(k.id for query in packed for k in query.keywords) == [k.id for k in keywords(texts)]


def test_what_is_left_out_stands_behind_each_query() -> None:
    node = parse(pack(keywords(["acme"]), SETTINGS)[0].query)
    assert isinstance(node, And)
    assert {part.part for part in node.parts if isinstance(part, Not)} == {
        Term("is", "retweet"),
        Term("from", "acme"),
        Term("from", "acmehq"),
        Term("keyword", "giveaway", quoted=True),
        Term("keyword", "acme corp", quoted=True),
    }
    assert Term("lang", "en") in node.parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("acme", '"acme"'),
        ("acme cli", '"acme cli"'),
        ("#AcmeCLI", "#AcmeCLI"),
        ("@acme", "@acme"),
        ("$ACME", "$ACME"),
        ("acme.dev", '"acme.dev" OR url:"acme.dev"'),
        ("https://www.acme.dev/docs", '"acme.dev/docs" OR url:"acme.dev/docs"'),
        ("node.js", '"node.js" OR url:"node.js"'),
        ("c++", '"c++"'),
        ("salt and pepper", '"salt and pepper"'),
        ("🚀", '"🚀"'),
        ("$5 plan", '"$5 plan"'),
    ],
)
def test_a_keyword_is_asked_for_as(text: str, expected: str) -> None:
    assert " OR ".join(clauses(clean_keyword(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  acme\n cli ", "acme cli"), ("“acme cli”", "acme cli"), ('acme "cli"', "acme cli"), ("a👨‍👩‍👧b", "a👨‍👩‍👧b")],
)
def test_a_keyword_is_stored_on_one_line_without_quotes(text: str, expected: str) -> None:
    assert clean_keyword(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ('""', "empty"),
        ("a", "stop word"),
        ("The", "stop word"),
        ("to be", "stop word"),
        ("ac\x07me", "control"),
        ("a\u202eb", "control"),
        ("!!!", "no word"),
        ("#acme-cli", "hashtag"),
        ("#123", "hashtag"),
        ("@too_long_for_a_handle", "handle"),
        ("@a b", "handle"),
    ],
)
def test_what_x_would_refuse_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        clean_keyword(text)
    assert reason in caught.value.message


def test_a_keyword_too_long_with_its_exclusions_is_refused() -> None:
    with pytest.raises(UsageError, match="512"):
        pack(keywords(["x" * 300]), QuerySettings(excludes=("y" * 200,)))


def test_keywords_of_another_place_or_topic_walk_apart_and_a_new_one_last() -> None:
    packed = pack(
        [
            Keyword(1, "new"),
            Keyword(2, "old", place=5),
            Keyword(3, "rival", "rivals", place=5),
            Keyword(4, "older", place=3),
            Keyword(5, "also old", place=5),
            Keyword(6, "asked", covered_until=9),
        ],
        QuerySettings(),
    )
    assert [[keyword.text for keyword in query.keywords] for query in packed] == [
        ["old", "also old"],
        ["rival"],
        ["older"],
        ["asked"],
        ["new"],
    ]
    assert [query.since_id for query in packed] == [5, 5, 3, None, None]
    assert packed[3].covered_until == 9


def test_a_raw_query_stands_alone_and_as_it_is() -> None:
    packed = pack(
        [Keyword(1, "acme lang:de", is_raw=True), Keyword(2, "acme"), Keyword(3, "x OR y", is_raw=True)], SETTINGS
    )
    assert [query.query for query in packed if query.keywords[0].is_raw] == ["acme lang:de", "x OR y"]


def test_handles_and_languages_are_checked() -> None:
    assert (clean_handle(" @acme "), clean_lang("zh-CN")) == ("acme", "zh-CN")
    for bad in ("acme hq", "", "@"):
        with pytest.raises(UsageError):
            clean_handle(bad)
    with pytest.raises(UsageError):
        clean_lang("english")


def test_a_dotted_exclusion_leaves_out_texts_and_links() -> None:
    assert suffix(QuerySettings(excludes=("spam.example",))) == '-is:retweet -"spam.example" -url:"spam.example"'


@pytest.mark.parametrize(
    "query",
    [
        "acme",
        '"acme cli"',
        "(acme OR globex) lang:en -is:retweet",
        "to:acme",
        "conversation_id:133",
        'entity:"Ada L"',
        "$acme",
        "acme min_likes:10",
        "“acme cli”",
        "acme\nOR globex",
        "from:acme is:reply lang:zh-CN",
        '("acme cli" OR #acme OR @acme OR url:"acme.dev") -from:acme',
    ],
)
def test_a_query_that_x_takes_is_taken(query: str) -> None:
    parse(clean_raw_query(query))


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "empty"),
        ("lang:en", "stand alone"),
        ("-is:retweet", "stand alone"),
        ("is:retweet OR has:links", "stand alone"),
        ("acme -(foo OR bar)", "negated"),
        ("acme and cli", "ambiguous"),
        ("acme or cli", "ambiguous"),
        ("a", "stand alone"),
        ("min_faves:10 acme", "not known"),
        ('"acme', "quote"),
        ("(acme", "parenthesis"),
        (")acme(", "parenthesis"),
        ("acme is:nullcast", "not known"),
        ("acme " + "x" * 520, "characters"),
        ("<b>acme</b>", "does not take"),
        ("acme \x07", "does not take"),
    ],
)
def test_a_query_that_x_would_refuse_is_refused_with_the_reason(query: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        clean_raw_query(query)
    assert reason in caught.value.message
