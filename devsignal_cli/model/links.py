"""Links to X. A handle comes from outside: only one that X could have given becomes part of an address."""

import re

_HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}")


def post_link(post_id: int | str, username: str | None) -> str:
    """The address of a post."""
    if username and _HANDLE.fullmatch(username):
        return f"https://x.com/{username}/status/{post_id}"
    return f"https://x.com/i/web/status/{post_id}"


def profile_link(author_id: int, username: str | None) -> str:
    """The address of an author's profile."""
    is_handle = username and _HANDLE.fullmatch(username)
    return f"https://x.com/{username}" if is_handle else f"https://x.com/i/user/{author_id}"
