"""What an answer means for later: when to ask again, and which employer it names. Pure.

A provider bills what it does not know as well as what it knows (Clearbit: 200, 202 and 404 count), so a miss is
remembered for a month; what it is still looking for is there within minutes.
"""

from collections.abc import Mapping

from devsignal_cli.core.hosts import domains
from devsignal_cli.core.identity.keys import name_key
from devsignal_cli.model.enrichment import Following, Found, LookedUp, Told
from devsignal_cli.model.records import Entity

PENDING_SECONDS = 300
KNOWN_SECONDS = 30 * 86_400
SPREAD_PERCENT = 20


def following(looked: LookedUp, now: int) -> Mapping[Entity, Following]:
    """What follows from each part of an answer."""
    lookup = looked.lookup
    parts: tuple[tuple[Entity, int | None, Told | None], ...] = (
        ("company", lookup.company_id, looked.company),
        ("contact", lookup.contact_id, looked.person),
    )
    return {
        entity: Following(_retry_at(told, record_id or 0, now), *_employer(told.found))
        for entity, record_id, told in parts
        if told is not None
    }


def _retry_at(told: Told, record_id: int, now: int) -> int | None:
    match told.outcome:
        case "pending":
            return now + PENDING_SECONDS
        case "found" | "not_found":
            # spread by the record's number, so that what was asked in one night is not asked again in one night
            return now + KNOWN_SECONDS * (100 + record_id % (SPREAD_PERCENT + 1)) // 100
        case _:
            return None


def _employer(found: Found | None) -> tuple[str | None, str | None]:
    """The employer's domain, if it is a company's, and the key of its name; nothing of an answer that is not sure."""
    if found is None or found.entity == "company" or found.is_fuzzy or found.has_left:
        return None, None
    domain = domains.derived(found.employment_domain) if found.employment_domain else None
    return domain, name_key(found.employment_name or "") or None
