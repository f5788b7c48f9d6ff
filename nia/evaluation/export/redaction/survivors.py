"""Looks for anything of somebody's that is left in a finished file. `exporting` writes none in which this finds one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from nia.errors import AdminError
from nia.evaluation.export.redaction.amounts import grouped, plain, values_in
from nia.evaluation.export.redaction.names import is_ordinary, pools
from nia.evaluation.export.redaction.originals import MONEY, PLAIN, Originals, leaves
from nia.evaluation.export.redaction.phones import normal
from nia.evaluation.export.redaction.words import key_of, words_of
from nia.matching.compare import fold
from nia.understanding.contact_points import find_mails, find_phones
from nia.understanding.port import Json

_TELLING_DIGITS = 7
_SMALLEST_AMOUNT = 1000


class NotRedacted(AdminError):
    """Something of the original is still in the file. It is named by its kind alone."""

    code = "not_redacted"

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was written: the suite still holds {' and '.join(kinds)} of the conversation. "
            "Try again; if it stays so, write the suite by hand"
        )
        self.kinds = tuple(kinds)


def look(text: str, suite: Json, originals: Originals) -> None:
    """Raise `NotRedacted` where an original value is left in the file's text, in whatever form."""
    strings = [value for key, value in leaves(suite) if isinstance(value, str) and key not in PLAIN]
    found = {
        "a name": any(_names(strings, originals)),
        "a mail address": any(_mails(text, strings, originals)),
        "a phone number": any(_phones(strings, originals)),
        "an amount": any(_amounts(suite, strings, originals)),
    }
    kinds = [kind for kind, is_left in found.items() if is_left]
    if kinds:
        raise NotRedacted(kinds)


def _names(strings: Sequence[str], originals: Originals) -> Iterator[bool]:
    """Yield True for a whole name, or for a word of one that means nothing else."""
    whole, alone = set[str](), set[str]()
    for name in originals.people | originals.companies | originals.others:
        words = [word for word in words_of(name) if fold(word.text) not in pools().kept]
        alone |= {word.key for word in words if not is_ordinary(word) and len(word.key) > 2}
        if len(words) > 1 and not all(is_ordinary(word) for word in words):
            whole.add("".join(word.key for word in words_of(name)))
    for text in strings:
        keys = [word.key for word in words_of(text) if not is_ordinary(word)]
        yield not alone.isdisjoint(keys)
        joined = "".join(key_of(word.text) for word in words_of(text))
        yield any(name in joined for name in whole)


def _mails(text: str, strings: Sequence[str], originals: Originals) -> Iterator[bool]:
    lower = text.casefold()
    yield any(mail in lower for mail in originals.mails)
    spoken = {found.address for one in strings for found in find_mails(one)}
    yield not spoken.isdisjoint(originals.mails)


def _phones(strings: Sequence[str], originals: Originals) -> Iterator[bool]:
    numbers = {normal(one) for one in originals.phones}
    ends = {digits[-10:] for one in numbers if len(digits := one.lstrip("+")) >= _TELLING_DIGITS}
    for text in strings:
        digits = re.sub(r"\D", "", text)
        yield any(end in digits for end in ends)
        yield any(normal(found.digits) in numbers for found in find_phones(text))


def _amounts(suite: Json, strings: Sequence[str], originals: Originals) -> Iterator[bool]:
    amounts = {one.normalize() for one in originals.amounts if one >= _SMALLEST_AMOUNT}
    for key, value in leaves(suite):
        if key in MONEY and isinstance(value, int | float):
            yield Decimal(str(value)).normalize() in amounts
    written = {form(one) for one in amounts for form in (plain, grouped)}
    for text in strings:
        yield not amounts.isdisjoint(one.normalize() for one in values_in(text))
        yield not written.isdisjoint(re.findall(r"(?<![\d,.])\d[\d,]*(?:\.\d+)?", text))
