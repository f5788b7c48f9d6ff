"""The `chat` fixture: a conversation with the embedded engine on SQLite, and its `world`, to put records into it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nia.config import Settings
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
