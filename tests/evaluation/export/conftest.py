"""An agent with a conversation to export, and what exports it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from nia.config import Settings
from nia.evaluation.export.exporting import Exporter
from nia.evaluation.stage.backdrop import Backdrop
from tests.agent.chat import Chat, open_chat, world_of
from tests.world import World


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings) as opened:
        yield opened


@pytest.fixture
async def world(chat: Chat) -> World:
    return await world_of(chat)


@pytest.fixture
async def exporter(chat: Chat, settings: Settings) -> AsyncIterator[Exporter]:
    backdrop = await Backdrop.open(settings, chat.agent.runtime.understander)
    numbers = count(1)
    try:
        yield Exporter(
            chat.agent.database, backdrop, chat.clock, lambda: f"export{next(numbers)}", chat.agent.runtime.gate.signer
        )
    finally:
        await backdrop.close()
