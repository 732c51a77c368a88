"""What `twitter connect` means: which keywords come and go, which settings stay, and whether the token works."""

import random
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from devsignal_cli.core.ports import TokenCheck
from devsignal_cli.core.query import clean_handle, clean_keyword, clean_lang, clean_topic, pack
from devsignal_cli.core.raw_query import clean_raw_query
from devsignal_cli.errors import AuthError, TryLaterError, UsageError
from devsignal_cli.model.connection import Connection, Keyword, Organization, QuerySettings
from devsignal_cli.model.posts import SearchRequest
from devsignal_cli.model.words import PAGE_SMALLEST, OrganizationId
from devsignal_cli.results.status import Connected

MONTHLY_BUDGET_USD = 20.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for; None or an empty keyword list keeps what there was, an empty text clears it."""

    keywords: tuple[str, ...] = ()
    query: str | None = None
    topic: str | None = None
    excludes: Sequence[str] | None = None
    lang: str | None = None
    own_accounts: Sequence[str] | None = None
    monthly_budget_usd: float | None = None
    create_companies: bool | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What connecting will change."""

    organization_id: OrganizationId
    keywords: tuple[Keyword, ...]
    changed: tuple[Keyword, ...]
    removed: tuple[str, ...]
    settings: QuerySettings
    monthly_budget_usd: float
    create_companies: bool

    @property
    def added(self) -> tuple[str, ...]:
        """The keywords that were not watched before."""
        return tuple(keyword.text for keyword in self.changed if not keyword.id)

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries that a first sync would send."""
        return tuple(packed.query for packed in pack(self.keywords, self.settings))

    def connection(self, account: str, secret: str, last4: str, now: int) -> Connection:
        """The connection to store."""
        return Connection(
            self.organization_id,
            "twitter",
            account,
            secret,
            last4,
            self.settings,
            self.monthly_budget_usd,
            self.create_companies,
            now,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What X said of the token."""

    verified: bool
    account: str | None = None
    posts_used: int | None = None
    posts_cap: int | None = None
    balance_usd: float | None = None


def plan(organization_id: OrganizationId, before: Connection | None, watched: Sequence[Keyword], wish: Wish) -> Plan:
    """What a wish changes, with everything that X would refuse found now.

    Raises:
        UsageError: a keyword, account, language or query cannot be right, or there is nothing to watch.
    """
    asked = _asked(wish)
    keywords = tuple(_wanted(watched, asked) if asked else watched)
    if not keywords:
        raise UsageError(
            "There is nothing to watch yet.", "Name your product: devsignal twitter connect -k yourproduct"
        )
    settings = _settings(before.settings if before else QuerySettings(), wish)
    made = Plan(
        organization_id,
        keywords,
        tuple(keyword for keyword in keywords if keyword not in watched),
        tuple(keyword.text for keyword in watched if _key(keyword) not in {_key(wanted) for wanted in keywords}),
        settings,
        _first(wish.monthly_budget_usd, before.monthly_budget_usd if before else None, MONTHLY_BUDGET_USD),
        _first(wish.create_companies, before.create_companies if before else None, False),
    )
    made.queries  # noqa: B018 - packing now tells of a keyword that is too long
    return made


def check(source: TokenCheck) -> Checked:
    """Ask X, at no cost, whether the token works and may search: usage, then a search that finds nothing.

    Raises:
        AuthError: it does not.
    """
    usage = source.usage()
    nothing = "".join(random.choices(string.ascii_lowercase, k=30))
    source.search(SearchRequest(f'"{nothing}"', PAGE_SMALLEST))
    return Checked(
        verified=True,
        account=f"project:{usage.project_id}" if usage.project_id else None,
        posts_used=usage.posts_used,
        posts_cap=usage.posts_cap,
        balance_usd=_balance(source),
    )


def _balance(source: TokenCheck) -> float | None:
    try:
        return source.credits_usd()
    except (TryLaterError, AuthError):
        return None  # the balance is a courtesy; the token has already proved itself


def connected(organization: Organization, made: Plan, checked: Checked, last4: str) -> Connected:
    """The result to show."""
    return Connected(
        org=organization.name,
        connected=True,
        verified=checked.verified,
        account=checked.account or "token",
        token=f"…{last4}",
        keywords=tuple(keyword.text for keyword in made.keywords),
        added=made.added,
        removed=made.removed,
        queries=made.queries,
        budget_usd=made.monthly_budget_usd,
        create_companies=made.create_companies,
        posts_used=checked.posts_used,
        posts_cap=checked.posts_cap,
        balance_usd=checked.balance_usd,
    )


def _asked(wish: Wish) -> list[Keyword]:
    topic = clean_topic(wish.topic)
    asked = [Keyword(0, clean_keyword(text), topic) for text in wish.keywords]
    if wish.query is not None:
        asked.append(Keyword(0, clean_raw_query(wish.query), topic, is_raw=True))
    return list({_key(keyword): keyword for keyword in asked}.values())


def _wanted(watched: Sequence[Keyword], asked: Sequence[Keyword]) -> list[Keyword]:
    """The asked keywords; one that is watched already keeps its id, its place, and its topic unless one is given."""
    known = {_key(keyword): keyword for keyword in watched}
    return [
        replace(known[key], topic=keyword.topic or known[key].topic) if (key := _key(keyword)) in known else keyword
        for keyword in asked
    ]


def _settings(before: QuerySettings, wish: Wish) -> QuerySettings:
    excludes, accounts = wish.excludes, wish.own_accounts
    return QuerySettings(
        before.excludes if excludes is None else tuple(clean_keyword(text) for text in excludes if text),
        before.lang if wish.lang is None else clean_lang(wish.lang) if wish.lang else None,
        before.own_accounts if accounts is None else tuple(clean_handle(handle) for handle in accounts if handle),
    )


def _key(keyword: Keyword) -> str:
    return keyword.text.casefold()


def _first(*values: T | None) -> T:
    return next(value for value in values if value is not None)
