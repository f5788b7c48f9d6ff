"""What happened with a lead: notes, activities and its history. Reached through the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import Field

from nia.accounts.permissions import TEAM
from nia.errors import Invalid
from nia.sales.activities import add_note as keep_note
from nia.sales.activities import history
from nia.sales.activities import log_activity as keep_activity
from nia.sales.days import day_of
from nia.sales.loading import load
from nia.store.tables import Lead
from nia.tools.leads import OfLead
from nia.tools.slots import Moment, ShortText, Slot, Text
from nia.tools.spec import Effect, Result, ToolContext, Warn, tool
from nia.tools.views.lead import event_view, lead_views
from nia.understanding.port import Json, SlotKind

SHOWN = 20
"""How many events a history shows."""

NOON = time(12)
"""The time of day at which something is kept of which only the day was said."""

ActivityKind = Annotated[Literal["call", "visit", "message", "email", "meeting"], Slot(SlotKind.CHOICE)]


class AddNote(OfLead):
    """A remark on a lead."""

    text: Text = Field(title="note", description="what to remember about the lead")


class LogActivity(OfLead):
    """Something that already happened with a lead."""

    kind: ActivityKind = Field(title="kind", description="what it was")
    text: Text | None = Field(None, title="about", description="what it was about, what was said and agreed")
    at: Moment | None = Field(None, title="when", description="when it was; unsaid: now")
    outcome: ShortText | None = Field(
        None, title="outcome", description="how it ended, where that is said as such: no answer, line busy, a result"
    )


@tool(
    effect=Effect.WRITE,
    right=TEAM,
    asks=("lead", "text"),
    examples=(
        "add a note to [Rahul Verma](lead): [prefers whatsapp](text)",
        "note on [the Zenith lead](lead) that [they want a discount](text)",
        "note for [her](lead): [decision maker is the CFO](text)",
    ),
)
async def add_note(context: ToolContext, args: AddNote) -> Result:
    """Keep a remark on a lead."""
    lead = await _lead(context, args)
    keep_note(context.changes, lead, args.text)
    return await _about(context, "add_note", lead, {"text": args.text})


async def refuse_future(context: ToolContext, args: LogActivity) -> Sequence[Warn]:
    """Refuse what is still to come, before a card is shown; warn of nothing."""
    _instant(context, args.at)
    return ()


@tool(
    effect=Effect.WRITE,
    right=TEAM,
    asks=("lead", "kind"),
    check=refuse_future,
    examples=(
        "log a [call](kind) with [Rahul](lead), [he asked for a demo](text)",
        "I [visited](kind) [Zenith Pharma](lead) [yesterday](at), [they liked the product](text)",
        "I [called](kind) [Priya](lead) [at 11](at) about [the renewal](text)",
        "just [met](kind) [Kavita](lead), [she will decide next week](text)",
        "[called](kind) [Kavita](lead), [no answer](outcome)",
        "sent a [message](kind) to [him](lead)",
    ),
)
async def log_activity(context: ToolContext, args: LogActivity) -> Result:
    """Log a call, visit, message, mail or meeting with a lead that already happened."""
    at = _instant(context, args.at)
    lead = await _lead(context, args)
    keep_activity(context.changes, lead, args.kind, at, args.text or "", args.outcome)
    when = at.astimezone(context.user.zone).isoformat()
    return await _about(context, "log_activity", lead, {"kind": args.kind, "at": when, "text": args.text})


@tool(
    effect=Effect.READ,
    right=TEAM,
    asks=("lead",),
    examples=(
        "what happened with [Rahul Verma](lead)",
        "show the history of [the Zenith lead](lead)",
        "when did we last speak to [Priya](lead)",
        "summarise our dealings with [TechCorp](lead)",
    ),
)
async def lead_history(context: ToolContext, args: OfLead) -> Result:
    """Tell what happened with a lead so far, newest first."""
    lead = await _lead(context, args)
    events = await history(context.session, context.user, lead)
    counts = Counter(event.kind for event in events)
    views = tuple(event_view(event, context.user) for event in events[:SHOWN])
    values: dict[str, Json] = {"name": lead.name, "company": lead.company, "status": lead.status, "count": len(events)}
    past = next((view for event, view in zip(events, views, strict=False) if event.at <= context.now), None)
    if past is not None:
        values |= {"last": past.fields["kind"], "last_at": past.fields["at"]}
    return Result(
        "lead_history",
        values,
        views,
        figures={"events": len(events), **counts},
        more=len(events) - len(views),
        focus=await lead_views(context.session, context.user, [lead]),
    )


async def _lead(context: ToolContext, args: OfLead) -> Lead:
    return await load(context.session, context.user, Lead, args.lead.id, context.right.reach_of(context.user))


async def _about(context: ToolContext, key: str, lead: Lead, values: dict[str, Json]) -> Result:
    views = await lead_views(context.session, context.user, [lead])
    return Result(key, {"name": lead.name, **values}, focus=views)


def _instant(context: ToolContext, at: datetime | date | None) -> datetime:
    """Return when something happened; raise `Invalid` where that is still to come. A day alone is noon, at most now."""
    if at is None:
        return context.now
    zone = context.user.zone
    if not isinstance(at, datetime):
        if at > day_of(context.now, zone):
            raise Invalid("at", "not_past", at.isoformat())
        return min(datetime.combine(at, NOON, zone), context.now)
    if at > context.now:
        raise Invalid("at", "not_past", at.isoformat())
    return at
