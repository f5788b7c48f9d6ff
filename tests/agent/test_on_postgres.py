"""One longer conversation on PostgreSQL, with the real engine: created, corrected, found, changed, undone, resumed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from sqlalchemy import select, text

from nia.agent.savers.postgres import LatestOnPostgres
from nia.config import Settings
from nia.store.tables import Action, Lead, Meeting, OutboxEntry
from tests.agent.chat import Chat, open_chat, world_of

PREPARED = text("SELECT count(*) AS count FROM pg_prepared_statements")
CREATE = "create a lead for John Mathew from Zenith Pharma in Pune, worth 12 lakh"


async def lead(chat: Chat) -> Lead:
    (found,) = await chat.rows(Lead)
    assert isinstance(found, Lead)
    return found


async def test_a_conversation_goes_through_restarts_to_its_undo(tmp_path: Path, postgres_url: str) -> None:
    settings = Settings(data_dir=tmp_path, database_url=postgres_url)
    async with open_chat(settings) as chat:
        assert set((await chat.say(CREATE)).asks) == {"email", "phone"}
        turn = await chat.say("98200 12345")
        assert turn.proposal is not None
        turn = await chat.say("make it 15 lakh")
        assert turn.proposal is not None
        assert {row.slot: row.raw for row in turn.proposal.rows}["value"]["amount"] == "1500000"

    async with open_chat(settings) as chat:
        turn = await chat.say("yes", client_id="after the first restart")
        assert [call.tool for call in turn.results] == ["create_lead"], turn.reply
        made = await lead(chat)
        assert (made.name, made.phone, made.city, made.value) == (
            "John Mathew",
            "+919820012345",
            "Pune",
            Decimal(1500000),
        )
        turn = await chat.say("leads from Pune above 10 lakh", client_id="found")
        assert [record.name for record in turn.records] == ["John Mathew"]
        turn = await chat.say("mark him qualified", client_id="changed")
        assert turn.proposal is not None, turn.reply

    async with open_chat(settings) as chat:
        shown = await chat.agent.welcome(user="asha", conversation="c2")
        assert shown is not None
        assert shown.proposal is not None
        chat.turn, chat.conversation = shown, "c2"
        assert [call.tool for call in (await chat.confirm()).results] == ["update_lead"]
        assert (await lead(chat)).status == "qualified"

        turn = await chat.say("schedule a meeting with Vikram Shah tomorrow at 4 pm")
        assert turn.proposal is not None, turn.reply
        assert [call.tool for call in (await chat.say("yes")).results] == ["schedule_meeting"]
        turn = await chat.say("undo")
        assert (turn.undone, turn.proposal is not None) == ((), True)
        assert (await chat.say("yes")).undone == ("schedule_meeting",)
        assert await chat.rows(Meeting) == []

        assert (await chat.say("undo")).undone == ("update_lead",)
        assert (await lead(chat)).status == "new"
        turn = await chat.say("undo")  # this one was done in the other conversation: a card asks first
        assert (turn.undone, turn.proposal is not None) == ((), True)
        assert (await chat.say("yes")).undone == ("create_lead",)
        assert await chat.rows(Lead) == []
        assert (await chat.say("undo")).undone == ()

        asha = (await world_of(chat)).asha
        history = await chat.agent.history("c1", user=asha)
        assert [turn.said for turn in history][:3] == [CREATE, "98200 12345", "make it 15 lakh"]
        assert {one.id for one in await chat.agent.conversations(user=asha)} == {"c1", "c2"}
        async with chat.agent.database.read() as session:
            actions = (await session.scalars(select(Action))).all()
            told = (await session.scalars(select(OutboxEntry).order_by(OutboxEntry.id))).all()
        assert len(actions) == 6
        assert sum(action.undoes is not None for action in actions) == 3
        assert [one.topic for one in told] == ["meeting.scheduled", "meeting.scheduled.undone"]


async def test_a_conversation_that_runs_on_two_processes_stays_one(tmp_path: Path, postgres_url: str) -> None:
    settings = Settings(data_dir=tmp_path, database_url=postgres_url)
    async with open_chat(settings) as one, open_chat(settings) as other:
        await one.say(CREATE, client_id="a")
        turn = await other.say("98200 12345", client_id="b")
        assert turn.proposal is not None, turn.reply
        first = await one.say("yes", client_id="c")
        again = await other.say("yes", client_id="c")
        assert again == first
        assert len(await other.rows(Lead)) == 1


async def test_no_statement_stays_prepared_on_a_connection_that_a_pooler_hands_on(
    tmp_path: Path, postgres_url: str
) -> None:
    async with open_chat(Settings(data_dir=tmp_path, database_url=postgres_url)) as chat:
        for _ in range(8):  # psycopg prepares what it has seen five times
            await chat.say("show my leads")
        async with chat.agent.database.read() as session:
            assert await session.scalar(PREPARED) == 0
        saver = chat.agent.graph.checkpointer
        assert isinstance(saver, LatestOnPostgres)
        async with saver._cursor() as cursor:
            await cursor.execute(str(PREPARED))
            row = await cursor.fetchone()
        assert row is not None
        assert row["count"] == 0
