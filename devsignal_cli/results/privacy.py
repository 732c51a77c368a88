"""What is stored of an author, what forgetting took away, and what removing an organization would."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredOfAuthor:
    """What an organization has of an author: posts, others' reposts of them, contacts that are tied to them."""

    author_id: int
    username: str | None
    posts: int
    reposts: int
    contacts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AuthorForgotten:
    """What `twitter forget` did; its fields are the keys of its JSON.

    `signals_removed` were the author's posts, or others' reposts of them; `profile` says whether the profile is gone or
    stays because another organization has posts of them. `contacts` are on file and stay, `backups` hold what they did.
    """

    org: str
    author_id: str
    changed: bool
    signals_removed: int
    profile: str
    contacts: tuple[str, ...]
    backups: int
    message: str


@dataclass(frozen=True, slots=True)
class StoredOfOrganization:
    """What an organization has, by what it is."""

    signals: int
    contacts: int
    companies: int
    keywords: int
    runs: int
