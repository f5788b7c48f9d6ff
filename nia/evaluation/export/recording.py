"""What is recorded of a conversation: its turns, its ledger entries and the records around it. `builder` reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.principal import Principal
from nia.evaluation.export.past import Past
from nia.store.tables import RECORDS, Action, Conversation, Turn, User
from nia.understanding.port import Json

TABLE_OF = {"lead": "leads", "meeting": "meetings", "task": "tasks", "mail": "mails", "contact": "contacts"}
_MOST_EARLIER = 4
Place = tuple[str, str]
"""A record: its table and its id."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Turns in their order, of one conversation or of several where a later one goes on with an earlier one.

    `actions`: what took effect in them, in order. `past` gives records as they were.
    """

    user: Principal
    turns: Sequence[Turn]
    actions: Sequence[Action]
    past: Past

    @property
    def begins(self) -> datetime:
        """The instant of the first turn."""
        return self.turns[0].opened_at

    @property
    def ends(self) -> datetime:
        """The instant at which the last turn was answered."""
        last = self.turns[-1]
        return max(last.closed_at or last.opened_at, *(one.at for one in self.actions), last.opened_at)

    def shown(self) -> list[Place]:
        """Return the records that the turns name by their ids, each once."""
        found = [place for turn in self.turns for place in _places(turn.record or {})]
        found += [
            (str(one["table"]), str(one["id"]))
            for action in self.actions
            for one in ((action.inverse or {}).get("args") or {}).get("records", [])
            if one["table"] in RECORDS
        ]
        return list(dict.fromkeys(found))


async def read(session: AsyncSession, conversation: Conversation) -> Recorded | None:
    """Return what is recorded of a conversation, or None where no turn of it was answered."""
    owner = await session.get(User, conversation.user_id)
    assert owner is not None
    user = Principal.of(owner)
    turns = await _turns(session, conversation.id)
    if not turns:
        return None
    actions = await _actions(session, turns)
    for _ in range(_MOST_EARLIER):
        earlier = await _continues(session, turns, actions, user)
        if earlier is None:
            break
        turns = [*await _turns(session, earlier), *turns]
        actions = await _actions(session, turns)
    return Recorded(user, turns, actions, await Past.read(session, turns[0].opened_at))


async def _turns(session: AsyncSession, conversation_id: str) -> list[Turn]:
    query = select(Turn).where(col(Turn.conversation_id) == conversation_id, col(Turn.closed_at).is_not(None))
    return list((await session.scalars(query.order_by(col(Turn.seq)))).all())


async def _actions(session: AsyncSession, turns: Sequence[Turn]) -> list[Action]:
    order = {turn.id: at for at, turn in enumerate(turns)}
    found = (await session.scalars(select(Action).where(col(Action.turn_id).in_(list(order))))).all()
    return sorted(found, key=lambda one: (order[one.turn_id or ""], one.at, one.id))


async def _continues(
    session: AsyncSession, turns: Sequence[Turn], actions: Sequence[Action], user: Principal
) -> str | None:
    """Return the earlier conversation without which this one cannot be played: its card waited, or was taken back."""
    here = {turn.conversation_id for turn in turns}
    undone = [one.undoes for one in actions if one.undoes]
    found = await session.scalars(select(Action).where(col(Action.id).in_(undone)))
    elsewhere = [one.conversation_id for one in found if one.conversation_id and one.conversation_id not in here]
    if elsewhere:
        return elsewhere[0]
    if turns[0].channel != "session":
        return None
    query = (
        select(Turn)
        .where(col(Turn.user_id) == user.id, col(Turn.opened_at) <= turns[0].opened_at)
        .where(col(Turn.conversation_id).not_in(here), col(Turn.closed_at).is_not(None))
        .order_by(col(Turn.opened_at).desc())
        .limit(50)
    )
    tool = ((turns[0].record or {}).get("proposal") or {}).get("tool")
    shown = (
        one for one in await session.scalars(query) if ((one.record or {}).get("proposal") or {}).get("tool") == tool
    )
    before = next(shown, None)
    return before.conversation_id if before else None


def _places(value: Json | Mapping[str, Json]) -> Iterator[Place]:
    """Yield every record that a recorded turn names: references, and the rows of tables."""
    if isinstance(value, Mapping):
        kind, record_id = value.get("kind"), value.get("id")
        if isinstance(kind, str) and kind in TABLE_OF and isinstance(record_id, str):
            yield TABLE_OF[kind], record_id
        kinds, ids = value.get("kinds"), value.get("ids")
        if isinstance(kinds, list) and isinstance(ids, list):
            rows = zip(kinds, ids, strict=False)
            yield from ((TABLE_OF[str(one)], str(which)) for one, which in rows if one in TABLE_OF)
        for part in value.values():
            yield from _places(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _places(part)
