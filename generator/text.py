"""Words in three languages: bilingual texts, Korean particles, lists, plurals, masking."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and English, and in Korean where they may be filed."""

    zh: str
    en: str
    ko: str | None = None

    def in_(self, language: str) -> str:
        """Return the text in `language` (`zh`, `en`, `ko`); English stands in for missing Korean."""
        return {"zh": self.zh, "en": self.en, "ko": self.ko or self.en}[language]

    def has(self, language: str) -> bool:
        """Tell whether the text really exists in `language`."""
        return bool({"zh": self.zh, "en": self.en, "ko": self.ko}[language])


def same(text: str) -> Text:
    """Return a text that is the same in every language: a name or a number."""
    return Text(text, text, text)


def in_language(value: Any, language: str) -> Any:
    """Return what a case gives for a slot, as it is said in one language.

    A text is written as a string (a name, a number: the same everywhere) or as one entry per language; a list may mix
    both. Everything else, such as a date, is returned as it is.
    """
    if isinstance(value, Mapping):
        return Text(**value).in_(language)
    return [in_language(item, language) for item in value] if isinstance(value, list) else value


PARTICLES = ("을/를", "은/는", "이/가", "과/와", "으로/로")


def josa(word: str, pair: str) -> str:
    """Return a Korean word with the right one of two particles, for example `josa("한진", "을/를")`.

    The choice depends on the last sound: a syllable with a final consonant takes the first form. For 으로/로 a final
    ㄹ counts as none. Digits are read in Korean, capitals by their Korean names; other endings take the form in
    brackets, which Korean writing uses where the sound is open.
    """
    if pair not in PARTICLES:
        raise ValueError(f"josa knows {' '.join(PARTICLES)}, not {pair}")
    closed, open_ = pair.split("/")
    final = _final_sound(word)
    if final is None:
        return word + ("(으)로" if pair == "으로/로" else f"{closed}({open_})")
    needs_closed = final not in ("", "ㄹ") if pair == "으로/로" else final != ""
    return word + (closed if needs_closed else open_)


_FINALS: tuple[str, ...] = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_DIGIT_FINALS: dict[str, str] = dict(
    zip("0123456789", ("ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""), strict=True)
)
_LETTER_FINALS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ", "l": "ㄹ", "m": "ㅁ", "n": "ㄴ"}
_UNSURE_LETTERS = "bgkpt"
"""A word in Latin letters that ends so may close in Korean (Samsung, Shop) or not (Post)."""


def _final_sound(word: str) -> str | None:
    """Return the final consonant of the word's last sounded character, "" for none, None when it can't be told."""
    # A particle follows the word before a note in brackets: 서울(본사)을.
    for character in reversed(re.sub(r"(?<=\S)\s*\([^()]*\)$", "", word.rstrip()).rstrip()):
        if "가" <= character <= "힣":
            return _FINALS[(ord(character) - ord("가")) % 28]
        if character in _DIGIT_FINALS:
            return str(_DIGIT_FINALS[character])
        if character.isascii() and character.isalpha():
            # An acronym is read letter by letter; of a word the last letter decides, where it can.
            return None if character in _UNSURE_LETTERS else _LETTER_FINALS.get(character, "")
        if character == "%":
            return ""  # 퍼센트
        if character not in ")]}\"'”’」』.,":
            return None
    return None


def plural(count: int | str, one: str, many: str) -> str:
    """Return the English noun for a count: 1 takes `one`, everything else `many`."""
    return one if str(count) == "1" else many


def capital(phrase: str) -> str:
    """Return a phrase fit to begin a sentence. Only a plain lower-case word is changed, never a name like eSound."""
    first = phrase.partition(" ")[0]
    return phrase[:1].upper() + phrase[1:] if first.isalpha() and first.islower() else phrase


def listed(items: Sequence[object], language: str) -> str:
    """Return the items as one phrase: `A, B and C`, `A、B和C`, `A, B, C`."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    if language == "en":
        return ", ".join(words[:-1]) + " and " + words[-1]
    if language == "zh":
        return "、".join(words[:-1]) + "和" + words[-1]
    return ", ".join(words)


def mask(value: str) -> str:
    """Return a name, phone or address with only its first character left."""
    value = value.strip()
    return value[:1] + "***" if value else ""


_HAN = re.compile(r"[㐀-䶿一-鿿]")
_HANGUL = re.compile(r"[가-힣]")


def has_han(text: str) -> bool:
    """Tell whether Chinese characters stand in the text."""
    return bool(_HAN.search(text))


def has_hangul(text: str) -> bool:
    """Tell whether Hangul syllables stand in the text."""
    return bool(_HANGUL.search(text))


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one blank, for comparing what was pasted with what was sent."""
    return " ".join(text.split())


_SENTENCE_END = re.compile(
    r"""(?m)\s*[\r\n]\s*|(?<=[.!?])(?<!\bNo\.)(?<!^[0-9]\.)[ \t]+(?=["'“‘(\[]?[A-Z가-힣])|(?<=[。！？；])[ \t]*"""
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends, in any of the three languages. A line break ends one too."""
    ends = [match.span() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [(a, b) for a, b in zip(starts, stops, strict=True) if text[a:b].strip()]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each on one line."""
    return [squeeze(text[start:end]) for start, end in sentence_spans(text)]


def file_name(text: str) -> str:
    """Return a name every system and portal takes: ASCII letters, digits, `_` and `-`; never empty."""
    cleaned = re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-_")
    # Windows keeps these names for devices.
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])", cleaned)
    return ("file-" + cleaned).rstrip("-") if reserved or not cleaned else cleaned[:80].rstrip("-_")
