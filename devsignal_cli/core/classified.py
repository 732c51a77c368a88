"""A post with all that can be said of it by itself: sentiment, type, keywords. Pure."""

from collections.abc import Sequence

from devsignal_cli.core import sentiment
from devsignal_cli.core.match import matched
from devsignal_cli.core.noise import text_key
from devsignal_cli.model.connection import Keyword
from devsignal_cli.model.posts import Classified, Post
from devsignal_cli.model.words import PostType

SIGNAL_TYPES: dict[str, PostType] = {
    "mention": "twitter_mention",
    "question": "twitter_question",
    "complaint": "twitter_complaint",
    "praise": "twitter_praise",
}


def classified(post: Post, keywords: Sequence[Keyword], read_at: int) -> Classified:
    """A post that X sent at `read_at`. A withheld one is not classified: its text may be a notice of X."""
    ids, certain = matched(post, keywords)
    if post.is_withheld:
        return Classified(post, "neutral", 0.0, "twitter_mention", ids, certain, read_at)
    found = sentiment.classify(post.text)
    key = None if post.is_repost else text_key(post.text)
    return Classified(post, found.sentiment, found.score, SIGNAL_TYPES[found.type], ids, certain, read_at, key)
