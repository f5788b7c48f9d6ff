"""Reads turns, writes and cards of a period from the database, without a word of what was said. `collect` counts them.

Turns are read a page at a time, so that a year of them needs no more memory than a day. What is wanted of a turn's
record is picked out by the database: the texts in it stay there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.evaluation.monitoring.period import Scope
from nia.evaluation.monitoring.seen import UNDO, Seen
from nia.ledger.proposals import State
from nia.store.tables import METADATA, Action, Feedback, Proposal, Turn

PAGE = 2_000
RESTORE = "restore"  # the tool of a card that takes something back
MODEL = "model:"  # how `understood.by` begins where a model's reading was used
SESSION = "session"  # the channel of a card that is shown again, which no user said


@dataclass(frozen=True, slots=True)
class Became:
    """How many writes, or cards, of an intent in a language there were, and how many were undone, or confirmed."""

    intent: str
    language: str
    all: int
    so: int


async def turns(session: AsyncSession, scope: Scope) -> AsyncIterator[Seen | None]:
    """Yield the turns of the scope in their order; None for one that was never answered."""
    last: Row[Any] | None = None
    while True:
        rows = (await session.execute(_page(scope, last))).all()
        for row in rows:
            yield _seen(row) if row.closed_at is not None else None
        if len(rows) < PAGE:
            return
        last = rows[-1]


async def writes(session: AsyncSession, scope: Scope) -> Iterator[Became]:
    """Return the writes that the scope's turns made, and how many of them were taken back since."""
    query = (
        select(col(Action.tool), col(Turn.language), func.count(), func.count(col(Action.undone_by)))
        .join(Turn, col(Turn.id) == col(Action.turn_id))
        .where(col(Action.undoes).is_(None), *_within(scope))
        .group_by(col(Action.tool), col(Turn.language))
    )
    return (Became(tool, language or "", *counts) for tool, language, *counts in await session.execute(query))


async def cards(session: AsyncSession, scope: Scope) -> Iterator[Became]:
    """Return the cards that the scope's turns showed, and how many of them got a yes."""
    intent = case((col(Proposal.undoes).is_not(None), UNDO), else_=col(Proposal.tool)).label("intent")
    confirmed = func.count(case((col(Proposal.state) == State.DONE, 1)))
    query = (
        select(intent, col(Turn.language), func.count(), confirmed)
        .join(Turn, col(Turn.id) == col(Proposal.turn_id))
        .where(*_within(scope))
        .group_by(intent, col(Turn.language))
    )
    return (Became(tool, language or "", *counts) for tool, language, *counts in await session.execute(query))


async def any_turn(session: AsyncSession) -> bool:
    """Tell whether there is a turn at all."""
    return (await session.execute(select(col(Turn.id)).limit(1))).first() is not None


def _within(scope: Scope) -> Sequence[ColumnElement[bool]]:
    conditions = [col(Turn.opened_at) >= scope.since, col(Turn.opened_at) < scope.until]
    if scope.user_ids is not None:
        conditions.append(col(Turn.user_id).in_(scope.user_ids))
    if scope.language is not None:
        conditions.append(col(Turn.language) == scope.language)
    return conditions


_ORDER = (col(Turn.opened_at), col(Turn.conversation_id), col(Turn.seq))


def _page(scope: Scope, last: Row[Any] | None) -> Select[Any]:
    # First which turns, then what of them: else PostgreSQL reads the records of all that are left to sort them.
    which = select(col(Turn.id)).where(*_within(scope), col(Turn.channel) != SESSION)
    if last is not None:
        which = which.where(col(Turn.opened_at) >= last.opened_at, _after(last))
    page = which.order_by(*_ORDER).limit(PAGE).subquery()
    thumb = and_(col(Feedback.turn_id) == col(Turn.id), col(Feedback.user_id) == col(Turn.user_id))
    return (
        select(*_ORDER, col(Turn.closed_at), col(Turn.language), *_picked(), col(Feedback.value).label("thumb"))
        .join(page, page.c.id == col(Turn.id))
        .outerjoin(Feedback, thumb)
        .order_by(*_ORDER)
    )


def _after(last: Row[Any]) -> ColumnElement[bool]:
    at, conversation, seq = _ORDER
    same = and_(conversation == last.conversation_id, seq > last.seq)
    return or_(at > last.opened_at, and_(at == last.opened_at, or_(conversation > last.conversation_id, same)))


def _picked() -> list[ColumnElement[Any]]:
    """Return what is wanted of a turn's record and trace, as the database picks it out."""
    columns = METADATA.tables["turns"].c
    record, trace = columns.record, columns.trace
    asked = (record[(name, 0)].as_string().is_not(None) for name in ("asks", "offers", "offers_times"))
    return [
        record["intents"].label("intents"),
        or_(*asked).label("asks"),
        record[("suggestions", 1)].as_string().is_not(None).label("readings"),
        trace["tools"].label("tools"),
        record["refusal"].as_string().label("refusal"),
        record[("proposal", "tool")].as_string().label("card"),
        trace[("understood", "by")].as_string().label("by"),
    ]


def _seen(row: Row[Any]) -> Seen:
    return Seen(
        conversation=row.conversation_id,
        language=row.language or "",
        intents=tuple(row.intents or ()),
        at=row.opened_at,
        asks=bool(row.asks),
        readings=bool(row.readings),
        card=UNDO if row.card == RESTORE else row.card,
        ran=frozenset(ran["tool"] for ran in row.tools or ()),
        refusal=row.refusal,
        escalated=(row.by or "").startswith(MODEL),
        latency_ms=max(row.closed_at - row.opened_at, timedelta()) / timedelta(milliseconds=1),
        thumb=row.thumb or 0,
    )
