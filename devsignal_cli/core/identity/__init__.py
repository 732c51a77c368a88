"""Who an author is: pure rules over what X, the organization's contacts and its companies say.

`names` and `claims` read a profile, `resolver` decides by a cascade (`by_file`, `by_name`, `by_company`) that explains
itself; both are loaded when first asked. docs/identity.md says what people can rely on, and the figures.
"""

from devsignal_cli.core.identity.keys import VERSION, contact_key, handle_key, keyed, name_key
from devsignal_cli.model.identity import IdentityRules
from devsignal_cli.model.people import Link, People


def decide(people: People, author_id: int) -> tuple[Link, ...]:
    """What an author is tied to (one link at most), and what is for a person to review."""
    from devsignal_cli.core.identity import resolver  # noqa: PLC0415 - only where authors are resolved

    return resolver.decide(people, author_id)


RULES = IdentityRules(VERSION, keyed, contact_key, decide)

__all__ = ["RULES", "VERSION", "contact_key", "decide", "handle_key", "keyed", "name_key"]
