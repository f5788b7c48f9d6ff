"""The port between NIA and whatever understands a user: dataclasses only. The engine and the models implement it.

`understand(utterance, TurnContext) -> Understanding`. Nothing here knows a database, a tool's code
or a language. Every value in it is plain JSON (str, int, float, bool, None, list, dict), so that it
survives a checkpoint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pydantic import JsonValue

from nia.understanding.model_use import NO_MODEL, ModelUse

Json = JsonValue


class Language(StrEnum):
    """The language and script of a turn or a reply."""

    ENGLISH = "en"
    HINDI = "hi"
    HINGLISH = "hi-en"


class Act(StrEnum):
    """The dialogue acts of `eval-format.md`."""

    CONFIRM = "confirm"
    DENY = "deny"
    CORRECT = "correct"
    CANCEL = "cancel"
    UNDO = "undo"
    REPEAT = "repeat"
    RESUME = "resume"
    PROCEED = "proceed"
    HELP = "help"
    GREET = "greet"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    OUT_OF_SCOPE = "out_of_scope"


class Grain(StrEnum):
    """How exactly a time was said."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class SlotKind(StrEnum):
    """What a slot holds. The value an `Understanding` gives for it is in brackets.

    References to records are given as the words that describe them; `nia.tools.resolve` finds the
    record. A pronoun or ordinal is given as said ("him", "the second one").
    """

    TEXT = "text"  # free text, kept as it was said [str]
    PERSON = "person"  # a person's name [str]
    COMPANY = "company"  # [str]
    EMAIL = "email"  # [str]
    PHONE = "phone"  # as said, digits and + only; validated later [str]
    MONEY = "money"  # [{"amount": "500000", "currency": "INR" or None}]
    CITY = "city"  # [str]
    PRODUCT = "product"  # [str]
    CHOICE = "choice"  # one of the slot's choices [str]
    INSTANT = "instant"  # needs a time of day [ISO 8601 with offset; date only while the time of day is unknown]
    MOMENT = "moment"  # a date, or a date and time [ISO 8601: "2026-03-06" or with time and offset]
    DATE = "date"  # ["2026-03-06"]
    RANGE_START = "range_start"  # [ISO 8601 date or datetime]
    RANGE_END = "range_end"  # inclusive where a date only [ISO 8601 date or datetime]
    MINUTES = "minutes"  # a duration in minutes [int]; "+15" or "-15": so much longer or shorter than it is
    SHIFT = "shift"  # a signed ISO 8601 duration ["-PT1H"]
    COUNT = "count"  # [int]
    FLAG = "flag"  # [bool]
    LEAD = "lead"  # [str]
    MEETING = "meeting"  # [str]
    TASK = "task"  # [str]
    MAIL = "mail"  # [str]
    PEOPLE = "people"  # several persons [list of str; {"except": [str]} for everybody but these]
    USER = "user"  # a colleague, "me" [str]
    ADDRESSES = "addresses"  # names or mail addresses [list of str]
    FILTER = "filter"  # a map of find_leads' slots [dict]; what is left out, each a value or a list of them
    CHANGES = "changes"  # a map of update_lead's slots [dict]


@dataclass(frozen=True, slots=True)
class SlotValue:
    """A value found in the words.

    `span` are the character offsets in the utterance (None where nothing was said, as with a
    default read off the context). `grain` is set for times; `day_said` is false where only a time of
    day was said, and the day is a guess. `problem` says why what was said cannot be ("no_such_date",
    "no_such_time"); then `value` is None. `alternatives` are other readings, of
    the same form as `value`, where the words allow two ("at 12" with working hours that hold both).
    `negated`: the user excludes this value ("not Pune"), which no slot of the tool can hold; a search has `excluded`.
    `repeats`: a time that was said to come again ("every monday at 10"); `value` is the next such time.
    """

    value: Json
    text: str
    span: tuple[int, int] | None = None
    confidence: float = 1.0
    grain: Grain | None = None
    alternatives: tuple[Json, ...] = ()
    negated: bool = False
    day_said: bool = True
    problem: str | None = None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing the user asks for: a tool and what was said of its slots. `text` is its part of the utterance.

    `ahead`: the words for a time at which it shall be done, where the tool can only do it at once.
    `unsearched`: the words that narrow a list in vain, because the tool cannot look for that.
    """

    tool: str
    slots: Mapping[str, SlotValue] = field(default_factory=dict)
    confidence: float = 1.0
    text: str = ""
    ahead: str = ""
    unsearched: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a turn means.

    Exactly one of these is the case: `wishes` is not empty (new requests, in the order said), or
    `act` is a dialogue act, or `answers` is not empty (slots for the task that is asked about or
    waits: a bare answer to a question, or a correction, then `act` is CORRECT), or nothing was
    understood (`unsure`), with the best readings in `alternatives`.
    A confirmation, denial or `proceed` may carry `answers` ("yes, but make it friday" is CORRECT with answers)
    and `wishes` ("yes, and remind me tomorrow"). CORRECT without answers says that something is wrong, but not
    what it shall be ("the phone is wrong"): ask which slot.
    UNDO has the number of things to take back, where it is more than the last one, in `answers["count"]`.
    `picked` is the index (from 0) into the context's `offered` that the user chose, `resumed` with RESUME that into its
    `open`: the task that the user goes back to, with what was said of it in `answers`.
    `ahead`, with CORRECT: the words for a time to which what waits shall be put off, where its tool acts at once.
    """

    language: Language
    wishes: tuple[Wish, ...] = ()
    act: Act | None = None
    answers: Mapping[str, SlotValue] = field(default_factory=dict)
    picked: int | None = None
    confidence: float = 1.0
    alternatives: tuple[Wish, ...] = ()
    language_is_clear: bool = True
    by: str = "engine"
    resumed: int | None = None
    used: ModelUse = NO_MODEL
    ahead: str = ""

    @property
    def unsure(self) -> bool:
        """Tell whether nothing usable was understood."""
        return not (self.wishes or self.act or self.answers or self.picked is not None)


@dataclass(frozen=True, slots=True)
class SlotShape:
    """A slot as the understanding sees it."""

    name: str
    kind: SlotKind
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolShape:
    """A tool as the understanding sees it: derived from its spec, never written by hand.

    `examples` are sentences that ask for it, with inline annotations: `remind me to
    [call Ravi](title) [on friday at 5](remind_at)`.
    """

    name: str
    description: str
    slots: tuple[SlotShape, ...]
    examples: tuple[str, ...] = ()
    writes: bool = False

    def slot(self, name: str) -> SlotShape | None:
        """Return the slot of that name, or None."""
        return next((slot for slot in self.slots if slot.name == name), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that NIA asked in its last reply. `slots`: any of them answers it (an e-mail or a phone).

    `offer`: the value that it offered for the only or first of them, which a yes takes.
    """

    tool: str
    slots: tuple[str, ...]
    offer: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The confirmation card that waits: its tool and arguments (plain values)."""

    tool: str
    args: Mapping[str, Json]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of a numbered list that was just shown: a record (or, with kind "time", a free slot)."""

    kind: str
    name: str
    id: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """In what light an utterance is to be read.

    `now` is aware. `time_zone` is an IANA name. `working_hours` are local ("09:00", "19:00").
    `fiscal_year_starts` is a month, 1 to 12. `task`: the tool that is being filled in, and
    `filled`: what of it is known. `offered`: the list shown last, in its order; `choosing` tells
    that the last reply asked which of them is meant. `focus`: records lately spoken of, newest first.
    `open`: all tasks that are open, the current one first. `left`: tools of tasks that wait on the stack.
    `read`: what was looked up last, which "and last quarter?" goes on from.
    """

    now: datetime
    tools: tuple[ToolShape, ...]
    time_zone: str = "Asia/Kolkata"
    working_hours: tuple[str, str] = ("09:00", "19:00")
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    fiscal_year_starts: int = 4
    language: Language = Language.ENGLISH
    currency: str = "INR"
    asked: Asked | None = None
    waiting: Card | None = None
    task: str | None = None
    filled: Mapping[str, Json] = field(default_factory=dict)
    offered: tuple[Offer, ...] = ()
    choosing: bool = False
    focus: tuple[Offer, ...] = ()
    left: tuple[str, ...] = ()
    open: tuple[Card, ...] = ()
    read: Card | None = None
    history: tuple[tuple[str, str], ...] = ()  # (role, text), oldest first, for a model

    def tool(self, name: str) -> ToolShape | None:
        """Return the tool of that name, or None."""
        return next((tool for tool in self.tools if tool.name == name), None)


class Understands(Protocol):
    """Whatever turns words into an `Understanding`."""

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        """Read `utterance` in the light of `context`. Never raises on any text; is `unsure` instead."""
        ...
