"""How one name is written in several ways: without marks, in other letters, as a short form, and what stays the same."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from random import Random

_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ς": "σ"}
)
_LATIN_OF: Mapping[str, str] = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g".split(),
        strict=True,
    )
)
_LOOK_ALIKES = str.maketrans(
    {
        "a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "y": "у", "i": "і", "s": "ѕ", "j": "ј", "A": "А",
        "B": "В", "E": "Е", "H": "Н", "K": "К", "M": "М", "O": "О", "P": "Р", "C": "С", "T": "Т", "X": "Х", "S": "Ѕ",
        "I": "І", "J": "Ј", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "ο": "o", "α": "a", "ν": "v",
    }
)  # fmt: skip
SHORT_FORMS: Mapping[str, str] = {
    "Robert": "Bob", "William": "Bill", "Richard": "Rick", "Michael": "Mike", "James": "Jim", "Joseph": "Joe",
    "Thomas": "Tom", "Christopher": "Chris", "Matthew": "Matt", "Anthony": "Tony", "Daniel": "Dan", "David": "Dave",
    "Andrew": "Andy", "Joshua": "Josh", "Benjamin": "Ben", "Samuel": "Sam", "Alexander": "Alex", "Nicholas": "Nick",
    "Jonathan": "Jon", "Timothy": "Tim", "Jeffrey": "Jeff", "Gregory": "Greg", "Stephen": "Steve", "Edward": "Ed",
    "Patrick": "Pat", "Zachary": "Zach", "Kenneth": "Ken", "Ronald": "Ron", "Gerald": "Jerry", "Lawrence": "Larry",
    "Elizabeth": "Liz", "Jennifer": "Jen", "Jessica": "Jess", "Katherine": "Kate", "Rebecca": "Becky",
    "Susan": "Sue", "Deborah": "Deb", "Kimberly": "Kim", "Amanda": "Mandy", "Samantha": "Sam", "Christina": "Tina",
    "Victoria": "Vicky", "Margaret": "Maggie", "Patricia": "Patty", "Stephanie": "Steph", "Pamela": "Pam",
    "Francisco": "Paco", "José": "Pepe", "Guadalupe": "Lupita", "Eduardo": "Lalo", "Ignacio": "Nacho",
    "Maximilian": "Max", "Johannes": "Hannes", "Sebastian": "Basti", "Aleksandra": "Ola", "Katarzyna": "Kasia",
    "Małgorzata": "Gosia", "Tomasz": "Tomek", "Jakub": "Kuba", "Александр": "Саша", "Дмитрий": "Дима",
    "Екатерина": "Катя", "Владимир": "Вова", "Олександр": "Сашко", "Володимир": "Вова",
}  # fmt: skip


def squeezed(text: str) -> str:
    """A text in one case, with single blanks: what the naive rule compares."""
    return " ".join(text.split()).casefold()


def without_marks(text: str) -> str:
    """A text without the marks of Latin, Greek and Cyrillic letters; those of other scripts are letters themselves."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if not "\u0300" <= sign <= "\u036f"))


def key(name: str) -> str:
    """The same for all writings of a full name: its words in any order, without marks, signs and single letters."""
    plain = without_marks(name).casefold()
    words = "".join(sign if sign.isalpha() or unicodedata.category(sign)[0] == "M" else " " for sign in plain).split()
    if not plain.isascii() and any("\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" for sign in plain):
        return "".join(sorted("".join(words)))
    return " ".join(sorted(word for word in words if len(word) > 1))


def latin(text: str) -> str:
    """Cyrillic in Latin letters, as passports have it; other scripts stay."""
    if not any("\u0400" <= sign <= "\u04ff" for sign in text):
        return text
    spelled = "".join(_LATIN_OF.get(sign.lower(), sign) for sign in text).replace("-", "")
    return " ".join(word[:1].upper() + word[1:] for word in spelled.split(" "))


@cache
def ascii_letters(text: str) -> str:
    """What of a text may stand in a username or an e-mail, in small letters."""
    plain = without_marks(latin(text)).lower()
    return "".join(sign for sign in plain if "a" <= sign <= "z")


def look_alike(text: str, random: Random) -> str:
    """The same to the eye, with at least one letter of another script; the same text if there is no such letter."""
    places = [place for place, sign in enumerate(text) if ord(sign) in _LOOK_ALIKES]
    chosen = set(random.sample(places, k=min(len(places), random.randint(1, 3))))
    return "".join(sign.translate(_LOOK_ALIKES) if place in chosen else sign for place, sign in enumerate(text))


def borne_by(names: list[str]) -> Counter[str]:
    """How many bear each name, by key."""
    return Counter(map(key, names))
