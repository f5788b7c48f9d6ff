"""Fills a text with values as people of its language say them: times, money, lists. Replies and cards use it."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from nia.agent.sentences import Sentences
from nia.understanding import rendering
from nia.understanding.port import Json, Language, SlotKind

_OPENS_WITH_A_TIME = re.compile(r"\{\w+:time\}.")  # a sentence, not a time by itself
_TIME_KINDS = {SlotKind.INSTANT, SlotKind.MOMENT, SlotKind.DATE, SlotKind.RANGE_START, SlotKind.RANGE_END}


# Columns under the labels of the slots that fill them.
_SLOT_OF = {
    "owner_id": "owner",
    "start_at": "start",
    "due_on": "due",
    "due_at": "due",
    "follow_up_on": "next_follow_up",
    "follow_up_at": "next_follow_up",
}


@dataclass(frozen=True)
class Wording(string.Formatter):
    """The wording of one turn: its language, its present, the user's zone."""

    sentences: Sentences
    language: Language
    now: datetime
    zone: str

    def say(self, *names: str, **values: object) -> str:
        """Fill the first of `names` that has a text; return "" where none has."""
        text = self.sentences.find(self.language, *names)
        if text is None:
            return ""
        if not isinstance(text, str):
            text = self._counted(text, values.get("count", values.get("n")))
        said = self.vformat(text, (), values).strip()
        return said[:1].upper() + said[1:] if _OPENS_WITH_A_TIME.match(text) else said

    def label(self, slot: str) -> str:
        """Return the label of a slot or column."""
        return self.say(f"labels.{slot}") or slot.replace("_", " ").capitalize()

    def value(self, value: Json, kind: SlotKind | None = None) -> str:
        """Return the text of a slot's value."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.say("words.yes" if value else "words.no")
        if kind in _TIME_KINDS:
            return self._time(value)
        if kind is SlotKind.MINUTES:
            return self._duration(value)
        if kind is SlotKind.CHOICE:
            return self._choice(value)
        return self._plain(value)

    def range(self, start: str, end: str) -> str:
        """Return the text of a range of time, both ends in ISO 8601."""
        return rendering.render_range(start, end, self.language, self.now, self.zone)

    # the two hooks of string.Formatter
    def get_value(self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Return the value of a placeholder; one that nobody gave is empty."""
        return kwargs.get(str(key))

    def format_field(self, value: object, format_spec: str) -> str:
        """Return a value in the form that its placeholder names."""
        if value is None or value == []:
            return ""
        form = self._forms.get(format_spec)
        return form(value) if form else self._plain(value)

    @cached_property
    def _forms(self) -> dict[str, Callable[[object], str]]:
        return {
            "time": self._time,
            "money": self._money,
            "duration": self._duration,
            "choice": self._choice,
            "choices": lambda value: self._list([self._choice(one) for one in _several(value)]),
            "list": self._list,
            "or": lambda value: self._list(value, "words.or"),
            "inline": lambda value: _inline(str(value)),
            "n": lambda value: rendering.render_number(int(str(value))),
            "percent": lambda value: f"{Decimal(str(value)).normalize():f}",
            "label": lambda value: self.label(str(value)),
            "without": lambda value: f" ({self._without(value)})",
            "created": lambda value: f" ({self._created(value)})",
        }

    def _counted(self, forms: Mapping[str, str], count: object) -> str:
        name = {0: "zero", 1: "one"}.get(count if isinstance(count, int) else 2, "other")
        return forms.get(name) or forms["other"]

    def _plain(self, value: object) -> str:
        if isinstance(value, Mapping):
            if "amount" in value:
                return self._money(value)
            if "name" in value:
                return str(value["name"])
            return self._list([self._entry(str(name), one) for name, one in value.items()])
        if isinstance(value, (list, tuple)):
            return self._list(value)
        if isinstance(value, bool):
            return self.say("words.yes" if value else "words.no")
        return str(value)

    def _entry(self, name: str, value: object) -> str:
        """Return an entry of a map: "City: Pune", or what is left out: "not Pune"."""
        if name == "excluded" and isinstance(value, Mapping):
            return self._without(value)
        return f"{self.label(name)}: {self._choices(value)}"

    def _without(self, value: object) -> str:
        """Return what a filter leaves out: "not Pune and lost"."""
        values = value.values() if isinstance(value, Mapping) else ()
        left_out = [self._choices(one) for several in values for one in _several(several)]
        return self.say("words.without", what=left_out) if left_out else ""

    def _created(self, value: object) -> str:
        """Return when what is listed was made: "created from 1 October to 31 October"."""
        ends = value if isinstance(value, Mapping) else {}
        start, end = ends.get("created_from"), ends.get("created_to")
        if start and end:
            return self.say("words.created", range=self.range(str(start), str(end)))
        return self.say("words.created_since" if start else "words.created_until", time=start or end)

    def _choices(self, value: object) -> str:
        """Return a value whose kind nobody tells, choices of the lists of choices as they are said."""
        return self._list([self._choice(one) if isinstance(one, str) else one for one in _several(value)])

    def _time(self, value: object) -> str:
        return rendering.render_time(_moment(value), self.language, self.now, self.zone)

    def _money(self, value: object) -> str:
        if not isinstance(value, Mapping):
            return rendering.render_amount(str(value))
        return rendering.render_amount(str(value["amount"]), str(value.get("currency") or "INR"))

    def _duration(self, value: object) -> str:
        return rendering.render_minutes(int(str(value)), self.language)

    def _choice(self, value: object) -> str:
        return self.say(f"choices.{value}") or str(value).replace("_", " ")

    def _list(self, value: object, joint: str = "words.and") -> str:
        texts = [self._plain(one) for one in _several(value)]
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {self.say(joint)} {texts[-1]}"


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else [value]


def _inline(label: str) -> str:
    """Return a label as it stands within a sentence: not capitalised, unless it is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _moment(value: object) -> date | datetime:
    if isinstance(value, (date, datetime)):
        return value
    text = str(value)
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def column_labels(columns: Iterable[str], wording: Wording) -> list[Json]:
    """Return columns of a record as people call them, each once."""
    return list(dict.fromkeys(wording.label(_SLOT_OF.get(name, name)) for name in columns))
