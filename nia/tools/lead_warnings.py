"""What is warned of before a lead is made or changed, and who may own it. The lead tools use it."""

from __future__ import annotations

from datetime import date, datetime

from nia.sales.colleagues import colleague
from nia.sales.days import day_of
from nia.sales.duplicates import Somebody, duplicates
from nia.sales.records import Holder
from nia.store.tables import Lead
from nia.tools.slots import Ref
from nia.tools.spec import ToolContext, Warn
from nia.tools.views.lead import lead_views


async def duplicate_leads(context: ToolContext, of: Somebody, besides: str | None = None) -> list[Warn]:
    """Return a warning that names the leads which seem to be the same, if there are any."""
    found = await duplicates(context.session, context.user, Lead, of, besides)
    if not found:
        return []
    views = await lead_views(context.session, context.user, found)
    return [Warn("duplicate", {"names": [view.name for view in views]}, views)]


def past_dates(context: ToolContext, **slots: datetime | date | None) -> list[Warn]:
    """Return a warning for each of these slots that lies behind already. A day is past once it is over."""
    today = day_of(context.now, context.user.zone)
    return [
        Warn("past", {"slot": name, "start": when.isoformat()})
        for name, when in slots.items()
        if when is not None and (when < context.now if isinstance(when, datetime) else when < today)
    ]


async def holder_of(context: ToolContext, owner: Ref | None) -> Holder:
    """Return who shall own a lead: the colleague named, if the user may give them one, else the user."""
    if owner is None:
        return Holder(context.user.id, context.user.team_id)
    row = await colleague(context.session, context.user, owner.id, context.right.reach_of(context.user))
    return Holder(row.id, row.team_id)
