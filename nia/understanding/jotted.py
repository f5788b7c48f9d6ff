"""To-dos as reps jot them: "call the Godrej team tomorrow at 5", "visit Zenith on monday". The light of a turn asks.

A verb of an errand begins them, and a time that is not past ends the doubt: nothing was done yet, and NIA calls nobody.
"""

from __future__ import annotations

import re

from nia.understanding.port import TurnContext
from nia.understanding.reading import Reading
from nia.understanding.time_values import FoundTime
from nia.understanding.word_lists import listed

_ERRAND = re.compile(
    r"^\W*(?:(?:please|pls|also|and|then|ok|need to|have to|must|gotta|got to|i (?:need|have|must) to|i must)\s+)*"
    r"(?:(?:call|phone|ring)(?: up)?|dial|visit|see|collect|pick up|chase|deliver|submit|hand over|courier|buzz|nudge|"
    r"touch base with|speak (?:to|with)|talk to|swing by|drop in (?:at|on)|stop by"
    r"|drop(?= (?:\S+ ){1,4}(?:at|to|off|with) ))\s+(?=\w)"
    r"(?!(?:me|with|off|for|calls?|log|logs|quality|cent(?:re|er)|record|notes?|today|now|laga|kar|mum|mom|dad|home)\b)"
    r"(?!(?:an? (?:cab|taxi|uber|ola|rickshaw|auto|ambulance|doctor|plumber|electrician)|the police)\b)",
    re.I,
)
_PLANNED = re.compile(r"^\W*(?:plan(?:ning)? (?:an? |the )?)?visit (?:to|at)\s", re.I)
_ASKS = re.compile(r"\?|\b(?:what|who|how|where|worth|is it|kya|kitn[aie])\b", re.I)
_TASK = dict.fromkeys(("out_of_scope", "log_activity", "cancel_task"), "create_task")
_DAY = len("2026-03-06")


def jotted(reading: Reading, context: TurnContext) -> dict[str, str]:
    """Return what the tools that a jotted to-do surely does not mean are instead: a task; nothing for other words."""
    said = _ERRAND.match(reading.text) or _PLANNED.match(reading.text)
    told = said is not None and _ASKS.search(reading.text) is None
    return dict(_TASK) if told and _is_ahead(reading, context) else {}


def _is_ahead(reading: Reading, context: TurnContext) -> bool:
    """Tell whether a time was said, and none of it is past."""
    times = [unit.found for unit in reading.units if isinstance(unit.found, FoundTime)]
    if any(unit.folded in listed("moments", "now") for unit in reading.units):
        return False
    today = context.now.date().isoformat()
    return bool(times) and all((time.end or time.start or "")[:_DAY] >= today for time in times)
