"""The conversation that is killed at every point, and what must be true of it in the end however it went.

Each message is sent by a client that sends it again, under the same id, until it is answered.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from nia.agent.turn import Turn
from nia.clock import FrozenClock
from nia.config import Settings
from nia.ledger.outbox import LONGEST_WAIT
from nia.ledger.sender import Sender
from nia.ledger.signing_key import signer_of
from nia.ledger.verifying import verify
from nia.memory.lease import LEASE
from nia.store.database import Database
from nia.store.tables import Action, Fact, Lead, Note, OutboxEntry, Task
from nia.store.tables import Turn as TurnRow
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, wish
from tests.crash.points import Points
from tests.leases import run_out
from tests.outlets import Upserting, client_of

MOST_ROUNDS = 3

SCRIPT = {
    "lead": wish(("create_lead", {"name": "John Mathew", "company": "Zenith", "phone": "9820012345"})),
    "note and task": wish(
        ("add_note", {"lead": "John Mathew", "text": "wants a demo"}), ("create_task", {"title": "call the bank"})
    ),
    "remember": wish(("remember", {"text": "I prefer mornings"})),
    "mail": wish(("send_email", {"to": ["john@zenith.example"], "subject": "Hello", "body": "Good morning"})),
    "leads": wish(("find_leads", {})),
    "yes": act(Act.CONFIRM),
    "undo": act(Act.UNDO),
}
SAID = ("lead", "yes", "note and task", "yes", "yes", "remember", "mail", "yes", "leads", "lead", "yes", "yes", "undo")
"""What is said, in order. The second lead is a duplicate: it is asked about, carded, confirmed and undone."""
FAULTS = ("reset_after",)
"""How the CRM fails the first call: it does what it is told, and the answer is lost."""


async def play(settings: Settings, points: Points | None = None, crm: str | None = None) -> list[Turn]:
    """Play the conversation from the first message that was not answered; return the turns that ran here.

    What it tells others is sent then, to the CRM at the address `crm`.
    """
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        await _at_its_time(chat)
        if points is not None:
            points.armed = True
        turns = [await chat.say(said, client_id=f"m{number}") for number, said in enumerate(SAID)]
        if crm is not None:
            await _send(chat, crm)
        return turns


async def _send(chat: Chat, crm: str) -> None:
    """Send the outbox, as a server does beside its turns; time passes while something waits."""
    assert isinstance(chat.clock, FrozenClock)
    async with client_of(crm) as client:
        sender = Sender(chat.agent.database, {"mail.send": Upserting(client)}, chat.clock)
        for _ in range(MOST_ROUNDS):
            await sender.drain()
            chat.clock.move(LONGEST_WAIT)


async def _at_its_time(chat: Chat) -> None:
    """Let a process that takes over find the lease of the dead one run out, as it does after some seconds."""
    await run_out(chat.agent.database)
    assert isinstance(chat.clock, FrozenClock)
    async with chat.agent.database.read() as session:
        last = await session.scalar(select(col(TurnRow.opened_at)).order_by(col(TurnRow.opened_at).desc()).limit(1))
    if last is not None:
        chat.clock.move(max(timedelta(0), last - chat.clock.now()) + 2 * LEASE)


async def outcome(settings: Settings, database: Database) -> dict[str, object]:
    """Return what the conversation left, in terms that are the same in every run."""
    async with database.read() as session:
        actions = (await session.scalars(select(Action).order_by(col(Action.at)))).all()
        turns = (await session.scalars(select(TurnRow).order_by(col(TurnRow.seq)))).all()
        verdict = await verify(session, signer_of(settings).public)
        alive = {
            table.__tablename__: len((await session.scalars(select(table).where(table.deleted_at.is_(None)))).all())
            for table in (Lead, Note, Task, Fact)
        }
        return {
            "actions": [action.tool for action in actions],
            "said": [turn.said for turn in turns],
            "numbers": [turn.seq for turn in turns],
            "answered": all(turn.closed_at is not None for turn in turns),
            "outbox": [row.state for row in (await session.scalars(select(OutboxEntry))).all()],
            "alive": alive,
            "ledger": verdict.fault and verdict.fault.why,
        }


def write(file: Path, found: object) -> None:
    """Keep what a child process found."""
    file.write_text(json.dumps(found))
