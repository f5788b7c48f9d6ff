"""The filter and the changes of leads: the arguments that the lead tools share, and what they are to `sales`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from nia.sales.days import day_of
from nia.sales.lead_search import LeadFilter, LeftOut
from nia.tools.slots import (
    City,
    Company,
    Day,
    Email,
    LeadStatus,
    Moment,
    Money,
    PersonName,
    Phone,
    Product,
    RangeEnd,
    RangeStart,
    Ref,
    ShortText,
    Slot,
    Source,
    UserRef,
)
from nia.understanding.port import Json, SlotKind


class Excluded(BaseModel):
    """Which leads are not meant: each slot holds one value or several."""

    model_config = ConfigDict(extra="forbid")

    text: ShortText | list[ShortText] | None = Field(None, title="words", description="a name or company to leave out")
    status: LeadStatus | list[LeadStatus] | None = Field(None, title="status", description="not these statuses")
    city: City | list[City] | None = Field(None, title="city", description="not from there")
    company: Company | list[Company] | None = Field(None, title="company", description="not of these companies")
    source: Source | list[Source] | None = Field(None, title="source", description="not by these ways")
    owner: UserRef | list[UserRef] | None = Field(None, title="owner", description="not theirs")

    def left_out(self) -> LeftOut:
        """Return the exclusion as `sales` takes it."""
        owners = [self.owner] if isinstance(self.owner, Ref) else self.owner or []
        return LeftOut(
            texts=_several(self.text),
            statuses=_several(self.status),
            cities=_several(self.city),
            companies=_several(self.company),
            sources=_several(self.source),
            owner_ids=tuple(one.id for one in owners),
        )


def _several(given: Sequence[str] | None) -> tuple[str, ...]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


class Filter(BaseModel):
    """Which leads are meant."""

    model_config = ConfigDict(extra="forbid")

    text: ShortText | None = Field(None, title="words", description="words of the name, company, city or product")
    status: LeadStatus | None = Field(None, title="status", description="how far they are")
    city: City | None = Field(None, title="city", description="where they are")
    company: Company | None = Field(None, title="company", description="for whom they work")
    source: Source | None = Field(None, title="source", description="how they came to us")
    owner: UserRef | None = Field(None, title="owner", description="whose they are, 'me' for the user's own")
    min_value: Money | None = Field(None, title="at least", description="worth at least this")
    max_value: Money | None = Field(None, title="at most", description="worth at most this")
    created_from: RangeStart | None = Field(None, title="created from", description="made from here on")
    created_to: RangeEnd | None = Field(None, title="created to", description="made until here, the day included")

    closing_from: RangeStart | None = Field(None, title="closing from", description="expected to close from here on")
    closing_to: RangeEnd | None = Field(None, title="closing to", description="expected to close until here")

    excluded: Annotated[Excluded, Slot(SlotKind.FILTER)] | None = Field(
        None, title="but not", description="what to leave out: city, status, company, text, owner, source"
    )

    def wanted(self) -> LeadFilter:
        """Return the filter as `sales` takes it."""
        return LeadFilter(
            text=self.text,
            status=self.status,
            city=self.city,
            company=self.company,
            source=self.source,
            owner_id=self.owner.id if self.owner else None,
            min_value=self.min_value.amount if self.min_value else None,
            max_value=self.max_value.amount if self.max_value else None,
            created_from=self.created_from,
            created_to=self.created_to,
            closing_from=self.closing_from,
            closing_to=self.closing_to,
            left_out=self.excluded.left_out() if self.excluded else LeftOut(),
        )


def plain_exclusion(given: Filter) -> dict[str, Json] | None:
    """Return what a filter leaves out, as a reply tells it; None where that is nothing."""
    return given.excluded.model_dump(mode="json", exclude_none=True) or None if given.excluded else None


def plain_creation(given: Filter) -> dict[str, Json] | None:
    """Return when the leads of a filter were made, as a reply tells it; None where that does not count."""
    return given.model_dump(mode="json", exclude_none=True, include={"created_from", "created_to"}) or None


class LeadDetails(BaseModel):
    """What a lead may also have, beside its name and company."""

    model_config = ConfigDict(extra="forbid")

    email: Email | None = Field(None, title="email", description="a mail address")
    phone: Phone | None = Field(None, title="phone", description="a phone number")
    title: ShortText | None = Field(None, title="job title", description="what they are there, as 'purchase manager'")
    city: City | None = Field(None, title="city", description="where they are")
    source: Source | None = Field(None, title="source", description="how they came to us")
    value: Money | None = Field(None, title="value", description="what the deal is worth")
    product: Product | None = Field(None, title="product", description="what they want to buy")
    owner: UserRef | None = Field(None, title="owner", description="the colleague who looks after the lead")
    expected_close: Day | None = Field(None, title="expected close", description="the day the deal may be closed")
    next_follow_up: Moment | None = Field(None, title="next follow-up", description="when to get in touch again")

    def columns(self, zone: ZoneInfo) -> dict[str, object]:
        """Return what was given as columns of `Lead`, without the owner. Days are those of `zone`."""
        given = {name: getattr(self, name) for name in type(self).model_fields if getattr(self, name) is not None}
        columns = {name: value for name, value in given.items() if name in _SAME_COLUMNS}
        if self.value is not None:
            columns |= {"value": self.value.amount, "currency": self.value.currency}
        when = self.next_follow_up
        if isinstance(when, datetime):
            columns |= {"follow_up_on": day_of(when, zone), "follow_up_at": when}
        elif when is not None:
            columns |= {"follow_up_on": when, "follow_up_at": None}
        return columns


class LeadChanges(LeadDetails):
    """What is to change about leads."""

    name: PersonName | None = Field(None, title="name", description="the person's name")
    company: Company | None = Field(None, title="company", description="for whom they work")
    status: LeadStatus | None = Field(None, title="status", description="how far the lead is")
    lost_reason: ShortText | None = Field(None, title="reason of loss", description="why the deal was lost")


CHANGEABLE = ("status", *(name for name in LeadChanges.model_fields if name != "status"))
"""The slots of `LeadChanges`, what is changed most often first."""

_SAME_COLUMNS = frozenset({*CHANGEABLE} - {"value", "owner", "next_follow_up"})
