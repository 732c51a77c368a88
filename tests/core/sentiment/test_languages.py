"""Texts that nobody here can judge: told by script and by their commonest words, never guessed."""

import pytest

from devsignal_cli.core.sentiment import classify


@pytest.mark.parametrize(
    "text",
    [
        "素晴らしいツール!",
        "Это ужасно, всё сломано",
        "これは great です、とても好きです 😍",
        "최고의 도구",
        "أداة رائعة",
        "מעולה",
    ],
)
def test_another_script_is_flagged_and_neutral(text: str) -> None:
    found = classify(text)
    assert (found.sentiment, found.score, found.evidence, found.flag) == ("neutral", 0.0, (), "other_script")


@pytest.mark.parametrize(
    "text",
    [
        "no funciona nada, que horror de servicio para los clientes",
        "c'est très bien mais je ne sais pas pourquoi il plante",
        "das ist nicht gut, ich habe keine Ahnung warum",
        "não gosto disso, muito lento para o meu projeto",
        "het werkt niet, wat een ramp voor ons",
        "questo è un errore che non mi piace per niente",
        "bu çok kötü bir araç ve hiç iyi değil",
        "to nie jest dobre narzędzie, ale bardzo szybkie",
        "ini tidak bagus untuk saya dan tim",
        "det är inte bra för oss som jobbar",
    ],
)
def test_another_language_is_flagged_and_neutral(text: str) -> None:
    found = classify(text)
    assert (found.sentiment, found.score, found.evidence, found.flag) == ("neutral", 0.0, (), "other_language")


@pytest.mark.parametrize(
    "text",
    [
        "Dévs say привет: this is awesome",
        "I love El Capitan and the La Jolla office",
        "die, bug, die",
        "per se it is an ad hoc fix",
        "c'est la vie, the build is broken again",
        "I am in Den Haag, is it on the map",
        "",
        "no",
        "lol",
    ],
)
def test_english_with_foreign_words_is_read(text: str) -> None:
    assert classify(text).flag is None


def test_a_question_in_another_script_is_still_one() -> None:
    assert classify("これは無料ですか？").type == "question"
