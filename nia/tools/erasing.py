"""Erasing a person's data, as an act through the gate whose entry names nobody. `nia erase` makes the tool and runs it.

It is no tool of the registry: whom it is about must not stand in its arguments, so each one is made for its reach.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import Reach as Whose
from nia.accounts.permissions import Right
from nia.accounts.principal import Role
from nia.ledger.erasure import erasing
from nia.ledger.erasure.finding import Reach
from nia.tools.slots import Slot, Words
from nia.tools.spec import Effect, Result, Tool, ToolContext, tool
from nia.understanding.port import Json, SlotKind

ADMINS = Right(Whose.ALL, least=Role.ADMIN)
_TIMEOUT_S = 300.0  # no turn waits for it


class Erase(BaseModel):
    """The numbers of the entries that are erased, how many rows of which table are blanked, and why."""

    model_config = ConfigDict(extra="forbid")

    entries: Annotated[list[int], Slot(SlotKind.CHANGES)] = Field(title="entries")
    rows: Annotated[dict[str, int], Slot(SlotKind.CHANGES)] = Field(title="rows")
    by: Annotated[Words, Slot(SlotKind.TEXT)] | None = Field(None, title="by whose request")


def arguments(reach: Reach, by: str | None) -> dict[str, Json]:
    """Return the arguments of the erasure of `reach`."""
    return {"entries": list(reach.entries), "rows": dict(reach.counts()), "by": by}


def erasure_of(reach: Reach) -> Tool:
    """Return the tool that erases just this."""

    @tool(effect=Effect.ACT, right=ADMINS, internal=True, timeout_s=_TIMEOUT_S)
    async def erase(context: ToolContext, args: Erase) -> Result:
        """Erase a person's data."""
        if tuple(args.entries) != reach.entries:
            raise ValueError("an erasure names the entries that it erases")
        await erasing.erase(context.session, reach, context.now)
        return Result("erase", {"count": len(args.entries)})

    return erase
