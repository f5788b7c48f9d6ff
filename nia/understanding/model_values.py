"""Checks each value that a model gives for a slot, and that nobody's contacts are made up. The adapter calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from nia.errors import ModelError
from nia.understanding.port import Grain, Json, SlotKind, SlotShape, SlotValue, TurnContext
from nia.understanding.tool_schemas import NESTED

LONGEST_TEXT = 4000
MOST_NAMES = 50
LONGEST_NUMBER = 18
"""In digits: "1e999999999" is a number too, and must not be written out."""
CONFIDENCE = 0.8
"""Of what a model read: above a guess, below what the engine knows for sure."""

_SHIFT = re.compile(r"[+-]?P(?=.)(\d+[YMWD])*(T(?=.)(\d+[HMS])+)?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TIMES = {SlotKind.INSTANT, SlotKind.MOMENT, SlotKind.DATE, SlotKind.RANGE_START, SlotKind.RANGE_END}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the slots of one answer. `said` is the user's message, in which contacts must stand."""

    said: str
    context: TurnContext

    def slots(self, shapes: Mapping[str, SlotShape], given: Mapping[str, Json]) -> dict[str, SlotValue]:
        """Return the values; those left empty are left out. Raises `ModelError` for an unknown slot or a bad value."""
        read: dict[str, SlotValue] = {}
        for name, value in given.items():
            shape = shapes.get(name)
            if shape is None:
                raise ModelError("the model gave an unknown slot", slot=name)
            if _is_empty(value):
                continue
            read[name] = self._slot(shape, value)
        return read

    def _slot(self, shape: SlotShape, value: Json) -> SlotValue:
        checked, grain = self._value(shape, value)
        text = checked if isinstance(checked, str) else str(value)
        at = self.said.casefold().find(text.casefold()) if text else -1
        span = (at, at + len(text)) if at >= 0 and len(self.said.casefold()) == len(self.said) else None
        return SlotValue(checked, self.said[at : at + len(text)] if span else text, span, CONFIDENCE, grain)

    def _value(self, shape: SlotShape, value: Json) -> tuple[Json, Grain | None]:
        kind = shape.kind
        if kind in _TIMES:
            return self._time(shape, value)
        if kind is SlotKind.CHOICE:
            return _choice(shape, value), None
        if kind in NESTED:
            return self._nested(shape, value), None
        if kind in (SlotKind.PEOPLE, SlotKind.ADDRESSES):
            return self._names(shape, value), None
        return self._plain(shape, value), None

    def _plain(self, shape: SlotShape, value: Json) -> Json:
        readers: dict[SlotKind, Callable[[SlotShape, Json], Json]] = {
            SlotKind.MONEY: _money,
            SlotKind.MINUTES: _count,
            SlotKind.COUNT: _count,
            SlotKind.FLAG: _flag,
            SlotKind.SHIFT: _shift,
            SlotKind.EMAIL: self._email,
            SlotKind.PHONE: self._phone,
        }
        return readers.get(shape.kind, _text)(shape, value)

    def _email(self, shape: SlotShape, value: Json) -> Json:
        address = str(_text(shape, value))
        if address.casefold() not in self.said.casefold():
            raise _bad(shape, "nobody said it")
        return address

    def _phone(self, shape: SlotShape, value: Json) -> Json:
        phone = "".join(c for c in str(value) if c.isdigit() or c == "+")
        national = phone.removeprefix("+91").lstrip("+0")
        if len(national) < 4 or national not in "".join(c for c in self.said if c.isdigit()):
            raise _bad(shape, "nobody said it")
        return phone

    def _names(self, shape: SlotShape, value: Json) -> Json:
        names = value if isinstance(value, list) else [value]
        if len(names) > MOST_NAMES:
            raise _bad(shape, "too many")
        return [str(self._email(shape, one) if "@" in str(one) else _text(shape, one)) for one in names]

    def _nested(self, shape: SlotShape, value: Json) -> Json:
        inner = self.context.tool(NESTED[shape.kind])
        if inner is None or not isinstance(value, dict):
            raise _bad(shape, "not a map")
        shapes = {one.name: one for one in inner.slots if one.kind not in NESTED}
        return {name: one.value for name, one in self.slots(shapes, value).items()}

    def _time(self, shape: SlotShape, value: Json) -> tuple[Json, Grain]:
        if not isinstance(value, str):
            raise _bad(shape, "not ISO 8601")
        try:
            if len(value) == 10:
                return date.fromisoformat(value).isoformat(), Grain.DAY
            zone = ZoneInfo(self.context.time_zone)
            at = datetime.fromisoformat(value)
            at = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
        except (ValueError, OverflowError):
            raise _bad(shape, "not ISO 8601") from None
        if shape.kind is SlotKind.DATE:
            return at.date().isoformat(), Grain.DAY
        return at.isoformat(), Grain.MINUTE


def _bad(shape: SlotShape, why: str) -> ModelError:
    return ModelError(f"the model gave {shape.name} a bad value: {why}", slot=shape.name)


def _is_empty(value: Json) -> bool:
    return value is None or value in ("", [], {})


def _text(shape: SlotShape, value: Json) -> Json:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _bad(shape, "not a text")
    text = str(value).strip()
    if not text or len(text) > LONGEST_TEXT:
        raise _bad(shape, "empty or too long")
    return text


def _choice(shape: SlotShape, value: Json) -> Json:
    if value not in shape.choices:
        raise _bad(shape, "not a choice")
    return value


def _money(shape: SlotShape, value: Json) -> Json:
    given = value if isinstance(value, dict) else {"amount": value}
    amount, currency = given.get("amount"), given.get("currency") or None
    try:
        number = Decimal(str(amount).replace(",", ""))
    except InvalidOperation:
        raise _bad(shape, "not an amount") from None
    if not number.is_finite() or isinstance(amount, bool) or abs(number.adjusted()) > LONGEST_NUMBER:
        raise _bad(shape, "not an amount")
    if currency is not None and not (isinstance(currency, str) and _CURRENCY.fullmatch(currency)):
        raise _bad(shape, "not a currency")
    return {"amount": format(number, "f"), "currency": currency}


def _count(shape: SlotShape, value: Json) -> Json:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise _bad(shape, "not a number") from None
    far = not number.is_finite() or number.adjusted() > LONGEST_NUMBER
    if isinstance(value, bool) or far or number != int(number):
        raise _bad(shape, "not a whole number")
    return int(number)


def _flag(shape: SlotShape, value: Json) -> Json:
    if not isinstance(value, bool):
        raise _bad(shape, "not true or false")
    return value


def _shift(shape: SlotShape, value: Json) -> Json:
    if not isinstance(value, str) or not _SHIFT.fullmatch(value):
        raise _bad(shape, "not an ISO 8601 duration")
    return value
