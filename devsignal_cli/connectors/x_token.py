"""A bearer token of X as people paste it."""

from devsignal_cli.errors import ConfigError


def clean_token(text: str) -> str:
    """A pasted bearer token without blanks, quotes and a leading `Bearer`; otherwise verbatim, `%2B` included.

    Raises:
        ConfigError: it is empty or has characters that no token has.
    """
    token = text.strip().strip("'\"").strip()
    first, _, rest = token.partition(" ")
    if first.lower() == "bearer":
        token = rest.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigError(
            "That is no bearer token: it is empty or has characters that a token never has.",
            "Copy the bearer token of your app from console.x.com.",
        )
    return token
