"""Receipts: each action's link in the signed chain, written in the transaction that holds its effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.ledger.chain import EMPTY, Head, leaf, link
from nia.ledger.sealing import new_key, seal
from nia.ledger.signing import Signer
from nia.store.database import Database
from nia.store.tables import METADATA, Action, Receipt

ERASED = {"erased": True}
"""What stands in an action's columns once the payload of its entry was erased."""

_CHAIN_LOCK = 0x6E6961_01  # PostgreSQL's advisory lock for the end of the chain; SQLite has one writer anyway
# Built once, and without the ORM, whose unit of work costs more than the rows.
_APPEND, _KEEP_KEY = (METADATA.tables[name].insert() for name in ("receipts", "receipt_keys"))
_LAST = select(col(Receipt.seq), col(Receipt.root)).order_by(col(Receipt.seq).desc()).limit(1)
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the user said and saw when the action was asked for: part of the receipt, erasable like its arguments."""

    said: str | None = None
    card: Mapping[str, object] | None = None


async def append(session: AsyncSession, action: Action, witnessed: Witnessed, signer: Signer) -> None:
    """Link an action behind the last one. The end of the chain is held until the transaction ends, so call it last."""
    await _hold_end(session)
    last = (await session.execute(_LAST)).first()
    seq, before = (last[0] + 1, last[1]) if last else (1, EMPTY)
    key = new_key()
    sealed, committed = seal(key, action.id, payload_of(action, witnessed))
    root = link(seq, before, leaf(facts_of(action, sealed), committed))
    receipt = {
        "seq": seq,
        "action_id": action.id,
        "sealed": sealed,
        "commitment": committed,
        "root": root,
        "signature": signer.sign(Head(seq, root, action.at)),
    }
    await session.execute(_APPEND, receipt)
    await session.execute(_KEEP_KEY, {"seq": seq, "key": key})


async def adopt(database: Database, signer: Signer) -> int:
    """Link the actions of a ledger that has no receipts yet, oldest first; return how many there were."""
    async with database.read() as session:
        if not await _is_without(session):
            return 0
    async with database.begin() as session:
        await _hold_end(session)
        if not await _is_without(session):
            return 0  # another process was faster
        older = (await session.scalars(select(Action).order_by(col(Action.at), col(Action.id)))).all()
        for action in older:
            await append(session, action, Witnessed(), signer)
        return len(older)


async def _is_without(session: AsyncSession) -> bool:
    """Tell whether there are actions, and no receipt at all: a ledger from before there were receipts."""
    receipt = await session.scalar(select(col(Receipt.seq)).limit(1))
    return receipt is None and await session.scalar(select(col(Action.id)).limit(1)) is not None


async def _hold_end(session: AsyncSession) -> None:
    """Let nobody else append until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_LOCK, {"key": _CHAIN_LOCK})


def facts_of(action: Action, sealed: bytes) -> dict[str, object]:
    """Return what the chain keeps of an action for ever: who did which kind of thing when, and nothing about whom."""
    return {
        "id": action.id,
        "proposal": action.proposal_id,
        "conversation": action.conversation_id,
        "turn": action.turn_id,
        "user": action.user_id,
        "actor": action.actor,
        "tool": action.tool,
        "key": action.idempotency_key,
        "at": instant(action.at),
        "undoes": action.undoes,
        "sealed": sha256(sealed).hexdigest(),
    }


def payload_of(action: Action, witnessed: Witnessed) -> dict[str, object]:
    """Return what is sealed of an action: all that may name a person."""
    return {
        "args": action.args,
        "result": action.result,
        "inverse": action.inverse,
        "said": witnessed.said,
        "card": dict(witnessed.card) if witnessed.card is not None else None,
    }


def instant(at: datetime) -> str:
    """Return an instant as it is hashed, the same whatever zone it was read in."""
    return at.astimezone(UTC).isoformat()
