"""What X would bill: per account, each post and user once per UTC day, counts per request; errors and empties free."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

POST_USD = 0.005
USER_USD = 0.010
COUNTS_USD = 0.005


@dataclass(slots=True)
class Account:
    """The bill of one token; the sets hold what was billed on a UTC day (YYYY-MM-DD)."""

    posts_by_day: dict[str, set[str]] = field(default_factory=dict)
    users_by_day: dict[str, set[str]] = field(default_factory=dict)
    requests: Counter[str] = field(default_factory=Counter)
    counts: int = 0
    posts_returned: int = 0
    users_returned: int = 0

    @property
    def posts(self) -> int:
        """Posts billed."""
        return sum(map(len, list(self.posts_by_day.values())))

    @property
    def users(self) -> int:
        """Users billed."""
        return sum(map(len, list(self.users_by_day.values())))

    @property
    def usd(self) -> float:
        """The bill in US dollars."""
        return round(self.posts * POST_USD + self.users * USER_USD + self.counts * COUNTS_USD, 3)

    def posts_in_month(self, day: str) -> int:
        """Posts billed in the UTC month of a day."""
        return sum(len(ids) for billed, ids in self.posts_by_day.items() if billed[:7] == day[:7])

    def snapshot(self) -> dict[str, Any]:
        """The bill as GET /_sim/meter shows it."""
        return {
            "posts": self.posts,
            "users": self.users,
            "counts": self.counts,
            "usd": self.usd,
            "requests": dict(self.requests),
            "posts_returned": self.posts_returned,
            "users_returned": self.users_returned,
        }


class Meter:
    """The bills of all accounts."""

    def __init__(self) -> None:
        self.by_token: dict[str, Account] = {}

    def account(self, token: str) -> Account:
        """The account of a token; "" is that of requests without a valid one."""
        return self.by_token.setdefault(token, Account())

    def asked(self, token: str, path: str) -> None:
        """Notes a request, whatever becomes of it."""
        self.account(token).requests[path] += 1

    def bill(self, token: str, day: str, posts: Iterable[str], users: Iterable[str], counts: int) -> None:
        """Bills what an answer returned on a UTC day; what the account had that day already is free."""
        account = self.account(token)
        posts, users = list(posts), list(users)
        account.posts_by_day.setdefault(day, set()).update(posts)
        account.users_by_day.setdefault(day, set()).update(users)
        account.counts += counts
        account.posts_returned += len(posts)
        account.users_returned += len(users)

    def _accounts(self) -> list[Account]:
        return list(self.by_token.values())  # a copy: a test may read while a request is billed

    @property
    def posts(self) -> int:
        """Posts billed, all accounts."""
        return sum(account.posts for account in self._accounts())

    @property
    def users(self) -> int:
        """Users billed, all accounts."""
        return sum(account.users for account in self._accounts())

    @property
    def counts(self) -> int:
        """Counts requests billed, all accounts."""
        return sum(account.counts for account in self._accounts())

    @property
    def usd(self) -> float:
        """The bill in US dollars, all accounts."""
        return round(sum(account.usd for account in self._accounts()), 3)

    @property
    def posts_returned(self) -> int:
        """Posts sent, billed or not, all accounts."""
        return sum(account.posts_returned for account in self._accounts())

    @property
    def users_returned(self) -> int:
        """Users sent, billed or not, all accounts."""
        return sum(account.users_returned for account in self._accounts())

    @property
    def requests(self) -> Mapping[str, int]:
        """Requests by path, all accounts."""
        return sum((account.requests for account in self._accounts()), Counter())

    def snapshot(self) -> dict[str, Any]:
        """The whole bill as GET /_sim/meter shows it: the sums, and `by_token`."""
        return {
            "posts": self.posts,
            "users": self.users,
            "counts": self.counts,
            "usd": self.usd,
            "requests": dict(self.requests),
            "posts_returned": self.posts_returned,
            "users_returned": self.users_returned,
            "by_token": {token: account.snapshot() for token, account in list(self.by_token.items())},
        }
