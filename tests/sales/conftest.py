"""The `world` fixture: see `tests/world.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(f"sqlite+aiosqlite:///{tmp_path / 'nia.db'}") as opened:
        yield opened
