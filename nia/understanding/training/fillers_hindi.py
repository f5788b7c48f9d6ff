"""Names, companies, amounts and times in Hindi and Hinglish that the generator puts into frames. `fillers` reads it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from nia.understanding.entities import ENTITY_LEXICON

_NUMBERS = ("5", "10", "2.5", "12", "50", "3", "1.5", "25", "7", "40", "8", "15", "60", "3.75")
_DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
_SPOKEN = "शून्य एक दो तीन चार पाँच छह सात आठ नौ".split()
_SPOKEN_HINGLISH = "shunya ek do teen char paanch chhe saat aath nau".split()
_WITHOUT_KO = frozenset({"कल", "आज", "परसों"})
_DRAWN = ("_hi", "_hinglish")


class HindiFillers:
    """Draws values for slots in Hindi, and Hinglish ones of Latin names. Deterministic in its random source."""

    def __init__(self, source: random.Random) -> None:
        self._words = hindi_words_by_category()
        self._said = _said()
        self._random = source

    def person(self) -> str:
        """Return a person's name in Devanagari: first, full, or with a title."""
        given, surname = self._pick(self._words["given"]), self._pick(self._words["surname"])
        roll = self._random.random()
        if roll < 0.45:
            return given
        titled = f"{self._pick(('श्री', 'श्रीमती', 'डॉ.', 'मिस्टर'))} {surname}"
        return f"{given} {surname}" if roll < 0.92 else titled

    def company(self) -> str:
        """Return a company's name of one to four words in Devanagari."""
        base = self._pick(
            [self._pick(words) for words in (self._said["first_words"], self._words["surname"], self._words["city"])]
        )
        roll = self._random.random()
        if roll < 0.15:
            return f"{base} एंड {self._pick(('संस', 'ब्रदर्स', 'कंपनी'))}"
        named = f"{base} {self._pick(self._said['suffixes'])}"
        return named if roll < 0.85 else f"{named} {self._pick(('प्राइवेट लिमिटेड', 'लिमिटेड', 'ग्रुप', 'इंडिया'))}"

    def city(self) -> str:
        """Return a city in Devanagari."""
        return self._pick(self._words["city"])

    def money(self) -> str:
        """Return an amount as Hindi says or writes it."""
        roll, number = self._random.random(), self._pick(_NUMBERS)
        if roll < 0.35:
            return self._pick(self._said["amounts"]) + self._pick(("", "", " रुपये"))
        if roll < 0.55:
            return self._pick(self._said["written_amounts"])
        said = f"{number} {self._pick(('लाख', 'लाख', 'करोड़', 'हज़ार'))}{self._pick(('', '', ' रुपये'))}"
        return said.translate(_DIGITS) if roll > 0.9 else said

    def money_hinglish(self) -> str:
        """Return an amount as Hinglish says or writes it."""
        return self._pick(self._said["hinglish_amounts"]).format(n=self._pick(_NUMBERS))

    def phone(self, spoken: Sequence[str] = tuple(_SPOKEN)) -> str:
        """Return a phone number, written or as its digits are spoken."""
        digits = self._pick("6789") + "".join(self._pick("0123456789") for _ in range(9))
        said = " ".join(spoken[int(digit)] for digit in digits)
        hindi = digits if spoken[0].isascii() else digits.translate(_DIGITS)
        return self._pick((digits, f"{digits[:5]} {digits[5:]}", said, hindi, f"+91 {digits}"))

    def email(self) -> str:
        """Return a mail address as Hindi speaks it."""
        name, at = self._pick(self._words["given"]).split()[0], self._pick(("एट द रेट", "ऐट द रेट"))
        ending = self._pick(("कॉम", "इन", "को डॉट इन", "example"))
        return f"{name} {at} {self._pick(self._said['first_words'])} डॉट {ending}"

    def when(self) -> str:
        """Return a time to come."""
        roll, day = self._random.random(), self._pick(self._said["days"])
        if roll < 0.25:
            return self._pick(self._said["later"])
        to = "" if day in _WITHOUT_KO else self._pick((" को", " को", ""))
        if roll < 0.45:
            return day + (to or self._pick(("", " तक")))
        if roll < 0.6:
            return f"{day}{to} {self._pick(self._said['parts_of_day'])}"
        return self._pick(self._said["clocks"]) if roll < 0.7 else f"{day}{to} {self._pick(self._said['clocks'])}"

    def drawers(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws each kind of value, named `…_hi` and `…_hinglish`."""
        listed = {name: said for name, said in self._said.items() if name.endswith(_DRAWN)}
        return {
            **{name: self._drawer(said) for name, said in listed.items()},
            "person_hi": self.person,
            "company_hi": self.company,
            "city_hi": self.city,
            "money_hi": self.money,
            "money_hinglish": self.money_hinglish,
            "phone_hi": self.phone,
            "phone_hinglish": lambda: self.phone(_SPOKEN_HINGLISH),
            "email_hi": self.email,
            "when_hi": self.when,
        }

    def _drawer(self, options: Sequence[str]) -> Callable[[], str]:
        return lambda: self._pick(options)

    def _pick(self, options: Sequence[str]) -> str:
        return self._random.choice(options)


@cache
def _said() -> Mapping[str, Sequence[str]]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    said: Mapping[str, Sequence[str]] = yaml.load(text, Loader=yaml.CBaseLoader)
    return said


@cache
def hindi_words_by_category() -> Mapping[str, Sequence[str]]:
    """Return the Devanagari given names, surnames and cities of the entity lexicon, sorted."""
    words: dict[str, set[str]] = {}
    for file in ("names.yaml", "cities.yaml"):
        loaded = yaml.load((ENTITY_LEXICON / file).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        for category, values in loaded.items():
            found = {phrase for listed in values.values() for phrase in listed if not phrase.isascii()}
            words.setdefault(category, set()).update(found)
    return {category: sorted(phrases) for category, phrases in words.items()}
