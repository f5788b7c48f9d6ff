"""When a mail shall go that NIA can only send at once: "mail Ravi tomorrow that …". The wish reader asks it.

The card says that it goes at the yes, so that nobody believes it waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from nia.understanding.port import Card, SlotValue, ToolShape, TurnContext
from nia.understanding.reading import Reading
from nia.understanding.time_values import FoundTime, TimeKind
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed

_AT_ONCE = frozenset({"send_email"})
_LEADS = frozenset({"the", "about", "regarding", "re", "of", "for"})
_LEADING = frozenset({"filler", "courtesy", "pronoun", "ask", "yes", "no"})
_SENDS = frozenset("send schedule deliver bhej bhejo bhejna bhejiye भेज भेजो भेजना भेजिए".split())
_SPEAKS_OF_TIME = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow|kal|parso|aaj|week|month)\b|कल|परसों|आज|बजे",
    re.I,
)
_OF = frozenset("'s s ka ki ke wala wali wale का की के वाला वाली वाले".split())
_MOMENTS = frozenset({TimeKind.POINT, TimeKind.RANGE, TimeKind.RECURRENCE})


def asked_to_wait(reading: Reading, card: Card, context: TurnContext) -> str:
    """Return the time of "make it tomorrow at 9" at the card of a mail, or "": it says nothing else than when."""
    if card.tool not in _AT_ONCE or _SPEAKS_OF_TIME.search(f"{card.args.get('subject')} {card.args.get('body')}"):
        return ""  # "change it to friday" may mean what the mail says
    now = context.now.astimezone(ZoneInfo(context.time_zone)).isoformat()
    times = [unit for unit in reading.units if unit.found is not None]
    others = (unit for unit in reading.units if unit.found is None)
    alone = len(times) == 1 and _is_ahead(times[0], now) and all(_only_leads(unit) for unit in others)
    return times[0].text if alone else ""


def _only_leads(unit: Unit) -> bool:
    light = unit.folded in listed("light", "empty") or unit.folded in listed("light", "generic")
    return light or unit.kind == "sign" or not _LEADING.isdisjoint(unit.senses) or unit.folded in _SENDS


def time_ahead(tool: ToolShape, units: Sequence[Unit], slots: Mapping[str, SlotValue], context: TurnContext) -> str:
    """Return the words for a time ahead that the tool has no slot for and no text holds, or ""."""
    if tool.name not in _AT_ONCE:
        return ""
    now = context.now.astimezone(ZoneInfo(context.time_zone)).isoformat()
    spans = [value.span for value in slots.values() if value.span is not None]
    loose = (at for at, unit in enumerate(units) if _is_ahead(unit, now) and not _is_held(unit, spans))
    return next((units[at].text for at in loose if not _describes(units, at)), "")


def _is_ahead(unit: Unit, now: str) -> bool:
    found = unit.found
    if not isinstance(found, FoundTime) or found.kind not in _MOMENTS or found.start is None:
        return False
    return found.start > now[: len(found.start)]  # both are local to the user


def _describes(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a time says what the mail is or is about: "tomorrow's agenda", "the friday draft"."""
    before = units[at - 1].folded if at else ""
    behind = units[at + 1].folded if at + 1 < len(units) else ""
    said = units[at].folded
    return before in _LEADS or behind in _OF or said.startswith("the ") or said.endswith(("'s", "s'"))


def _is_held(unit: Unit, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= unit.start < end for start, end in spans)
