"""What the user leaves out: "leads not in Pune", "everyone except Rahul", "पुणे छोड़कर". Values and assignment ask it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from nia.understanding.port import Json, SlotKind, SlotValue, ToolShape
from nia.understanding.tokens import fold
from nia.understanding.units import Unit
from nia.understanding.word_lists import patterns

EXCLUDED = "excluded"
"""The slot for what is left out of a search; its values are those of the tool's own slots."""

EXCEPT = "except"
"""The mark of an entry in a list of people that stands for everybody but these: `{"except": ["Rahul"]}`."""

FIELDS = frozenset({"text", "status", "city", "company", "source", "owner"})
_FILE, _REACH = "exclusions", 60
_RECENT = 64  # values that are looked at once: those of a turn are asked about several times


@lru_cache(maxsize=_RECENT)
def is_excluded(text: str, span: tuple[int, int], *, in_search: bool = False) -> bool:
    """Tell whether what stands in `span` is what the user leaves out. `in_search`: "Pune se nahi" leaves it out too."""
    before, behind = _folded(text[max(0, span[0] - _REACH) : span[0]]), _folded(text[span[1] : span[1] + _REACH])
    places = ("", "_in_search") if in_search else ("",)
    return any(_before(place).search(before) or _behind(place).match(behind) for place in places)


def means_everyone(text: str) -> bool:
    """Tell whether the words speak of all, of whom somebody may be left out."""
    return not set(_folded(text).split()).isdisjoint(_words("everyone"))


def set_apart(tool: ToolShape, text: str, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return the slots of a search, what is left out of it in the slot `excluded`."""
    if tool.slot(EXCLUDED) is None:
        return dict(slots)
    out = {name: value for name, value in slots.items() if name in FIELDS and _is_out(text, value)}
    kept = {name: value for name, value in slots.items() if name not in out}
    if out:
        first = min(out.values(), key=lambda value: value.span or (0, 0))
        values: dict[str, Json] = {name: value.value for name, value in out.items()}
        kept[EXCLUDED] = SlotValue(values, first.text, first.span, first.confidence)
    return kept


def together(text: str, one: SlotValue, other: SlotValue) -> SlotValue | None:
    """Return two values of one slot that are left out together as one list ("not in Pune or Mumbai"), or None."""
    if one.span is None or other.span is None or not _belong(text, one.span, other.span):
        return None
    if not (_is_out(text, one) or _is_out(text, other)):
        return None
    known: list[Json] = one.value if isinstance(one.value, list) else [one.value]
    values: list[Json] = known if other.value in known else [*known, other.value]
    return replace(one, value=values, span=(one.span[0], other.span[1]), negated=True)


def _is_out(text: str, value: SlotValue) -> bool:
    return value.negated or (value.span is not None and is_excluded(text, value.span, in_search=True))


def _belong(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    between = _folded(text[one[1] : other[0]]).split()
    joins = _words("joins")
    links = {*joins, *_words("links_before"), *_words("links_behind"), *_words("before")}
    return one[1] <= other[0] and set(between) <= links and not joins.isdisjoint(between)


def pieces(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """Return the parts of what was marked as one value and names several: "Pune and Mumbai"."""
    parts: list[list[Unit]] = [[]]
    for unit in units:
        if unit.folded in _words("joins"):
            parts.append([])
        else:
            parts[-1].append(unit)
    return [part for part in parts if part]


def people_left_out(text: str, value: SlotValue, kind: SlotKind) -> SlotValue:
    """Return a list of people of which some are left out with all the others in their place."""
    if not value.negated or kind not in (SlotKind.PEOPLE, SlotKind.ADDRESSES) or not means_everyone(text):
        return value
    everyone: Json = {EXCEPT: value.value}
    return replace(value, value=[everyone], negated=False)


def without_everyone(names: Sequence[Json]) -> list[Json]:
    """Return the entries of a list of people without a bare "everyone" where somebody is left out of it."""
    if not any(isinstance(name, dict) and EXCEPT in name for name in names):
        return list(names)
    return [name for name in names if not (isinstance(name, str) and set(_folded(name).split()) <= _words("everyone"))]


def _folded(text: str) -> str:
    """Return words folded, one blank apart; a hyphen and quotes are blanks, a comma is a word."""
    spaced = re.sub(r"[-\"'“”‘’()]", " ", fold(text).replace(",", " , "))
    return " ".join(spaced.split())


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in patterns(_FILE, name))


def _any(name: str) -> str:
    return "|".join(sorted((fold(word) for word in patterns(_FILE, name)), key=len, reverse=True))


@cache
def _before(place: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^| )(?:{_any(f'before{place}')})(?: (?:{_any('links_before')}))*$")


@cache
def _behind(place: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_any('links_behind')}) )*(?:{_any(f'behind{place}')})(?: |$|[.!?।])")
