"""The host and the path of what people type or paste: a host, a URL, an e-mail address. Knows no domain's rules."""

import re
from typing import NamedTuple

MAX_URL_CHARACTERS = 2048
MAX_HOST_CHARACTERS = 253  # RFC 1035, without the last dot

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2,}|(?:https?|mailto):[/\\]*", re.IGNORECASE)
_AUTHORITY_END = re.compile(r"[/\\?#]")
_USER = re.compile(r"[^\s,;<>]*@")
_PORT = re.compile(r":[0-9]*\Z")
_MAX_QUOTED = 60


class Address(NamedTuple):
    """A host as it was given, and the path behind it."""

    host: str
    path: str

    @property
    def has_path(self) -> bool:
        """Whether it names a page and not the whole host."""
        return bool(self.path.strip("/\\"))


def parse(text: str) -> Address | None:
    """Takes an address apart, as browsers do (WHATWG URL); nothing if it is longer than any URL."""
    text = text.strip()
    if text.endswith(">"):
        text = text[text.rfind("<") + 1 : -1].strip()
    if len(text) > MAX_URL_CHARACTERS:
        return None
    if scheme := _SCHEME.match(text):
        text = text[scheme.end() :]
    end = _AUTHORITY_END.search(text)
    authority, behind = (text[: end.start()], text[end.start() :]) if end else (text, "")
    return Address(_host(authority), re.split("[?#]", behind, maxsplit=1)[0])


def normal(host: str) -> str | None:
    """A host in ASCII and lower case, without dots at its ends; nothing if it cannot be spelled so.

    Letters of other widths, forms and scripts are mapped as UTS 46 says.
    """
    host = host.rstrip(".")
    if len(host) > MAX_HOST_CHARACTERS:
        return None
    ascii_host = host.lower() if host.isascii() else _mapped(host)
    if ascii_host is None or len(ascii_host) > MAX_HOST_CHARACTERS:
        return None
    return ascii_host.strip(".")


def quoted(text: str) -> str:
    """What a person typed, as a message repeats it: on one line, no longer than a few words."""
    text = text.strip()
    return repr(text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 1] + "…")


def _host(authority: str) -> str:
    user = _USER.match(authority)
    host = authority[user.end() :] if user else authority
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host if host.count(":") > 1 else _PORT.sub("", host)


def _mapped(host: str) -> str | None:
    import idna  # noqa: PLC0415 - costs as much as a bare start-up, few hosts need it

    try:
        labels = idna.uts46_remap(host, std3_rules=False, transitional=False).split(".")
        return ".".join(label if label.isascii() else idna.alabel(label).decode("ascii") for label in labels)
    except UnicodeError:
        return None
