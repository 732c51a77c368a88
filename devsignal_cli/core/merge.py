"""Which value wins for a field: a person's, then an imported one, then a provider's, then what we derived. Pure.

The rule that users of enrichment trust (Clearbit for Salesforce): write where the field is empty or where the last
value was ours, never over a person's. Among values of one rank the last recorded one counts.
"""

from collections.abc import Mapping, Sequence

from devsignal_cli.model.records import DERIVED, HAND, IMPORT, Kept, Merged, Recorded, Value

_HAND_RANK, _IMPORT_RANK, _PROVIDER_RANK, _DERIVED_RANK = 3, 2, 1, 0


def rank(source: str) -> int:
    """How much a source counts; a higher one is never overwritten by a lower one."""
    if source == HAND:
        return _HAND_RANK
    if source == IMPORT:
        return _IMPORT_RANK
    return _DERIVED_RANK if source in DERIVED else _PROVIDER_RANK


def choose(rows: Sequence[Recorded]) -> Recorded | None:
    """The value that counts among all that were recorded of one field, oldest first; None: the field is empty."""
    return max(reversed(live(rows)), key=lambda row: rank(row.source), default=None)


def live(rows: Sequence[Recorded]) -> list[Recorded]:
    """The values of one field that may count: not revoked, nor recorded before a person emptied it."""
    left: list[Recorded] = []
    for row in rows:
        if row.revoked_at is None:
            left = [] if row.value is None else [*left, row]
    return left


def merge(rows: Mapping[str, Sequence[Recorded]], given: Mapping[str, Value | None], source: str) -> Merged:
    """What values of one source make of a record whose recorded values are `rows` (by field, oldest first).

    An absent, null or empty value clears nothing, unless a person gives it.
    """
    recorded: dict[str, Value | None] = {}
    values: dict[str, Value | None] = {}
    kept: list[Kept] = []
    for field, raw in given.items():
        value = None if raw in ("", []) else raw
        before = choose(rows.get(field, ()))
        if value is None and (source != HAND or before is None):
            continue
        if before is not None and before.source == source == HAND and before.value == value:
            continue  # a person says the same again
        recorded[field] = value
        after = choose([*rows.get(field, ()), Recorded(field, value, source)])
        if (after and after.value) != (before and before.value):
            values[field] = after.value if after else None
        elif after is not None and after.value != value:
            kept.append(Kept(field, after.value, after.source, value))
    return Merged(recorded, values, tuple(kept))
