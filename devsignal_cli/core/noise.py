"""The mark of a bot or of spam: a few signs of account and text, two of which must meet. Pure.

docs/noise.md gives the thresholds for people. No sign alone marks a post, so that no honest newcomer is marked for
one. All signs come of what is stored; none asks the network.
"""

import re
from hashlib import blake2b

from devsignal_cli.core.words import folded, split
from devsignal_cli.model.noise import Account, Standing

COPIES = 3
"""So many posts with one text make it a repeated one: two may be a person who corrects a typing error."""
FEW_FOLLOWERS = 10
NEW_ACCOUNT_SECONDS = 30 * 86_400
MANY_POSTS_A_DAY = 72
"""DFRLab, "#BotSpot: Twelve Ways to Spot a Bot" (2017): one post every ten minutes, twelve hours a day, is suspicious.

The Oxford Internet Institute's project on computational propaganda takes 50 a day, which people who live on X reach.
"""
KNOWN_FOLLOWERS = 10_000
SIGNS_FOR_THE_MARK = 2
SHORTEST_WORDS = 5

_DAY_SECONDS = 86_400
_LINK_OR_MENTION = re.compile(r"https?://\S+|www\.\S+|@\w+")
_DIGITS = re.compile(r"[\d_]+")  # \w has the underscore, which is punctuation here


def text_key(text: str) -> int | None:
    """The same 64-bit number for the same text, whatever its case, links, mentions, digits and punctuation.

    None for a text of fewer than five words: "thanks for the help" is everybody's.
    """
    plain = folded(text)
    if "@" in plain or "://" in plain or "www." in plain:
        plain = _LINK_OR_MENTION.sub(" ", plain)
    words = split(_DIGITS.sub("", plain))
    if len(words) < SHORTEST_WORDS:
        return None
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big", signed=True)


def signs(account: Account, posted_at: int, *, is_repeated: bool, is_contact: bool) -> tuple[str, ...]:
    """The signs of spam that a post bears, none unless at least two meet.

    Args:
        account: who wrote it.
        posted_at: when, in Unix seconds.
        is_repeated: whether its text was stored three times or more.
        is_contact: whether the author is a known contact.
    """
    standing = standing_of(account)
    if is_contact or standing.is_known:
        return ()
    held = {
        "few_followers": standing.has_few_followers,
        "new_account": standing.created_at is not None and posted_at - standing.created_at < NEW_ACCOUNT_SECONDS,
        "many_posts": standing.has_many_posts,
        "repeated_text": is_repeated,
    }
    found = tuple(name for name, holds in held.items() if holds)
    return found if len(found) >= SIGNS_FOR_THE_MARK else ()


def standing_of(account: Account) -> Standing:
    """All that the signs take of an account: while it stays the same, so do the marks of what it wrote."""
    return Standing(
        created_at=account.created_at,
        has_few_followers=account.followers is not None and account.followers < FEW_FOLLOWERS,
        has_many_posts=_posts_a_day(account) > MANY_POSTS_A_DAY,
        is_known=_is_known(account),
    )


def _is_known(account: Account) -> bool:
    """Whether an account answers for itself: verified, part of an organization on X, or followed by many."""
    return account.is_verified or account.is_affiliated or (account.followers or 0) > KNOWN_FOLLOWERS


def _posts_a_day(account: Account) -> float:
    """Posts a day over the account's life, which counts as a day at least."""
    if account.posts is None or account.created_at is None:
        return 0.0
    return account.posts / max(1.0, (account.seen_at - account.created_at) / _DAY_SECONDS)
