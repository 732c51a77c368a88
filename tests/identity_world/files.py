"""A world as files that devsignal imports: two tables of records, and X's answers page by page in the order of time."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.identity_world.model import Author, Company, Contact, Post, World

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Files:
    companies: Path
    contacts: Path
    archive: Path


def to_files(world: World, folder: Path) -> Files:
    """Write `companies.csv`, `contacts.csv` and `archive.jsonl` into a folder, rows in the order of their numbers."""
    files = Files(folder / "companies.csv", folder / "contacts.csv", folder / "archive.jsonl")
    _table(files.companies, "domain name aliases twitterHandle".split(), map(_company, world.companies))
    domains = {company.number: company.domain for company in world.companies}
    columns = "email first_name last_name companyDomain twitterHandle x_user_id".split()
    _table(files.contacts, columns, (_contact(contact, domains) for contact in world.contacts))
    authors = {author.user_id: author for author in world.authors}
    with files.archive.open("w", encoding="utf-8", newline="\n") as file:
        for posts in _pages(world.posts):
            file.write(json.dumps(_page(posts, authors), ensure_ascii=False) + "\n")
    return files


def _table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _company(company: Company) -> Sequence[object]:
    return company.domain, company.name, " ".join(company.aliases), company.handle


def _contact(contact: Contact, domains: Mapping[int, str]) -> Sequence[object]:
    domain = domains[contact.company] if contact.company else None
    return contact.email, contact.first_name, contact.last_name, domain, contact.handle, contact.user_id


def _pages(posts: Sequence[Post]) -> Iterator[list[Post]]:
    """Pages of a hundred posts; a user who changes the username begins a new one, because a page has each user once."""
    page: list[Post] = []
    names: dict[int, str] = {}
    for post in posts:
        if len(page) == _PAGE or names.get(post.author_id, post.username) != post.username:
            yield page
            page, names = [], {}
        page.append(post)
        names[post.author_id] = post.username
    if page:
        yield page


def _page(posts: Sequence[Post], authors: Mapping[int, Author]) -> dict[str, Any]:
    """A search answer as twarc saves it: it was asked for when its last post was made."""
    users = {post.author_id: _user(authors[post.author_id], post.username) for post in posts}
    return {
        "data": [_post(post) for post in posts],
        "includes": {"users": list(users.values())},
        "meta": {"result_count": len(posts), "newest_id": str(posts[-1].id), "oldest_id": str(posts[0].id)},
        "__twarc": {"retrieved_at": datetime.fromtimestamp(posts[-1].posted_at, UTC).isoformat(), "version": "2.14.0"},
    }


def _post(post: Post) -> dict[str, Any]:
    return {
        "id": str(post.id),
        "text": post.text,
        "author_id": str(post.author_id),
        "created_at": _time(post.posted_at),
        "lang": "en",
        "edit_history_tweet_ids": [str(post.id)],
        "public_metrics": {"like_count": post.id % 7, "retweet_count": 0, "reply_count": 0, "quote_count": 0},
    }


def _user(author: Author, username: str) -> dict[str, Any]:
    entities = json.loads(author.entities) if author.entities else {}
    user = {
        "id": str(author.user_id),
        "username": username,
        "name": author.name,
        "description": author.bio,
        "location": author.location,
        "created_at": _time(author.created_at),
        "protected": False,
        "verified": author.affiliation is not None,
        "public_metrics": {
            "followers_count": author.followers,
            "following_count": author.followers // 2 + 20,
            "tweet_count": author.followers * 3 + 40,
            "listed_count": author.followers // 50,
        },
    }
    if "url" in entities:
        user["url"] = entities["url"]["urls"][0]["url"]
    told = {"entities": entities, "affiliation": json.loads(author.affiliation) if author.affiliation else {}}
    return user | {key: value for key, value in told.items() if value}


def _time(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.000Z"
