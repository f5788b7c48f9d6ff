"""Which open task the words go back to: "back to the tickets task", "carry on with Nirmala". The act reader asks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nia.understanding.corrections import CorrectionReader
from nia.understanding.port import Act, Card, Json, SlotValue, TurnContext
from nia.understanding.reading import Reading
from nia.understanding.topic import Topic
from nia.understanding.turn import Turn, rest
from nia.understanding.units import Unit

_AGAIN = (
    r"(?:(?:let'?s|let us|can we|could we|shall we|we can|i want to|please|now|just)\s+)*"
    r"(?:(?:go|come|get|going|switch|take me)\s+back\s+to|back\s+to|return\s+to|"
    r"(?:continue|carry\s+on|go\s+on|proceed)\s+with|continue|resume|pick\s+up|finish)\s+"
)
_SOFT = (
    r"(?:(?:ok(?:ay)?|good|great|fine|right|al(?:l )?right|nice|thanks|thank you|now|so|and|then|well|"
    r"never ?mind(?: (?:that|it|this))?|no|yes|anyway|leave (?:it|that)|sorry|wait|ha+n|accha?|achha|theek hai|"
    r"thik hai|chalo|ab|toh?|phir|हाँ|हां|अच्छा|ठीक है|चलो|"
    r"अब|तो|फिर)(?=[\s,.!]|$)[\s,.!]*)*"
)
_WAPAS = r"(?:wapas|vapas|wapis|वापस)"
_ON = r"(?:p[ae]r?|ko|ka|ki|ke|mein|me|par|पर|पे|को|का|की|के|में)"
_GOING = r"(?:chal\w*|aa?o|aa?te|aa?ta|ja\w*|le chalo|चल\S*|आ\S*|जा\S*)"
_KEEP_ON = (
    r"(?:continue|resume|jaa?ri|aage|chalu|shuru|poora|pura|phir se shuru|जारी|आगे|चालू|शुरू|पूरा|फिर से शुरू)\s+"
    r"(?:kar\w*|rakh\w*|badh\w*|कर\S*|रख\S*|बढ़\S*)"
)
_TO = re.compile(rf"^\s*{_SOFT}{_AGAIN}(?P<what>[^.;?!,]{{2,60}})(?P<more>[.;,!]\s*\S.*)?", re.I | re.S)
_PE = re.compile(
    rf"^\s*{_SOFT}(?P<what>[^.;?!,]{{2,60}}?)\s+(?:{_ON}\s+)?(?:{_WAPAS}\s+{_GOING}|{_KEEP_ON})(?:\s+(?:ha[iı]n?|hu|hoon|है|हैं|हूँ))?"
    r"[\s.!।]*(?P<more>[.;,]\s*\S.*)?$",
    re.I | re.S,
)
_WAPAS_PE = re.compile(
    rf"^\s*{_SOFT}{_WAPAS}\s+(?P<what>[^.;?!,]{{2,60}}?)\s+{_ON}(?:\s+{_GOING})?[\s.!।]*(?P<more>$)", re.I | re.S
)
_SILENT = frozenset(
    "the a an that this my our his her their of for with to on at from about s thing things one part bit again please "
    "wala wali wale waala waali ka ki ke ko se wo woh us uska uski baat kaam vala vali "
    "वाला वाली वाले का की के को से वह वो उस बात काम".split()
)
_ALSO = {
    "create": {"new", "add", "adding", "making", "creation"},
    "update": {"change", "changing", "edit"},
    "reschedule": {"move", "moving", "shifting"},
    "schedule": {"meeting", "call", "demo"},
    "log": {"visit", "call", "activity"},
    "email": {"mail"},
}


class ResumeReader:
    """Reads which of the open tasks the user goes back to, and what is said of it in the same breath."""

    def __init__(self, corrections: CorrectionReader) -> None:
        self._corrections = corrections

    def read(self, reading: Reading, context: TurnContext) -> Turn | None:
        """Return the turn that takes up one of the open tasks; None where the words go back to none of them."""
        for pattern in (_TO, _WAPAS_PE, _PE):
            said = pattern.match(reading.text) if context.open else None
            if said is None:
                continue
            place = _meant(reading, said.span("what"), context)
            if place is not None:
                more = said.span("more")
                return Turn(act=Act.RESUME, resumed=place, answers=self._answers(reading, more, context, place))
        return None

    def _answers(
        self, reading: Reading, more: tuple[int, int], context: TurnContext, place: int
    ) -> Mapping[str, SlotValue]:
        first = next((at for at, unit in enumerate(reading.units) if more[0] < unit.start), len(reading.units))
        tool = context.tool(context.open[place].tool)
        if more[0] < 0 or tool is None or first == len(reading.units):
            return {}
        return self._corrections.correction(rest(reading, first), Topic(tool, context.open[place].args), context)


def _meant(reading: Reading, span: tuple[int, int], context: TurnContext) -> int | None:
    """Return the place of the open task that most of the words fit, the one on top where several fit alike."""
    units = [
        unit
        for unit in reading.units
        if span[0] <= unit.start < span[1] and unit.kind != "sign" and _bare(unit) not in _SILENT
    ]
    fits = [_fit(units, one) for one in context.open]
    best = max(fits, default=0)
    return fits.index(best) if units and best > 0 else None


def _fit(units: list[Unit], card: Card) -> int:
    """Return how many of the words the task is about; 0 where a name among them is not of it."""
    of_tool = set(card.tool.split("_"))
    of_tool |= {word for part in of_tool for word in _ALSO.get(part, ())}
    words = {word for value in card.args.values() for word in _words(value)}
    explained = [unit for unit in units if _bare(unit) in words or _is_of_tool(unit, of_tool, card)]
    others = [unit for unit in units if unit not in explained]
    strange = any("given" in unit.senses or unit.shape in ("A", "A+") or unit.found is not None for unit in others)
    return 0 if strange or len(others) > len(explained) else 2 * len(explained) - len(others)


def _is_of_tool(unit: Unit, of_tool: set[str], card: Card) -> bool:
    concept = str(unit.senses.get("concept", ""))
    named = any(f"alias_{name}" in unit.senses or name == unit.folded for name in card.args)
    return named or concept in of_tool or unit.folded.rstrip("s") in of_tool or unit.folded in of_tool


def _bare(unit: Unit) -> str:
    return unit.folded.removesuffix("'s").removesuffix("\u2019s")


def _words(value: Json) -> list[str]:
    if isinstance(value, Mapping):
        value = value.get("name") or " ".join(str(one) for one in value.values())
    if isinstance(value, list):
        return [word for one in value for word in _words(one)]
    return re.findall(r"\w+", str(value).lower())
