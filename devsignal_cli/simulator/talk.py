"""Says something: picks a phrase of a kind and fills its slots. The phrases stand in phrases.py and chatter.py."""

import random
import re
from collections.abc import Sequence

from devsignal_cli.simulator import chatter, phrases

_SLOT = re.compile(r"\{(\w+)\}")
_GENERAL: tuple[tuple[Sequence[str], str, int], ...] = (
    (phrases.PRAISE, "en", 15),
    (phrases.COMPLAINT, "en", 18),
    (phrases.QUESTION, "en", 17),
    (phrases.MENTION, "en", 13),
    (phrases.CODE, "en", 5),
    (phrases.LINK_ONLY, "en", 5),
    (phrases.LONG, "en", 3),
    (chatter.COMPETITOR, "en", 8),
    (chatter.NOISE, "en", 11),
)
_ENGLISH_SHARE = 0.94
_REPLY_SHARE = 0.7


def say(rng: random.Random, kind: str) -> tuple[str, str]:
    """A text with whole links, and its language, for a post of this kind (post, reply, quote, official, ...)."""
    if kind == "official":
        return _fill(rng, rng.choice(chatter.OFFICIAL)), "en"
    if kind == "reply" and rng.random() < _REPLY_SHARE:
        return _fill(rng, rng.choice(chatter.REPLY)), "en"
    if kind == "quote":
        return _fill(rng, rng.choice(chatter.QUOTE)), "en"
    if rng.random() > _ENGLISH_SHARE:
        text, lang = rng.choice(chatter.OTHER_LANGUAGES)
        return _fill(rng, text), lang
    texts, lang, _ = rng.choices(_GENERAL, [weight for _, _, weight in _GENERAL])[0]
    return _fill(rng, rng.choice(texts)), lang


def _fill(rng: random.Random, text: str) -> str:
    return _SLOT.sub(lambda slot: rng.choice(phrases.SLOTS[slot[1]]), text)
