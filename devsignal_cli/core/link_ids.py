"""What people call a link: its number. Which of those that are named can still be decided. No SQL."""

from collections.abc import Sequence

from devsignal_cli.core.author_names import shown, typed
from devsignal_cli.core.deciding import DecidingStore
from devsignal_cli.errors import DevsignalError, NotFoundError, PartialError, UsageError
from devsignal_cli.results.identity import IdentityLink

_LONGEST_ID = 18


def links_named(
    store: DecidingStore, ids: Sequence[str], *, is_one_each: bool
) -> tuple[list[IdentityLink], list[DevsignalError]]:
    """The open links of some ids, and what stands against the others, of which none stops another.

    Args:
        store: the store.
        ids: what a person typed.
        is_one_each: an author may be named once only, as nobody is two people.
    """
    found: dict[str, IdentityLink] = {}
    errors: list[DevsignalError] = []
    for text in dict.fromkeys(ids):
        try:
            link = _open(store, text)
            if is_one_each and any(link.author.id == other.author.id for other in found.values()):
                raise UsageError(f"Link {text} is of {shown(link.author)} too, who can be one only.", "Name one.")
            found[text] = link
        except DevsignalError as error:
            errors.append(error)
    return list(found.values()), errors


def _open(store: DecidingStore, text: str) -> IdentityLink:
    if not text.strip():
        raise UsageError("An empty ID names no link.", "`devsignal identity review` shows what is open.")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID else None
    link = None if number is None else store.link_named(number)
    if link is None:
        raise NotFoundError(f"There is no link {text} here.", "`devsignal identity review` shows what is open.")
    if link.state in ("revoked", "rejected"):
        raise UsageError(
            f"Link {text} stands no more.", f"See what does: devsignal identity explain {typed(link.author)}"
        )
    return link


def together(errors: Sequence[DevsignalError], *, is_partly: bool) -> DevsignalError | None:
    """One error for all that stood against some of several IDs; `is_partly`: others were decided."""
    if not errors:
        return None
    message, hint = " ".join(error.message for error in errors), errors[0].hint
    if is_partly:
        return PartialError(message, hint)
    return type(errors[0])(message, hint)
