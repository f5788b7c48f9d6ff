"""What took effect is told, also where the reply to it was lost and the user types anew: and nothing is done twice."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.agent.turn import Turn
from nia.config import Settings
from nia.store.tables import Fact, Lead, Task
from nia.understanding.port import Act, Language, Understanding, Wish
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, slots, wish
from tests.agent.test_crash import MORE, actions, die_in
from tests.agent.test_dialogue import SCRIPT
from tests.leases import run_out

REMIND = Wish("create_task", slots(title="Call John"))
TWO_WAYS = {
    "yes, and remind me": Understanding(Language.ENGLISH, act=Act.CONFIRM, wishes=(REMIND,)),
    "no, but remind me": Understanding(Language.ENGLISH, act=Act.DENY, wishes=(REMIND,)),
    "task": wish(("create_task", {"title": "Call John"})),
}


@pytest.fixture
async def chat(settings: Settings, database_url: str) -> AsyncIterator[Chat]:
    settings = settings.model_copy(update={"database_url": database_url})
    async with open_chat(settings, Scripted({**SCRIPT, **MORE, **TWO_WAYS, "hello": act(Act.GREET)})) as opened:
        yield opened


async def lose(chat: Chat, *texts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Say these, each in a turn that dies before its reply; the user then sees that the conversation is free."""
    for n, text in enumerate(texts):
        await die_in(chat, text, f"lost {n}", monkeypatch)
        await run_out(chat.agent.database)


async def lose_a_yes(chat: Chat, monkeypatch: pytest.MonkeyPatch, card: str = "whole lead") -> None:
    await chat.say(card)
    await lose(chat, "yes", monkeypatch=monkeypatch)


def told(turn: Turn) -> list[str]:
    return [call.tool for call in turn.results]


@pytest.mark.parametrize("yes", ["yes", "anyway"])
async def test_a_yes_typed_anew_is_told_what_was_done(chat: Chat, monkeypatch: pytest.MonkeyPatch, yes: str) -> None:
    await chat.say("whole lead")
    first = await chat.say("yes", client_id="first")
    await chat.say("undo")
    await lose_a_yes(chat, monkeypatch)
    turn = await chat.say(yes)
    assert (turn.prose, told(turn), turn.proposal, turn.asks, turn.warns) == (
        first.prose,
        ["create_lead"],
        None,
        (),
        (),
    )
    assert len(await chat.rows(Lead)) == 1
    assert await actions(chat) == 3
    assert (await chat.say("undo")).undone == ("create_lead",)
    assert await chat.rows(Lead) == []


async def test_it_is_told_once(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch)
    await chat.say("yes")
    assert told(await chat.say("thanks")) == []
    assert (await chat.say("yes")).reply == "Nothing is waiting for a yes. What shall I do?"


@pytest.mark.parametrize("no", ["no", "cancel"])
async def test_a_no_is_told_that_it_was_done_and_how_to_undo(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, no: str
) -> None:
    await lose_a_yes(chat, monkeypatch)
    turn = await chat.say(no)
    assert told(turn) == ["create_lead"]
    assert "“undo” takes it back" in turn.reply
    assert len(await chat.rows(Lead)) == await actions(chat) == 1


@pytest.mark.parametrize("said", ["yes", "hello"])
async def test_a_new_conversation_is_told_it_too_and_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    await lose_a_yes(chat, monkeypatch)
    chat.conversation = "after the crash"
    turn = await chat.say(said)
    assert (told(turn), turn.proposal) == (["create_lead"], None)
    chat.conversation = "another one"
    assert told(await chat.say(said)) == []
    assert len(await chat.rows(Lead)) == await actions(chat) == 1


async def test_it_can_be_taken_back_from_the_new_conversation(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch)
    chat.conversation = "after the crash"
    await chat.say("hello")
    assert (await chat.say("undo")).proposal is not None  # it was done in another conversation: a card asks first
    assert (await chat.say("yes")).undone == ("create_lead",)
    assert await chat.rows(Lead) == []


async def test_a_new_session_opens_with_it(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch)
    turn = await chat.agent.welcome(user=chat.user, conversation="after the crash")
    assert turn is not None
    assert told(turn) == ["create_lead"]
    assert await chat.agent.welcome(user=chat.user, conversation="after that") is None


async def test_what_another_tab_is_at_is_not_broken_off(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("whole lead")
    await die_in(chat, "yes", "under way", monkeypatch)  # its lease has not run out
    assert await chat.agent.welcome(user=chat.user, conversation="second tab") is None
    chat.conversation = "second tab"
    assert told(await chat.say("hello")) == []


async def test_a_no_to_what_cannot_be_taken_back_says_so(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch, "mail")
    turn = await chat.say("no")
    assert told(turn) == ["send_email"]
    assert "undo” takes it back" not in turn.reply
    assert "cannot be taken back" in turn.reply or "cannot" in turn.reply


@pytest.mark.parametrize("said", ["yes, and remind me", "no, but remind me"])
async def test_what_was_added_goes_on(chat: Chat, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    await lose_a_yes(chat, monkeypatch)
    turn = await chat.say(said)
    assert told(turn) == ["create_lead"]
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_task"
    assert told(await chat.say("yes")) == ["create_task"]
    assert await actions(chat) == 2


async def test_another_wish_is_answered_after_it(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the card that was confirmed is nothing that is gone back to."""
    await lose_a_yes(chat, monkeypatch)
    turn = await chat.say("task")
    assert told(turn) == ["create_lead"]
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_task"
    turn = await chat.say("yes")
    assert (told(turn), turn.proposal) == (["create_task"], None)


async def test_the_next_wish_of_the_sentence_gets_its_card(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch, "two")
    turn = await chat.say("yes")
    assert told(turn) == ["create_task"]
    assert turn.proposal is not None
    assert turn.proposal.position == "2 of 2"
    assert len(await chat.rows(Task)) == 1
    await chat.say("yes")
    assert len(await chat.rows(Task)) == 2


async def test_several_that_were_lost_are_told_in_their_order(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("whole lead")
    await lose(chat, "yes", "remember", monkeypatch=monkeypatch)
    turn = await chat.say("yes")
    assert told(turn) == ["create_lead", "remember"]
    assert len(await chat.rows(Lead)) == len(await chat.rows(Fact)) == 1


async def test_the_very_first_message_may_be_the_lost_one(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose(chat, "remember", monkeypatch=monkeypatch)
    assert told(await chat.say("yes")) == ["remember"]


async def test_an_undo_typed_anew_takes_back_nothing_more(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    for said in ("whole lead", "yes", "remember"):
        await chat.say(said)
    await lose(chat, "undo", monkeypatch=monkeypatch)
    turn = await chat.say("undo")
    assert turn.undone == ("remember",)
    assert len(await chat.rows(Lead)) == 1
    assert (await chat.say("undo")).undone == ("create_lead",)


async def test_an_undo_after_a_lost_yes_takes_it_back(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch)
    turn = await chat.say("undo")
    assert (told(turn), turn.undone) == (["create_lead"], ("create_lead",))
    assert await chat.rows(Lead) == []


async def test_the_button_pressed_anew_is_told_too(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch)
    turn = await chat.confirm()
    assert told(turn) == ["create_lead"]
    assert await actions(chat) == 1


async def test_the_lost_message_that_comes_after_all_is_answered_from_its_receipt(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lose_a_yes(chat, monkeypatch)
    await chat.say("yes")
    assert told(await chat.say("yes", client_id="lost 0")) == ["create_lead"]
    assert await actions(chat) == 1


async def test_a_yes_in_another_open_conversation_or_of_another_user_is_told_nothing(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.conversation = "c2"
    await chat.say("hello")
    chat.conversation = "c1"
    await lose_a_yes(chat, monkeypatch)
    for chat.user, chat.conversation in (("asha", "c2"), ("meera", "c3")):
        turn = await chat.say("yes")
        assert (told(turn), turn.reply) == ([], "Nothing is waiting for a yes. What shall I do?")
    chat.user, chat.conversation = "asha", "c1"
    assert told(await chat.say("yes")) == ["create_lead"]


async def test_what_was_erased_since_is_not_told(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await lose_a_yes(chat, monkeypatch)
    monkeypatch.setattr("nia.agent.untold.recorded_before", _erased)
    assert told(await chat.say("yes")) == []


async def _erased(*_: object) -> None:
    from nia.errors import NotFound

    raise NotFound("entry", "a1")


@pytest.mark.parametrize("again", ["yes", "no", "cancel"])
async def test_where_only_the_delivery_may_have_failed_it_is_told_again(chat: Chat, again: str) -> None:
    await chat.say("whole lead")
    first = await chat.say("yes")
    for _ in range(2):
        turn = await chat.say(again)
        assert turn.reply == f"Your earlier message did it already: {first.prose} “Undo” takes it back."
        assert told(turn) == []
    assert await actions(chat) == 1
    assert (await chat.say("undo")).undone == ("create_lead",)
    assert "Undone" in (await chat.say("yes")).reply
