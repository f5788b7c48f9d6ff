"""What a meeting is called that is more than "a meeting": "Demo with Vikram Shah", "Product demo". Wishes ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import yaml

from nia.understanding.names import divide
from nia.understanding.port import SlotValue, ToolShape
from nia.understanding.words import LEXICON_FOLDER, Lexicon

_MOST_BEFORE = 2
_WITH = re.compile(r"\bwith\s+((?-i:[A-Z])[\w.'-]*(?:\s+(?:(?:and|&)\s+)?(?-i:[A-Z])[\w.'-]*){0,3})$", re.I)
_PLAIN = re.compile(r"[^\W\d]+(?:[-'\u2019][^\W\d]+)*")


def titled(tool: ToolShape, text: str, slots: dict[str, SlotValue]) -> None:
    """Call a new meeting by its kind, in place: with its qualifier, else with whom it is. A title said stays."""
    said = slots.get("title")
    if tool.name != "schedule_meeting":
        return
    if said is not None and "attendees" not in slots:
        _invite(said, slots)
    if said is not None and not _says_little(str(said.value)):
        if _kinds().search(str(said.value)):  # "product demo" is called as a meeting is whose title was not said
            slots["title"] = replace(said, value=str(said.value)[:1].upper() + str(said.value)[1:])
        return
    slots.pop("title", None)
    found = _kinds().search(text)
    if found is None:
        return
    start = _qualified_from(text, found.start(), slots)
    end = found.end() if start < found.start() else _joined_to(text, found.end(), slots)
    name = text[start:end].strip()
    slots["title"] = SlotValue(name[:1].upper() + name[1:], text[start:end], (start, end), 0.9)


def _invite(title: SlotValue, slots: dict[str, SlotValue]) -> None:
    """Invite whom only the title names, where the name is one of a person: "put lunch with Sneha on my calendar"."""
    found = _WITH.search(str(title.value))
    if found is not None and "given" in _names().read(found[1].split()[0].lower())[0].senses:
        slots["attendees"] = SlotValue([*divide(found[1])], found[1], title.span, 0.8)


@cache
def _names() -> Lexicon:
    return Lexicon.from_files([LEXICON_FOLDER / "entities" / "names.yaml"])


def _says_little(title: str) -> bool:
    """Tell whether a title is only small words around a kind: "a", "a demo"."""
    rest = _kinds().sub(" ", title.lower())
    return all(word in _words()["outside"] for word in re.findall(r"[^\W\d_]\S*", rest))


def _qualified_from(text: str, start: int, slots: Mapping[str, SlotValue]) -> int:
    """Return where the words begin that tell which demo it is: "product demo", "price list walkthrough"."""
    taken = [value.span for name, value in slots.items() if value.span is not None]
    begun = start
    for found in reversed(list(re.finditer(r"\S+", text[:start]))[-_MOST_BEFORE:]):
        word, inside = found[0].lower(), any(first <= found.start() < last for first, last in taken)
        if inside or word in _words()["outside"] or not _PLAIN.fullmatch(found[0]):
            break
        begun = found.start()
    return begun


def _joined_to(text: str, end: int, slots: Mapping[str, SlotValue]) -> int:
    """Return where "demo with Vikram Shah" ends, if whom it is with stands right behind it by name."""
    who = slots.get("attendees")
    if who is None or who.span is None or who.span[0] < end or not text[who.span[0] :][:1].isupper():
        return end
    return who.span[1] if text[end : who.span[0]].strip().lower() in _words()["joined"] else end


@cache
def _words() -> dict[str, list[str]]:
    text = (LEXICON_FOLDER / "replies" / "meetings.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return loaded


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _words()['kinds']))})(?!\w)", re.I)
