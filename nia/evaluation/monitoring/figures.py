"""Counts turns by intent, language and week, and in all. `collect` and `runs` fill it, `table` and `--json` show it."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

import numpy as np

from nia.evaluation.monitoring.classify import Conversations, Counted
from nia.evaluation.monitoring.seen import Seen
from nia.understanding.port import Json

SMALL = 20  # below it a percentage says more than is known: counts are shown, and no 95th percentile


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`."""

    count: int
    of: int

    @property
    def text(self) -> str:
        """Return "12%", "<1%" for what is little and not nothing, "2/7" where few are counted, "–" where none is."""
        if self.of == 0:
            return "–"
        if self.of < SMALL:
            return f"{self.count}/{self.of}"
        percent = 100 * self.count / self.of
        if 0 < percent < 1:
            return "<1%"
        return ">99%" if 99 < percent < 100 else f"{percent:.0f}%"

    @property
    def whole(self) -> str:
        """Return the same with what it is a share of: "12% of 340"."""
        return f"{self.text} of {self.of}" if self.of >= SMALL else self.text

    def as_dict(self) -> dict[str, Json]:
        """Return both numbers."""
        return {"count": self.count, "of": self.of}


@dataclass(slots=True)
class Tally:
    """The counts of one intent, one language, one week, or of all. Latencies are milliseconds.

    `writes`: actions that took effect; `undone`: those taken back since. `cards`: those shown; `confirmed`: those
    that got a yes.
    """

    turns: int = 0
    understood: int = 0
    asked_back: int = 0
    corrected: int = 0
    cancelled: int = 0
    escalated: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    thumbs_up: int = 0
    thumbs_down: int = 0
    writes: int = 0
    undone: int = 0
    cards: int = 0
    confirmed: int = 0
    latencies_ms: array[float] = field(default_factory=lambda: array("d"))

    def add(self, seen: Seen, counted: Counted, intent: str | None = None) -> None:
        """Count a turn; with `intent`, what was asked back, corrected or cancelled only where it was about that."""
        concerned = intent is None or intent == counted.about
        asked = intent is None or intent == counted.asked_about
        self.turns += 1
        self.understood += counted.understood
        self.asked_back += counted.asked_back and asked
        self.corrected += counted.corrected and concerned
        self.cancelled += counted.cancelled and concerned
        self.escalated += seen.escalated
        self.thumbs_up += seen.thumb > 0
        self.thumbs_down += seen.thumb < 0
        if seen.refusal:
            self.refused[seen.refusal] += 1
        self.latencies_ms.append(seen.latency_ms)

    def of_turns(self, name: str) -> Share:
        """Return the share of the turns that the measure of this name counts."""
        return Share(self.refused.total() if name == "refused" else int(getattr(self, name)), self.turns)

    def percentile_ms(self, percent: int) -> float | None:
        """Return the latency that so many percent of the turns did not exceed; None where there are too few."""
        known = self.turns > 0 and (self.turns >= SMALL or percent <= 50)
        return float(np.percentile(np.asarray(self.latencies_ms), percent)) if known else None

    def as_dict(self) -> dict[str, Json]:
        """Return every measure, each count with what it is of."""
        return {
            "turns": self.turns,
            **{name: self.of_turns(name).as_dict() for name in OF_TURNS},
            "refused_by_reason": dict(self.refused.most_common()),
            "undone": Share(self.undone, self.writes).as_dict(),
            "confirmed": Share(self.confirmed, self.cards).as_dict(),
            **{f"latency_p{percent}_ms": _rounded(self.percentile_ms(percent)) for percent in (50, 95)},
            "thumbs": {"up": self.thumbs_up, "down": self.thumbs_down},
        }


OF_TURNS = ("understood", "asked_back", "corrected", "cancelled", "refused", "escalated")


@dataclass(slots=True)
class Figures:
    """The measures of a period, or of a run. `unfinished`: turns that were never answered; they count nowhere else.

    A turn with two intents counts for each of them, and once in all.
    """

    zone: tzinfo
    all: Tally = field(default_factory=Tally)
    by_intent: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_language: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_week: defaultdict[date, Tally] = field(default_factory=lambda: defaultdict(Tally))
    unfinished: int = 0
    _conversations: Conversations = field(default_factory=Conversations)

    def add(self, seen: Seen) -> None:
        """Count a turn. The turns of one conversation must come in their order."""
        counted = self._conversations.count(seen)
        self.all.add(seen, counted)
        self.by_language[seen.language].add(seen, counted)
        if seen.at is not None:
            self.by_week[self._monday(seen.at)].add(seen, counted)
        for intent in counted.intents:
            self.by_intent[intent].add(seen, counted, intent)

    def places(self, intent: str, language: str) -> Sequence[Tally]:
        """Return the tallies in which a write or card of this intent counts."""
        return self.all, self.by_intent[intent], self.by_language[language]

    def weeks(self) -> list[tuple[date, Tally]]:
        """Return every week from the first to the last with a turn, also those without one. A week is its Monday."""
        if not self.by_week:
            return []
        first, last = min(self.by_week), max(self.by_week)
        count = (last - first).days // 7 + 1
        mondays = [first + timedelta(weeks=n) for n in range(count)]
        return [(monday, self.by_week.get(monday, Tally())) for monday in mondays]

    def as_dict(self) -> dict[str, Json]:
        """Return the figures as plain JSON."""
        return {
            "overall": self.all.as_dict(),
            "intents": {name: tally.as_dict() for name, tally in ranked(self.by_intent)},
            "languages": {name: tally.as_dict() for name, tally in ranked(self.by_language)},
            "weeks": {monday.isoformat(): tally.as_dict() for monday, tally in self.weeks()},
            "unfinished": self.unfinished,
        }

    def _monday(self, at: datetime) -> date:
        day = at.astimezone(self.zone).date()
        return day - timedelta(days=day.weekday())


def ranked(tallies: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    """Return the tallies with their names, most turns first."""
    return sorted(tallies.items(), key=lambda named: (-named[1].turns, named[0]))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
