"""Sending dead letters once more, as an act whose entry names them. `nia outbox resend` runs it for an admin."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from nia.errors import NotFound
from nia.ledger import dead_letters
from nia.tools.erasing import ADMINS
from nia.tools.slots import Slot
from nia.tools.spec import Effect, Result, ToolContext, tool
from nia.understanding.port import SlotKind


class ResendMessages(BaseModel):
    """Which messages are sent again."""

    model_config = ConfigDict(extra="forbid")

    messages: Annotated[list[int], Slot(SlotKind.CHANGES)] = Field(title="messages", description="their ids")


@tool(effect=Effect.ACT, right=ADMINS, internal=True)
async def resend_messages(context: ToolContext, args: ResendMessages) -> Result:
    """Have messages to other systems that failed, or whose outcome is unknown, sent once more."""
    sent = await dead_letters.send_again(context.session, args.messages)
    if not sent:
        raise NotFound("message", ", ".join(map(str, args.messages)))
    return Result("resend_messages", {"count": len(sent), "messages": [*sent]})
