"""The simulated world: authors and time-ordered posts, planted by tests or grown from a seed."""

import bisect
import itertools
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Self

from devsignal_cli.simulator import growth
from devsignal_cli.simulator.entities import compose, read_text
from devsignal_cli.simulator.matching import Features, features, matches
from devsignal_cli.simulator.moments import LOW_BITS, snowflake
from devsignal_cli.simulator.posts import SimAuthor, SimPost
from devsignal_cli.simulator.query import parse

_PLANTED = 1 << (LOW_BITS - 1)


@dataclass(slots=True)
class _Hits:
    """What one query matched among the first `scanned` posts, as long as nothing changed behind them."""

    epoch: int
    scanned: int = 0
    ids: list[int] = field(default_factory=list)


class World:
    """Posts by id and authors by id; later posts of a seeded world appear as `advance_to` is told of a later time."""

    def __init__(
        self,
        authors: Iterable[SimAuthor] = (),
        posts: Iterable[SimPost] = (),
        future: Iterator[tuple[SimPost, SimAuthor]] | None = None,
    ) -> None:
        self.authors: dict[int, SimAuthor] = {}
        self._handles: dict[str, int] = {}
        self._by_id: dict[int, SimPost] = {}
        self._ids: list[int] = []
        self._features: dict[int, Features] = {}
        self._hits: dict[str, _Hits] = {}
        self._epoch = 0
        self._planted = itertools.count(1)
        self._future = future or iter(())
        self._next = next(self._future, None)
        self._lock = threading.RLock()
        for author in authors:
            self._admit(author)
        for post in posts:
            self.add(post)

    @classmethod
    def seeded(cls, seed: int, posts: int, now_ms: int) -> Self:
        """A world of developer talk about Acme CLI: `posts` posts in the 6.5 days before now, more as time goes on."""
        world = cls(authors=growth.official_authors(), future=growth.stream(seed, posts, now_ms))
        world.advance_to(now_ms)
        return world

    @property
    def posts(self) -> list[SimPost]:
        """All posts that exist by now, oldest first."""
        with self._lock:
            return [self._by_id[post_id] for post_id in self._ids]

    def get(self, post_id: int) -> SimPost | None:
        """The post with this id, if it exists by now."""
        return self._by_id.get(post_id)

    def author_named(self, username: str) -> SimAuthor | None:
        """The author with this handle, case ignored."""
        return self.authors.get(self._handles.get(username.lower(), -1))

    def add_author(self, author: SimAuthor) -> SimAuthor:
        """Adds or replaces an author."""
        with self._lock:
            self._admit(author)
            self._features.clear()
            self._epoch += 1
        return author

    def add(self, post: SimPost) -> SimPost:
        """Adds a post, or replaces the one with the same id."""
        with self._lock:
            if post.id in self._by_id or (self._ids and post.id < self._ids[-1]):
                self._epoch += 1
            if post.id not in self._by_id:
                bisect.insort(self._ids, post.id)
            self._features.pop(post.id, None)
            self._by_id[post.id] = post
        return post

    def remove(self, post_id: int) -> None:
        """Deletes a post; lookups then answer "not found". KeyError if there is none."""
        with self._lock:
            del self._by_id[post_id]
            self._ids.remove(post_id)
            self._features.pop(post_id, None)
            self._epoch += 1

    def make(self, text: str, at_ms: int, author_id: int | None = None, **overrides: Any) -> SimPost:
        """A post ready for `add`: id, entities and cut text follow from the arguments; fields of SimPost override."""
        post_id = overrides.pop("id", None) or snowflake(at_ms, _PLANTED | next(self._planted))
        post = compose(post_id, self._some_author() if author_id is None else author_id, at_ms, text)
        if overrides.get("note_text"):
            overrides["note_text"], overrides["note_entities"] = read_text(overrides["note_text"])
        return replace(post, **overrides)

    def plant(self, text: str, at_ms: int, author_id: int | None = None, **overrides: Any) -> SimPost:
        """`make` and `add` in one."""
        return self.add(self.make(text, at_ms, author_id, **overrides))

    def advance_to(self, now_ms: int) -> None:
        """Lets the posts of a seeded world appear up to a moment."""
        with self._lock:
            while self._next and self._next[0].created_ms <= now_ms:
                post, author = self._next
                if author.id not in self.authors:
                    self._admit(author)
                self.add(post)
                self._next = next(self._future, None)

    def matching(self, query: str) -> list[int]:
        """The ids, oldest first, of all posts so far that search would return for a query; retweets never are."""
        with self._lock:
            hits = self._hits.get(query)
            if hits is None or hits.epoch != self._epoch:
                hits = self._hits[query] = _Hits(self._epoch)
            node = parse(query)
            fresh = self._ids[hits.scanned :]
            hits.ids += [i for i in fresh if not self._by_id[i].is_retweet and matches(node, self._known(i))]
            hits.scanned = len(self._ids)
            return list(hits.ids)

    def between(self, query: str, after_id: int, before_id: int) -> list[int]:
        """The ids that `matching` gives, cut to after_id < id < before_id."""
        found = self.matching(query)
        return found[bisect.bisect_right(found, after_id) : bisect.bisect_left(found, before_id)]

    def _admit(self, author: SimAuthor) -> None:
        self.authors[author.id] = author
        self._handles[author.username.lower()] = author.id

    def _known(self, post_id: int) -> Features:
        if post_id not in self._features:
            post = self._by_id[post_id]
            replied_to = self.authors.get(post.in_reply_to_user_id or -1)
            self._features[post_id] = features(post, self.authors.get(post.author_id), replied_to)
        return self._features[post_id]

    def _some_author(self) -> int:
        if not self.authors:
            self.add_author(SimAuthor(id=1_001, username="sim_author", name="Sim Author"))
        return next(iter(self.authors))
