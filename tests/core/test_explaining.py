"""What is stored beside what today's classifier says."""

from dataclasses import replace
from datetime import UTC, datetime

from devsignal_cli.core.explaining import explained
from devsignal_cli.core.sentiment import VERSION, Classifier, OwnWords, classify
from devsignal_cli.results.one_signal import SignalShown
from devsignal_cli.results.signals import Author, SignalMetrics

THEN = datetime(2026, 11, 18, tzinfo=UTC)
STORED = SignalShown(
    id="1",
    org="default",
    source="twitter",
    type="twitter_praise",
    sentiment="positive",
    score=0.7,
    post_id="9",
    posted_at=THEN,
    text="it keeps crashing",
    url="https://x.com/i/web/status/9",
    lang="en",
    author=Author("7", None, None, None),
    contact_id=None,
    company_id=None,
    identity_state="unknown",
    metrics=SignalMetrics(None, None, None, None),
    keywords=(),
    muted=False,
    done=False,
    classifier="old",
)


def test_what_the_classifier_says_otherwise_is_named() -> None:
    told = explained(STORED, Classifier())
    assert told.today is not None
    assert (told.classifier, told.today.classifier) == ("old", VERSION)
    assert (told.today.sentiment, told.today.type) == ("negative", "twitter_complaint")
    assert told.today.evidence[0]["term"] == classify("it keeps crashing").evidence[0].term
    assert told.differs == ("sentiment", "type")


def test_what_is_by_hand_differs_from_nothing() -> None:
    by_hand = replace(STORED, sentiment_by_hand=True, type_by_hand=True)
    assert explained(by_hand, Classifier()).differs == ()
    assert explained(replace(by_hand, type_by_hand=False), Classifier()).differs == ("type",)


def test_an_organizations_keywords_are_no_evidence() -> None:
    liked = replace(STORED, text="love is down", sentiment="neutral", type="twitter_mention")
    told = explained(liked, Classifier(OwnWords(keywords=("love",))))
    assert told.today is not None
    assert "love" not in {term["term"] for term in told.today.evidence}


def test_without_a_text_of_its_author_there_is_nothing_to_judge() -> None:
    deleted = explained(replace(STORED, text="", deleted_at=THEN), Classifier())
    withheld = explained(replace(STORED, withheld=True), Classifier())
    assert [(told.state, told.today, told.differs) for told in (deleted, withheld)] == [
        ("deleted", None, ()),
        ("withheld", None, ()),
    ]
