"""Drafts into authors and posts as X gives them, and into the truth about them."""

from collections.abc import Iterator, Sequence
from random import Random

from tests.identity_world import evidence
from tests.identity_world.accounts import FIRST_SEEN, LAST_SEEN, PERIOD, SEEN, snowflake
from tests.identity_world.drafts import Draft
from tests.identity_world.entities import affiliation, shortened
from tests.identity_world.model import Author, Company, Contact, Post, Seen, Truth, World
from tests.identity_world.phrases import LOCATIONS, POSTS


def world(
    seed: int, companies: Sequence[Company], contacts: Sequence[Contact], drafts: Sequence[Draft], random: Random
) -> World:
    """A world of drafts, each with its posts."""
    authors = [_author(draft, random) for draft in drafts]
    posts = [post for author in authors for post in _posts(author, random)]
    posts.sort(key=lambda post: (post.posted_at, post.id))
    return World(
        seed, tuple(companies), tuple(contacts), tuple(authors), tuple(posts), _truth(contacts, drafts, authors)
    )


def _author(draft: Draft, random: Random) -> Author:
    bio, entities = shortened(draft.shown.bio, draft.shown.link, random)
    vouched = draft.shown.affiliation
    former = (Seen(draft.former, random.randrange(FIRST_SEEN, FIRST_SEEN + PERIOD)),) if draft.former else ()
    begin = LAST_SEEN if draft.is_late else SEEN
    return Author(
        user_id=draft.user_id,
        username=draft.username,
        seen_at=random.randrange(begin, begin + PERIOD),
        former=former,
        name=draft.display,
        bio=bio,
        location=random.choice(LOCATIONS),
        link=draft.shown.link,
        entities=entities,
        affiliation=affiliation(vouched) if vouched else None,
        followers=int(random.lognormvariate(5.5, 1.8)),
        created_at=draft.created_at,
    )


def _posts(author: Author, random: Random) -> Iterator[Post]:
    """One whenever the author was seen, and now and then a second one shortly before."""
    for seen in (*author.former, Seen(author.username, author.seen_at)):
        yield _post(author, seen.username, seen.seen_at, random)
        if random.random() < 0.25:
            yield _post(author, seen.username, seen.seen_at - random.randint(1, 86_400), random)


def _post(author: Author, username: str, at: int, random: Random) -> Post:
    text = random.choice(POSTS).format(n=random.randint(2, 9_999))
    return Post(snowflake(at, random.getrandbits(22)), author.user_id, username, text, at)


def _truth(contacts: Sequence[Contact], drafts: Sequence[Draft], authors: Sequence[Author]) -> Truth:
    return Truth(
        contact_of={draft.user_id: draft.contact for draft in drafts if draft.contact},
        company_of={draft.user_id: draft.company for draft in drafts if draft.company},
        evidence=evidence.of(contacts, drafts),
        named=frozenset(draft.user_id for draft in drafts if draft.shown.named and draft.company),
        twins=evidence.twins(drafts),
        kinds={draft.user_id: draft.kind for draft in drafts},
        names={draft.user_id: draft.name for draft in drafts},
        traps={author.user_id: tuple(draft.traps) for draft, author in zip(drafts, authors, strict=True)},
        undecidable_company=frozenset(draft.user_id for draft in drafts if draft.is_undecidable_company),
        undecidable_contact=frozenset(draft.user_id for draft in drafts if draft.is_undecidable_contact),
    )
