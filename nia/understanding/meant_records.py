"""Which record a card is about after all: "the task is collect the cheque". Corrections ask."""

from __future__ import annotations

from nia.understanding.generic import is_generic
from nia.understanding.port import SlotKind, SlotShape, SlotValue
from nia.understanding.reading import Reading
from nia.understanding.topic import Topic
from nia.understanding.units import Unit
from nia.understanding.values import free_text

_KINDS = {
    "task": SlotKind.TASK,
    "reminder": SlotKind.TASK,
    "meeting": SlotKind.MEETING,
    "mail": SlotKind.MAIL,
    "lead": SlotKind.LEAD,
}
_MADE = {("create_task", SlotKind.TASK): "title", ("email_to_task", SlotKind.TASK): "title"}
_IS = frozenset({"is", ":", "=", "was", "should", "be", "meant", "means"})
_HAI = frozenset({"hai", "tha", "thi", "hoga", "hogi", "है", "था", "थी", "होगा", "होगी"})
_BEFORE = frozenset(
    "the a my our this that his her but however actually no sorry i mean meant wait and yes lekin par magar wo woh ye "
    "asal mein matlab nahi लेकिन पर मगर वो वह ये यह असल में मतलब नहीं".split()
)
_NO_NAME = frozenset(
    "at on with for due by in from to not too also already very still a an about going ka ki ke ko se mein par pe "
    "का की के को से में पर".split()
)


def meant_record(reading: Reading, topic: Topic) -> dict[str, SlotValue]:
    """Return the record, or the title of a new one, that the words say the card is about; empty where they say none."""
    units = reading.units
    at = next((at for at, unit in enumerate(units) if _kind(unit) is not None), None)
    if at is None or not all(_is_silent(unit) for unit in units[:at]):
        return {}
    shape = _shape(_kind(units[at]), topic)
    said = _said(units, at)
    if shape is None or not _names(said, quoted=_is_quoted(said)):
        return {}
    text = free_text(reading.text[said[0].start : said[-1].end])
    span = (units[at].start, units[-1].end)
    return {shape.name: SlotValue(text, text, span, 0.9)} if text and not is_generic(text) else {}


def _kind(unit: Unit) -> SlotKind | None:
    return _KINDS.get(str(unit.senses.get("concept"))) if unit.kind == "word" else None


def _is_silent(unit: Unit) -> bool:
    return unit.kind == "sign" or unit.folded in _BEFORE or "filler" in unit.senses or "yes" in unit.senses


def _shape(kind: SlotKind | None, topic: Topic) -> SlotShape | None:
    if kind is None:
        return None
    made = _MADE.get((topic.tool.name, kind))
    return topic.tool.slot(made) if made else next((one for one in topic.tool.slots if one.kind is kind), None)


def _said(units: tuple[Unit, ...], at: int) -> tuple[Unit, ...]:
    """Return what stands behind "is", or before the "hai" at the end; empty where there is neither."""
    last = len(units)
    while last > at + 1 and units[last - 1].kind == "sign" and units[last - 1].folded in ".!\u0964":
        last -= 1
    first = at + 1
    while first < last and units[first].folded in _IS:
        first += 1
    if first > at + 1:
        return units[first:last]
    return units[first : last - 1] if units[last - 1].folded in _HAI else ()


def _names(said: tuple[Unit, ...], *, quoted: bool) -> bool:
    """Tell whether the words can name a record: no time or choice ("urgent"), no preposition ("at the office")."""
    words = [unit for unit in said if unit.kind != "sign"]
    if not words or words[0].folded in _NO_NAME or any("no" in unit.senses for unit in words[:1]):
        return quoted and bool(words)
    if any(unit.found is not None for unit in words) and not quoted:
        return False
    return quoted or len(words) > 1 or words[0].text[:1].isupper()


def _is_quoted(said: tuple[Unit, ...]) -> bool:
    return bool(said) and said[0].folded in "\"'\u201c\u2018"
