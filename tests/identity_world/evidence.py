"""What a world gives away of each true pair of author and contact."""

from collections.abc import Iterator, Mapping, Sequence

from tests.identity_world.drafts import Draft
from tests.identity_world.model import Contact, Evidence
from tests.identity_world.spelling import borne_by, key

_PLAYS = "plays contact "


def of(contacts: Sequence[Contact], drafts: Sequence[Draft]) -> Mapping[int, tuple[Evidence, ...]]:
    """The labels of each pair, by the author's user id."""
    by_number = {contact.number: contact for contact in contacts}
    on_file = borne_by([f"{contact.first_name} {contact.last_name}" for contact in contacts])
    on_x = borne_by([draft.name for draft in drafts])

    def is_unique(name: str) -> bool:
        return on_file[name] == on_x[name] == 1

    found: dict[int, tuple[Evidence, ...]] = {}
    for draft in drafts:
        if draft.contact:
            contact = by_number[draft.contact]
            has_unique_name = _is_named_like(draft, contact) and is_unique(key(draft.name))
            found[draft.user_id] = tuple(_labels(draft, contact, has_unique_name=has_unique_name))
    return found


def twins(drafts: Sequence[Draft]) -> frozenset[int]:
    """The contacts whom a parody, a fan or an impersonator plays."""
    told = (trap for draft in drafts for trap in draft.traps)
    return frozenset(int(trap.removeprefix(_PLAYS)) for trap in told if trap.startswith(_PLAYS))


def _labels(draft: Draft, contact: Contact, *, has_unique_name: bool) -> Iterator[Evidence]:
    if contact.handle and contact.handle in {draft.username, draft.former}:
        yield "handle_on_file"
    if contact.user_id == draft.user_id:
        yield "user_id"
    if has_unique_name:
        yield "unique_full_name"
    if contact.company is None or draft.company != contact.company:
        return
    if draft.shown.named or draft.shown.worded or "personal_domain" in draft.traps:
        yield "company"
    if draft.shown.affiliation:
        yield "affiliation"


def _is_named_like(draft: Draft, contact: Contact) -> bool:
    has_whole_name = bool(contact.first_name and contact.last_name)
    return has_whole_name and key(draft.name) == key(f"{contact.first_name} {contact.last_name}")
