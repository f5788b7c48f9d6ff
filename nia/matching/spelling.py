"""Writes words in one plain script and spelling, so that रमेश is Ramesh and Deepak is Dipak. `matching` calls it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import yaml

_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n",
    "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n",
    "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m",
    "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "aa", "इ": "i", "ई": "ee", "उ": "u", "ऊ": "oo", "ऋ": "ri",
    "ए": "e", "ऐ": "ai", "ऑ": "o", "ओ": "o", "औ": "au", "ऍ": "e",
}  # fmt: skip
_SIGNS = {
    "ा": "aa", "ि": "i", "ी": "ee", "ु": "u", "ू": "oo", "ृ": "ri",
    "े": "e", "ै": "ai", "ॉ": "o", "ो": "o", "ौ": "au", "ॅ": "e",
}  # fmt: skip
_VIRAMA, _ANUSVARA, _CHANDRABINDU, _NUKTA, _VISARGA = "्", "ं", "ँ", "़", "ः"
_LABIAL = frozenset("पफबभम")
_NUKTA_SOUNDS = {"k": "k", "kh": "kh", "g": "g", "j": "z", "d": "r", "dh": "rh", "ph": "f"}
# What Hindi calls the Latin letters; words of three and more of them are an acronym ("केवाईसी" is KYC).
_LETTERS = {
    "ए": "a", "बी": "b", "सी": "c", "डी": "d", "ई": "e", "एफ": "f", "जी": "g", "एच": "h", "आई": "i", "जे": "j",
    "के": "k", "एल": "l", "एम": "m", "एन": "n", "ओ": "o", "पी": "p", "क्यू": "q", "आर": "r", "एस": "s", "टी": "t",
    "यू": "u", "वी": "v", "डब्ल्यू": "w", "एक्स": "x", "वाई": "y", "जेड": "z",
}  # fmt: skip
_ACRONYM = re.compile("(?:" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + "){3,}")
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_RESPELLED = Path(__file__).with_name("respelled.yaml")
_SCHWA = "ə"  # the unwritten "a" after a consonant, until it is known whether it is spoken

_SPELLINGS = (
    ("x", "ks"), ("q", "k"), ("w", "v"), ("z", "j"),
    ("ph", "f"), ("chh", "ch"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("kh", "k"), ("gh", "g"), ("bh", "b"),
    ("jh", "j"),
    ("ee", "i"), ("ea", "i"), ("oo", "u"), ("aa", "a"), ("au", "o"), ("ou", "o"), ("ai", "e"), ("ay", "e"), ("ey", "e"),
)  # fmt: skip


def to_latin(text: str) -> str:
    """Write the Devanagari in `text` in Latin letters, as people in India would type it."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text)
    return re.sub(r"[\u0900-\u0963\u0970-\u097f]+", lambda word: _word_to_latin(word[0]), text)


@lru_cache(maxsize=20_000)
def plain_spelling(word: str) -> str:
    """Return one spelling for the usual spellings of a folded word: "deepak" and "dipak", "varma" and "verma"."""
    for usual, plain in _SPELLINGS:
        word = word.replace(usual, plain)
    word = re.sub(r"c(?!h)", "k", word)
    word = re.sub(r"(?<=[^aeiou])y$", "i", word)
    word = re.sub(r"e(?=r[^aeiouy])", "a", word)
    return re.sub(r"(\D)\1+", r"\1", word)


def _word_to_latin(word: str) -> str:
    """Transliterate one Devanagari word; which unwritten vowels are silent is decided once it is whole."""
    known = _respelled().get(word.replace(_NUKTA, "")) or _acronym(unicodedata.normalize("NFC", word))
    if known is not None:
        return known
    sounds: list[str] = []
    word = word.replace("ज्ञ", "ग्य")
    letters = unicodedata.normalize("NFD", word)
    for at, letter in enumerate(letters):
        if letter in _CONSONANTS:
            sounds += [_CONSONANTS[letter], _SCHWA]
        elif letter in _VOWELS:
            sounds.append(_VOWELS[letter])
        elif letter == _NUKTA and len(sounds) > 1:
            sounds[-2] = _NUKTA_SOUNDS.get(sounds[-2], sounds[-2])
        elif letter in _SIGNS or letter == _VIRAMA:
            if sounds and sounds[-1] == _SCHWA:
                sounds.pop()
            sounds.append(_SIGNS.get(letter, ""))
        elif letter in (_ANUSVARA, _CHANDRABINDU):
            sounds.append("m" if letters[at + 1 : at + 2] in _LABIAL else "n")
        elif letter == _VISARGA:
            sounds.append("h")
    return _spoken([sound for sound in sounds if sound])


def _acronym(word: str) -> str | None:
    """Return the acronym whose letters a word is, as Hindi calls them; None where it is none."""
    return "".join(_LETTERS[one] for one in _LETTER.findall(word)) if _ACRONYM.fullmatch(word) else None


@cache
def _respelled() -> Mapping[str, str]:
    """Return words of other languages, as Hindi writes them and without nukta, with their own spelling."""
    loaded = yaml.load(_RESPELLED.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return {
        unicodedata.normalize("NFD", word).replace(_NUKTA, ""): own for own, words in loaded.items() for word in words
    }


def _spoken(sounds: list[str]) -> str:
    """Drop the silent schwas: at the end of a word, and between a vowel and consonant and a consonant and vowel."""
    if len(sounds) > 2 and sounds[-1] == _SCHWA and not _after_cluster(sounds):
        sounds = sounds[:-1]
    kept: list[str] = []  # from the end
    for at in range(len(sounds) - 1, -1, -1):
        if not (
            sounds[at] == _SCHWA and at > 1 and len(kept) > 1 and _is_silent(sounds[at - 2 : at], kept[-1], kept[-2])
        ):
            kept.append(sounds[at])
    word = "".join("a" if sound == _SCHWA else sound for sound in reversed(kept))
    return re.sub(r"gaanva?$", "gaon", re.sub(r"aa$", "a", re.sub(r"ee$", "i", word)))


def _is_silent(before: list[str], after: str, then: str) -> bool:
    """Tell whether a schwa is silent: between vowel and consonant, and consonant and vowel; before "ya" it is not."""
    return _vowel(before[0]) and not _vowel(before[1]) and not _vowel(after) and _vowel(then) and after != "y"


def _after_cluster(sounds: list[str]) -> bool:
    """Tell whether the last two consonants have no vowel between them: then the final vowel is spoken (मित्र, mitra)."""
    return not _vowel(sounds[-3]) and sounds[-2] in {"r", "y", "v"}


def _vowel(sound: str) -> bool:
    return sound == _SCHWA or sound[:1] in "aeiou"
