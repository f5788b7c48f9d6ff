"""Leads: changing one, changing many, deleting one. Reached through the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlmodel import col

from nia.accounts.permissions import TEAM, Reach, Right, within
from nia.accounts.principal import Role
from nia.errors import Invalid
from nia.sales.duplicates import Somebody
from nia.sales.lead_search import find_leads
from nia.sales.leads import change_lead
from nia.sales.loading import load, names_of
from nia.store.tables import Lead
from nia.tools.lead_slots import CHANGEABLE, Filter, LeadChanges
from nia.tools.lead_warnings import duplicate_leads, holder_of, past_dates
from nia.tools.leads import OfLead
from nia.tools.slots import Slot
from nia.tools.spec import Effect, Preview, Result, ToolContext, Warn, tool
from nia.tools.views.lead import lead_view, lead_views
from nia.understanding.port import Json, SlotKind

MOST_ROWS = 200
"""How many leads one bulk change may touch: its card lists each."""


class UpdateLead(LeadChanges, OfLead):
    """A lead and what is to change about it."""


class UpdateLeads(BaseModel):
    """Which leads are to change, and what about them."""

    model_config = ConfigDict(extra="forbid")

    where: Annotated[Filter, Slot(SlotKind.FILTER)] = Field(title="which leads", description="as in find_leads")
    set: Annotated[LeadChanges, Slot(SlotKind.CHANGES)] = Field(title="changes", description="as in update_lead")


async def warn_of_one(context: ToolContext, args: UpdateLead) -> Sequence[Warn]:
    """Return leads with the new phone or mail address, and dates that lie behind; refuse an owner beyond reach."""
    await holder_of(context, args.owner)
    reached = Somebody(email=args.email, phone=args.phone)
    return [*await duplicate_leads(context, reached, besides=args.lead.id), *_past(context, args)]


async def warn_of_many(context: ToolContext, args: UpdateLeads) -> Sequence[Warn]:
    """Return dates that lie behind; refuse an owner beyond reach."""
    await holder_of(context, args.set.owner)
    return _past(context, args.set)


async def preview_one(context: ToolContext, args: UpdateLead) -> Preview:
    """Return what the changed slots are now."""
    lead = await _within_reach(context, args)
    owners = await names_of(context.session, {lead.owner_id})
    now = _slots_of(lead, context, owners.get(lead.owner_id))
    before = {name: now[name] for name in _given(args) if now.get(name) is not None}
    return Preview(before=before, versions=_versions([lead]))


async def preview_many(context: ToolContext, args: UpdateLeads) -> Preview:
    """Return every lead that the filter finds within the user's reach."""
    leads = await _matching(context, args.where)
    views = await lead_views(context.session, context.user, leads)
    return Preview(rows=views, versions=_versions(leads))


async def preview_deletion(context: ToolContext, args: OfLead) -> Preview:
    """Return the lead that would go."""
    lead = await _within_reach(context, args)
    return Preview(rows=await lead_views(context.session, context.user, [lead]), versions=_versions([lead]))


@tool(
    effect=Effect.WRITE,
    right=TEAM,
    asks=("lead",),
    one_of=(CHANGEABLE,),
    check=warn_of_one,
    preview=preview_one,
    examples=(
        "mark [him](lead) [qualified](status)",
        "change the value of [the Zenith lead](lead) to [8 lakh](value)",
        "update [Rahul's](lead) phone to [98123 45678](phone)",
        "[Priya Nair](lead) is [won](status)",
        "we lost [the Orbit deal](lead), reason: [price too high](lost_reason)",
        "assign [this lead](lead) to [Vikram](owner)",
        "follow up with [Kavita](lead) [next tuesday at 4](next_follow_up)",
    ),
)
async def update_lead(context: ToolContext, args: UpdateLead) -> Result:
    """Change a lead: its status, value, owner, follow-up or details."""
    changed = _given(args)
    if not changed:
        raise Invalid("status", "missing")
    lead = await _within_reach(context, args)
    await _change(context, lead, args)
    views = await lead_views(context.session, context.user, [lead])
    key = "update_lead_status" if changed == ["status"] else "update_lead"
    return Result(key, {"name": lead.name, "changed": [*changed], **views[0].fields}, views)


@tool(
    effect=Effect.WRITE,
    right=TEAM,
    asks=("where", "set"),
    check=warn_of_many,
    preview=preview_many,
    examples=(
        "mark all leads from [Pune](where.city) as [contacted](set.status)",
        "assign all of [Vikram's](where.owner) [new](where.status) leads to [Asha](set.owner)",
        "set the source of all leads from [TechCorp](where.company) to [referral](set.source)",
        "move every [proposal](where.status) lead to [negotiation](set.status)",
    ),
)
async def update_leads(context: ToolContext, args: UpdateLeads) -> Result:
    """Change all leads that a filter finds, in one go."""
    if not _given(args.set):
        raise Invalid("set", "missing")
    leads = await _confirmed(context) or await _matching(context, args.where)
    for lead in leads:
        await _change(context, lead, args.set)
    views = await lead_views(context.session, context.user, leads)
    return Result("update_leads", {"count": len(leads)}, views, figures={"leads": len(leads)})


@tool(
    effect=Effect.WRITE,
    right=Right(Reach.TEAM, least=Role.MANAGER),
    asks=("lead",),
    preview=preview_deletion,
    examples=(
        "delete [the Zenith lead](lead)",
        "remove [Rahul Verma](lead) from the leads",
        "delete [that lead](lead)",
    ),
)
async def delete_lead(context: ToolContext, args: OfLead) -> Result:
    """Delete a lead."""
    lead = await _within_reach(context, args)
    context.changes.delete(lead)
    return Result("delete_lead", {"name": lead.name, "company": lead.company})


async def _change(context: ToolContext, lead: Lead, changes: LeadChanges) -> None:
    holder = await holder_of(context, changes.owner) if changes.owner else None
    change_lead(context.changes, lead, changes.columns(context.user.zone), holder)


async def _within_reach(context: ToolContext, args: OfLead) -> Lead:
    return await load(context.session, context.user, Lead, args.lead.id, context.right.reach_of(context.user))


async def _matching(context: ToolContext, where: Filter) -> Sequence[Lead]:
    """Return what the filter finds; raise `Invalid` where that is nothing, or more than a card can list."""
    found = await find_leads(context.session, context.user, where.wanted(), limit=MOST_ROWS)
    if not found.count:
        raise Invalid("where", "no_lead_fits")
    if found.count > MOST_ROWS:
        raise Invalid("where", "too_many_leads", count=found.count, most=MOST_ROWS)
    return found.leads


async def _confirmed(context: ToolContext) -> Sequence[Lead]:
    """Return the leads that the confirmed card listed: what fits the filter only since then is left alone."""
    ids = [key.partition(":")[2] for key in context.versions if key.startswith("leads:")]
    reach = context.right.reach_of(context.user)
    query = select(Lead).where(col(Lead.id).in_(ids), within(context.user, Lead, reach)).order_by(col(Lead.id))
    return (await context.session.scalars(query)).all()


def _past(context: ToolContext, changes: LeadChanges) -> list[Warn]:
    return past_dates(context, next_follow_up=changes.next_follow_up, expected_close=changes.expected_close)


def _given(changes: LeadChanges) -> list[str]:
    return [name for name in CHANGEABLE if getattr(changes, name) is not None]


def _slots_of(lead: Lead, context: ToolContext, owner: str | None) -> Mapping[str, Json]:
    """Return the lead's present values by slot."""
    view = lead_view(lead, context.user, owner)
    return {**view.fields, "name": view.name}


def _versions(leads: Sequence[Lead]) -> dict[str, int]:
    return {f"leads:{lead.id}": lead.version for lead in leads}
