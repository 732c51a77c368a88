"""A small blocking client for the simulator's tests: one method per thing a test wants to say."""

import email.message
import gzip
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from devsignal_cli.simulator.server import Simulator

SEARCH = "/2/tweets/search/recent"
USERS = "/2/users"
POSTS = "/2/tweets"
COUNTS = "/2/tweets/counts/recent"
USAGE = "/2/usage/tweets"
CREDITS = "/2/usage/credits"
ACCOUNT = "/hunter/v2/account"
NOW_MS = 1_795_000_000_000
DAY_MS = 86_400_000
LEGACY = "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,lang,note_tweet,possibly_sensitive,public_metrics,referenced_tweets,withheld"
NEW = "author_id,conversation_id,created_at,edit_history_post_ids,entities,in_reply_to_user_id,lang,note_post,possibly_sensitive,public_metrics,referenced_posts,withheld"


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def ids(self) -> list[int]:
        return [int(post["id"]) for post in self.json.get("data", [])]

    @property
    def message(self) -> str:
        return str(self.json["errors"][0]["message"])

    @property
    def next_token(self) -> str | None:
        token: str | None = self.json["meta"].get("next_token")
        return token


class Client:
    def __init__(self, sim: Simulator, token: str | None = None) -> None:
        self.sim = sim
        self.token = token or sim.token

    def get(
        self,
        path: str,
        *,
        accept: str = "identity",
        method: str = "GET",
        headers: dict[str, str] | None = None,
        **params: Any,
    ) -> Got:
        carried = {"Authorization": f"Bearer {self.token}"} if headers is None else headers
        named = {name.replace("__", "."): value for name, value in params.items()}
        request = urllib.request.Request(
            f"{self.sim.url}{path}?{urllib.parse.urlencode(named)}",
            headers={**carried, "Accept-Encoding": accept},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return _got(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return _got(error.code, error.headers, error.read())

    def company(self, domain: str, service: str = "clearbit", **options: Any) -> Got:
        return self.get(f"/{service}/v2/companies/find", domain=domain, **options)

    def person(self, email: str, service: str = "clearbit", **options: Any) -> Got:
        return self.get(f"/{service}/v2/people/find", email=email, **options)

    def combined(self, email: str, service: str = "clearbit", **options: Any) -> Got:
        return self.get(f"/{service}/v2/combined/find", email=email, **options)

    def search(self, query: str = "acme", **params: Any) -> Got:
        return self.get(SEARCH, query=query, **params)

    def walk(self, query: str = "acme", **params: Any) -> list[int]:
        page = self.search(query, **params)
        found = page.ids
        while page.next_token:
            page = self.search(query, **params, next_token=page.next_token)
            found += page.ids
        return found


def _got(status: int, headers: email.message.Message, raw: bytes) -> Got:
    lower = {name.lower(): value for name, value in headers.items()}
    whole = gzip.decompress(raw) if lower.get("content-encoding") == "gzip" else raw
    return Got(status, lower, whole)
