"""Mail in conversation, on a scripted understanding: draft and send, a task of a mail, and who vouches for what."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.config import Settings
from nia.store.tables import Mail, OutboxEntry, Task
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "inbox": wish(("list_emails", {"unread": True})),
    "summary": wish(("summarize_emails", {"unread": True})),
    "read": wish(("get_email", {"mail": "Rahul"})),
    "task": wish(("email_to_task", {"mail": "it"})),
    "reply": wish(("draft_email", {"mail": "it", "instruction": "saying the quote will come by friday"})),
    "draft": wish(("draft_email", {"to": ["Rahul"], "instruction": "thanking him for the meeting"})),
    "send it": wish(("send_email", {})),
    "yes": act(Act.CONFIRM),
    "undo": act(Act.UNDO),
    "remember": wish(("remember", {"text": "I like tea"})),
    "from him": wish(("list_emails", {"sender": "him"})),
    "from rahul": wish(("list_emails", {"sender": "rahul"})),
    "from techcorp": wish(("list_emails", {"sender": "techcorp"})),
    "recall": wish(("recall", {})),
    "sap": wish(("switch_crm", {"system": "sap"})),
}


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        world = await world_of(opened)
        await world.lead(email="rahul@techcorp.example", status="proposal")
        await world.mail(
            "Rahul Verma",
            "Quote",
            sender_email="rahul@techcorp.example",
            body="Hi,\nPlease send the revised quote by Friday.\nSee https://evil.example/x",
        )
        yield opened


async def test_mails_are_listed_and_summarised_with_their_quotes(chat: Chat) -> None:
    turn = await chat.say("inbox")
    assert [record.name for record in turn.records] == ["Quote"]
    assert "Rahul Verma" in turn.reply
    turn = await chat.say("summary")
    assert "“Please send the revised quote by Friday.” (by Friday)" in turn.reply
    assert turn.results == ()
    turn = await chat.say("read")
    assert "hxxps://evil[.]example/x" in turn.reply
    assert "https://" not in turn.reply


async def test_task_of_a_mail_shows_the_title_that_it_takes_and_marks_it(chat: Chat) -> None:
    await chat.say("read")
    turn = await chat.say("task")
    assert turn.proposal is not None
    rows = {row.slot: row for row in turn.proposal.rows}
    assert (rows["title"].value, rows["title"].untrusted) == ("Please send the revised quote by Friday", True)
    assert rows["lead"].value == "Rahul Verma"
    turn = await chat.say("yes")
    assert [call.tool for call in turn.results] == ["email_to_task"]
    assert [task.title for task in await chat.rows(Task)] == ["Please send the revised quote by Friday"]
    turn = await chat.say("undo")
    assert turn.undone == ("email_to_task",)
    assert await chat.rows(Task) == []


async def test_draft_is_sent_only_after_its_own_card(chat: Chat) -> None:
    await chat.say("read")
    turn = await chat.say("reply")
    assert "The quote will come by friday." in turn.reply
    assert [mail.outgoing for mail in await chat.rows(Mail)] == [False]
    turn = await chat.say("send it")
    assert turn.proposal is not None
    rows = {row.slot: row for row in turn.proposal.rows}
    assert rows["subject"].value == "Re: Quote"
    assert "rahul@techcorp.example" in rows["to"].value
    assert "The quote will come by friday." in rows["body"].value
    assert len(await chat.rows(Mail)) == 1
    turn = await chat.say("yes")
    assert [call.tool for call in turn.results] == ["send_email"]
    received, sent = sorted(await chat.rows(Mail), key=lambda mail: mail.outgoing)
    assert (sent.thread_id, sent.to, received.unread) == (received.thread_id, ["rahul@techcorp.example"], False)
    async with chat.agent.database.read() as session:
        assert (await session.get_one(OutboxEntry, 1)).payload == {"mail_id": sent.id}
    turn = await chat.say("undo")
    assert turn.undone == ()
    assert len(await chat.rows(Mail)) == 2


async def test_new_mail_to_a_lead_by_name(chat: Chat) -> None:
    turn = await chat.say("draft")
    assert "Dear Rahul Verma," in turn.reply
    await chat.say("send it")
    turn = await chat.confirm()
    sent = next(mail for mail in await chat.rows(Mail) if mail.outgoing)
    assert (sent.to, sent.subject) == (["rahul@techcorp.example"], "Thank you for the meeting")


async def test_memory_and_crm_in_conversation(chat: Chat) -> None:
    assert [call.tool for call in (await chat.say("remember")).results] == ["remember"]
    assert [record.name for record in (await chat.say("recall")).records] == ["I like tea"]
    assert (await chat.say("undo")).undone == ("remember",)
    assert (await chat.say("recall")).records == ()
    turn = await chat.say("sap")
    assert (turn.refusal, turn.results) == ("disabled", ())


async def test_sender_is_known_by_pronoun_name_and_company(chat: Chat) -> None:
    for said, sender in (("from rahul", "Rahul Verma"), ("from techcorp", "techcorp"), ("from him", "Rahul Verma")):
        turn = await chat.say(said)
        assert turn.reads[0].args["sender"] == sender
        assert [record.name for record in turn.records] == ["Quote"]


async def test_a_draft_is_written_again_in_another_tone(settings: Settings) -> None:
    async with open_chat(settings) as chat:
        world = await world_of(chat)
        await world.mail("Rahul Verma", "Quote", sender_email="rahul@techcorp.example", body="Please send the quote.")
        first = await chat.say("reply to the mail from Rahul saying we will send it on friday")
        shorter = await chat.say("make it shorter")
        assert [call.tool for call in shorter.reads] == ["draft_email"]
        assert len(shorter.reply) < len(first.reply)
        assert "friday" in shorter.reply
        turn = await chat.say("send it")
        assert turn.proposal is not None
        assert turn.proposal.tool == "send_email"
