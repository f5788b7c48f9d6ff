"""An utterance, read once: its units with their times, amounts and contacts. The engine's parts share it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from nia.understanding.entities import Finder
from nia.understanding.port import Grain, Language, SlotKind, TurnContext
from nia.understanding.time_values import Direction, TimeFrame
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit, cut
from nia.understanding.words import Lexicon

_BACKWARD = frozenset({"log_activity", "find_leads", "list_emails", "summarize_emails", "sales_report", "lead_history"})
_CLOSES = re.compile(
    r"\b(?:clos(?:e|es|ing)|band hon[aei])\b|क्लोज|बंद होन", re.I
)  # a deal's close lies ahead, also in a search
_EITHER = frozenset({"list_meetings", "my_day", "list_tasks"})  # they look back where a verb does
_WAS = re.compile(
    r"\b(?:did|had|was|were|tha|thi|thin|thee)\b|(?<![\u0900-\u097f])(?:था|थी|थे|थीं)(?![\u0900-\u097f])", re.I
)
_FISCAL = frozenset({"sales_report"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and its units, whose offsets lie in it."""

    text: str
    units: tuple[Unit, ...]

    @property
    def words(self) -> str:
        """Return its words, folded, without signs."""
        return " ".join(unit.folded for unit in self.units if unit.kind != "sign")


class Reader:
    """Reads texts in the light of a turn's context."""

    def __init__(self, lexicon: Lexicon, finder: Finder) -> None:
        self._lexicon = lexicon
        self._finder = finder

    def read(
        self,
        text: str,
        context: TurnContext,
        tool: str | None = None,
        expects: Grain | None = None,
        reference: datetime | None = None,
        wanted: Collection[SlotKind] = (),
    ) -> Reading:
        """Read `text`; `tool` tells where its times lie, `expects` and `wanted` what a bare number is."""
        tokens = tokenize(text)
        frame = TimeFrame(
            context.now,
            context.time_zone,
            context.working_hours,
            context.working_days,
            context.fiscal_year_starts,
            _direction(tool, text),
            tool in _FISCAL,
            expects,
            reference,
        )
        found = self._finder.find(text, tokens, frame, wanted)
        return Reading(text, cut(tokens, found, self._lexicon))

    def language(self, text: str, context: TurnContext) -> tuple[Language, bool]:
        """Return the language of `text` and whether its words tell it."""
        return self._finder.language(text, context.language)

    def read_for(self, tool: str, reading: Reading, context: TurnContext) -> Reading:
        """Return a reading in the light of `tool`: read anew where its times lie elsewhere than most tools' do."""
        elsewhere = tool in _FISCAL or _direction(tool, reading.text) is not _direction(None, reading.text)
        return self.read(reading.text, context, tool) if elsewhere else reading


def _direction(tool: str | None, text: str) -> Direction:
    """Return where the times of a tool lie: what is logged behind, what is planned ahead, else as the verb tells."""
    back = tool in _BACKWARD and not _CLOSES.search(text)
    return Direction.BACK if back or (tool in _EITHER and _WAS.search(text)) else Direction.AHEAD


def part(reading: Reading, first: int, last: int) -> Reading:
    """Return units `first` to `last` (exclusive) of a reading, offsets unchanged."""
    return Reading(reading.text, reading.units[first:last])


def stripped(units: Sequence[Unit]) -> tuple[int, int]:
    """Return where units begin and end without the signs, fillers and polite words around them."""
    first, last = 0, len(units)
    while first < last and _is_edge(units[first], ask=True):
        first += 1
    while last > first and _is_edge(units[last - 1], ask=False):
        last -= 1
    return first, last


def _is_edge(unit: Unit, *, ask: bool) -> bool:
    if unit.kind == "sign":
        return unit.folded not in "₹$#@+"
    return unit.kind == "word" and ("filler" in unit.senses or (ask and "ask" in unit.senses))
