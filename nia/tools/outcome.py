"""What came of a call: as the gate returns it, and as the ledger's entry tells it again. The agent reads both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from nia.errors import NotFound
from nia.ledger import receipts
from nia.store.tables import Action
from nia.tools.spec import Result
from nia.understanding.port import Json

_RESULT = TypeAdapter(Result)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call. `action_id` is its ledger entry; `repeated`: it had taken effect before.

    `undid`: the tool whose action was taken back; `others`: what came of the further ones that one yes took back.
    """

    tool: str
    args: Mapping[str, Json]
    result: Result
    action_id: str | None = None
    repeated: bool = False
    undid: str | None = None
    others: tuple[Outcome, ...] = ()


def plain_result(result: Result) -> dict[str, Json]:
    """Return a result as plain JSON, as the ledger keeps it."""
    plain: dict[str, Json] = _RESULT.dump_python(result, mode="json")
    return plain


async def recorded_before(session: AsyncSession, action: Action) -> Outcome:
    """Return what came of an action that took effect before. Raises `NotFound` where it was erased since."""
    undone = await session.get(Action, action.undoes) if action.undoes else None
    undid = undone.tool if undone else None
    if action.result == receipts.ERASED:
        raise NotFound("entry", action.id)
    result = _RESULT.validate_python(action.result)
    return Outcome(action.tool, action.args, result, action.id, repeated=True, undid=undid)
