"""The cascade of rules, surest first. Its first step: the user id on file, then the handle on file."""

from collections.abc import Sequence

from devsignal_cli.model.people import AuthorFacts, ContactFacts, Link


def resolve(author: AuthorFacts, contacts: Sequence[ContactFacts]) -> Link | None:
    """The contact that an author is, or None when nothing or more than one fits.

    A handle on a contact whose user id is another's proves nothing: handles change owners.
    """
    by_id = [contact for contact in contacts if contact.x_user_id == author.id]
    if by_id:
        return _link(author, by_id, "user_id", f"X user id {author.id} is on file")
    by_handle = [
        contact
        for contact in contacts
        if contact.x_user_id is None and author.username_key and contact.handle_key == author.username_key
    ]
    return _link(author, by_handle, "handle", f"handle @{author.username_key} is on file")


def _link(author: AuthorFacts, contacts: Sequence[ContactFacts], method: str, evidence: str) -> Link | None:
    if len(contacts) != 1:
        return None
    return Link(author.id, contacts[0].id, None, method, 1.0, evidence, "confirmed")
