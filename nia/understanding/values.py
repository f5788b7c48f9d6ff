"""Turn the words of a slot into its value, by the slot's kind. Assignment and answers call it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from nia.understanding.amounts import FoundAmount
from nia.understanding.contact_points import FoundPhone
from nia.understanding.excluded import is_excluded, people_left_out
from nia.understanding.mail_addresses import FoundMail
from nia.understanding.misspellings import misspelled
from nia.understanding.names import divide, owner_of, trim, untitled
from nia.understanding.numbers import read_number
from nia.understanding.port import Json, SlotKind, SlotShape, SlotValue
from nia.understanding.tokens import fold
from nia.understanding.units import Unit
from nia.understanding.words import LEXICON_FOLDER, Lexicon

REFERENCES = frozenset({SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL, SlotKind.USER, SlotKind.PERSON})
LISTS = frozenset({SlotKind.PEOPLE, SlotKind.ADDRESSES})
TIMES = frozenset(
    {
        SlotKind.INSTANT,
        SlotKind.MOMENT,
        SlotKind.DATE,
        SlotKind.RANGE_START,
        SlotKind.RANGE_END,
        SlotKind.MINUTES,
        SlotKind.SHIFT,
    }
)
GRAMMATICAL = TIMES | {SlotKind.MONEY, SlotKind.PHONE, SlotKind.EMAIL}
_PLAIN = Decimal(10) ** 18
_MOST_COUNTED = 10_000
_PERSONS = frozenset({SlotKind.PERSON, SlotKind.LEAD})
_NAMED = REFERENCES | {SlotKind.COMPANY, SlotKind.PRODUCT}
_JOINERS = frozenset({"and", "but"})
_QUOTES = ' \t\r\n"\u201c\u201d'
_TRAILING_COURTESY = re.compile(r"[\s,]+(?:please|pls|plz|thanks|thank you|for me|ok|okay)?[\s.!?]*$", re.I)
_LEADING_JOINER = re.compile(
    r"^(?:[\s,:;-]|saying\b|that\b|about\b|regarding\b|ki\b(?=\s)|to say\b|which says\b|कि(?=\s))+", re.I
)
_ARTICLE = re.compile(r"^the (?=\S)", re.I)
_REASON_IS = re.compile(r"^(?:is|was|being|because(?: of)?|due to|kyunki|kyonki|क्योंकि|है)\s+(?=\S)", re.I)
_ME = frozenset({"me", "myself", "mine", "my", "mujhe", "mera", "mere", "meri", "i", "मुझे", "मेरा", "मेरे"})


def value_of(slot: SlotShape, text: str, units: Sequence[Unit]) -> SlotValue | None:
    """Return the value that `units` of `text` give a slot, or None where they give none. Times are read elsewhere."""
    units = affirmed(slot, units)
    if not units:
        return None
    span = (units[0].start, units[-1].end)
    said = text[span[0] : span[1]]
    value = _value(slot, said, units)
    if value is None or value in ("", []):
        return None
    return people_left_out(text, SlotValue(value, said, span, negated=is_excluded(text, span)), slot.kind)


def affirmed(slot: SlotShape, units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the units of a name without what it is said not to be ("Zuari, not Mandovi"), nor a time behind people."""
    if slot.kind not in _NAMED | LISTS | {SlotKind.CITY}:
        return units
    last = next((at for at, unit in enumerate(units) if at and _ends_name(slot, units, at)), len(units))
    while last > 1 and (units[last - 1].kind == "sign" or units[last - 1].folded in _JOINERS) and last < len(units):
        last -= 1
    return units[:last]


def _ends_name(slot: SlotShape, units: Sequence[Unit], at: int) -> bool:
    instead = (
        units[at].folded in ("instead", "rather") and at + 1 < len(units) and units[at + 1].folded in ("of", "than")
    )
    timed = slot.kind in LISTS and units[at].kind in ("time", "money")
    return units[at].folded == "not" or instead or timed


def money_value(unit: Unit) -> Json:
    """Return an amount as the port writes it."""
    if not isinstance(unit.found, FoundAmount):
        return None
    return amount_value(unit.found.amount, unit.found.currency)


def amount_value(amount: Decimal, currency: str | None) -> Json:
    """Return an amount as the port writes it, without an exponent."""
    whole = amount == amount.to_integral_value() and abs(amount) < _PLAIN
    return {"amount": str(int(amount)) if whole else format(amount.normalize(), "f"), "currency": currency}


def choice(slot: SlotShape, units: Sequence[Unit]) -> str | None:
    """Return which of the slot's choices the units name, by the choice itself or a word for it."""
    said = " ".join(unit.folded for unit in units)
    for option in slot.choices:
        if said.replace("_", " ") == option.replace("_", " ").lower():
            return option
    found = next((one for unit in units if (one := sense_choice(slot, unit.senses)) is not None), None)
    if found is not None:
        return found
    for word in _marked_words().read(said):
        if (found := sense_choice(slot, word.senses)) is not None:
            return found
    return next((near for unit in units if (near := near_choice(slot, unit)) is not None), None)


def near_choice(slot: SlotShape, unit: Unit) -> str | None:
    """Return the slot's choice that an unknown word is a slip of: "qualifed"."""
    if unit.kind != "word" or unit.senses:
        return None
    found = misspelled(slot.name, unit.folded)
    return found if found in slot.choices else None


def sense_choice(slot: SlotShape, senses: Mapping[str, object]) -> str | None:
    """Return the slot's choice among a word's senses."""
    for category in (slot.name, f"task_{slot.name}", f"meeting_{slot.name}"):
        value = senses.get(category)
        if value is not None and str(value) in slot.choices:
            return str(value)
    return None


@cache
def _marked_words() -> Lexicon:
    """Return the ordinary words that name a choice only where one was marked: "कम" as a priority."""
    return Lexicon.from_files([LEXICON_FOLDER / "marked" / "choices.yaml"])


def free_text(said: str) -> str:
    """Return free text as it was said, without the quotes and small words around it."""
    said = _LEADING_JOINER.sub("", said.strip(_QUOTES)).strip(_QUOTES + ",;:")
    shorter = _TRAILING_COURTESY.sub("", said).strip(_QUOTES + ",;:")
    return shorter if " " in shorter or " " not in said else said


def _value(slot: SlotShape, said: str, units: Sequence[Unit]) -> Json:
    kind = slot.kind
    if kind in LISTS:
        return [untitled(_ARTICLE.sub("", name)) for name in divide(said)]
    if kind is SlotKind.TEXT:
        return free_text(_REASON_IS.sub("", said) if slot.name == "lost_reason" else said)
    address = next((unit for unit in units if unit.kind == "email"), None)
    if kind is SlotKind.PERSON and address is not None:
        return contact_value(address)
    if kind in _NAMED:
        name = owner_of(trim(said))
        name = untitled(name) if kind in _PERSONS else name
        return "me" if kind is SlotKind.USER and name.lower() in _ME else name
    if kind is SlotKind.CITY:
        return _city(units) or misspelled("city", trim(said)) or (None if said.isdecimal() else trim(said))
    return choice(slot, units) if kind is SlotKind.CHOICE else _exact(kind, units)


def _city(units: Sequence[Unit]) -> str | None:
    """Return the first city as it was said, "Panjim" or "पणजी", in Latin letters with a capital; None without one."""
    first = next((unit for unit in units if "city" in unit.senses), None)
    if first is None:
        return None
    usual = str(first.senses["city"])
    said = " ".join(unit.text for unit in units if unit.senses.get("city") == usual)
    return usual if fold(said) == fold(usual) else said.title() if said.islower() and said.isascii() else said


def _exact(kind: SlotKind, units: Sequence[Unit]) -> Json:
    """Return what a grammar read: an amount, a phone, a mail, a number."""
    if kind is SlotKind.MONEY:
        return next((money_value(unit) for unit in units if unit.kind == "money"), None)
    if kind in (SlotKind.EMAIL, SlotKind.PHONE):
        return next((contact_value(unit) for unit in units if unit.kind == kind.value), None)
    return count_of(units) if kind is SlotKind.COUNT else None


def count_of(units: Sequence[Unit]) -> int | None:
    """Return a small number, in digits or words: "5", "five", "पाँच"."""
    words = _number_words().read(" ".join(unit.folded for unit in units))
    found = next((number for at in range(len(words)) if (number := read_number(words, at)) is not None), None)
    whole = found is not None and found.value == found.value.to_integral_value() and 0 < found.value < _MOST_COUNTED
    return int(found.value) if found is not None and whole else None


@cache
def _number_words() -> Lexicon:
    return Lexicon.from_files([LEXICON_FOLDER / "numbers.yaml"])


def contact_value(unit: Unit) -> str:
    """Return a phone or mail address as the grammar read it."""
    if isinstance(unit.found, FoundPhone):
        return unit.found.digits
    return unit.found.address if isinstance(unit.found, FoundMail) else unit.text
