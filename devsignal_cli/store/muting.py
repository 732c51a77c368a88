"""Some mutes, ready to be asked of signals one by one. Reads what a term may need beside the text."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from devsignal_cli.model.noise import Mute, NoiseRules
from devsignal_cli.model.words import OrganizationId
from devsignal_cli.store.db import Row, Session, chunks, holders


class Muting:
    """Whether signals are noise, by some mutes."""

    def __init__(self, mutes: Iterable[Mute], rules: NoiseRules) -> None:
        named = list(mutes)
        words = [mute.text for mute in named if mute.kind == "term"]
        self._authors = {mute.author_id for mute in named if mute.kind == "handle" and mute.author_id is not None}
        self._is_spam_muted = any(mute.kind == "spam" for mute in named)
        self._terms = rules.terms(words) if words else None
        self._rules = rules

    def is_muted(self, signal: Mapping[str, Any] | Row, links: str) -> bool:
        """Whether a signal is noise: by its author, its mark of spam, its text, or where its links lead."""
        return (
            signal["author_id"] in self._authors
            or (self._is_spam_muted and signal["spam"] is not None)
            or (self._terms is not None and self._terms.has(signal["text"], links))
        )

    def links(self, session: Session, organization_id: OrganizationId, post_keys: Sequence[int]) -> dict[int, str]:
        """Where the links of these signals lead, out of their raw JSON; nothing is read unless a term may need it."""
        found: dict[int, str] = {}
        if self._terms is None or not self._terms.needs_links:
            return found
        for part in chunks(post_keys):
            question = f"""
                SELECT object_id, body FROM raw_answer
                WHERE organization_id = :organization_id AND kind = 'post' AND object_id IN ({holders(part)})
            """
            for row in session.rows(question, {**part, "organization_id": organization_id}):
                with suppress(zlib.error):  # a damaged answer has no links; `db check` names it
                    found[row["object_id"]] = " ".join(self._rules.links(zlib.decompress(row["body"])))
        return found
