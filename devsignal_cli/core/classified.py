"""A post with all that can be said of it by itself: sentiment, type, keywords. Pure."""

from collections.abc import Callable, Sequence

from devsignal_cli.core.match import matched
from devsignal_cli.core.noise import text_key
from devsignal_cli.core.sentiment import Classification, Classifier
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.labels import Label
from devsignal_cli.model.posts import Classified, Post
from devsignal_cli.model.words import PostType

Classify = Callable[[str], Classification]
SIGNAL_TYPES: dict[str, PostType] = {
    "mention": "twitter_mention",
    "question": "twitter_question",
    "complaint": "twitter_complaint",
    "praise": "twitter_praise",
}


def classified(post: Post, keywords: Sequence[Keyword], read_at: int, classifier: Classifier) -> Classified:
    """A post that X sent at `read_at`, by the organization's own classifier."""
    ids, certain = matched(post, keywords)
    said = label(post.text, classifier, is_withheld=post.is_withheld, is_repost=post.is_repost)
    return Classified(post, said.sentiment, said.score, said.type, ids, certain, read_at, said.text_key)


def label(text: str, classifier: Classifier, *, is_withheld: bool, is_repost: bool) -> Label:
    """What is said of a post's text, and the key by which its copies are found."""
    found = judge(text, classifier.classify, is_withheld=is_withheld)
    key = None if is_repost or is_withheld else text_key(text)
    return Label(found.sentiment, found.score, SIGNAL_TYPES[found.type], key)


def judge(text: str, classify: Classify, *, is_withheld: bool) -> Classification:
    """The classification of a post's text. A withheld one is not judged: its text may be a notice of X."""
    return Classification("neutral", 0.0, "mention", ()) if is_withheld else classify(text)
