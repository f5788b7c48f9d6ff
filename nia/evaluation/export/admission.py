"""Who may export which conversation, and the ledger's entry that they did. `exporting` and `nia eval export` ask."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal, Role
from nia.errors import UserError
from nia.ids import IdSource
from nia.ledger import receipts
from nia.ledger.receipts import Witnessed
from nia.ledger.signing import Signer
from nia.ledger.undo import COMMAND_LINE
from nia.store.tables import Action, Conversation

TOOL = "export_conversation"


class NotExportable(UserError):
    """There is no such conversation, or it is somebody else's: the same is said of both."""

    code = "not_exportable"

    def __init__(self) -> None:
        super().__init__(
            "There is no conversation of that id which this user may export: one's own, an admin those of everybody. "
            "See which there are: nia eval export --as EMAIL"
        )


async def admitted(session: AsyncSession, conversation_id: str, user: Principal) -> Conversation:
    """Return the conversation, if `user` may export it. Raises `NotExportable`."""
    found = await session.get(Conversation, conversation_id)
    if found is None or (found.user_id != user.id and user.role is not Role.ADMIN):
        raise NotExportable
    return found


async def record(
    session: AsyncSession, conversation: Conversation, user: Principal, now: datetime, ids: IdSource, signer: Signer
) -> None:
    """Enter into the ledger that `user` exports it. It belongs to no conversation and cannot be taken back."""
    action = Action(
        id=ids(),
        user_id=user.id,
        actor=COMMAND_LINE,
        tool=TOOL,
        args={"conversation": conversation.id},
        result={},
        idempotency_key=f"export:{ids()}",
        at=now,
    )
    session.add(action)
    await session.flush()
    await receipts.append(session, action, Witnessed(), signer)
