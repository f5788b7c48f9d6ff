"""The time of the last look-up, said again: "am I free on friday at 3?", "book Anita at the same time". Wishes ask."""

from __future__ import annotations

from datetime import datetime

from nia.understanding.port import TurnContext
from nia.understanding.reading import Reader, Reading
from nia.understanding.time_values import FoundTime


def at_same_time(reader: Reader, reading: Reading, context: TurnContext) -> Reading:
    """Return the reading with "the same time" as that of the last look-up; as it is where none was looked at."""
    asked = str(context.read.args.get("from") or "") if context.read is not None else ""
    same = any(isinstance(unit.found, FoundTime) and unit.found.same_time for unit in reading.units)
    if not same or "T" not in asked:
        return reading
    return reader.read(reading.text, context, reference=datetime.fromisoformat(asked))
