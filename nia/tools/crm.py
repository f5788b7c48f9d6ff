"""The CRM: which one is in use, changing it, syncing it. As yet NIA's own store is the only one, and says so."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from sqlmodel import col

from nia.accounts.permissions import OWN, TEAM, within
from nia.errors import Refusal, UserError
from nia.store.tables import Lead, User
from nia.tools.slots import Slot
from nia.tools.spec import Effect, Result, ToolContext, tool
from nia.understanding.port import SlotKind

BUILTIN = "builtin"
CrmSystem = Annotated[Literal["builtin", "salesforce", "creatio", "sap"], Slot(SlotKind.CHOICE)]


class CrmNotConnected(UserError):
    """This installation has no connection to the CRM that was asked for; an admin must set one up."""

    code = "crm_not_connected"
    reason = Refusal.DISABLED


class SomeCrm(BaseModel):
    """Which CRM is asked about."""

    model_config = ConfigDict(extra="forbid")

    system: CrmSystem | None = Field(None, title="CRM", description="unsaid: the one in use")


class SwitchCrm(BaseModel):
    """Which CRM is to be used."""

    model_config = ConfigDict(extra="forbid")

    system: CrmSystem = Field(title="CRM", description="builtin: NIA's own store and none beside it")


@tool(
    effect=Effect.READ,
    right=OWN,
    examples=("is the crm connected", "crm status", "which CRM am I using", "is [salesforce](system) connected"),
)
async def crm_status(context: ToolContext, args: SomeCrm) -> Result:
    """Say which CRM is in use and what is connected."""
    asked = args.system or BUILTIN
    if asked != BUILTIN:
        return Result("crm_status_not_connected", {"system": asked, "connected": False})
    mine = within(context.user, Lead, TEAM.reach_of(context.user))
    leads = await context.session.scalar(select(func.count(col(Lead.id))).where(mine)) or 0
    return Result("crm_status", {"system": BUILTIN, "connected": False, "count": leads}, figures={"leads": leads})


@tool(effect=Effect.ACT, right=OWN, examples=("sync the crm", "sync [salesforce](system) now", "update the CRM data"))
async def sync_crm(context: ToolContext, args: SomeCrm) -> Result:
    """Exchange changes with the CRM in use. NIA's own store needs none."""
    return Result("sync_crm_builtin", {"system": _connected(args.system or BUILTIN)})


@tool(
    effect=Effect.ACT,
    right=OWN,
    asks=("system",),
    examples=("switch to [salesforce](system)", "use [sap](system) as my CRM", "go back to the [builtin](system) crm"),
)
async def switch_crm(context: ToolContext, args: SwitchCrm) -> Result:
    """Choose the CRM that the user works with."""
    system = _connected(args.system)
    row = await context.session.get_one(User, context.user.id)
    if row.crm == system:
        return Result("switch_crm_same", {"system": system})
    row.crm = system
    context.session.add(row)
    return Result("switch_crm", {"system": system})


def _connected(system: str) -> str:
    """Return `system` if it can be used; raise `CrmNotConnected`."""
    if system != BUILTIN:
        raise CrmNotConnected(f"{system} is not connected", system=system)
    return system
