"""What people put around their names: emoji, employers, pronouns, titles, places of talks, other letters."""

from collections.abc import Callable, Mapping
from random import Random

_CAPITAL, _SMALL = ord("A"), ord("a")


def _letters(capital: int, small: int) -> Callable[[str], str]:
    """Puts mathematical letters in the place of plain ones."""
    plain = [chr(_CAPITAL + n) for n in range(26)] + [chr(_SMALL + n) for n in range(26)]
    table = str.maketrans(
        dict(zip(plain, [capital + n for n in range(26)] + [small + n for n in range(26)], strict=True))
    )
    return lambda name: name.translate(table)


PLAIN: Mapping[str, tuple[str, ...]] = {
    "emoji": ("{n} 🚀", "🦀 {n}", "{n} 👩🏽‍💻", "✨ {n} ✨", "{n} ☕️", "{n}🐍", "{n} 🏳️‍🌈", "🌻{n}"),
    "flag": ("{n} 🇺🇦", "{n} 🇪🇺", "{n} 🇧🇷", "🇮🇳 {n}"),
    "pronouns": ("{n} (she/her)", "{n} (he/him)", "{n} (they/them)", "{n} [she/they]", "{n} | he/him", "{n} (elle)"),
    "hiring": ("{n} is hiring!", "{n} - we're hiring", "{n} (hiring)", "{n} 🔥 WE ARE HIRING"),
    "open": ("{n} (open to work)", "{n} #OpenToWork", "{n} | looking for a new role"),
    "chain": ("{n}.eth", "{n}.sol", "{n} (.eth)", "{n} 🦇🔊"),
    "title": ("Dr. {n}", "{n}, PhD", "{n} MSc", "Prof. {n}", "{n}, CISSP", "Eng. {n}", "{n}, MD", "{n} Jr."),
    "event": ("{n} @ KubeCon", "{n} ✈️ PyCon US", "{n} 📍FOSDEM", "{n} → re:Invent", "{n} @ #WebSummit"),
    "elsewhere": ("{n} (@me@hachyderm.io)", "{n} 🦣", "{n} is on Bluesky", "{n} 🦋 mostly there"),
    "craft": ("{n} | DevRel", "{n} // SRE", "{n} · rustacean", "{n} - Staff Engineer", "{n} </>", "{n} {{dev}}"),
    "season": ("{n} 🎃", "Spooky {n}", "{n} (on leave)", "{n} ⛄️", "{n} OOO until Monday"),
    "quoted": ('{n} "ping me"', "'{n}'", "~{n}~", "*{n}*", "[{n}]", "<{n}/>", "{n}_"),
    "hidden": ("\u200f{n}", "{n}\u200b", "\u202a{n}\u202c", " {n}  ", "\u2066{n}\u2069"),
    "stand": ("{n} 💙💛", "{n} #LoveOpenSource", "{n} 🎗", "Union {n}"),
    "subscriber": ("{n} ✔️", "{n} ☑", "{n} 𝕏"),
}
"""By kind; {n} is the name."""
EMPLOYER: tuple[str, ...] = (
    "{n} | {c}", "{n} @ {c}", "{n} ({c})", "{n} - {c}", "{n}, {c}", "{n} at {c}", "{n} • {c}", "{n} [{c}]", "{c} {n}",
    "{n} from {c}", "{n} / {c}", "{n} 🚀 {c}", "{n} @{c}",
)  # fmt: skip
"""With the employer's name, {c}."""
LETTERS: Mapping[str, Callable[[str], str]] = {
    "bold script": _letters(0x1D4D0, 0x1D4EA),
    "bold": _letters(0x1D400, 0x1D41A),
    "sans bold": _letters(0x1D5D4, 0x1D5EE),
    "monospace": _letters(0x1D670, 0x1D68A),
    "full width": _letters(0xFF21, 0xFF41),
    "capitals": str.upper,
    "small": str.lower,
    "spaced": " ".join,
}
JOKES = (
    "dependency", "null", "yaml", "segfault", "merge", "kernel", "async", "off-by-one", "legacy", "regex", "cron",
    "daemon", "packet", "stack", "heap", "cache", "tensor", "schema", "socket", "monad",
)  # fmt: skip
CREATURES = (
    "goblin", "enjoyer", "whisperer", "witch", "gremlin", "raccoon", "wizard", "apologist", "hermit", "possum", "chef",
    "sommelier", "archaeologist", "plumber", "cryptid", "maximalist", "tamer", "janitor",
)  # fmt: skip
LONE = ("nobody", "null", "undefined", ".", "🫠", "untitled", "deleted user", "404", "root", "just some guy", "ᓚᘏᗢ")


def decorated(name: str, employer: str | None, random: Random) -> str:
    """A name with something on it; X keeps 50 characters of it."""
    chance = random.random()
    if chance < 0.28 and employer:
        made = random.choice(EMPLOYER).format(n=name, c=employer)
    elif chance > 0.88:
        made = random.choice(list(LETTERS.values()))(name)
    else:
        made = random.choice(PLAIN[random.choice(list(PLAIN))]).format(n=name)
    return made if len(made) <= 50 else name


def joke(random: Random) -> str:
    """A display name that is no name."""
    if random.random() < 0.15:
        return random.choice(LONE)
    made = f"{random.choice(JOKES)} {random.choice(CREATURES)}"
    return random.choice((made, made.title(), f"the {made}", f"{made} {random.randint(2, 99)}"))
