"""What a turn may expect, and what holds afterwards: `expect` and `finally` of a suite. `checks` looks at them."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from nia.evaluation.format.shape import OneOrMore, Shape, Values

AnyOf = str | tuple[str, ...]
"""A text, or a list of which one is enough."""

Language = Literal["en", "hi", "hi-en"]
WarnKind = Literal["conflict", "duplicate", "past", "outside_hours", "changed"]
RefusalKind = Literal["permission", "out_of_scope", "invalid", "unsafe", "not_found", "disabled"]


class ToolUse(Shape):
    """A tool that ran, with at least these arguments."""

    tool: str = Field(description="the tool's name")
    args: Values = Field(default_factory=dict, description="arguments that it had")


class Notified(Shape):
    """A notification that reached the user."""

    category: str = Field(description="the kind of notification")
    contains: OneOrMore[AnyOf] = Field(default=(), description="texts that it has; an inner list: any one of them")


class ReplyExpect(Shape):
    """What the user gets to read."""

    contains: OneOrMore[AnyOf] = Field(default=(), description="texts that it has; an inner list: any one of them")
    lacks: OneOrMore[AnyOf] = Field(default=(), description="texts that it has not")
    language: Language | None = Field(default=None, description="en, hi (Devanagari) or hi-en (romanised Hindi)")


class Expect(Shape):
    """What must hold after a turn. Every key is optional; each key given is one check."""

    intent: AnyOf | None = Field(default=None, description="a tool or dialogue act; a list: any one of them")
    tasks: tuple[str, ...] | None = Field(default=None, description="all the wishes of the turn, as tools, in order")
    slots: Values | None = Field(default=None, description="slots of the task at hand; null: it has none")
    exact: bool = Field(default=False, description="true: no slot but those of `slots` is filled")
    asks: AnyOf | None = Field(default=None, description="the reply asks for this slot; a list: any one of them")
    offers: tuple[str, ...] | None = Field(default=None, description="the names that are offered to choose from")
    offers_times: tuple[AwareDatetime, ...] | None = Field(default=None, description="starts that it proposes")
    confirms: Literal[False] | AnyOf | None = Field(default=None, description="the tool whose card waits; false: none")
    warns: OneOrMore[WarnKind] | None = Field(default=None, description="what the reply warns of")
    read: tuple[ToolUse, ...] | None = Field(
        default=None, description="read tools that ran, with at least these arguments"
    )
    wrote: tuple[ToolUse, ...] | None = Field(default=None, description="exactly the writes that took effect; []: none")
    undid: OneOrMore[str] | None = Field(default=None, description="exactly the tools whose writes were undone")
    shows: tuple[str, ...] | None = Field(default=None, description="the names of exactly the records of the reply")
    ordered: bool = Field(default=False, description="true: `shows` in this order")
    reply: ReplyExpect | None = Field(default=None, description="what the user gets to read")
    refuses: OneOrMore[RefusalKind] | None = Field(default=None, description="why it is refused; any one of them")
    figures: dict[str, float] | None = Field(default=None, description="figures of the reply")
    notifies: tuple[Notified, ...] | None = Field(default=None, description="notifications that reached the user")


class FinalRecords(Shape):
    """Records by kind, each with at least these fields."""

    leads: tuple[Values, ...] = ()
    meetings: tuple[Values, ...] = ()
    tasks: tuple[Values, ...] = ()
    emails: tuple[Values, ...] = ()
    notes: tuple[Values, ...] = ()
    sent: tuple[Values, ...] = ()
    contacts: tuple[Values, ...] = ()
    activities: tuple[Values, ...] = ()


class Finally(FinalRecords):
    """The records afterwards."""

    absent: FinalRecords = Field(default=FinalRecords(), description="records that must not exist")
    counts: dict[Literal["leads", "meetings", "tasks", "emails", "notes", "sent", "contacts", "activities"], int] = (
        Field(default_factory=dict, description="how many there are, without deleted and undone ones")
    )
