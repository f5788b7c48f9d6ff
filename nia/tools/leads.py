"""Leads: making one, finding and showing them. Reached through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import TEAM
from nia.sales.activities import add_note
from nia.sales.colleagues import colleague
from nia.sales.duplicates import Somebody
from nia.sales.lead_search import find_leads as search
from nia.sales.leads import create_lead as insert_lead
from nia.sales.loading import load
from nia.store.tables import Lead
from nia.tools.lead_slots import Filter, LeadDetails, plain_creation, plain_exclusion
from nia.tools.lead_warnings import duplicate_leads, holder_of, past_dates
from nia.tools.slots import Company, Count, LeadRef, LeadStatus, PersonName, Slot, Text
from nia.tools.spec import Effect, Result, ToolContext, Warn, tool
from nia.tools.views.lead import lead_views, money_of
from nia.understanding.port import Json, SlotKind

Order = Annotated[Literal["value", "-value", "created", "-created", "name"], Slot(SlotKind.CHOICE)]


class NamedLead(BaseModel):
    """Who the lead is."""

    name: PersonName = Field(title="name", description="the person's full name")
    company: Company = Field(title="company", description="for whom they work")


class CreateLead(LeadDetails, NamedLead):
    """What a new lead needs."""

    notes: Text | None = Field(None, title="note", description="a remark to keep with the lead")
    status: LeadStatus = Field("new", title="status", description="how far the lead is")


class FindLeads(Filter):
    """Which leads are asked for, and how they are shown."""

    order: Order | None = Field(None, title="order", description="by what they are sorted; '-' is from the top")
    limit: Count = Field(10, title="limit", description="how many to show")


class OfLead(BaseModel):
    """One lead."""

    model_config = ConfigDict(extra="forbid")

    lead: LeadRef = Field(title="lead", description="which lead")


async def warn_of(context: ToolContext, args: CreateLead) -> Sequence[Warn]:
    """Return leads that seem to be the same, and dates that lie behind; refuse an owner beyond the user's reach."""
    await holder_of(context, args.owner)
    somebody = Somebody(args.name, args.company, args.email, args.phone)
    past = past_dates(context, next_follow_up=args.next_follow_up, expected_close=args.expected_close)
    return [*await duplicate_leads(context, somebody), *past]


@tool(
    effect=Effect.WRITE,
    right=TEAM,
    asks=("name", "company", "phone", "email"),
    one_of=(("email", "phone"),),
    check=warn_of,
    examples=(
        "create a lead for [Asha Rao](name) from [Lotus Foods](company)",
        "add a new lead [Ravi Kumar](name), [TechCorp](company), phone [98765 43210](phone), worth [5 lakh](value)",
        "new lead: [Priya Nair](name) of [Zenith Pharma](company) in [Pune](city), mail [priya@zenith.in](email)",
        "I met [Imran Sheikh](name) of [Apex Motors](company) at an [event](source) for [fleet tracking](product)",
        "save [Kavita Joshi](name) from [Orbit Labs](company) as a lead and follow up [next monday](next_follow_up)",
    ),
)
async def create_lead(context: ToolContext, args: CreateLead) -> Result:
    """Create a lead in the pipeline."""
    columns = {"currency": context.user.currency, **args.columns(context.user.zone)}
    lead = insert_lead(context.changes, await holder_of(context, args.owner), columns)
    await context.session.flush()
    if args.notes:
        add_note(context.changes, lead, args.notes)
    views = await lead_views(context.session, context.user, [lead])
    return Result("create_lead", {"name": lead.name, "company": lead.company}, views)


@tool(
    effect=Effect.READ,
    right=TEAM,
    examples=(
        "show my leads",
        "leads from [Pune](city) above [10 lakh](min_value)",
        "which [qualified](status) leads does [Vikram](owner) have",
        "find [zenith pharma](text)",
        "list the leads created [this week](created_from)",
        "my [top 5](limit) leads by [value](order)",
        "leads that came by [referral](source) between [2](min_value) and [8 lakh](max_value)",
    ),
)
async def find_leads(context: ToolContext, args: FindLeads) -> Result:
    """Find leads by words, status, city, company, source, owner, value or when they were created."""
    user = context.user
    if args.owner is not None:
        await colleague(context.session, user, args.owner.id, context.right.reach_of(user))
    found = await search(context.session, user, args.wanted(), args.order, args.limit)
    shown, total = len(found.leads), found.value
    values: dict[str, Json] = {"count": found.count, "shown": shown, "total": money_of(total, user.currency)}
    values |= {"excluded": plain_exclusion(args), "created": plain_creation(args)}
    return Result(
        "find_leads" if total else "find_leads_unvalued",
        values,
        await lead_views(context.session, user, found.leads),
        figures={"leads": found.count, "value": int(total) if total == int(total) else float(total)},
        more=found.count - shown,
    )


@tool(
    effect=Effect.READ,
    right=TEAM,
    asks=("lead",),
    examples=(
        "show me [Rahul Verma](lead)",
        "what is the status of [the Zenith lead](lead)",
        "what is [his](lead) phone number",
        "details of [Priya from TechCorp](lead)",
        "open [that lead](lead)",
        "show the lead [Ravi Kumar](lead)",
        "where do we stand with [Blue Labs](lead)",
    ),
)
async def get_lead(context: ToolContext, args: OfLead) -> Result:
    """Show one lead: its state and details."""
    user = context.user
    lead = await load(context.session, user, Lead, args.lead.id, context.right.reach_of(user))
    views = await lead_views(context.session, user, [lead])
    return Result("get_lead", {"name": lead.name, **views[0].fields}, views)
