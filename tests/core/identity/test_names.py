"""Which full name a display name or a contact's columns hold, and which names are one."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devsignal_cli.core.identity import names
from devsignal_cli.core.identity.letters import plain
from devsignal_cli.core.identity.names import PersonName, of_contact, of_display, same_order

ADA = "ada lovelace"
OF_COMPANIES = {"cues", "projects"}  # of companies
LISTS = sorted(file for file in Path(names.__file__).parent.glob("*.txt") if file.stem not in OF_COMPANIES)

FULL_NAMES = {
    "Ada Lovelace": ADA,
    "  ada \t LOVELACE\n": ADA,
    # Behind a name
    "Ada Lovelace 🚀 | Acme": ADA,
    "Ada Lovelace @ Acme": ADA,
    "Ada Lovelace @acme": ADA,
    "Ada Lovelace (@ada@mastodon.social)": ADA,
    "Ada Lovelace at KubeCon": ADA,
    "ADA LOVELACE is hiring!": ADA,
    "Ada Lovelace - we're hiring": ADA,
    "Ada Lovelace - we’re hiring": ADA,
    "Ada Lovelace (she/her)": ADA,
    "Ada Lovelace she/they": ADA,
    "Ada Lovelace any / all": ADA,
    "Ada Lovelace | ella/she/her | Acme": ADA,
    "Ada Lovelace 🏳️‍🌈🏳️‍⚧️ they/them": ADA,
    "Ada Lovelace.eth": ADA,
    "Ada Lovelace ada.eth": ADA,
    "Ada Lovelace, PhD": ADA,
    "Ada Lovelace Ph.D.": ADA,
    "Ada Lovelace, CISSP, CISM 🔐": ADA,
    "Ada Lovelace, Acme, Berlin": ADA,
    "Ada Lovelace MD": ADA,
    "Ada Lovelace, Esq.": ADA,
    "Ada Lovelace 2026": ADA,
    "Ada Lovelace (1815-1852)": ADA,
    "Ada Lovelace • Acme": ADA,
    "Ada Lovelace · Acme": ADA,
    "Ada Lovelace — Acme": ADA,
    "Ada Lovelace—Acme": ADA,
    "Ada Lovelace – Acme": ADA,
    "Ada Lovelace // Acme": ADA,
    "Ada Lovelace: Acme": ADA,
    "Ada Lovelace ~ Acme": ADA,
    "Ada Lovelace → Acme": ADA,
    "Ada Lovelace ★ Acme": ADA,
    "Ada Lovelace _": ADA,
    "Ada Lovelace aka Countess": ADA,
    "Ada Lovelace a.k.a. Countess": ADA,
    "Ada Lovelace not a bot": ADA,
    "Ada Lovelace on vacation": ADA,
    "Ada Lovelace is on Mastodon": ADA,
    "Ada Lovelace loves Rust": ADA,
    "Ada Lovelace building Acme": ADA,
    "Ada Lovelace x Acme": ADA,
    "Ada Lovelace ex-Google": ADA,
    "Ada Lovelace #OpenToWork": ADA,
    "Ada Lovelace <ada@acme.com>": ADA,
    "Ada Lovelace </>": ADA,
    "Ada Lovelace™": ADA,
    "Ada Lovelace 1️⃣": ADA,
    "Ada Lovelace ツ": ADA,
    "Ada Lovelace λ": ADA,
    "Ada Lovelace | Acme Support": ADA,
    # Before and around a name
    "[Ada Lovelace]": ADA,
    "[Acme] Ada Lovelace": ADA,
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Ada Lovelace 👩‍💻": ADA,
    "꧁ Ada Lovelace ꧂": ADA,
    "「Ada Lovelace」": ADA,
    '"Ada Lovelace"': ADA,
    "Dr. Ada Lovelace": ADA,
    "Dr.Ada Lovelace": ADA,
    "Prof. Dr. Ada Lovelace, Ph.D., MBA": ADA,
    "Mx Ada Lovelace": ADA,
    # Within a name
    "Lovelace, Ada": ADA,
    "Lovelace, Ada M.": ADA,
    "Lovelace, Dr. Ada": ADA,
    "García Márquez, Gabriel": "gabriel garcia marquez",
    "van der Berg, Anna": "anna van der berg",
    'Ada "Countess" Lovelace': ADA,
    "Ada “The Countess” Lovelace": ADA,
    "Ada 'Countess' Lovelace": ADA,
    "Ada (Countess) Lovelace": ADA,
    "Ada M. Lovelace": ADA,
    "Ada M Lovelace": ADA,
    "Ada J.R. Lovelace": ADA,
    # Parts that tell people apart
    "Martin Luther King, Jr.": "martin luther king jr",
    "Martin Luther King Jr.": "martin luther king jr",
    "Ada Lovelace III": "ada lovelace iii",
    "Jean‐Luc O’Neil": "jean-luc o'neil",
    "Jean–Luc O´Neil": "jean-luc o'neil",
    "Ludwig van Beethoven": "ludwig van beethoven",
    "Muhammad bin Salman al-Saud": "muhammad bin salman al-saud",
    "José Ortega y Gasset": "jose ortega gasset",
    "Md Asif Khan": "md asif khan",
    "TJ Holowaychuk": "tj holowaychuk",
    # Names that are words, too
    "Evan You": "evan you",
    "Li Na": "li na",
    "Or Cohen": "or cohen",
    "Will Smith": "will smith",
    "Kapil Dev": "kapil dev",
    "Fan Bingbing": "fan bingbing",
    "Jack Ma": "jack ma",
    "Thu Dao": "thu dao",
    # Letters
    "𝓐𝓭𝓪 𝓛𝓸𝓿𝓮𝓵𝓪𝓬𝓮": ADA,
    "Ａｄａ　Ｌｏｖｅｌａｃｅ": ADA,
    "ⓐⓓⓐ ⓛⓞⓥⓔⓛⓐⓒⓔ": ADA,
    "ᴀᴅᴀ ʟᴏᴠᴇʟᴀᴄᴇ": ADA,
    "A̷d̷a̷ L̷o̷v̷e̷l̷a̷c̷e̷": ADA,
    "\u202eAda\u200d Love\u200blace\u202c\ufe0f": ADA,
    "Јоhn Smith": "john smith",
    "Αda Lovelасе": ADA,
    "Сосо Smith": "coco smith",
    "José Núñez": "jose nunez",
    "İbrahim Yılmaz": "ibrahim yilmaz",
    "Łukasz Żółć": "lukasz zolc",
    "Jörg Weiß": "jorg weiss",
    "Søren Đorđević": "soren dordevic",
    "Иван Йовков": "иван йовков",
    "Еvа Иванова": "eva иванова",
    "Γιώργος Παπαδόπουλος": "γιωργοσ παπαδοπουλοσ",
    "राहुल शर्मा": "राहुल शर्मा",
    "สมชาย ใจดี": "สมชาย ใจดี",
    "محمد علی": "محمد علی",
    "ג׳ון כהן": "ג'ון כהן",
    # Han, kana, Hangul
    "山田太郎": "山田太郎",
    "山田 太郎": "山田 太郎",
    "山田　太郎 @ Acme": "山田 太郎",
    "山田太郎@転職中": "山田太郎",
    "山田太郎です": "山田太郎",
    "김철수": "김철수",
    "やまだ たろう": "やまだ たろう",
    "田中 Taro": "田中 taro",
    "Ken 田中": "ken 田中",
    "Mary Ann 林": "mary ann 林",
    "Taro Yamada / 山田太郎": "taro yamada",
    "Taro Yamada (山田太郎)": "taro yamada",
    "王小明 Wang Xiaoming": "王小明",
}

NO_NAMES = [
    *[
        "",
        " ",
        "Ada",
        "Ada 🚀",
        "DHH",
        "田中",
        "王伟",
        "たなか",
        "スティーブ",
        "佐藤さん",
        "阿" * 7,
        "ada_lovelace",
        "@ada",
    ],
    *["ada.eth", "ada.eth | Ada", "Ada @ Acme", "Ada (she/her)", "Ada, PhD", "Mr. Robot", "Ada is hiring!", "Ada Jr."],
    *["Ada Lovelace99", "Ada L0velace", "Ada Love_lace", "Ada.Lovelace", "Ada Love@lace", "ada@lovelace.com"],
    *["A. Lovelace", "Ada L.", "J.R.R. Tolkien", "Malcolm X", "Ada🚀Lovelace", "Ada 🚀 Acme", "Ada x Acme Lovelace"],
    *["The Pragmatic Engineer", "Your favourite dev", "My Code", "just another dev", "This is Ada Lovelace"],
    *[
        "null",
        "Null Null",
        "undefined",
        "Deleted Account",
        "Anonymous",
        "Anonymous User",
        "N/A N/A",
        "😀" * 50,
        "𓀀" * 50,
    ],
    *["Acme Support", "Team Acme", "Acme Inc.", "Acme GmbH", "Acme News", "Ada Lovelace Official", "Acme Developers"],
    *["Rust Weekly", "Acme Conf", "Python Software Foundation", "NVIDIA AI Developer", "Senior Rust Developer"],
    *[
        "Ruby on Rails",
        "Women Who Code",
        "Ada & Bob",
        "Bob and Ada Lovelace",
        "Ada Lovelace's Cat",
        "Jack of all trades",
    ],
    *["Ada Lovelace One Two Three Four", "Lovelace Bot", "not ada", "Not a bot", "株式会社アクメ", "日本経済新聞"],
    *[
        "スティーブン スピルバーグ",
        "山田 太郎 花子",
        "Adaж Lovelace",
        "\ud800",
        "\x00\x01",
        "|",
        "-",
        "''",
        '"',
        "(",
        ",",
        ",,",
    ],
]

SAME = [
    ("山田太郎", ("太郎", "山田")),
    ("山田 太郎", ("太郎", "山田")),
    ("太郎 山田", ("太郎", "山田")),
    ("김철수", ("철수", "김")),
    ("Lovelace, Ada", ("Ada", "Lovelace")),
    ("Ada Lovelace 🚀 | Acme", ("ADA", "LOVELACE")),
    ("Lovelace Ada", ("Ada", "Lovelace")),
    ("Ada Lovelace", ("Ada M.", "Lovelace")),
    ("Ada Lovelace", ("Dr. Ada", "Lovelace, PhD")),
    ("Ada Lovelace", ("Ada 🚀", "Lovelace (Acme)")),
    ("Ada Lovelace", ("Ada Lovelace", "")),
    ("Ada Lovelace", ("", "Lovelace, Ada")),
    ("José Núñez", ("Jose", "Nunez")),
    ("Tim O’Reilly", ("Tim", "O'Reilly")),
    ("İBRAHİM YILMAZ", ("ibrahim", "yılmaz")),
    ("ИВАН ПЕТРОВ", ("Иван", "Петров")),
    ("田中 Taro", ("Taro", "田中")),
    ("Sammy Davis, Jr.", ("Sammy", "Davis Jr")),
    ("Li Fan", ("Fan", "Li")),
]

OTHERS = [
    ("Sammy Davis", "Sammy Davis Jr."),
    ("Sammy Davis Jr.", "Sammy Davis Sr."),
    ("Ada Lovelace", "Ada King Lovelace"),
    ("Ada Lovelace", "Anna Lovelace"),
    ("Jean Luc Picard", "Jean-Luc Picard"),
    ("Иван Йовков", "Иван Иовков"),
    ("राहुल शर्मा", "राहल शर्मा"),
    ("山田太郎", "山本太郎"),
    ("田中 Taro", "Tanaka Taro"),
]

DECORATIONS = [
    *[
        "{} 🚀",
        "{} | Acme",
        "{} @ Acme",
        "{} @acme",
        "{} is hiring!",
        "{} - we're hiring",
        "{} (she/her)",
        "{} they/them",
    ],
    *[
        "{}.eth",
        "{}, PhD",
        "Dr. {}",
        "Prof. Dr. {}",
        "[{}]",
        "{} 2026",
        "{} • Acme",
        "{} — Acme",
        "{} // Acme",
        "{} → Acme",
    ],
    *[
        "★ {} ★",
        "_{}_",
        "{} aka Countess",
        "{} not a bot",
        "{} on vacation",
        "{} at KubeCon",
        "{} loves Rust",
        "{}: Acme",
    ],
    *[
        "{} (parody)",
        "Not {}",
        "Fake {}",
        "{} Bot",
        "{} Fan",
        "{} Quotes",
        "🇬🇧 {} 👩‍💻",
        "\u202e{}\u202c",
        "“{}”",
        "~ {} ~",
        "{}™",
    ],
]
PARTS = st.sampled_from(
    "Ada Lovelace Grace Hopper Jean-Luc O'Neil José Núñez İbrahim Yılmaz Łukasz Weiß Søren Nguyễn Đạt van bin Wang Иван Петров".split()
)
WRITTEN = st.lists(PARTS, min_size=2, max_size=5, unique=True)
TEXTS = st.text(st.characters() | st.sampled_from(" .,'\"()[]|@_-/&xAaжάや山김ضไ\u0301\u0307\u200d\ud800"), max_size=80)


def found(text: str) -> PersonName:
    name = of_display(text)
    assert name is not None, text
    return name


@pytest.mark.parametrize(("text", "expected"), FULL_NAMES.items())
def test_a_display_name_holds_this_full_name(text: str, expected: str) -> None:
    assert " ".join(found(text).parts) == expected


@pytest.mark.parametrize("text", NO_NAMES)
def test_a_display_name_holds_no_full_name(text: str) -> None:
    assert of_display(text) is None


@pytest.mark.parametrize(("text", "columns"), SAME)
def test_a_display_name_and_a_contact_are_the_same_name(text: str, columns: tuple[str, str]) -> None:
    contact = of_contact(*columns)
    assert contact is not None
    assert found(text).key == contact.key


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_names_differ(one: str, other: str) -> None:
    assert found(one).key != found(other).key


@pytest.mark.parametrize(
    "columns",
    [("", ""), ("Ada", ""), ("", "Lovelace"), ("A.", "Lovelace"), ("Ada", "-"), ("Acme", "Support"), ("null", "null")],
)
def test_a_contact_without_a_full_name_has_none(columns: tuple[str, str]) -> None:
    assert of_contact(*columns) is None


@pytest.mark.parametrize(
    "text",
    [
        *["Elon Musk (Parody)", "Elon Musk Parody", "Not Elon Musk", "(not) Elon Musk", "definitely not Elon Musk"],
        *[
            "Fake Elon Musk",
            "Elon Musk Bot",
            "Elon Musk Fan",
            "Fan of Elon Musk",
            "Elon Musk | fan account",
            "Elon Musk (fan)",
        ],
        *[
            "Elon Musk Quotes",
            "Elon Musk Archive",
            "Archive of Elon Musk",
            "Unofficial Elon Musk",
            "Elon Musk (Not Elon)",
        ],
        *[
            "Elon Musk | not affiliated with Acme",
            "Elon Musk, not the real one",
            "Elon Musk (commentary)",
            "Elon Musk GPT",
        ],
        *["山田太郎bot", "山田太郎（非公式）", "Иван Петров (пародия)"],
    ],
)
def test_a_name_that_says_it_is_no_plain_person_is_marked(text: str) -> None:
    assert found(text).is_marked


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace",
        "Ada Lovelace (not a bot)",
        "Ada Lovelace | Rust fan",
        "Fan Bingbing",
        "Wei Fan",
        "Wu Li-Fan",
        "Stan Lee",
    ],
)
def test_a_plain_person_is_not_marked(text: str) -> None:
    assert not found(text).is_marked


@pytest.mark.parametrize(
    ("text", "is_disguised"),
    [
        *[
            ("Јоhn Smith", True),
            ("Αda Lovelасе", True),
            ("Сосо Smith", True),
            ("Ꭺda Lovelace", True),
            ("Аdа Lоvеlасе", True),
        ],
        *[
            ("John Smith", False),
            ("Иван Петров", False),
            ("Анна Сара", False),
            ("Γιώργος Παππάς", False),
            ("José Núñez", False),
        ],
        *[("𝓐𝓭𝓪 𝓛𝓸𝓿𝓮𝓵𝓪𝓬𝓮", False), ("田中 Taro", False), ("Ivan Петров", False)],
    ],
)
def test_letters_that_pose_as_others_are_told(text: str, is_disguised: bool) -> None:
    assert found(text).is_disguised is is_disguised


@pytest.mark.parametrize(
    "text",
    [
        *[
            "John Smith",
            "Smith, John",
            "John Smith Jr.",
            "Mary Ann Smith",
            "María García",
            "Maria da Silva",
            "João de Souza",
        ],
        *[
            "Jean-Pierre Dubois",
            "Hans Müller",
            "Giuseppe Rossi",
            "Piotr Nowak",
            "Ivan Petrov",
            "Иван Петров",
            "Mehmet Yılmaz",
        ],
        *[
            "Mohammed Ali",
            "محمد علي",
            "Rahul Sharma",
            "Wei Zhang",
            "Zhang Wei",
            "王小明",
            "Hiroshi Tanaka",
            "山田太郎",
            "太郎 山田",
        ],
        *["Min-jun Kim", "Kim Min Jun", "김철수", "Nguyễn Văn Anh"],
    ],
)
def test_a_name_that_many_bear_is_common(text: str) -> None:
    assert found(text).is_common


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace",
        "Guido van Rossum",
        "John Holowaychuk",
        "Zebulon Smith",
        "阮一峰",
        "John Quincy Smith",
        "Сергей Брин",
    ],
)
def test_a_name_that_few_bear_is_not_common(text: str) -> None:
    assert not found(text).is_common


def test_the_order_of_parts_is_known_beside_the_key() -> None:
    assert same_order(found("Ada Lovelace"), found("Lovelace, Ada"))
    assert not same_order(found("Ada Lovelace"), found("Lovelace Ada"))
    assert not same_order(found("Ada Lovelace"), found("Grace Hopper"))


def test_a_contact_in_han_is_in_the_order_in_which_people_write_it() -> None:
    contact = of_contact("太郎", "山田")
    assert contact is not None
    assert same_order(contact, found("山田太郎"))
    assert same_order(contact, found("山田 太郎"))
    assert not same_order(contact, found("太郎 山田"))


def test_a_key_in_han_is_no_other_scripts_key() -> None:
    assert found("山田太郎").key.startswith("cjk:")
    assert not any(":" in found(text).key for text in FULL_NAMES if not found(text).key.startswith("cjk:"))


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a\u0301" * 50_000, '("' * 50_000, "'a " * 30_000, "ﷺ" * 100_000, "a not b, " * 10_000]
)
def test_a_text_of_any_length_is_read(text: str) -> None:
    assert of_display(text) is None
    assert of_contact(text, text) is None


def test_a_name_before_a_long_text_is_found() -> None:
    assert found("Ada Lovelace | " + "Acme " * 20_000).key == ADA


@pytest.mark.parametrize("file", LISTS, ids=lambda file: str(file.name))
def test_lists_hold_each_entry_once_and_in_its_plain_form(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if line]
    entries = [line for line in lines if not line.startswith("# ")]
    assert len(entries) == len(set(entries)) > 10
    if file.stem != "look_alikes":
        assert [entry for entry in entries if plain(entry) != entry] == []


def test_no_look_alike_stands_for_two_letters() -> None:
    rows = [
        line.split("\t")
        for line in next(f for f in LISTS if f.stem == "look_alikes").read_text(encoding="utf-8").split("\n")[2:]
        if line
    ]
    letters = "".join(found_letters for _, found_letters in rows)
    assert len(letters) == len(set(letters))
    assert letters == letters.casefold()
    assert all(re.fullmatch("[a-z]", latin) for latin, _ in rows)
    assert not any("LATIN" in unicodedata.name(letter) for letter in letters)


@given(TEXTS)
def test_no_text_is_refused_and_a_full_name_is_well_formed(text: str) -> None:
    name = of_display(text)
    of_contact(text, text[::-1])
    if name:
        assert name.key
        assert len(name.parts) <= 5
        assert all(any(map(str.isalpha, part)) and part == part.casefold() for part in name.parts)


@given(WRITTEN.flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))))
def test_the_order_of_parts_does_not_change_the_key(orders: tuple[list[str], list[str]]) -> None:
    one, other = (found(" ".join(parts)) for parts in orders)
    assert one.key == other.key
    assert same_order(one, other) == (one.parts == other.parts)


@given(WRITTEN, st.sampled_from(DECORATIONS))
def test_a_decoration_does_not_change_the_key(parts: list[str], decoration: str) -> None:
    name = " ".join(parts)
    assert found(decoration.format(name)).key == found(name).key


@given(st.sampled_from(["山田太郎", "山田 太郎", "김철수"]), st.sampled_from([d for d in DECORATIONS if d != "{}.eth"]))
def test_a_decoration_does_not_change_the_key_in_han(name: str, decoration: str) -> None:
    assert found(decoration.format(name)).key == found(name).key


@given(WRITTEN, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_does_not_change_the_key(parts: list[str], cased: Callable[[str], str]) -> None:
    name = " ".join(parts)
    assert found(cased(name)).key == found(name).key


@given(WRITTEN)
def test_reading_the_parts_again_gives_the_same_name(parts: list[str]) -> None:
    name = found(" ".join(parts))
    assert found(" ".join(name.parts)) == name


@given(WRITTEN, st.integers(0, 5))
def test_a_contact_has_the_key_of_its_display_name(parts: list[str], at: int) -> None:
    contact = of_contact(" ".join(parts[:at]), " ".join(parts[at:]))
    assert contact is not None
    assert contact.key == found(" ".join(parts)).key
