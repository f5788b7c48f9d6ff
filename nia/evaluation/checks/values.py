"""Compares an expected value with the one that was got, as `eval-format.md` says. Every check uses it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from nia.matching.compare import fold, same
from nia.tools.slots import check_phone
from nia.understanding.port import Json

FREE_TEXT = frozenset({"title", "text", "body", "instruction", "agenda", "notes", "outcome"})
LISTS = frozenset({"attendees", "remove", "to", "cc", "bcc", "notes"})
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$")
_SPAN = re.compile(r"^([+-]?)P(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)S)?)?$")
_UNITS = ("weeks", "days", "hours", "minutes", "seconds")
_NUKTA = "\u093c"


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares values in the light of a conversation: the user's zone and name, and the records that names mean.

    `known`: names of records (folded) to the ids of those that have them. `keys`: ids to the words by which a
    record may be described (its name, company, city).
    """

    zone: ZoneInfo
    user_name: str
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def same(self, slot: str, expected: Json, got: Json) -> bool:
        """Tell whether `got` is what `expected` says of this slot; None expects that there is nothing."""
        if expected is None:
            return got is None or got in ("", [])
        if got is None:
            return False
        if isinstance(got, list):
            return self._list(slot, expected, got)
        if isinstance(expected, list):
            return any(self.same(slot, one, got) for one in expected)
        if isinstance(got, dict):
            return self._map(slot, expected, got)
        if isinstance(expected, dict):
            return isinstance(expected.get("amount"), int | float | str) and self.same(slot, expected["amount"], got)
        return self._plain(slot, expected, got)

    def at_least(self, expected: Mapping[str, Json], got: Mapping[str, Json]) -> list[str]:
        """Return the names of the expected values that `got` does not have."""
        return [name for name, value in expected.items() if not self.same(name, value, got.get(name))]

    def _list(self, slot: str, expected: Json, got: list[Json]) -> bool:
        wanted = expected if isinstance(expected, list) else [expected]
        if slot == "notes":  # remarks on a record: each expected one is there
            return all(any(self._item(slot, one, note) for note in got) for one in wanted)
        return len(wanted) == len(got) and paired(wanted, got, lambda one, other: self._item(slot, one, other))

    def _item(self, slot: str, expected: Json, got: Json) -> bool:
        if isinstance(expected, list):
            return any(self._item(slot, one, got) for one in expected)
        return self.same(slot, expected, got)

    def _map(self, slot: str, expected: Json, got: Mapping[str, Json]) -> bool:
        if "amount" in got:
            amount = expected.get("amount") if isinstance(expected, dict) else expected
            return self._plain(slot, amount, got["amount"])
        if isinstance(expected, dict):
            return not self.at_least(expected, got)
        return isinstance(expected, str) and self._reference(expected, got)

    def _reference(self, expected: str, got: Mapping[str, Json]) -> bool:
        """Tell whether the words mean the record that was got."""
        name, email, record = (str(got.get(key) or "") for key in ("name", "email", "id"))
        if "@" in expected:
            return expected.strip().casefold() in (email.casefold(), name.casefold())
        if expected.casefold() == "me":
            expected = self.user_name
        if record and record in self.known.get(fold(expected), ()):
            return True
        if same(expected, name):
            return True
        described = f"{name} {self.keys.get(record, '')}"
        return bool(record) and fold(expected) not in self.known and _holds_words(described, expected, by=fold)

    def _plain(self, slot: str, expected: Json, got: Json) -> bool:
        if isinstance(expected, bool) or isinstance(got, bool):
            return expected is got
        numbers = _number(expected), _number(got)
        if slot == "phone":
            return _phone(str(expected)) == _phone(str(got))
        if None not in numbers:
            return abs(float(numbers[0] or 0) - float(numbers[1] or 0)) < 1e-6
        one, other = str(expected), str(got)
        if _ISO.match(one) and _ISO.match(other):
            return same_time(one, other, self.zone)
        if slot == "shift" and is_span(one) and is_span(other):
            return span_of(one) == span_of(other)
        if slot in FREE_TEXT or slot == "from":
            return _holds_words(other, one)
        return closed(one) == closed(other)


def paired(wanted: Sequence[Json], got: Sequence[Json], fits: Callable[[Json, Json], bool]) -> bool:
    """Tell whether each wanted value can be paired with one that was got, no two with the same."""
    if not wanted:
        return True
    first, *rest = wanted
    return any(fits(first, one) and paired(rest, [*got[:at], *got[at + 1 :]], fits) for at, one in enumerate(got))


def same_time(one: str, other: str, zone: ZoneInfo) -> bool:
    """Compare two ISO 8601 times: as instants, or as days in the zone where one is a date only."""
    if len(one) == 10 or len(other) == 10:
        return _day(one, zone) == _day(other, zone)
    return _instant(one, zone) == _instant(other, zone)


def is_span(text: str) -> bool:
    """Tell whether `text` is a duration that `span_of` reads."""
    return _SPAN.match(text) is not None


def span_of(text: str) -> timedelta:
    """Return a signed ISO 8601 duration."""
    found = _SPAN.match(text)
    assert found is not None
    sign, *numbers = found.groups()
    length = timedelta(**{unit: int(number) for unit, number in zip(_UNITS, numbers, strict=True) if number})
    return -length if sign == "-" else length


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text: lower case, without punctuation, Devanagari without its nukta."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).replace(_NUKTA, "")
    plain = "".join(c for c in plain if not ("\u0300" <= c <= "\u036f"))
    kept = (c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in plain.replace("'", ""))
    return tuple("".join(kept).split())


def closed(text: str) -> str:
    """Return the words of a text without the spaces between them."""
    return "".join(words_of(text))


def _holds_words(text: str, wanted: str, by: Callable[[str], str] | None = None) -> bool:
    if by is not None:
        text, wanted = by(text), by(wanted)
    return closed(wanted) in closed(text) or set(words_of(wanted)) <= set(words_of(text))


def _number(value: Json) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(value) if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) else None
    except ValueError:
        return None


def _phone(text: str) -> str:
    try:
        return check_phone(text)
    except ValueError:
        return closed(text)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _day(text: str, zone: ZoneInfo) -> date:
    return date.fromisoformat(text) if len(text) == 10 else _instant(text, zone).astimezone(zone).date()
