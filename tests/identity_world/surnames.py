"""Made-up surnames: syllables and endings of a language, thousands of them, none borne by many."""

from collections.abc import Mapping
from random import Random

_LATIN = (
    "b br c cl d dr f fl g gr h j k kr l m n p pr r s sch st t tr v w z".split(),
    "a e i o u ai ei au".split(),
    "l m n r s t nd rt ck v b g".split(),
)
_INDIC = ("b ch d g j k m n p r s sh t v y".split(), "a e i o u aa".split(), "n r l m k d t sh".split())
_VIET = (
    "b ch d g h kh l m ng nh ph qu t th tr v x".split(),
    "a â e ê i o ô ơ u ư".split(),
    "n ng nh m t c p i".split(),
)
_CYRILLIC = (
    "б бр в г гр д ж з к кр л м н п пр р с ст т ч ш".split(),
    "а е и о у я".split(),
    "в г д к л м н р с т ч".split(),
)
_GREEK = ("β γ δ θ κ λ μ ν π ρ σ τ φ χ".split(), "α ε η ι ο ω".split(), "λ μ ν ρ κ τ".split())
_DEVANAGARI = ("क ग च ज त द न प ब म र ल व श स ह".split(), ["ा", "ि", "ी", "े", "ो", ""], "न र ल म क ड त".split())
_ARABIC = ("ب ت ج ح خ د ر ز س ش ص ط ع غ ف ق ك ل م ن".split(), ["", "ا", "و", "ي"], "ب د ر س ع ف ق ل م ن".split())
_HAN = tuple("東西南北野原川山林森岡島崎浜沢谷池田村本松竹梅桜藤高安永宮城塚坂倉堀石岩金銀青白黒赤水")
_HANZI = tuple("欧阳司徒上官诸葛夏侯东方皇甫尉迟公孙慕容令狐长孙宇文南宫百里端木闻人赫连钟离")
_HANGUL = tuple("강갈감견경고곡공구국궁근기길나난남내노뇌누단담당대도독돈동두라로마매맹명모묘목묵문미민반방배범변복봉")
_SCRIPTS: Mapping[str, tuple[list[str], list[str], list[str]]] = {
    "en_IN": _INDIC, "vi_VN": _VIET, "ru_RU": _CYRILLIC, "uk_UA": _CYRILLIC, "el_GR": _GREEK, "hi_IN": _DEVANAGARI,
    "ar_AA": _ARABIC,
}  # fmt: skip
_ENDINGS: Mapping[str, str] = {
    "en_US": "ton ley ford well more son ridge by man wick", "en_IN": "wal kar nath rajan appa war dutt",
    "de_DE": "mann bauer huber stein er ow hofer köhler", "fr_FR": "eau ier ault ette ières on",
    "es_MX": "ez ero ales era ínez ado", "pt_BR": "eira oso ães inho ares ão", "pl_PL": "owski icki czyk ak ński arz",
    "tr_TR": "oğlu er demir soy türk lı", "ru_RU": "ов ин ский евич кин", "uk_UA": "енко чук ський юк", "vi_VN": "",
    "el_GR": "όπουλος ίδης άκης άτος", "hi_IN": "कर वाल नाथ राज", "ar_AA": "ي اوي",
}  # fmt: skip
_CHARACTERS = {"ja_JP": _HAN, "zh_CN": _HANZI, "ko_KR": _HANGUL}


def made_up(locale: str, random: Random) -> str:
    """A surname that sounds like one of a locale."""
    if characters := _CHARACTERS.get(locale):
        return "".join(random.choices(characters, k=2))
    first, middle, last = _SCRIPTS.get(locale, _LATIN)
    syllables = [random.choice(first) + random.choice(middle) + random.choice(last) for _ in range(2)]
    ending = random.choice(_ENDINGS[locale].split() or [""])
    return "".join([*syllables[: random.choice((1, 2))], ending]).capitalize()
