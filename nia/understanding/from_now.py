"""A duration where only a moment fits begins now: "snooze it for an hour". The wish reader asks."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from nia.understanding.port import ToolShape, TurnContext
from nia.understanding.reading import Reader, Reading
from nia.understanding.time_values import FoundTime, TimeKind
from nia.understanding.tokens import fold
from nia.understanding.units import Unit

_FOR = re.compile(r"^(?:for|by)\s+|\s+(?:ke liye|के लिए)$", re.I)
_SNOOZES = re.compile(r"\bsnooz|स्नूज", re.I)  # counts from now, whatever the reminder's own time is
_BEFORE = frozenset({"before", "prior", "ahead", "pehle", "pahle", "पहले"})


def from_now(tool: ToolShape, reading: Reading, reader: Reader, context: TurnContext) -> Reading:
    """Return the reading, where the tool takes a reminder and no length, with each duration as the moment it ends."""
    if tool.slot("remind_at") is None or tool.slot("minutes") is not None:
        return reading
    kinds = {TimeKind.DURATION, TimeKind.SHIFT} if _SNOOZES.search(fold(reading.text)) else {TimeKind.DURATION}
    behind = (*reading.units[1:], None)
    units = zip(reading.units, behind, strict=True)
    return Reading(
        reading.text, tuple(one if _counts_back(then) else _moment(one, kinds, reader, context) for one, then in units)
    )


def _counts_back(behind: Unit | None) -> bool:
    """Tell whether "30 minutes before the demo" goes on so: it counts from something else than now."""
    return behind is not None and behind.folded.split(" ")[0] in _BEFORE


def _moment(unit: Unit, kinds: Container[TimeKind], reader: Reader, context: TurnContext) -> Unit:
    lasts = isinstance(unit.found, FoundTime) and unit.found.kind in kinds
    ahead = reader.read(f"in {_FOR.sub('', unit.text)}", context).units if lasts else ()
    if len(ahead) != 1 or not isinstance(ahead[0].found, FoundTime):
        return unit
    return replace(unit, found=replace(ahead[0].found, span=(unit.start, unit.end), text=unit.text))
