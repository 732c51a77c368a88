"""What a post, or a new look at it, writes into its signal's row. Pure."""

from devsignal_cli.model.labels import Label
from devsignal_cli.model.posts import Classified, Post
from devsignal_cli.snowflake import time_of
from devsignal_cli.store.states import State


def content(item: Classified, classifier: str) -> State:
    """The columns that come from the post and its classification."""
    post = item.post
    return {
        **_metrics(post, item.read_at),
        "text_key": item.text_key,
        "post_id": post.id,
        "author_id": post.author_id,
        "conversation_id": post.conversation_id,
        "in_reply_to_user_id": post.in_reply_to_user_id,
        "posted_at": first_appeared(post),
        "text": post.text,
        "lang": post.lang,
        "type": item.type,
        "sentiment": item.sentiment,
        "score": item.score,
        "classifier": classifier,
        "repost": int(post.is_repost),
        "sensitive": int(post.is_sensitive),
        "withheld": int(post.is_withheld),
    }


def first_appeared(post: Post) -> int:
    """When the first version of a post was made, whichever version comes first: an edit's `created_at` is its own."""
    return post.posted_at if post.id == post.root_id else min(post.posted_at, time_of(post.root_id))


def _metrics(post: Post, read_at: int) -> State:
    metrics = post.metrics
    return {
        "likes": metrics.likes,
        "reposts": metrics.reposts,
        "replies": metrics.replies,
        "quotes": metrics.quotes,
        "bookmarks": metrics.bookmarks,
        "impressions": metrics.impressions,
        "metrics_at": read_at,
    }


def edited(old: State, item: Classified, classifier: str) -> State:
    """The newer version's content; what a person corrected by hand, and when the post first appeared, stay."""
    new = old | content(item, classifier) | {"edited_at": item.post.posted_at, "posted_at": old["posted_at"]}
    return new | _set_by_hand(old)


def relabelled(old: State, label: Label, classifier: str) -> State:
    """The same post with what a classifier says of it today; what a person corrected by hand stays."""
    said = {"sentiment": label.sentiment, "score": label.score, "type": label.type, "text_key": label.text_key}
    return old | said | {"classifier": classifier} | _set_by_hand(old)


def _set_by_hand(old: State) -> State:
    """What a person set, each for itself; the score is the classifier's all the same."""
    return {field: old[field] for field in ("type", "sentiment") if old[f"{field}_by_hand"]}
