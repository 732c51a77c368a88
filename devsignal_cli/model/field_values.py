"""What a value of a company or contact means, whoever tells it: texts, numbers, URLs, handles, slugs, ranges.

Every reader takes any JSON value and gives None (or an empty list) for what it cannot use; none raises.
"""

import re
from typing import Any, Literal
from urllib.parse import urlsplit

LONGEST_TEXT = 10_000
LONGEST_LIST = 1_000
LARGEST = 1e15
_NOTHING = frozenset({"", "None", "none", "NONE", "null", "NULL", "N/A", "n/a"})
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_NUMBER = re.compile(r"(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,15})?", re.ASCII)
_RANGE_PART = re.compile(r"(\d[\d,]{0,15}(?:\.\d{1,15})?)(?:\s?([kmb])(?![a-z]))?", re.ASCII | re.IGNORECASE)
_UNITS = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_YEAR = re.compile(r"(\d{4})(?:\D|$)", re.ASCII)
_OLDEST_YEAR, _LAST_YEAR = 500, 2200
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.ASCII | re.IGNORECASE)
_HOST = re.compile(r"(?=.{4,253}$)[^\W_](?:[\w-]{0,61}[^\W_])?(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)+")
_DEAD_HOSTS = frozenset({"logo.clearbit.com"})  # does not resolve since December 2025
_X_NAME = re.compile(r"\w{1,50}", re.ASCII)
_X_HOSTS = frozenset({"x.com", "twitter.com"})
_X_PAGES = frozenset({"hashtag", "home", "i", "intent", "search", "share"})  # paths on X that name nobody
_HANDLE = re.compile(r"[^\s@?#<>\":]{1,300}")
_LINKEDIN_KINDS = frozenset({"company", "in", "pub", "school", "showcase"})

Size = Literal["startup", "small", "medium", "large", "enterprise"]
_BANDS: tuple[tuple[int, Size], ...] = ((10, "startup"), (50, "small"), (200, "medium"), (1000, "large"))


def text(value: Any) -> str | None:
    """A text without blanks around it, at most 10,000 characters; what no database keeps becomes U+FFFD."""
    if not isinstance(value, str):
        return None
    kept = _UNKEEPABLE.sub("\ufffd", value[: 4 * LONGEST_TEXT]).strip()[:LONGEST_TEXT].rstrip()
    return None if kept in _NOTHING else kept


def texts(value: Any) -> list[str]:
    """The texts of a list, each once, in their order; at most 1,000."""
    items = value[: 4 * LONGEST_LIST] if isinstance(value, list) else []
    named = (item.get("name") if isinstance(item, dict) else item for item in items)
    return list(dict.fromkeys(found for item in named if (found := text(item))))[:LONGEST_LIST]


def number(value: Any) -> int | float | None:
    """A number of 0 to 10^15, also one that is written as text; whole where it can be."""
    if isinstance(value, str):
        written = value.strip()
        value = float(written.replace(",", "")) if _NUMBER.fullmatch(written) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not 0 <= value <= LARGEST:  # nor not a number
        return None
    return int(value) if value == int(value) else value


def whole(value: Any) -> int | None:
    """A number without its fraction."""
    found = number(value)
    return None if found is None else int(found)


def total(rounds: Any) -> int | None:
    """What a list of funding rounds raised in all, in USD."""
    listed = rounds[:LONGEST_LIST] if isinstance(rounds, list) else []
    raised = [whole(item.get("raisedAmountUsd")) for item in listed if isinstance(item, dict)]
    return whole(sum(filter(None, raised))) or None


def year(value: Any) -> int | None:
    """A year, from a number or from the beginning of a date."""
    told = _YEAR.match(value.strip()) if isinstance(value, str) else None
    found = whole(told[1] if told else value)
    return found if found is not None and _OLDEST_YEAR <= found <= _LAST_YEAR else None


def range_text(value: Any) -> str | None:
    """A text that has a number in it: "11-50", "$1B-$10B"."""
    found = text(value)
    return found if found and _RANGE_PART.search(found) and _NUMBER.fullmatch(found) is None else None


def size_of(employees: int | None, employees_range: str | None) -> Size | None:
    """The band of a count of employees, else of the middle of a range; "1000+" lies above 1000."""
    count: float | None = employees or None
    if count is None:
        count = _middle(employees_range or "") or None
    if count is None:
        return None
    return next((size for most, size in _BANDS if count <= most), "enterprise")


def _middle(employees_range: str) -> float | None:
    ends = [
        float(part[1].replace(",", "")) * _UNITS.get((part[2] or "").lower(), 1)
        for part in _RANGE_PART.finditer(employees_range)
    ]
    if not ends or max(ends) > LARGEST:
        return None
    if len(ends) == 1:
        return ends[0] + 1 if "+" in employees_range else ends[0]
    return (ends[0] + ends[1]) / 2


def url(value: Any) -> str | None:
    """A web address, with https:// where the scheme is missing; None for dead hosts and what is no address."""
    found = text(value)
    if not found or any(sign.isspace() for sign in found):
        return None
    whole_url = found if _SCHEME.match(found) else f"https://{found.removeprefix('//')}"
    try:
        parts = urlsplit(whole_url)
        host = parts.hostname or ""
    except ValueError:
        return None
    is_web = (
        parts.scheme in ("http", "https")
        and "@" not in parts.netloc
        and _HOST.fullmatch(host)
        and host not in _DEAD_HOSTS
    )
    return whole_url if is_web else None


def domain(value: Any) -> str | None:
    """A domain in lower case, without www. and a final dot."""
    found = (text(value) or "").lower().removeprefix("www.").removesuffix(".")
    return found if _HOST.fullmatch(found) else None


def domain_key(name: str) -> str:
    """What two spellings of a domain have in common: lower case, no www., punycode."""
    bare = name.strip().lower().removeprefix("www.").removesuffix(".")
    if bare.isascii():
        return bare
    import idna  # noqa: PLC0415 - costs as much as a bare start-up, few domains need it

    try:
        return idna.encode(bare, uts46=True).decode("ascii")
    except UnicodeError:
        return bare


def x_handle(value: Any) -> str | None:
    """A name on X without its @, also out of a URL."""
    found = text(value) or ""
    if "/" in found:
        found = (_path_of(found) or [""])[0] if _is_of_x(found) else ""
        found = "" if found.lower() in _X_PAGES else found
    found = found.removeprefix("@")
    return found if _X_NAME.fullmatch(found) else None


def linkedin_handle(value: Any) -> str | None:
    """A handle on LinkedIn as it is ("company/acme", "in/jo", "pub/jo/1/2/3", "acme"); out of a URL its last parts."""
    found = (text(value) or "").removeprefix("@").strip("/")
    if "linkedin.com" in found.lower():
        parts = _path_of(found)
        if parts and parts[0] in _LINKEDIN_KINDS - {"pub"}:
            parts = parts[:2]
        if len(parts) == 1 and parts[0] in _LINKEDIN_KINDS:
            return None
        found = "/".join(parts)
    return found if _HANDLE.fullmatch(found) else None


def github_handle(value: Any) -> str | None:
    """A handle on GitHub without its @, also out of a URL."""
    found = (text(value) or "").removeprefix("@")
    if "/" in found:
        found = next((part for part in _path_of(found) if part != "orgs"), "")
    return found if _HANDLE.fullmatch(found) else None


def _is_of_x(address: str) -> bool:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return False
    return host.removeprefix("www.").removeprefix("mobile.") in _X_HOSTS


def _path_of(address: str) -> list[str]:
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return []
    path = parts.path if parts.path.strip("/") else parts.fragment.strip("!")  # twitter.com/#!/name
    return [part for part in path.split("/") if part]


def slugs(value: Any) -> list[str]:
    """Names as sorted unique lower snake_case: "Vue.js" vue_js, "C++" c_plus_plus, "C#" c_sharp."""
    return sorted({slug for name in texts(value) if (slug := _slug(name))})


def _slug(name: str) -> str:
    spelt = name.lower().replace("+", "_plus_").replace("#", "_sharp_")
    return re.sub(r"[\W_]+", "_", spelt).strip("_")
