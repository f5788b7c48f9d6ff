"""Whether a reply to a card is a yes and nothing else. The card reader asks, before it lets anything be confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from nia.understanding.generic import is_generic
from nia.understanding.port import Card, Json
from nia.understanding.reading import Reading
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit
from nia.understanding.words import LEXICON_FOLDER, Lexicon, Word

_LONGEST = 25  # units; what is longer is no mere yes
_WITHHOLDS = "withholds"
_ORDERS = ("points", "does", "softens")
_APPROVES = (*_ORDERS, "likes")
_CONCEPTS = {
    "create": {"create", "assign", "schedule"},
    "update": {"update", "mark", "move", "assign", "create"},
    "schedule": {"schedule", "create", "calendar"},
    "reschedule": {"reschedule", "move", "schedule"},
    "cancel": {"cancel", "delete"},
    "complete": {"done", "mark", "convert"},
    "delete": {"delete"},
    "send": {"send", "write", "mail"},
    "log": {"past", "create"},
    "add": {"note", "note_verb", "create"},
    "save": {"create", "contact"},
    "email": {"convert", "create", "task"},
}
_OWN_DEEDS = frozenset({"send", "delete", "cancel", "schedule", "reschedule"})  # no other card's order is worded so
_ALL_RECORDS = frozenset({"lead", "task", "meeting", "mail", "note", "contact", "reminder"})
_ALIKE = {"leads": "lead", "email": "mail"}


class Approval:
    """Knows the words that leave a yes a yes."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words

    @classmethod
    def shipped(cls) -> Approval:
        """Read the words that come with NIA."""
        return cls(Lexicon.from_files([LEXICON_FOLDER / "replies" / "approval.yaml"]))

    def is_whole(self, reading: Reading, card: Card) -> bool:
        """Tell whether the words, of which the yes is said already, add nothing to it but what the card shows."""
        if len(reading.units) > _LONGEST:
            return False
        shown = {word for value in card.args.values() for word in _words_of(value)}
        fits = all(
            "yes" in unit.senses or self._fits(unit, reading, card, _APPROVES) or _shows(shown, unit)
            for unit in reading.units
        )
        named = [unit for unit in reading.units if unit.senses.get("concept") in _ALL_RECORDS]
        ordered = not named or self._orders(reading, card)
        return fits and ordered and not self._withheld(reading) and not self.is_other_deed(reading, card)

    def is_withheld(self, reading: Reading) -> bool:
        """Tell whether the words ask, or hold one that says to wait or to take only a part."""
        return self._withheld(reading)

    def is_other_deed(self, reading: Reading, card: Card) -> bool:
        """Tell whether the words order or name what the card does not: "book it" while a lead is to be deleted."""
        deeds = _CONCEPTS.get(card.tool.split("_")[0], set())
        said = {
            unit.senses.get("concept")
            for unit in reading.units
            if unit.senses.get("concept") in _OWN_DEEDS and not self._is(unit, reading, ("does",))
        }
        return bool(said - deeds) or self.names_other(reading, card)

    def names_other(self, reading: Reading, card: Card) -> bool:
        """Tell whether the words name a record of another kind than the card's."""
        named = {unit.senses.get("concept") for unit in reading.units} & _ALL_RECORDS
        return bool(named - _records(card))

    def is_of(self, unit: Unit, card: Card) -> bool:
        """Tell whether a word names the card's record or its deed."""
        verb = card.tool.split("_")[0]
        deeds = _CONCEPTS.get(verb, set()) | _records(card)
        return unit.senses.get("concept") in deeds or self._is(unit, _alone(unit), ("does", f"does_{verb}"))

    def is_order(self, reading: Reading, card: Card) -> bool:
        """Tell whether the words only order, without a yes, what the card shows: "create the lead", "send it"."""
        if len(reading.units) > _LONGEST:
            return False
        shown = {word for value in card.args.values() for word in _words_of(value)}
        fits = all(
            _points(unit) or self._fits(unit, reading, card, _ORDERS) or _shows(shown, unit) for unit in reading.units
        )
        ordered = self._orders(reading, card) and not self.is_other_deed(reading, card)
        return fits and ordered and not self._withheld(reading) and not self._sets_a_value(reading, card)

    def _sets_a_value(self, reading: Reading, card: Card) -> bool:
        """Tell whether a value stands beside a verb that sets as well as does: "meeting Asha wali meeting kar do"."""
        valued = any(not (_points(unit) or self._fits(unit, reading, card, _ORDERS)) for unit in reading.units)
        return valued and not self._does(reading, card)

    def _orders(self, reading: Reading, card: Card) -> bool:
        """Tell whether the card's own deed is ordered: "my tasks" only names a list, "create a task" begins another."""
        named = {unit.senses.get("concept") for unit in reading.units} & _ALL_RECORDS
        if named - _records(card) or (named and self._has(reading, "begins")):
            return False
        return self._does(reading, card, "does")

    def _does(self, reading: Reading, card: Card, *kinds: str) -> bool:
        """Tell whether a word names the card's deed: by its verb, or by a word of these kinds."""
        verb = card.tool.split("_")[0]
        deeds, does = _CONCEPTS.get(verb, set()) - _ALL_RECORDS, (*kinds, f"does_{verb}")
        return any(unit.senses.get("concept") in deeds or self._is(unit, reading, does) for unit in reading.units)

    def _withheld(self, reading: Reading) -> bool:
        asks = any(unit.folded == "?" for unit in reading.units)
        return asks or self._has(reading, _WITHHOLDS)

    def _has(self, reading: Reading, kind: str) -> bool:
        return any(kind in word.senses for word in self._words.read(_said(reading)))

    def _fits(self, unit: Unit, reading: Reading, card: Card, kinds: tuple[str, ...]) -> bool:
        if unit.kind not in ("word", "sign", "time"):  # "now" is a time
            return False
        if unit.kind == "sign" or "filler" in unit.senses or "courtesy" in unit.senses:
            return True
        verb = card.tool.split("_")[0]
        if unit.senses.get("concept") in _CONCEPTS.get(verb, set()) | _records(card):
            return True
        return self._is(unit, reading, (*kinds, f"does_{verb}"))

    def _is(self, unit: Unit, reading: Reading, kinds: tuple[str, ...]) -> bool:
        words = self._inside(unit, reading)
        return bool(words) and all(any(kind in word.senses for kind in kinds) for word in words)

    def _inside(self, unit: Unit, reading: Reading) -> list[Word]:
        """Return the words of the whole reply that lie in a unit or over it."""
        return [word for word in self._words.read(_said(reading)) if word.start < unit.end and unit.start < word.end]


def _points(unit: Unit) -> bool:
    """Tell whether a word only points at what the card shows: "it", no number and no "number"."""
    return is_generic(unit.folded) and unit.kind == "word" and not any(key.startswith("alias_") for key in unit.senses)


def _alone(unit: Unit) -> Reading:
    return Reading(" " * unit.start + unit.text, (unit,))


def _said(reading: Reading) -> str:
    """Return the text from the first of the units on; their offsets stay."""
    start = reading.units[0].start if reading.units else len(reading.text)
    return " " * start + reading.text[start:]


def _records(card: Card) -> set[str]:
    """Return what the card is about, as the concepts of words."""
    return {_ALIKE.get(record, record) for record in card.tool.split("_")[1:]}


def _shows(shown: set[str], unit: Unit) -> bool:
    words = [token.folded.removesuffix("'s") for token in tokenize(unit.text) if token.folded[:1].isalpha()]
    return unit.kind == "word" and bool(words) and all(word in shown for word in words)


def _words_of(value: Json) -> Iterator[str]:
    """Yield the words of the names and texts of a value."""
    if isinstance(value, dict):
        yield from _words_of(value.get("name"))
    elif isinstance(value, list):
        for one in value:
            yield from _words_of(one)
    elif isinstance(value, str):
        yield from (token.folded for token in tokenize(value))
