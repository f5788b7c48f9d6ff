"""One conversation in two places: a typed yes is to the card that was shown where it was typed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.agent.turn import Turn
from nia.config import Settings
from nia.store.tables import Lead
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "lead": wish(("create_lead", {"name": "Nisha Bora", "company": "Barak Tea", "phone": "9820012345"})),
    "yes": act(Act.CONFIRM),
    "go on": act(Act.PROCEED),
    "hello": act(Act.GREET),
    "make it Assam Tea": act(Act.CORRECT, company="Assam Tea"),
}


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        yield opened


class Tab:
    """A client that tells which card it showed last."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.seen = ""

    async def say(self, text: str) -> Turn:
        turn = await self._chat.agent.turn(
            text, user=self._chat.user, conversation=self._chat.conversation, seen=self.seen
        )
        self.seen = turn.proposal.proposal if turn.proposal else self.seen
        return turn


@pytest.mark.parametrize("words", ["yes", "go on"])
async def test_a_yes_to_a_card_that_another_tab_replaced_asks_about_the_new_one(chat: Chat, words: str) -> None:
    first, second = Tab(chat), Tab(chat)
    await first.say("lead")
    second.seen = first.seen
    await second.say("make it Assam Tea")
    turn = await first.say(words)
    assert turn.results == ()
    assert turn.proposal is not None
    assert "Assam Tea" in turn.reply
    assert "newer card" in turn.reply
    assert await chat.rows(Lead) == []
    turn = await first.say("yes")
    assert [(call.tool, call.args["company"]) for call in turn.results] == [("create_lead", "Assam Tea")]
    assert (await second.say("yes")).results == ()  # its card is done
    assert len(await chat.rows(Lead)) == 1


async def test_a_yes_where_no_card_was_shown_asks_first(chat: Chat) -> None:
    await Tab(chat).say("lead")
    turn = await Tab(chat).say("yes")
    assert turn.results == ()
    assert turn.proposal is not None


async def test_talk_between_card_and_yes_changes_nothing(chat: Chat) -> None:
    tab = Tab(chat)
    await tab.say("lead")
    await tab.say("hello")
    assert [call.tool for call in (await tab.say("yes")).results] == ["create_lead"]


async def test_a_client_that_does_not_tell_confirms_the_last_card(chat: Chat) -> None:
    await Tab(chat).say("lead")
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_lead"]
