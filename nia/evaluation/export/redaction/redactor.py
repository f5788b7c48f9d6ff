"""Replaces everything that is somebody's in a suite, the same always by the same. `exporting` calls it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from nia.evaluation.export.redaction.amounts import Amounts
from nia.evaluation.export.redaction.keyed import Key
from nia.evaluation.export.redaction.mails import Mails
from nia.evaluation.export.redaction.names import Names
from nia.evaluation.export.redaction.originals import COMPANIES, MONEY, PEOPLE, PLAIN, Originals, Span
from nia.evaluation.export.redaction.phones import Phones
from nia.understanding.port import Json

Replaced = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Redactor:
    """The replacements of one export."""

    names: Names
    phones: Phones
    mails: Mails
    amounts: Amounts
    said_amounts: Mapping[str, list[Span]] = field(default_factory=dict)

    @classmethod
    def of(cls, originals: Originals, key: Key, avoid: Collection[str] = ()) -> Redactor:
        """Choose the replacements. `avoid`: keys of words that are names in the data."""
        names = Names.choose(originals.people, originals.companies, originals.others, key, avoid)
        return cls(
            names,
            Phones.choose(originals.phones, key),
            Mails.choose(originals.mails, names, key),
            Amounts.choose(originals.amounts, key),
            originals.said_amounts,
        )

    def suite(self, value: Json, key: str = "") -> Json:
        """Return plain data with everything replaced."""
        if isinstance(value, Mapping):
            return {name: self.suite(one, str(name)) for name, one in value.items()}
        if isinstance(value, list):
            return [self.suite(one, key) for one in value]
        if isinstance(value, bool) or key in PLAIN:
            return value
        if isinstance(value, int | float):
            return self._amount(value) if key in MONEY else value
        return self.text(value, is_name=key in PEOPLE | COMPANIES, key=key) if isinstance(value, str) else value

    def text(self, text: str, *, is_name: bool = False, key: str = "") -> str:
        """Return a text with everything replaced."""
        if key == "phone":
            return self.phones.of(text)
        found: list[Replaced] = []
        _keep(found, self.mails.spans(text))
        _keep(found, self.phones.spans(text))
        _keep(found, self.amounts.spans(text, self.said_amounts.get(text, [])))
        _keep(found, self.names.spans(text, is_name=is_name))
        for start, end, new in sorted(found, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _amount(self, value: float) -> float:
        new = self.amounts.of(Decimal(str(value)))
        return int(new) if new == new.to_integral_value() else float(new)


def _keep(found: list[Replaced], more: Iterable[Replaced]) -> None:
    """Add those that do not overlap what is there already."""
    for start, end, new in more:
        if not any(start < other_end and other_start < end for other_start, other_end, _ in found):
            found.append((start, end, new))
