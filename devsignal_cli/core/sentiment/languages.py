"""Tells texts that nobody here can judge: in another script than Latin, or in another language than English.

By letters and by the commonest words alone. Short or mixed texts pass as English: a guess would be worse.
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal

Flag = Literal["other_script", "other_language"]

_FOREIGN_LETTERS = re.compile(r"[^\W\d_\u0041-\u024f\u1e00-\u1eff]+")
_LATIN_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_FEWEST = 2
_LEAD = 2

_ENGLISH = frozenset(
    "the a an is are was were be been to of in on at for with by and but or not no it its it's this that these those "
    "i i'm i've my me you your we our us they their he she his her what when how why who which will would can could "
    "should do does did don't doesn't didn't can't won't isn't have has had get got just so if then than more most all "
    "any some there here about from into out up after before because as".split()
)
_OTHERS = (
    frozenset(
        # Spanish, Portuguese, Catalan
        "el los las una unos unas del que qué cómo por para pero porque muy más está están "
        "estoy esto esta este son soy hay tiene tengo nada todo cuando donde gracias buenos ahora también "
        "siempre "
        "mejor mi mis sus nos ya sí o os uma um não você isso isto estão tem mas muito mais com "
        "sem foi ser seu sua obrigado tudo quando agora ainda "
        # French
        "le les des une est c'est pas avec pour dans sur qui que mais très plus vous nous je j'ai il elle "
        "ils sont "
        "être fait merci bien aussi tout cette ces mon ma mes votre notre où ça comme quand toujours "
        # German, Dutch
        "der das und ist nicht ein eine einen einem ich du wir ihr sie mit auf für von zu den dem im auch "
        "aber wie "
        "wenn wird sind haben hat sehr noch nur schon mehr kann danke hier het een niet van voor met op "
        "dat zijn ook "
        "maar naar wij jullie deze wel heel nog geen wat hoe "
        # Italian
        "il lo gli uno che non è per con sono molto più questo questa grazie anche tutto della nel alla "
        "perché "
        "ma come quando sempre ho hai "
        # Turkish, Polish, Indonesian, Swedish, Danish, Norwegian, Finnish, Czech, Romanian, Vietnamese, Tagalog
        "bir ve bu için çok ama ile daha değil var yok nas\u0131l nie jest się na do że jak tak "
        "ale bardzo co czy jestem dzięki yang dan tidak ini itu untuk dengan saya anda bisa dari ada "
        "sudah apa gak "
        "och är det att som inte på jag har för till av om ett ikke og jeg er på til vi ja ei on "
        "että mutta kun tämä je to se pro ale jsem které este și pentru nu mai sunt foarte "
        "không là và của ang mga sa ng ko hindi lang".split()
    )
    - _ENGLISH
)


def unreadable(text: str, words: Sequence[str]) -> Flag | None:
    """Why a text cannot be judged, if so: most letters are of another script, or the commonest words not English.

    Another language needs two of its commonest words at least, and more than twice as many as there are English ones.
    """
    if _OTHERS.isdisjoint(words) and text.isascii():
        return None
    if _is_of_another_script("".join(words)):  # links and handles are no words
        return "other_script"
    others = _count(words, _OTHERS)
    return "other_language" if others >= _FEWEST and others > _LEAD * _count(words, _ENGLISH) else None


def _is_of_another_script(text: str) -> bool:
    foreign = sum(map(len, _FOREIGN_LETTERS.findall(text)))
    return foreign > 0 and foreign >= sum(map(len, _LATIN_LETTERS.findall(text)))


def _count(words: Sequence[str], known: Collection[str]) -> int:
    return len({word for word in words if word in known})
