"""The chat with a scripted stand-in for the agent: `python scripted_server.py DATA_DIR PORT`. test_chat.py runs it."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import uvicorn

from nia.accounts import users
from nia.accounts.passwords import Passwords
from nia.accounts.principal import Role
from nia.agent.sentences import Sentences
from nia.agent.turn import CardRow, CardView, Table, Turn
from nia.api.app import create_app
from nia.clock import SystemClock
from nia.config import Profile, Settings
from nia.errors import StoreFull
from nia.ids import random_id
from nia.store.opening import open_database
from nia.store.tables import Conversation, Proposal, Team

SOURCES = (("website", "Website"), ("event", "Event"))
EMAIL, PASSWORD = "asha@example.com", "correct horse battery"


class ScriptedAgent:
    """Answers "card", "list", "slow", "fail", "full" and "hello"; everything else is echoed."""

    def __init__(self, settings, database):
        self.settings, self.database, self.clock = settings, database, SystemClock()
        self.confirmed, self.runtime = [], SimpleNamespace(sentences=Sentences.load(settings.config_dir))

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.database.close()

    async def turn(self, text, *, user, conversation, client_id=None, channel="text", seen=None):
        if text == "fail":
            raise RuntimeError("scripted failure")
        if text == "full":
            raise StoreFull("scripted full disk")
        if text == "yes":
            return await self._decide("done", "Created the lead John Mathew.", user, conversation)
        if text == "list":
            rows = (("Ravi <b>Rao</b>", "₹5,00,000"), ("Meera", "—"))
            table = Table("Leads", ("Name", "Value"), rows, more=3)
            return turn(conversation, text, "Here they are.", tables=(table,))
        if text == "card":
            return await self._propose("9820012345", user, conversation)
        return turn(conversation, text, f"{user.name} said *{text}* <script>alert(1)</script>")

    async def confirm(self, proposal, hash, *, user, conversation, client_id=None):
        return await self._decide("done", "Created the lead John Mathew.", user, conversation, proposal)

    async def cancel(self, proposal, hash, *, user, conversation, client_id=None):
        return await self._decide("cancelled", "Cancelled.", user, conversation, proposal)

    async def edit(self, proposal, hash, values, *, user, conversation, client_id=None):
        await self._decide("superseded", "", user, conversation, proposal)
        return await self._propose(values["phone"], user, conversation)

    async def welcome(self, *, user, conversation):
        return None

    async def _propose(self, phone, user, conversation):
        now, proposal = datetime.now(UTC), random_id()
        async with self.database.begin() as session:
            if await session.get(Conversation, conversation) is None:
                session.add(Conversation(id=conversation, user_id=user.id, created_at=now, updated_at=now))
                await session.flush()
            session.add(
                Proposal(
                    id=proposal, conversation_id=conversation, user_id=user.id, tool="create_lead", args={}, card={},
                    hash="h" * 64, created_at=now, expires_at=now + timedelta(hours=1),
                )
            )  # fmt: skip
        rows = (
            CardRow("name", "Name", "John Mathew", raw="John Mathew"),
            CardRow("phone", "Phone", phone, raw=phone, kind="phone"),
            CardRow("source", "Source", "Website", raw="website", kind="choice", choices=SOURCES),
            CardRow("notes", "Notes", "met at the expo", untrusted=True, editable=False),
        )  # fmt: skip
        card = CardView(
            proposal, "h" * 64, "create_lead", "Create lead", rows, "Shall I create it?", "Confirm", "Edit", "Cancel",
            warnings=("A lead with this phone exists.",), position="1 of 2",
        )  # fmt: skip
        return turn(conversation, "card", "Please check.", proposal=card)

    async def _decide(self, state, prose, user, conversation, proposal=None):
        async with self.database.begin() as session:
            if proposal is not None:
                row = await session.get(Proposal, proposal)
                row.state = state
        return turn(conversation, state, prose)


def turn(conversation, said, prose, **more):
    return Turn(random_id(), conversation, said, prose, prose, "en", **more)


async def open_agent(settings):
    database = await open_database(settings.url)
    hashed = await Passwords().hash(PASSWORD)
    async with database.begin() as session:
        if await users.find(session, EMAIL) is None:
            session.add(Team(id="t1", name="West"))
            await session.flush()
            new = users.NewUser("Asha Kulkarni", EMAIL, Role.SALES_REP, "t1", Profile(), password_hash=hashed)
            await users.create(session, new, random_id, datetime.now(UTC))
    return ScriptedAgent(settings, database)


if __name__ == "__main__":
    app = create_app(Settings(data_dir=Path(sys.argv[1])), open_agent)
    asyncio.run(uvicorn.Server(uvicorn.Config(app, port=int(sys.argv[2]), log_level="warning")).serve())
