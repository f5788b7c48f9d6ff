"""The marks by which a person is known in texts and JSON: record ids, mail addresses, phones, names as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nia.matching.compare import fold

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().-]+(?=\d)")
_SHORTEST_NAME = 3
_SHORTEST_PHONE = 7
_NATIONAL = 10


def digits_of(phone: str) -> str:
    """Return the digits of a phone number that do not depend on how its country is written: the last ten."""
    return "".join(c for c in phone if c.isdecimal())[-_NATIONAL:]


@dataclass(frozen=True)
class Marks:
    """What a person is known by. `emails` are in lower case, `phones` the digits that `digits_of` returns."""

    ids: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    others: Marks | None = field(default=None, repr=False)
    """The marks of people of the same name: what mentions them and the name alone is not about the person."""

    def mentioned_in(self, *values: object) -> bool:
        """Tell whether texts or JSON mention the person."""
        texts = [text for value in values for text in texts_in(value)]
        if self._reached(texts):
            return True
        return self._named(texts) and not (self.others is not None and self.others._reached(texts))

    def loosely_in(self, *values: object) -> bool:
        """Tell whether any word of the name stands there: enough where the text is known to be about the person."""
        words = {word for name in self.names for word in fold(name).split() if len(word) >= _SHORTEST_NAME}
        said = {word for value in values for text in texts_in(value) for word in fold(text).split()}
        return bool(words & said) or self.mentioned_in(*values)

    def _reached(self, texts: Iterable[str]) -> bool:
        for text in texts:
            if self.ids and (text in self.ids or (":" in text and not self.ids.isdisjoint(text.split(":")))):
                return True
            if self._address and self._address.search(text):
                return True
            if self._number and self._number.search(_BETWEEN_DIGITS.sub("", text)):
                return True
        return False

    def _named(self, texts: Iterable[str]) -> bool:
        return bool(self._folded) and any(
            f" {name} " in f" {fold(text)} " for text in texts if self._may_name(text) for name in self._folded
        )

    def _may_name(self, text: str) -> bool:
        """Tell whether folding a text, which takes long, can bring a name to light."""
        lower = text.lower()
        return not text.isascii() or any(first in lower for first in self._first_words)

    @cached_property
    def _folded(self) -> frozenset[str]:
        folded = {fold(name) for name in self.names}
        return frozenset(name for name in folded if len(name) >= _SHORTEST_NAME)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(name.split()[0] for name in self._folded)

    @cached_property
    def _address(self) -> re.Pattern[str] | None:
        any_of = "|".join(re.escape(email) for email in sorted(self.emails))
        return re.compile(rf"(?<![\w.+-])(?:{any_of})(?![\w-])", re.IGNORECASE) if any_of else None

    @cached_property
    def _number(self) -> re.Pattern[str] | None:
        any_of = "|".join(sorted(phone for phone in self.phones if len(phone) >= _SHORTEST_PHONE))
        return re.compile(rf"(?<!\d)\d{{0,4}}(?:{any_of})(?!\d)") if any_of else None


def texts_in(value: object) -> Iterator[str]:
    """Yield every text of plain JSON, the names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield str(name)
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)
