"""Hands the rules of noise to the store: the one file that knows both."""

from devsignal_cli.core import mute, noise
from devsignal_cli.model.noise import NoiseRules
from devsignal_cli.model.posts import Post


def _links(raw: bytes) -> tuple[str, ...]:
    from devsignal_cli.connectors.x_payload import post_of  # noqa: PLC0415 - needed only where a domain is muted

    post = post_of(raw)
    return post.urls if isinstance(post, Post) else ()


RULES = NoiseRules(noise.signs, noise.standing_of, noise.COPIES, mute.terms, _links)
