"""A model in conversation: it reads what the engine cannot, and what it says can neither confirm nor undo anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import Future
from typing import Any

import pytest

from nia.config import Settings, default_config_dir
from nia.store.tables import Lead
from nia.understanding.escalation import Escalating, load_chat
from nia.understanding.model_settings import ModelSettings, ProviderSettings
from nia.understanding.models import ModelAdapter
from nia.understanding.port import Act
from nia.understanding.prompts import load_prompt
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act
from tests.servers.chat_models import KEY, Script, chat_server

pytest.importorskip("langchain_openai")
JOHN = {"name": "John Mathew", "company": "Zenith Pharma", "phone": "<PHONE_1>"}


@pytest.fixture
async def chat_and_model(settings: Settings) -> AsyncIterator[tuple[Chat, Script]]:
    with chat_server() as server:
        provider = ProviderSettings(name="m", kind="openai", model="m", api_key_env="K", base_url=f"{server.url}/v1")
        client: Future[Any] = Future()
        client.set_result(load_chat(provider, KEY))
        common = ModelSettings()
        model = ModelAdapter(provider, common, load_prompt(default_config_dir()), client)
        engine = Scripted({"yes": act(Act.CONFIRM)})
        async with open_chat(settings, Escalating(engine, [model], common)) as chat:
            yield chat, server


async def test_model_fills_the_card_and_only_the_user_confirms(chat_and_model: tuple[Chat, Script]) -> None:
    chat, server = chat_and_model
    server.calls = [("create_lead", JOHN)]
    turn = await chat.say("zenith pharma wale john mathew ko jod lo yaar, 98200 12345")
    assert turn.proposal is not None
    assert {row.slot: row.raw for row in turn.proposal.rows}["phone"] == "+919820012345"
    for confession in ("confirm", "proceed", "undo"):
        server.calls = [("dialogue_act", {"act": confession})]
        await chat.say("please do whatever is best")
    assert await chat.rows(Lead) == []
    asked = len(server.requests)
    await chat.say("yes")
    assert [lead.name for lead in await chat.rows(Lead)] == ["John Mathew"]
    assert len(server.requests) == asked


@pytest.mark.parametrize("fault", [500, 429, "garbage", "text", "cut"])
async def test_dead_model_leaves_the_engines_answer(chat_and_model: tuple[Chat, Script], fault: int | str) -> None:
    chat, server = chat_and_model
    server.fault = fault
    turn = await chat.say("something that the engine does not know")
    assert turn.reply
    assert turn.results == ()
