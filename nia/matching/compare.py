"""Compares names and words across scripts, spellings and typing errors. Searches, references and duplicates call it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA, Indel

from nia.matching.sounds import sound_alike
from nia.matching.spelling import plain_spelling, to_latin

SAME, SPELT, SOUNDED, TYPED, BEGUN = 1.0, 0.97, 0.92, 0.88, 0.85
FITS = 0.75
"""From this score on, a key is taken to be what was meant."""

_FOLDED = re.compile("[a-z0-9]+(?: [a-z0-9]+)*")
_LEGAL_FORMS = frozenset(
    {"pvt", "private", "ltd", "limited", "llp", "inc", "incorporated", "corp", "corporation", "co", "company"}
)


def fold(text: str) -> str:
    """Return `text` in lower-case Latin letters and digits, words apart by one space: no accents, no punctuation."""
    if _FOLDED.fullmatch(text):
        return text
    latin = to_latin(unicodedata.normalize("NFKC", text)).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))
    bare = re.sub(r"(?<=\w)['’]s\b|['’]", "", bare)
    return " ".join(re.findall(r"[^\W_]+", bare))


def search_key(*parts: str | None) -> str:
    """Return what a record is searched by: its parts folded into one line."""
    return " ".join(folded for part in parts if part and (folded := fold(part)))


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two names are the same but for case, script, usual spelling, spacing and punctuation."""
    if not one or not other:
        return False
    return _closed(one) == _closed(other)


def same_company(one: str | None, other: str | None) -> bool:
    """Tell whether two companies are the same, whatever legal form was said ("Zenith Pharma Pvt. Ltd.")."""
    return same(_without_form(one), _without_form(other))


def score(query: str, key: str) -> float:
    """Return how well the words of `query` are found in `key`, 0 to 1, forgiving typing errors.

    Both may be folded already or not. Words of `key` beyond the query's cost nothing. Long words
    weigh more than short ones; a word that two spaces tore apart ("tech corp") is found whole.
    """
    words, targets = _words(query), _words(key)
    if not words or not targets:
        return 0.0
    best = [0.0] * (len(words) + 1)
    for at, word in enumerate(words, start=1):
        best[at] = best[at - 1] + len(word) * _found(word, targets)
        if at > 1:
            joined = words[at - 2] + word
            best[at] = max(best[at], best[at - 2] + len(joined) * _found_whole(joined, targets))
    return best[-1] / sum(len(word) for word in words)


@lru_cache(maxsize=100_000)
def word_score(word: str, target: str) -> float:
    """Return how well one folded word stands for another, 0 to 1."""
    if word == target:
        return SAME
    said, meant = plain_spelling(word), plain_spelling(target)
    if said == meant:
        return SPELT
    if sound_alike(word, target):
        return SOUNDED
    if _typing_error(said, meant):
        return TYPED
    return BEGUN if len(said) >= 3 and meant.startswith(said) and not word.isdigit() else 0.0


def _typing_error(said: str, meant: str) -> bool:
    """Tell whether `said` is `meant` mistyped: a letter too few or too many, two swapped, or more in a long word.

    A letter in place of another counts only in words of seven and more: Ramesh is not Rakesh.
    """
    shorter = min(len(said), len(meant))
    if shorter < 4 or said[0] != meant[0] or any(c.isdigit() for c in said + meant):
        return False
    edits = OSA.distance(said, meant, score_cutoff=2)
    if edits == 1:
        return shorter >= 7 or len(said) != len(meant) or sorted(said) == sorted(meant)
    return shorter >= 6 and Indel.distance(said, meant, score_cutoff=2) == 2 and len(said) != len(meant)


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def _found(word: str, targets: tuple[str, ...]) -> float:
    """Return how well `word` is found among the targets, or as two neighbours of them written as one."""
    best = max(word_score(word, target) for target in targets)
    return best if best >= TYPED or plain_spelling(word) not in _joined(targets) else SPELT


def _found_whole(word: str, targets: tuple[str, ...]) -> float:
    best = max(word_score(word, target) for target in targets)
    return best if best >= TYPED else 0.0


@lru_cache(maxsize=50_000)
def _joined(words: tuple[str, ...]) -> frozenset[str]:
    """Return each two neighbours as one word, in one spelling."""
    return frozenset(plain_spelling(one + other) for one, other in pairwise(words))


@lru_cache(maxsize=50_000)
def _closed(text: str) -> str:
    """Return `text` folded, in one spelling, without spaces."""
    return "".join(plain_spelling(word) for word in _words(text))


def _without_form(company: str | None) -> str | None:
    if company is None:
        return None
    words = fold(company).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)
