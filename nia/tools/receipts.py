"""Looking at a receipt is itself an entry of the ledger. `nia ledger show` runs this before it shows anything."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from nia.ledger import entries
from nia.ledger.entries import LOOK
from nia.tools.slots import Slot, Words
from nia.tools.spec import Effect, Result, ToolContext, tool
from nia.understanding.port import SlotKind


class LookAtEntry(BaseModel):
    """Which entry is looked at."""

    model_config = ConfigDict(extra="forbid")

    entry: Annotated[Words, Slot(SlotKind.TEXT)] = Field(title="entry", description="the id of its action")


@tool(effect=Effect.ACT, right=LOOK, internal=True)
async def look_at_entry(context: ToolContext, args: LookAtEntry) -> Result:
    """Enter into the ledger that the user looks at what an entry says. What it says is not repeated here."""
    found = await entries.find(context.session, context.user, args.entry)
    return Result("look_at_entry", {"entry": found.seq})
