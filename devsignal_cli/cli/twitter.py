"""The table of the X commands."""

import typer

from devsignal_cli.cli.group import LazyGroup, lazy

COMMANDS = {
    "connect": ("devsignal_cli.cli.twitter_connect", "Connect an organization to X: token, keywords, budget."),
    "keywords": ("devsignal_cli.cli.twitter_keywords", "List, add, rename or remove keywords."),
    "preview": ("devsignal_cli.cli.twitter_preview", "The posts that the queries match now, and their cost."),
    "status": ("devsignal_cli.cli.twitter_status", "Connection, spend, sentiment, and the last 5 posts."),
    "sync": ("devsignal_cli.cli.twitter_sync", "Read what is new on X, classify it, store it."),
    "recent": ("devsignal_cli.cli.twitter_recent", "The newest posts, by type or sentiment."),
    "import": ("devsignal_cli.cli.twitter_import", "Take in saved answers of X: pages, posts, users, deletions."),
    "mute": ("devsignal_cli.cli.twitter_mute", "Leave a handle, a term or spam out of lists and stats."),
    "lexicon": ("devsignal_cli.cli.twitter_lexicon", "Your own words: give a term a weight, or silence it."),
    "forget": ("devsignal_cli.cli.twitter_forget", "Remove an author for good; never store them again."),
    "reclassify": ("devsignal_cli.cli.twitter_reclassify", "Run today's classifier over what is stored."),
    "disconnect": ("devsignal_cli.cli.twitter_disconnect", "Drop the token; what is stored stays."),
}

app = typer.Typer(
    cls=lazy(LazyGroup, COMMANDS), help="X: connect, watch keywords, sync mentions.", add_completion=False,
    no_args_is_help=True,
)  # fmt: skip


@app.callback()
def twitter() -> None:
    """X: connect, watch keywords, sync mentions, see how people feel."""
