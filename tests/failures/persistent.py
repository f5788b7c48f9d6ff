"""A client that sends each message again, under its id, until it is answered; and what must be true of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select, text
from sqlmodel import col

from nia.agent.turn import Turn
from nia.config import Settings
from nia.errors import StoreError
from nia.ledger.signing_key import signer_of
from nia.ledger.verifying import verify
from nia.store.tables import Action
from nia.store.tables import Turn as TurnRow
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted
from tests.crash.scene import SAID, SCRIPT, outcome

Mend = Callable[[StoreError], Awaitable[None]]


@dataclass
class Client:
    """Plays the scene of `tests.crash`; `mend` is what happens between two tries of one message."""

    chat: Chat
    mend: Mend
    acknowledged: dict[str, Turn] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    async def play(self) -> None:
        """Say everything, each until it is answered; after each answer, look whether all before it are still there."""
        for number, said in enumerate(SAID):
            await self.say(said, f"m{number}")
            await self.nothing_is_lost()

    async def say(self, said: str, client_id: str) -> Turn:
        """Say it until it is answered. The only error that may come is one of the database's, with its code."""
        while True:
            try:
                turn = await self.chat.say(said, client_id)
            except StoreError as error:
                self.errors[error.code] += 1
                await self.mend(error)
            else:
                self.acknowledged[client_id] = turn
                return turn

    async def nothing_is_lost(self) -> None:
        """Look for each answer that was given, and for each effect that it told of: there, once."""
        while True:
            try:
                async with self.chat.agent.database.read() as session:
                    rows = (await session.scalars(select(TurnRow))).all()
                    entries = (await session.scalars(select(Action))).all()
                break
            except StoreError as error:
                await self.mend(error)
        records = {row.client_id: row.record for row in rows}
        told = [call.action for turn in self.acknowledged.values() for call in turn.results]
        assert {key: turn.as_dict() for key, turn in self.acknowledged.items()}.items() <= records.items()
        assert len(told) == len(set(told))
        assert set(told) <= {entry.id for entry in entries}

    async def left(self, settings: Settings) -> dict[str, object]:
        """Return what the conversation left, whether the ledger verifies, and SQLite's own check of its file."""
        database = self.chat.agent.database
        async with database.read() as session:
            assert (await verify(session, signer_of(settings).public)).fault is None
            if database.engine.dialect.name == "sqlite":
                assert await session.scalar(text("PRAGMA integrity_check")) == "ok"
            seqs = (await session.scalars(select(TurnRow.seq).order_by(col(TurnRow.seq)))).all()
        assert list(seqs) == list(range(1, len(SAID) + 1))
        return await outcome(settings, database)


async def undisturbed(folder: Path) -> dict[str, object]:
    """Return what the conversation leaves where nothing fails."""
    settings = Settings(data_dir=folder)
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        client = Client(chat, _never)
        await client.play()
        return await client.left(settings)


async def _never(error: StoreError) -> None:
    raise error
