"""Ids, closed sets and prices: the words that every other value is made of."""

from typing import Literal, NewType

OrganizationId = NewType("OrganizationId", int)
RunId = NewType("RunId", int)

Sentiment = Literal["positive", "negative", "neutral"]
PostType = Literal["twitter_mention", "twitter_question", "twitter_complaint", "twitter_praise"]
IdentityState = Literal["confirmed", "probable", "review", "rejected", "revoked", "unknown"]

SENTIMENTS: tuple[Sentiment, ...] = ("positive", "negative", "neutral")
POST_TYPES: tuple[PostType, ...] = ("twitter_mention", "twitter_question", "twitter_complaint", "twitter_praise")

# Why a line or page of an imported file held nothing to store, and why a signal outlives the undoing of its import.
SkippedKind = Literal["counts", "errors", "compliance", "empty", "other"]
KeptReason = Literal["synced", "by_hand", "deleted"]

SKIPPED_KINDS: tuple[SkippedKind, ...] = ("counts", "errors", "compliance", "empty", "other")
KEPT_REASONS: tuple[KeptReason, ...] = ("synced", "by_hand", "deleted")

POST_PRICE_USD = 0.005
USER_PRICE_USD = 0.010
COUNTS_PRICE_USD = 0.005
PAGE_SMALLEST, PAGE_LARGEST = 10, 100
