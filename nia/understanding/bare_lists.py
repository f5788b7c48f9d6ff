"""A list named alone where a person is asked for: "all leads", "team ki report". The act reader asks."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.port import SlotKind, TurnContext
from nia.understanding.topic import Topic
from nia.understanding.units import Unit
from nia.understanding.wishes import Wishes

_ASKED_BY_NAME = frozenset(
    {
        SlotKind.PERSON,
        SlotKind.LEAD,
        SlotKind.COMPANY,
        SlotKind.PEOPLE,
        SlotKind.ADDRESSES,
        SlotKind.USER,
        SlotKind.CITY,
        SlotKind.EMAIL,
        SlotKind.PHONE,
        SlotKind.INSTANT,
    }
)
_LISTS = frozenset(
    {"lead", "everyone", "task", "meeting", "mail", "unread", "report", "calendar", "contact", "overdue"}
)
_SMALL = frozenset(
    "my our the of ki ka ke mera meri mere hamari hamare saari saare sare sari "
    "मेरी मेरे मेरा हमारी सारी सारे की का के".split()
)
_SAYS = frozenset({"concept", "metric", "filler", "courtesy", "status", "priority", "task_status"})


def is_bare_list(units: Sequence[Unit], said: Wishes, topic: Topic, context: TurnContext) -> bool:
    """Tell whether the words name a list and nobody: every word says what is listed, none is written as a name."""
    if not any(shape.kind in _ASKED_BY_NAME for shape in topic.shapes) or len(said.wishes) != 1:
        return False
    tool = context.tool(said.wishes[0].tool)
    if tool is None or tool.writes or not any(unit.senses.get("concept") in _LISTS for unit in units):
        return False
    words = [unit for unit in units if unit.kind != "sign"]
    named = any(unit.text[:1].isupper() for unit in words[1:]) or any("given" in unit.senses for unit in words)
    return not named and all(unit.folded in _SMALL or _SAYS & set(unit.senses) for unit in words)
