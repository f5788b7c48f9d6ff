"""Words of closed sets and cities, found though a letter or two is wrong: "qualifed", "Bangalor". Values ask it."""

from __future__ import annotations

from functools import cache, lru_cache

from nia.matching.sounds import sound_alike
from nia.matching.spelling import to_latin
from nia.understanding.lexicon_files import parsed
from nia.understanding.words import LEXICON_FOLDER

_SHORTEST = 5
_SHORTEST_FOR_TWO = 9  # "negotation" may miss more than "pune"
_SHORTEST_HINDI, _LONGEST = 6, 40  # in Latin letters, of which Devanagari takes more for a word
_FILES = ("choices.yaml", "cities.yaml")


def misspelled(category: str, said: str) -> str | None:
    """Return the value whose word `said` is a slip of, or None. `category`: "status", "priority", "city"."""
    return _misspelled(category, said.lower()) if _SHORTEST <= len(said) <= _LONGEST else None


@lru_cache(maxsize=10_000)
def _misspelled(category: str, word: str) -> str | None:
    hindi = not word.isascii()
    if hindi:
        word = to_latin(word)
        if len(word) < _SHORTEST_HINDI:
            return None
    allowed = 2 if len(word) >= _SHORTEST_FOR_TWO else 1
    near = [
        (slips, value)
        for known, value in _words(category, hindi)
        if known[0] == word[0]
        and abs(len(known) - len(word)) <= allowed
        and (slips := distance(word, known)) <= allowed
    ]
    if not near and hindi:
        near = [(0, value) for known, value in _words(category, hindi) if sound_alike(known, word)]
    return min(near)[1] if near else None


def distance(one: str, other: str) -> int:
    """Return how many letters to insert, drop, change or swap with the next to make one word the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


@cache
def _words(category: str, hindi: bool) -> tuple[tuple[str, str], ...]:
    """Return the category's single words with their values: the Latin ones, or the Devanagari ones in Latin letters."""
    words: list[tuple[str, str]] = []
    for file in _FILES:
        for value, phrases in parsed(LEXICON_FOLDER / "entities" / file).get(category, {}).items():
            spelt = [to_latin(phrase) for phrase in phrases if phrase.isascii() != hindi]
            words += [(word, value) for word in spelt if len(word) >= (_SHORTEST_HINDI if hindi else _SHORTEST)]
    return tuple(words)
