"""The chat's callbacks: a message, a card's button, a new session. `mount` registers them with Chainlit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

import chainlit as cl

from nia.accounts.principal import Principal
from nia.agent.broken_off import told_instead
from nia.agent.turn import Turn
from nia.ids import random_id
from nia.ui import signing_in
from nia.ui.door import Door
from nia.ui.shown import Shown, newest_card
from nia.ui.texts import Texts, texts_for
from nia.understanding.port import Json

if TYPE_CHECKING:
    from nia.agent.agent import Agent

_log = logging.getLogger(__name__)

_LOCK = "lock"  # in Chainlit's user session

Answer = Callable[["Agent", Principal], Awaitable[Turn | None]]


class Chat:
    """The chat of one process. `agent` and `door` are asked for at each use, since both open with the server."""

    def __init__(self, agent: Callable[[], Agent], door: Callable[[], Door], texts: Mapping[str, Texts]) -> None:
        self._agent = agent
        self._door = door
        self._texts = texts

    def register(self) -> None:
        """Hand the callbacks to Chainlit."""
        signing_in.register(self._door)
        cl.set_starters(self.starters)
        cl.on_chat_start(self.start)
        cl.on_message(self.message)
        for name, press in (("confirm", self.confirm), ("edit", self.edit), ("cancel", self.cancel)):
            cl.action_callback(name)(press)

    async def starters(self, user: cl.User | None, language: str | None) -> list[cl.Starter]:
        """Suggest what to say first, in the user's language."""
        tag = user.metadata.get("language") if user else language
        return [cl.Starter(label=one.label, message=one.message) for one in texts_for(self._texts, tag).starters]

    async def start(self) -> None:
        """Show a card again that still waits from an earlier session."""
        conversation = _conversation()
        await self._answer(lambda agent, user: agent.welcome(user=user, conversation=conversation))

    async def message(self, message: cl.Message) -> None:
        """Answer what the user typed. The message's id makes a second delivery harmless."""
        text, client_id, conversation, seen = message.content, message.id, _conversation(), newest_card()
        await self._answer(
            lambda agent, user: agent.turn(text, user=user, conversation=conversation, client_id=client_id, seen=seen)
        )

    async def confirm(self, action: cl.Action) -> bool:
        """Confirm a card by its button."""
        proposal, hash_ = _card_of(action)
        conversation, press = _conversation(), random_id()
        return await self._answer(
            lambda agent, user: agent.confirm(proposal, hash_, user=user, conversation=conversation, client_id=press)
        )

    async def cancel(self, action: cl.Action) -> bool:
        """Cancel a card by its button."""
        proposal, hash_ = _card_of(action)
        conversation, press = _conversation(), random_id()
        return await self._answer(
            lambda agent, user: agent.cancel(proposal, hash_, user=user, conversation=conversation, client_id=press)
        )

    async def edit(self, action: cl.Action) -> bool:
        """Take the values that were edited in place on a card; a new card answers."""
        proposal, hash_ = _card_of(action)
        conversation, press = _conversation(), random_id()
        given = action.payload.get("values")
        values: dict[str, Json] = {str(slot): value for slot, value in given.items()} if isinstance(given, dict) else {}
        return await self._answer(
            lambda agent, user: agent.edit(
                proposal, hash_, values, user=user, conversation=conversation, client_id=press
            )
        )

    async def _answer(self, answer: Answer) -> bool:
        """Run a turn as the signed-in user and show it; return whether it was answered.

        One at a time for a page: Chainlit starts a message while the greeting is still under way.
        """
        async with _page_lock():
            return await self._answer_alone(answer)

    async def _answer_alone(self, answer: Answer) -> bool:
        agent, language = self._agent(), signing_in.language_of(None)
        try:
            user = await signing_in.current_user(self._door())
            language = signing_in.language_of(user)
            if user is None:
                await cl.Message(texts_for(self._texts, language).signed_out).send()
                return False
            # The stop button cancels this task; what was begun is finished and recorded all the same.
            turn = await asyncio.shield(asyncio.ensure_future(answer(agent, user)))
            if turn is not None:
                await Shown(agent.database, self._texts).show(turn)
        except Exception as error:
            code = random_id()[:8]
            _log.exception("turn failed", extra={"code": code})
            said = told_instead(error, agent.runtime.sentences, language)
            await cl.ErrorMessage(said or texts_for(self._texts, language).failed.format(code=code)).send()
            return False
        return True


def _page_lock() -> asyncio.Lock:
    lock = cl.user_session.get(_LOCK)
    if not isinstance(lock, asyncio.Lock):
        lock = asyncio.Lock()
        cl.user_session.set(_LOCK, lock)
    return lock


def _conversation() -> str:
    return str(cl.context.session.thread_id)


def _card_of(action: cl.Action) -> tuple[str, str]:
    return str(action.payload.get("proposal", "")), str(action.payload.get("hash", ""))
