"""What the report asks of the store beyond stats: which posts there are to rank, and what companies are called."""

from collections.abc import Mapping, Sequence

from devsignal_cli.model.words import OrganizationId
from devsignal_cli.results.report import Candidate
from devsignal_cli.results.signals import Signal
from devsignal_cli.store import queries
from devsignal_cli.store.db import Session, chunks, holders
from devsignal_cli.store.stats_queries import COUNTED
from devsignal_cli.store.stats_reader import StatsReader

_CANDIDATES = f"""
SELECT s.post_key, s.post_id, s.posted_at, s.author_id, a.followers, s.company_id, s.contact_id, s.score,
    s.spam IS NOT NULL AS is_spam
FROM signal s LEFT JOIN author a ON a.id = s.author_id
WHERE {COUNTED} AND s.posted_at >= :start AND s.posted_at < :end
"""


class ReportReader(StatsReader):
    """The questions about a period and its posts."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._posts = session

    def candidates(self, organization_id: int, start: int, end: int) -> Sequence[Candidate]:
        """What ranks the posts from `start` to before `end`, in Unix seconds."""
        rows = self._posts.rows(_CANDIDATES, {"organization_id": organization_id, "start": start, "end": end})
        return [Candidate(**{**dict(row), "is_spam": bool(row["is_spam"])}) for row in rows]

    def named(self, organization_id: int, post_keys: Sequence[int]) -> tuple[Signal, ...]:
        """Some signals by the first ids of their edit chains."""
        return queries.named(self._posts, OrganizationId(organization_id), post_keys)

    def company_names(self, organization_id: int, ids: Sequence[int]) -> Mapping[int, str]:
        """What some companies are called: their name, else their domain."""
        found: dict[int, str] = {}
        for part in chunks(ids):
            question = f"""
                SELECT id, coalesce(name, domain) AS name FROM company
                WHERE organization_id = :organization_id AND id IN ({holders(part)})
            """
            rows = self._posts.rows(question, {**part, "organization_id": organization_id})
            found |= {row["id"]: row["name"] for row in rows if row["name"]}
        return found
