"""Replaces phone numbers, written in whatever way, also spoken and in part. `redactor` asks it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nia.evaluation.export.redaction.keyed import Key
from nia.tools.slots import check_phone
from nia.understanding.contact_points import find_phones

_DIGITS = re.compile(r"\d")
_RUN = re.compile(r"(?<![\d:/-])\d{4,}(?![\d:/-])")
_INDIA = "+91"
_PART = 5
_LAST = 4
_YEARS = range(1900, 2201)


def normal(said: str) -> str:
    """Return a phone as E.164, or its digits where it cannot be one."""
    try:
        return check_phone(said)
    except ValueError:
        return "".join(_DIGITS.findall(said))


@dataclass(frozen=True, slots=True)
class Phones:
    """The replacement of each phone, by its normal form."""

    by_number: Mapping[str, str]

    @classmethod
    def choose(cls, originals: Iterable[str], key: Key) -> Phones:
        """Choose for each phone another of the same country and length."""
        numbers = sorted({normal(one) for one in originals} - {""})
        chosen: dict[str, str] = {}
        for number in numbers:
            tries = (_like(number, key, f"phone {number} {at}") for at in range(1000))
            taken = {*numbers, *chosen.values()}
            chosen[number] = next(one for one in tries if one not in taken and not _shares(number, one))
        return cls(chosen)

    def of(self, said: str) -> str:
        """Return what takes the place of a phone, in the same layout where it is written in digits."""
        number = normal(said)
        new = self.by_number.get(number)
        if new is None:
            return said
        digits = new.lstrip("+")
        wanted = len(_DIGITS.findall(said))
        return _laid_out(said, digits[-wanted:]) if 0 < wanted <= len(digits) and not _has_words(said) else new

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where a phone, or a part of one, stands in `text`, and what is to stand there."""
        for found in find_phones(text, expected=True):
            if normal(found.digits) in self.by_number:
                start, end = found.span
                written = text[start:end]
                new = self.of(written) if normal(written) in self.by_number else self.of(found.digits)
                yield start, end, new
        for run in _RUN.finditer(text):
            new_part = self._part(run[0])
            if new_part is not None:
                yield run.start(), run.end(), new_part

    def _part(self, run: str) -> str | None:
        """Return what takes the place of a part of a phone: five digits and more, or its last four."""
        for number, new in self.by_number.items():
            digits, others = number.lstrip("+"), new.lstrip("+")
            at = digits.find(run)
            last = len(run) >= _LAST and digits.endswith(run) and int(run) not in _YEARS
            if at >= 0 and (len(run) >= _PART or last):
                at = digits.rindex(run) if last else at
                return others[at : at + len(run)]
        return None


def _like(number: str, key: Key, what: str) -> str:
    prefix = _INDIA if number.startswith(_INDIA) else number[:3] if number.startswith("+") else ""
    rest = number[len(prefix) :]
    first = str(key.number(f"{what} first", 6, 9)) if prefix == _INDIA else rest[:1]
    width = len(rest) - 1
    return f"{prefix}{first}" + (str(key.number(what, 0, 10**width - 1)).zfill(width) if width > 0 else "")


def _shares(one: str, other: str) -> bool:
    """Tell whether the new number still holds a part by which the old one could be known."""
    digits = one.lstrip("+")
    national = digits[-10:]
    size = min(_PART, max(len(national) - 1, 1))
    return any(national[at : at + size] in other for at in range(len(national) - size + 1)) or other.endswith(
        national[-_LAST:]
    )


def _laid_out(said: str, digits: str) -> str:
    rest = iter(digits)
    return _DIGITS.sub(lambda _: next(rest), said)


def _has_words(said: str) -> bool:
    return any(char.isalpha() for char in said)
