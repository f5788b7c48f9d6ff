"""Trim and divide what was tagged as a person, a company or a description. Assignment calls it."""

from __future__ import annotations

import re
from functools import cache

from nia.matching.spelling import to_latin
from nia.understanding.lexicon_files import parsed
from nia.understanding.tokens import fold
from nia.understanding.words import LEXICON_FOLDER

_TRAILING = re.compile(
    r"(?:['\u2019]s?|\s+(?:ko|ka|ki|ke|se|ne|ji|saath|sath|dono|teeno|wala|wali|wale|walon|please|pls|too|also|"
    r"को|का|की|के|से|ने|जी|साथ|दोनों|तीनों|वाला|वाली|वाले|वालों))+$|[\s,;:.!?\"'\u201d-]+$",
    re.I,
)
_LEADING = re.compile(r"^(?:[\s,;:.\"'\u201c-]+|(?:with|from|to|for|by|of|at|saying|about)\s+)+", re.I)
_BETWEEN = re.compile(
    r"\s*(?:,|;|&|\band\b|\baur\b|\bplus\b|\balong with\b|\bas well as\b|और)(?:\s*\balso\b)?\s*",
    re.I,
)
_OF_SOMEBODY = re.compile(
    r"^(.+?)['\u2019]s\s+(?:card|record|details?|file|number|phone|profile|page|entry|status)$", re.I
)
TITLES = frozenset("mr mrs ms miss dr shri smt sri col capt maj prof .".split())
_TITLE = re.compile(
    r"^(?:(?:one|a certain)\s+)?(?:(?:mr|mrs|ms|miss|dr|shri|smt|sri|col|capt|maj|prof|er|adv)\b\.?\s+)+(?=[^\W\d_])"
    r"|^(?:one|a certain)\s+(?-i:(?=[A-Z]))",
    re.I,
)
_TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|dr|shri|smt|sri|col|capt|prof)\.?\s+$", re.I)
_COMPANY_WORDS = (
    "Pharma|Traders|Trading|Industries|Systems|Solutions|Technologies|Labs|Logistics|Foods|Textiles|Steels?|Cement|Motors|"
    "Exports|Imports|Enterprises|Corp|Inc|Ltd|Limited|Pvt|Group|Holdings|Consulting|Services|Realty|Builders|Retail|"
    "Stores|Mart|Electronics|Chemicals|Plastics|Engineering|Works|Mills|Agro|Farms|Hotels|Hospitals?|Clinic|Studios?|"
    "Interiors|Networks|Ventures|Associates|Agency|Tiles|Travels|Motel|Bakery|Cafe|Capital|Media"
)
_PREPOSITIONS = frozenset({"from", "of", "at", "for", "on", "by", "with", "to", "in"})
_EMPLOYED = re.compile(r"\b(?:from|of|at)\s+$", re.I)
_COMPANY_AFTER_TIME = re.compile(rf"[a-z]+\s+(?:{_COMPANY_WORDS})\b", re.I)
_NAMED_AFTER_TIME = re.compile(
    rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?:{_COMPANY_WORDS})\b"
    rf"|(?:January|March|April|May|June|July|August|October)\s+(?:(?:{_COMPANY_WORDS})\b"
    r"|(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Q\d|At\b|By\b|And\b|To\b|For\b)"
    r"[A-Z][a-z]{2,}\b)"
)
_POSSESSED = re.compile(r"['\u2019]s?$")


def trim(text: str, *, words: bool = True) -> str:
    """Return `text` without the quotes, signs and (with `words`) the small words that only join it to its sentence."""
    text = text.strip()
    while words:
        shorter = _LEADING.sub("", _TRAILING.sub("", text))
        if shorter == text or not shorter:
            break
        text = shorter
    return text.strip(' \t\n"\u201c\u201d,;:') if not words else text


def divide(text: str) -> list[str]:
    """Return the persons of "Neha, Vikram and Asha" one by one."""
    return [part for part in (trim(piece) for piece in _BETWEEN.split(text)) if part]


def is_name(text: str, start: int, end: int) -> bool:
    """Tell whether what looks like a day or month is part of a name: "Friday Foods", "Mr March", "April Mehta"."""
    before, _, word = text[start:end].rpartition(" ")
    if not word.isalpha() or (before and before.lower() not in _PREPOSITIONS):
        return False
    named, ahead = text[:end].removesuffix(word), text[end - len(word) :]
    if _TITLED.search(named) or _NAMED_AFTER_TIME.match(ahead):
        return True
    return _EMPLOYED.search(named) is not None and _COMPANY_AFTER_TIME.match(ahead) is not None


def untitled(name: str) -> str:
    """Return a person's name without what is only said before it: "one Mr. John Mathew" is John Mathew."""
    return _TITLE.sub("", name)


def latin_name(folded: str) -> str:
    """Return how a folded Devanagari word is written in Latin letters: as the name it is, else by its letters."""
    return _latin_names().get(folded) or to_latin(folded).replace("aa", "a")


@cache
def _latin_names() -> dict[str, str]:
    """Return the known names by their folded Devanagari."""
    names: dict[str, str] = {}
    for known in parsed(LEXICON_FOLDER / "entities" / "names.yaml").values():
        for name, phrases in known.items():
            for phrase in phrases:
                if not phrase.isascii():
                    names.setdefault(fold(phrase), name.lower())
    return names


def owner_of(text: str) -> str:
    """Return the name in a possessive: "Rahul's" and "Rahul's record" are Rahul, "his" stays."""
    return _POSSESSED.sub("", _OF_SOMEBODY.sub(r"\1", text.strip()))
