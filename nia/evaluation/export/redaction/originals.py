"""What in a suite is somebody's: names, phones, mail addresses, amounts. `exporting` collects it before it redacts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from nia.evaluation.export.redaction.amounts import values_in
from nia.evaluation.export.redaction.names import is_ordinary
from nia.evaluation.export.redaction.words import Word, known_names, words_of
from nia.tools.slots import check_email
from nia.understanding.contact_points import find_mails, find_phones
from nia.understanding.port import Json

PEOPLE = frozenset({"name", "as", "attendees", "attendee", "lead", "owner", "assignee", "sender", "contact", "remove"})
COMPANIES = frozenset({"company"})
MONEY = frozenset({"value", "min_value", "max_value"})
PLAIN = frozenset(
    "intent tasks asks confirms warns tool undid refuses language role status priority source time_zone working_hours "
    "press later session tags kind id order metric tone description city created now start end received at due from_ "
    "created_from created_to due_from due_to expected_close next_follow_up remind_at offers_times shift thread".split()
)
"""Keys whose values are of closed sets, or times: nobody is named in them."""

Span = tuple[int, int]


@dataclass
class Originals:
    """Everything that must not be left in the file. `said_amounts`: where in an utterance one was understood."""

    people: set[str] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)
    amounts: set[Decimal] = field(default_factory=set)
    said_amounts: dict[str, list[Span]] = field(default_factory=dict)

    def take_suite(self, suite: Json) -> None:
        """Take what stands in a suite: in fields that hold such values, and in every text."""
        for key, value in leaves(suite):
            if isinstance(value, str):
                self._take_text(key, value)
            elif key in MONEY and isinstance(value, int | float) and not isinstance(value, bool):
                self.amounts.add(Decimal(str(value)))

    def take_known(self, names: Iterable[str], texts: Sequence[str]) -> None:
        """Take those names of the data of which a word stands in one of the texts."""
        there = {word.key for text in texts for word in words_of(text) if not is_ordinary(word)}
        for name in names:
            self.others |= {word.text for word in words_of(name) if word.key in there and not is_ordinary(word)}

    def take_understood(self, said: str, slots: Mapping[str, Mapping[str, Json]]) -> None:
        """Take what a turn was understood to name: slots with their text and span."""
        for name, slot in slots.items():
            value, span = slot.get("value"), slot.get("span")
            if isinstance(value, dict) and "amount" in value and isinstance(span, list | tuple):
                start, end = int(str(span[0])), int(str(span[1]))
                self.said_amounts.setdefault(said, []).append((start, end))
                self.amounts |= {one for one in values_in(said, [(start, end)]) if one > 0}
            elif name in PEOPLE | COMPANIES | {"to", "cc", "bcc", "text"}:
                self.others |= {word.text for word in words_of(str(slot.get("text") or "")) if _is_telling(word)}
            elif name == "phone" and value:
                self.phones.add(str(value))

    def _take_text(self, key: str, text: str) -> None:
        if key in PLAIN:
            return
        if key == "email":
            self.mails.add(text.lower())
        elif key == "phone":
            self.phones.add(text)
        elif key in PEOPLE | {"from", "to"}:
            self._take_person(text)
        elif key in COMPANIES:
            self.companies.add(text)
        self.phones |= {found.digits for found in find_phones(text)}
        self.mails |= {found.address for found in find_mails(text)}
        self.amounts |= {one for one in values_in(text) if one > 0}
        self.others |= {word.text for word in _names_in(text)}

    def _take_person(self, text: str) -> None:
        name = text.partition("<")[0].strip().strip('"')
        if name and "@" not in name and name.casefold() != "me":
            self.people.add(name)
        if "@" in text and "<" not in text:
            try:
                self.mails.add(check_email(text))
            except ValueError:
                self.others |= {word.text for word in words_of(text) if _is_telling(word)}


def leaves(value: Json, key: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every value of plain data with the name of the field that it stands in."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from leaves(one, str(name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one, key)
    else:
        yield key, value


def texts_in(suite: Json, but: Collection[str] = PLAIN) -> list[str]:
    """Return every text of a suite in which somebody may be named."""
    return [value for key, value in leaves(suite) if isinstance(value, str) and key not in but]


def _names_in(text: str) -> Iterator[Word]:
    """Yield words of a text that look like names: known ones, and capitals within a sentence."""
    for word in words_of(text):
        if is_ordinary(word) or len(word.key) < 2:
            continue
        begins = not text[: word.start].strip(" \"'“(") or text[: word.start].rstrip(" \"'“(")[-1] in ".!?\n:;।"
        if word.key in known_names() or (word.text[0].isupper() and not begins):
            yield word


def _is_telling(word: Word) -> bool:
    return not is_ordinary(word) and len(word.key) > 1
