"""hear: takes the conversation's lease, writes the turn's row, drops what was answered, finds the waiting card."""

from __future__ import annotations

from typing import Any, cast

from langchain_core.runnables import RunnableConfig
from sqlalchemy.exc import IntegrityError

from nia.accounts.principal import Principal
from nia.accounts.who import signed_in
from nia.agent import untold
from nia.agent.runtime import Runtime
from nia.agent.sentences import language_of_tag
from nia.agent.state import Card, Kept, LastTurn, State, Task, Work, text_of
from nia.agent.turn import Turn
from nia.agent.welcome import from_before, task_of
from nia.ledger import proposals
from nia.memory.lease import Hold, unless_it_breaks_off
from nia.memory.renewal import Renewal
from nia.memory.turns import Message, Opened
from nia.store.tables import Proposal
from nia.store.text import storable, storable_json


async def hear(state: State, config: RunnableConfig, runtime: Runtime) -> dict[str, Any]:
    """Open the turn. The user and the conversation come from the state, else from the run's configuration."""
    place = config.get("configurable", {})
    name = storable(str(state.get("user") or place.get("user") or ""))
    conversation = storable(str(state.get("conversation") or place.get("thread_id") or runtime.new_id()))
    words, message_id = text_of(state.get("messages", []), state.get("client_id") or "")
    said = storable(words)
    client_id = storable(state.get("client_id") or message_id or runtime.new_id())
    message = Message(conversation, client_id, said, state.get("channel") or "text")
    async with unless_it_breaks_off(runtime.database, Hold(conversation)) as hold:
        return await _heard(state, runtime, name, message, hold)


async def _heard(state: State, runtime: Runtime, name: str, message: Message, hold: Hold) -> dict[str, Any]:
    user, opened, waiting = await _open(runtime, name, message, hold)
    press, renewal = storable_json(state.get("press")), Renewal(runtime.database, hold)
    work = Work(user, message.conversation_id, message.said, opened, renewal, press)
    if opened.answered is not None:
        work.replayed = Turn.from_dict(opened.answered)
        return {"work": work}
    kept = await untold.take_up(work, _kept(opened, user), runtime)
    if opened.kept is None or (press is not None and press["kind"] == "show" and waiting is None):
        waiting = waiting or await from_before(runtime, user)
        kept, work.brought = _opened_with(waiting, kept, runtime)
    work.waiting = _waiting(waiting, kept["card"], state.get("seen"))
    if press is not None and (waiting is None or press.get("proposal") != waiting.id):
        work.decided = await _decided(runtime, str(press.get("proposal") or ""), user)
    return {**kept, "work": work, "press": None}


def next_step(state: State) -> str:
    """Route onwards: what was answered before is answered again, anything else is understood."""
    return "reply" if state["work"].replayed is not None else "intent"


async def _decided(runtime: Runtime, proposal_id: str, user: Principal) -> str | None:
    """Return what became of the user's own proposal whose button was pressed too late."""
    async with runtime.database.read() as session:
        row = await session.get(Proposal, proposal_id)
    return row.state if row is not None and row.user_id == user.id else None


def _kept(opened: Opened, user: Principal) -> Kept:
    """Return what the last turn left. It is read from the database: a checkpoint may be old, or lost."""
    if opened.kept is not None:
        return cast("Kept", opened.kept)
    language, last = str(language_of_tag(user.language)), LastTurn(seq=0, actions=[])
    return Kept(tasks=[], focus=[], offered=[], card=None, language=language, last_reply="", last_turn=last)


def _opened_with(waiting: Proposal | None, kept: Kept, runtime: Runtime) -> tuple[Kept, str | None]:
    """Put the task of a card from an earlier session on top, so that the session opens with it."""
    if waiting is None or waiting.state != proposals.State.WAITING or waiting.undoes is not None:
        return kept, None
    task = task_of(waiting, runtime)
    below = [Task(**{**one, "left": True}) for one in kept["tasks"]]
    return Kept(**{**kept, "tasks": [task, *below]}), task["id"]


async def _open(runtime: Runtime, name: str, message: Message, hold: Hold) -> tuple[Principal, Opened, Proposal | None]:
    """Open the turn in one transaction where the conversation is free, as it nearly always is."""
    now, place = runtime.clock.now(), message.conversation_id
    try:
        async with runtime.database.begin() as session:
            user = await signed_in(session, name)
            opened = await runtime.turns.take(session, message, user, hold)
            if opened is not None:
                waits = await proposals.waiting(session, place, user, now)
    except IntegrityError:
        opened = None  # this message was sent before: `open` finds its answer
    if opened is not None:
        runtime.turns.placed(message)
        return user, opened, waits
    opened = await runtime.turns.open(message, user)
    hold.fence, hold.turn_id = opened.fence, opened.turn_id
    async with runtime.database.read() as session:
        meant = await proposals.confirmed_in(session, opened.turn_id) if opened.resumed else None
        return user, opened, meant or await proposals.waiting(session, place, user, now)


def _waiting(row: Proposal | None, shown: Card | None, seen: str | None) -> dict[str, Any] | None:
    """Return the proposal that waits here, and whether it is the card that was shown last: here, and to this client.

    One that is done is what this very turn confirmed before it died, whatever was shown since.
    """
    if row is None:
        return None
    meant = row.state == proposals.State.DONE
    newest = bool(shown and shown["proposal"] == row.id and shown["hash"] == row.hash)
    return {
        "id": row.id,
        "hash": row.hash,
        "tool": row.tool,
        "args": row.args,
        "card": row.card,
        "undoes": row.undoes,
        "warnings": row.card.get("warns", []),
        "delivered": meant or (newest and seen in (None, row.id)),
        "shown_elsewhere": not meant and newest and seen not in (None, row.id),
    }
