"""What a transaction has changed that bears on who authors are: collected on the way, followed at its end."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Touched:
    """Keys by which authors are found whose links may be others now: names, handles, user ids, companies, and ids.

    `linked` are authors whose signals must follow in any case, because what they are tied to has changed itself.
    """

    names: set[str] = field(default_factory=set)
    handles: set[str] = field(default_factory=set)
    users: set[int] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    company_handles: set[str] = field(default_factory=set)
    linked: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return any((self.names, self.handles, self.users, self.domains, self.company_handles, self.linked))
