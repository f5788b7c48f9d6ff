"""Find phone numbers and mail addresses in an utterance, also as they are spoken. The engine asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nia.understanding.mail_addresses import FoundMail, mails_in
from nia.understanding.numbers import has, sense
from nia.understanding.words import Lexicon, Word

_PHONE_SIGNS = ("-", ".", "(", ")", "/")
_FEWEST_DIGITS, _MOST_DIGITS = 10, 15
_FEWEST_WITH_CUE = 3
_CUE_REACH = 4


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A phone number as it was said: `digits` holds digits, with a leading + where one was said. Not yet validated."""

    span: tuple[int, int]
    text: str
    digits: str


class ContactReader:
    """Finds contact details with one lexicon; it keeps no state between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def phones(self, text: str, *, expected: bool = False) -> tuple[FoundPhone, ...]:
        """Return the phone numbers in `text`. `expected`: one was asked for, so that a short one is one too."""
        return self.phones_in(self._lexicon.read(text), text, expected=expected)

    def phones_in(self, words: Sequence[Word], text: str, *, expected: bool = False) -> tuple[FoundPhone, ...]:
        """Do the same for words that the lexicon has read already."""
        found: list[FoundPhone] = []
        at = 0
        while at < len(words):
            digits, after, tried = _phone(words, at, expected=expected)
            if digits is not None:
                span = (words[at].start, words[after - 1].end)
                found.append(FoundPhone(span, text[span[0] : span[1]], digits))
            at = max(at + 1, tried)
        return tuple(found)

    def mails(self, text: str, *, expected: bool = False) -> tuple[FoundMail, ...]:
        """Return the mail addresses in `text`, written or spoken. `expected`: one was asked for."""
        return self.mails_in(self._lexicon.read(text), text, expected=expected)

    def mails_in(self, words: Sequence[Word], text: str, *, expected: bool = False) -> tuple[FoundMail, ...]:
        """Do the same for words that the lexicon has read already."""
        return mails_in(words, text, expected=expected)


@cache
def _shipped_reader() -> ContactReader:
    return ContactReader(Lexicon.shipped())


def find_phones(text: str, *, expected: bool = False) -> tuple[FoundPhone, ...]:
    """Return the phone numbers in `text`, read with the lexicon that comes with NIA."""
    return _shipped_reader().phones(text, expected=expected)


def find_mails(text: str, *, expected: bool = False) -> tuple[FoundMail, ...]:
    """Return the mail addresses in `text`, read with the lexicon that comes with NIA."""
    return _shipped_reader().mails(text, expected=expected)


def _phone(words: Sequence[Word], at: int, *, expected: bool) -> tuple[str | None, int, int]:
    """Read a phone at `at`: (digits or None, the index after it, how far was looked)."""
    plus = has(words, at, "plus_sign")
    position = at + 1 if plus else at
    digits, after = "", position
    while (group := _group(words, position, started=bool(digits))) is not None:
        text, end = group
        if len(digits) + len(text) > _MOST_DIGITS or (_is_complete(digits, plus=plus) and end > position):
            break
        digits, after = digits + text, end
        position = _over_comma(words, _over_signs(words, end))
    if not digits:
        return None, at, at + 1
    if not _is_phone(words, at, after, digits, plus=plus, expected=expected):
        return None, at, after
    return ("+" if plus else "") + digits, after, after


def _group(words: Sequence[Word], at: int, *, started: bool) -> tuple[str, int] | None:
    """Read one group of digits: "98200", "nine", "double zero", "triple 4"; "oh" is a zero only within a number."""
    if at >= len(words):
        return None
    repeat = sense(words, at, "repeat")
    if repeat is not None:
        single = None if has(words, at + 1, "repeat") else _group(words, at + 1, started=True)
        return (single[0][0] * int(repeat) + single[0][1:], single[1]) if single else None
    word = words[at]
    if word.digits:
        return word.folded, at + 1
    value = sense(words, at, "cardinal")
    if value is None:
        value = sense(words, at, "phone_digit")
    if value is None and started:
        value = sense(words, at, "spoken_zero")
        if value is None and word.folded not in ("a", "an"):
            value = sense(words, at, "weak_cardinal")
    if value is None:
        return None
    if value >= 20 and value % 10 == 0:
        ones = sense(words, at + 1, "cardinal")
        if ones is not None and 0 < ones < 10:
            return str(int(value + ones)), at + 2
    return str(int(value)), at + 1


def _over_signs(words: Sequence[Word], at: int) -> int:
    for _ in range(2):
        if at + 1 < len(words) and words[at].folded in _PHONE_SIGNS:
            at += 1
    return at


def _over_comma(words: Sequence[Word], at: int) -> int:
    """Step over a comma between spoken digits; written ones are two numbers then."""
    spoken = at + 1 < len(words) and not words[at - 1].digits and not words[at + 1].digits
    return at + 1 if spoken and words[at].folded == "," else at


def _is_complete(digits: str, *, plus: bool) -> bool:
    """Tell whether an Indian number is full, so that what follows is another one."""
    if plus:
        return digits.startswith("91") and len(digits) == 12
    return (len(digits) == 10 and digits[0] in "6789") or (len(digits) == 12 and digits.startswith("91"))


def _is_phone(words: Sequence[Word], at: int, after: int, digits: str, *, plus: bool, expected: bool) -> bool:
    if has(words, at - 1, "currency") or any(has(words, after, kind) for kind in ("multiplier", "currency", "oclock")):
        return False
    if plus:
        return len(digits) >= 7
    if len(digits) >= _FEWEST_DIGITS:
        return True
    if any(has(words, after, kind) for kind in ("unit", "meridiem", "month")) or len(digits) < _FEWEST_WITH_CUE:
        return False
    cued = any(has(words, position, "phone_cue") for position in range(at - _CUE_REACH, at))
    return cued or (expected and after - at >= len(words) - 2)
