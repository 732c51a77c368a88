"""What classifying anew needs of the store: texts page by page, and labels written through the one door."""

from collections.abc import Mapping, Sequence
from typing import Any

from devsignal_cli.model.labels import Label
from devsignal_cli.model.noise import NoiseRules
from devsignal_cli.model.relabel import Relabelled, StoredText
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store import signals
from devsignal_cli.store.content import relabelled
from devsignal_cli.store.db import Database, Row, Session
from devsignal_cli.store.marks import settled
from devsignal_cli.store.states import State, states

_NEWEST = 2**63 - 1
_HELD = "organization_id = :organization_id AND deleted_at IS NULL"  # what was deleted has no text to be judged
_PAGE = f"""
SELECT post_key, text, withheld, repost FROM signal
WHERE {_HELD} AND post_key < :before ORDER BY post_key DESC LIMIT :limit
"""
Labelled = Sequence[tuple[StoredText, Label]]


class RelabelStore:
    """The store of one organization's signals while they are classified anew.

    Args:
        database: the file.
        organization_id: whose signals they are.
        classifier: the version of the classifier, kept with each signal.
        noise_rules: the rules of what is noise.
    """

    def __init__(
        self, database: Database, organization_id: OrganizationId, classifier: str, noise_rules: NoiseRules
    ) -> None:
        self._database = database
        self._organization_id = organization_id
        self._classifier = classifier
        self._noise_rules = noise_rules

    def total(self) -> int:
        """How many signals have a text."""
        with self._database.read() as session:
            mine = {"organization_id": self._organization_id}
            return int(session.value(f"SELECT count(*) FROM signal WHERE {_HELD}", mine))

    def page(self, before: int | None, limit: int) -> list[StoredText]:
        """The next signals behind a `post_key`, newest first."""
        asked = {"organization_id": self._organization_id, "before": _NEWEST if before is None else before}
        with self._database.read() as session:
            return [_text(row) for row in session.rows(_PAGE, asked | {"limit": limit})]

    def relabel(self, labelled: Labelled) -> list[Relabelled]:
        """Store labels, and settle the marks of noise; what a person set stays.

        A signal that became another since its text was read is passed over: whoever changed it has judged it.
        """
        with self._database.write() as session:
            pairs = self._pairs(session, labelled)
            signals.change(session, settled(session, self._organization_id, pairs, self._noise_rules))
        return [_told(old, new) for old, new in pairs]

    def would_relabel(self, labelled: Labelled) -> list[Relabelled]:
        """What storing these labels would change."""
        with self._database.read() as session:
            return [_told(old, new) for old, new in self._pairs(session, labelled)]

    def _pairs(self, session: Session, labelled: Labelled) -> list[tuple[State, State]]:
        found = states(session, self._organization_id, "post_key", [text.post_key for text, _ in labelled])
        there = [(found[text.post_key], text, label) for text, label in labelled if text.post_key in found]
        return [
            (old, relabelled(old, label, self._classifier))
            for old, text, label in there
            if old["deleted_at"] is None and _text(old) == text
        ]


def _text(row: Row | Mapping[str, Any]) -> StoredText:
    return StoredText(row["post_key"], row["text"], bool(row["withheld"]), bool(row["repost"]))


def _told(old: State, new: State) -> Relabelled:
    return Relabelled(
        old["id"],
        old["post_id"],
        old["text"],
        *(old["sentiment"], new["sentiment"]),
        *(old["type"], new["type"]),
        is_by_hand=bool(old["sentiment_by_hand"] or old["type_by_hand"]),
        is_written=old != new,
    )
