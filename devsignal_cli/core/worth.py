"""Which posts are worth reading first: reach, a company that we know, and how strongly they feel. Pure.

A post's worth is the sum of three parts:

- reach: a point for each tenfold of followers at the last look (1,000 are 3), six at most;
- who: 2 for an author of a known company, 1 for a known contact without one;
- strength: 3 times the score without its sign (0..1), whichever way it feels.

Posts that look like spam are never worth it. Equal ones go newest first. Among the first, each author has one post.
"""

import math
from collections.abc import Iterable

from devsignal_cli.results.report import Candidate

MOST_REACH = 6.0
KNOWN_COMPANY, KNOWN_CONTACT = 2.0, 1.0
STRENGTH = 3.0


def worth(post: Candidate) -> float:
    """How much a post is worth reading, from 0 to 11."""
    reach = min(MOST_REACH, math.log10(max(1, post.followers or 0)))
    who = KNOWN_COMPANY if post.company_id is not None else KNOWN_CONTACT if post.contact_id is not None else 0.0
    return round(reach + who + STRENGTH * min(1.0, abs(post.score)), 2)


def ranked(posts: Iterable[Candidate]) -> list[Candidate]:
    """The posts that may be shown, those most worth reading first."""
    return sorted((post for post in posts if not post.is_spam), key=lambda post: (-worth(post), -post.post_id))


def first(best: Iterable[Candidate], number: int) -> list[Candidate]:
    """The first of some ranked posts, one an author, so that nobody's repeats crowd out the others."""
    chosen: dict[int, Candidate] = {}
    for post in best:
        chosen.setdefault(post.author_id or -post.post_key, post)
        if len(chosen) == number:
            break
    return list(chosen.values())
