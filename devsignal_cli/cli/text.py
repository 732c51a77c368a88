"""Makes foreign text safe to print: what steers a terminal, or turns the direction of writing, becomes visible."""

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_LINES = (0x0A, 0x0D, 0x09, 0x0B, 0x0C, 0x85, 0x2028, 0x2029)
_UNSAFE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(_BIDI, "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_ONE_LINE = _UNSAFE | dict.fromkeys(_LINES, " ")


def clean(text: str) -> str:
    """Foreign text on one line: control characters as visible symbols, breaks and tabs as blanks."""
    return text.translate(_ONE_LINE)
