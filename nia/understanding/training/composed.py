"""Names that nobody has read before, put together from the parts of those in the frames. The generator draws.

Parts are recombined by language and script, so that a name is told by where it stands and not by its letters.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from nia.understanding.training.frames import Frame

PEOPLE = frozenset({"name", "attendees", "attendee", "sender", "to", "cc", "owner", "assignee", "lead", "remove"})
_NO_NAME = re.compile(r"[@\d,;:/()]|\s(and|of|from|aur|se|ke|ki|ka|wal[aei]|और|के|की|का|से|वाल[ाीे])\s")
_DOUBLE = 0.04
_JOINED, _LONG = 0.1, 0.25
_TITLES = {
    "en": "Mr Mr. Mrs Ms Ms. Dr Dr. Shri Smt Prof Col Capt Adv".split(),
    "hi-en": "Mr Mrs Dr Shri Smt Er Adv".split(),
    "hi": "श्री श्रीमती डॉ डॉ. मिस्टर मैडम सर".split(),
}
_LATIN = (
    "b ch d dh f g gh h j k kh l m n p ph r s sh t th v y z tr br kr".split(),
    "a aa e i o u ai".split(),
    ["", "n", "r", "l", "m", "sh", "nd", "k", "t", "y"],
)
_DEVANAGARI = (
    "ब च द ध फ ग घ ह ज क ख ल म न प र स श त थ व य".split(),
    ["", *"\u093e\u0947\u093f\u0940\u094b\u0941\u0948"],
    ["", *"नरलमकत"],
)


class Composer:
    """Composes names of people and companies."""

    def __init__(self, frames: Sequence[Frame], source: random.Random) -> None:
        self._random = source
        self._first: dict[tuple[str, bool], list[str]] = {}
        self._last: dict[tuple[str, bool], list[str]] = {}
        self._companies: dict[tuple[str, bool], list[list[str]]] = {}
        for frame in frames:
            for mark in frame.marks:
                self._learn(frame.language, mark.slot, frame.text[mark.start : mark.end])

    def person(self, language: str, said: str) -> str:
        """Return a person's name in the script of `said`, mostly with as many parts."""
        key, parts = (language, said.isascii()), len(said.split())
        title = self._random.random() < 0.06
        count = self._random.choice((parts, parts, 1, 2, 2, 3, 3, 4))
        name = [self._part(self._first, key), *(self._part(self._last, key) for _ in range(count - 1))]
        if count == 3 and key[1] and self._random.random() < 0.5:
            name[1] = self._random.choice(["van", "de", "al", "K", "M.", "S", "R", "bin", "Kumar", "Das", "Singh"])
        if count > 1 and key[1] and self._random.random() < _DOUBLE:  # "Adebayo-Ojo"
            name[-1] += f"-{self._part(self._last, key)}"
        if (title and key[1]) or (title and language == "hi"):
            name.insert(0, self._random.choice(_TITLES[language if not key[1] else "en"]))
        return " ".join(name)

    def company(self, language: str, said: str) -> str:
        """Return a company's name in the script of `said`: the head of one, the tail of another."""
        key = (language, said.isascii())
        known = self._companies.get(key)
        if not known:
            return said
        one, other = self._random.choice(known), self._random.choice(known)
        if len(other) < 2:
            return " ".join(one)
        head = [self._invented(key[1])] if self._random.random() < 0.3 else one[: max(1, len(one) - 1)]
        roll = self._random.random()
        if roll < _JOINED:  # "Pestonji Mehta and Brothers"
            joiner = self._random.choice(["and", "&"] if key[1] else ["एंड", "और", "&"])
            return " ".join([*head, joiner, *other[len(other) // 2 :]])
        if roll < _LONG:  # "Sikkim High Altitude Tea Estates"
            return " ".join([*head, *self._random.choice(known)[:1], *other])
        return " ".join([*head, *other[len(other) // 2 :]])

    def _learn(self, language: str, slot: str, said: str) -> None:
        key, parts = (language, said.isascii()), said.split()
        if slot.split(".")[-1] == "company":
            self._companies.setdefault(key, []).append(parts)
        elif (
            slot in ("name", "attendees", "sender", "owner", "assignee")
            and len(parts) < 4
            and not _NO_NAME.search(said)
        ):
            self._first.setdefault(key, []).append(parts[0])
            self._last.setdefault(key, []).extend(parts[1:])

    def _part(self, pool: dict[tuple[str, bool], list[str]], key: tuple[str, bool]) -> str:
        known = pool.get(key)
        return self._invented(key[1]) if not known or self._random.random() < 0.3 else self._random.choice(known)

    def _invented(self, latin: bool) -> str:
        onsets, vowels, ends = _LATIN if latin else _DEVANAGARI
        pick = self._random.choice
        made = "".join(pick(onsets) + pick(vowels) for _ in range(self._random.choice((1, 2, 2, 3)))) + pick(ends)
        return str(made.capitalize() if latin else made)
