"""Who joins or leaves the people of a card: "also invite Neha", "Vikram ko hata do". Corrections ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import yaml

from nia.understanding.names import divide
from nia.understanding.phrasing import without_lead_out
from nia.understanding.port import Json, SlotValue
from nia.understanding.reading import Reading
from nia.understanding.split import is_command
from nia.understanding.topic import Topic
from nia.understanding.units import Unit
from nia.understanding.values import LISTS
from nia.understanding.words import LEXICON_FOLDER

_OTHER_RECORDS = frozenset({"lead", "task", "note", "reminder", "contact", "mail"})
_NO_NAME = frozenset({"that", "a", "an", "the", "some", "more", "one", "it", "this"})
_TOGETHER = re.compile(r"\s+(?:ke saa?th|के साथ)\s+", re.I)  # "Harish ke saath Mandar ko bhi"
_SIGNS = frozenset(",.;!\u0964")
_LONGEST_PERSON = 3
_LONGEST_LIST = 12


def joined_or_left(reading: Reading, topic: Topic) -> dict[str, SlotValue]:
    """Return the people of the card as they are then; empty where the words let nobody join or leave."""
    shape = next((s for s in topic.tool.slots if s.kind in LISTS and s.name in topic.known), None)
    if shape is None:
        return {}
    known = topic.known[shape.name]
    people: list[Json] = list(known) if isinstance(known, list) else [known]
    first = last = -1
    for clause in _clauses(reading, topic):
        changed = _changed(clause, reading.text[clause[0].start : clause[-1].end], people)
        if changed is not None:
            people = changed
            first, last = clause[0].start if first < 0 else first, clause[-1].end
    if last < 0 or not people:
        return {}
    return {shape.name: SlotValue(people, reading.text[first:last], (first, last), 0.9)}


def _clauses(reading: Reading, topic: Topic) -> list[tuple[Unit, ...]]:
    """Return the parts of the reading, each of which may be a change of its own: "make it an hour" "also invite …"."""
    units, parts, begun = reading.units, list[tuple[Unit, ...]](), 0
    for at in range(1, len(units)):
        parted = units[at - 1].folded in _SIGNS or "connector" in units[at - 1].senses
        if parted and (_begins(units[at], topic) or _begins_behind(units, at)):
            parts.append(_without_ends(units[begun:at]))
            begun = at
    return [part for part in (*parts, _without_ends(units[begun:])) if part]


def _begins(unit: Unit, topic: Topic) -> bool:
    verbs = {entry.split()[0] for name in ("add_before", "drop_before") for entry in _words()[name]}
    named = topic.slot_named(unit) is not None or unit.found is not None
    return is_command(unit) or unit.folded in verbs or "connector" in unit.senses or named


def _begins_behind(units: Sequence[Unit], at: int) -> bool:
    """Tell whether the part before ends as a change does that names its people first: "Neha ko bhi bulao, …"."""
    text = " ".join(unit.folded for unit in units[:at] if unit.kind != "sign" and "connector" not in unit.senses)
    return any(pattern.search(text) for pattern in _patterns()["after"])


def _without_ends(units: Sequence[Unit]) -> tuple[Unit, ...]:
    last = len(units)
    while last and (units[last - 1].folded in _SIGNS or "connector" in units[last - 1].senses):
        last -= 1
    return tuple(units[:last])


def _changed(clause: Sequence[Unit], text: str, people: Sequence[Json]) -> list[Json] | None:
    """Return the people with those whom the clause adds or takes away; None where it does neither."""
    plain = all(unit.found is None or unit.kind == "email" for unit in clause)
    if not plain or len(clause) > _LONGEST_LIST:
        return None
    if any(unit.senses.get("concept") in _OTHER_RECORDS and unit.kind == "word" for unit in clause):
        return None
    grows = next((found for one in _patterns()["add"] if (found := one.match(text))), None)
    said = grows or next((found for one in _patterns()["drop"] if (found := one.match(text))), None)
    named = _TOGETHER.split(without_lead_out(said["who"])) if said is not None else []
    names = [name for part in named for name in divide(part)]
    if not names or any(len(name.split()) > _LONGEST_PERSON or name.split()[0].lower() in _NO_NAME for name in names):
        return None
    if grows is not None:
        return [*people, *(name for name in names if not any(_is(name, one) for one in people))]
    kept = [one for one in people if not any(_is(name, one) for name in names)]
    return kept if len(kept) < len(people) else None


def _is(said: str, person: Json) -> bool:
    """Tell whether somebody on the card is meant: all the words said are of his name, or it is his address."""
    name = " ".join(str(person.get(key) or "") for key in ("name", "email")) if isinstance(person, Mapping) else person
    return set(said.lower().split()) <= set(str(name).lower().split())


@cache
def _words() -> dict[str, list[str]]:
    text = (LEXICON_FOLDER / "replies" / "guests.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return loaded


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    words = _words()
    around = "|".join(map(re.escape, words["around"]))
    behind = "|".join(map(re.escape, words["behind"]))
    made: dict[str, list[re.Pattern[str]]] = {"after": []}
    for kind in ("add", "drop"):
        before, after = "|".join(map(re.escape, words[f"{kind}_before"])), "|".join(words[f"{kind}_after"])
        made[kind] = [
            re.compile(
                rf"^(?:(?:{around})[\s,]+)*(?:{before})\s+(?P<who>.+?)(?:[\s,]+(?:{behind}))*[\s.!\u0964]*$", re.I
            ),
            re.compile(
                rf"^(?:(?:{around})[\s,]+)*(?P<who>.+?)\s+(?:{after})(?:[\s,]+(?:{behind}))*[\s.!\u0964]*$", re.I
            ),
        ]
        made["after"].append(re.compile(rf"\s(?:{after})$", re.I))
    return made
