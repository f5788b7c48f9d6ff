from __future__ import annotations

import pytest
from sqlmodel import select

from nia.errors import NiaError
from nia.evaluation.export import candidates
from nia.evaluation.export.admission import TOOL, NotExportable
from nia.evaluation.export.exporting import Exporter
from nia.ledger.verifying import verify
from nia.memory import feedback
from nia.store.tables import Action
from tests.agent.chat import Chat
from tests.evaluation.export.conversations import rahul, say
from tests.world import World


async def exports(chat: Chat) -> list[Action]:
    async with chat.agent.database.read() as session:
        return list((await session.scalars(select(Action).where(Action.tool == TOOL))).all())


async def test_one_exports_ones_own_and_an_admin_everybodys(chat: Chat, world: World, exporter: Exporter) -> None:
    await say(chat, "hello")
    assert (await exporter.export("c1", world.asha)).text
    assert (await exporter.export("c1", world.anil)).text


async def test_a_refusal_does_not_tell_whether_the_conversation_exists(
    chat: Chat, world: World, exporter: Exporter
) -> None:
    await say(chat, "hello")
    with pytest.raises(NotExportable) as others:
        await exporter.export("c1", world.meera)
    with pytest.raises(NotExportable) as nobodys:
        await exporter.export("c99", world.meera)
    assert str(others.value) == str(nobodys.value)
    assert await exports(chat) == []


async def test_an_export_is_in_the_ledger(chat: Chat, world: World, exporter: Exporter) -> None:
    await say(chat, "hello")
    await exporter.export("c1", world.anil)
    (entry,) = await exports(chat)
    assert (entry.user_id, entry.actor, entry.args) == ("anil", "cli", {"conversation": "c1"})
    assert entry.conversation_id is None
    assert entry.inverse is None
    async with chat.agent.database.read() as session:
        assert (await verify(session, chat.agent.runtime.gate.signer.public)).fault is None


async def test_an_export_that_fails_later_is_in_the_ledger_too(chat: Chat, world: World, exporter: Exporter) -> None:
    async with chat.agent.database.begin() as session:
        from nia.store.tables import Conversation

        now = chat.clock.now()
        session.add(Conversation(id="empty", user_id="asha", created_at=now, updated_at=now))
    with pytest.raises(NiaError, match="no answered turn"):
        await exporter.export("empty", world.asha)
    assert len(await exports(chat)) == 1


async def test_undo_in_a_chat_never_means_an_export(chat: Chat, world: World, exporter: Exporter) -> None:
    await rahul(world)
    await say(chat, "update Rahul's value to 6 lakh", "yes")
    await exporter.export("c1", world.asha)
    turn = await chat.say("undo")
    assert turn.undone == ("update_lead",)
    turn = await chat.say("undo")
    assert turn.undone == ()
    assert "export" not in turn.reply


async def test_thumbs_down_come_first_then_what_went_astray_newest_first(chat: Chat, world: World) -> None:
    for conversation, texts in (
        ("astray", ["undo"]),
        ("fine", ["hello"]),
        ("disliked", ["hello"]),
        ("later", ["undo"]),
    ):
        chat.conversation = conversation
        await say(chat, *texts)
        if conversation == "disliked":
            assert chat.turn is not None
            async with chat.agent.database.begin() as session:
                now = chat.clock.now()
                await feedback.give(session, chat.turn.id, -1, None, world.asha, now=now, ids=lambda: "thumb")
    async with chat.agent.database.read() as session:
        found = await candidates.page(session, world.asha)
        assert [one.conversation_id for one in found] == ["disliked", "later", "astray"]
        assert found[0].why == ("thumbs down",)
        assert await candidates.page(session, world.asha, 2) == []
        assert await candidates.page(session, world.vikram) == []
        assert len(await candidates.page(session, world.anil)) == 3


async def test_the_list_has_pages(chat: Chat, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "PAGE", 2)
    for number in range(3):
        chat.conversation = f"c{number}"
        await say(chat, "undo")
    async with chat.agent.database.read() as session:
        pages = [await candidates.page(session, world.asha, number) for number in (1, 2)]
    assert [[one.conversation_id for one in page] for page in pages] == [["c2", "c1"], ["c0"]]
