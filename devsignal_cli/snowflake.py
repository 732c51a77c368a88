"""The time inside an id of X: milliseconds since X's epoch, above 22 bits of machine and sequence numbers."""

_EPOCH_MS = 1288834974657
_BITS = 22


def id_at(seconds: int) -> int:
    """The smallest id of a post made at that time (Unix seconds)."""
    return max(0, (seconds * 1000 - _EPOCH_MS) << _BITS)


def time_of(post_id: int) -> int:
    """When a post with that id was made, in Unix seconds."""
    return ((post_id >> _BITS) + _EPOCH_MS) // 1000
