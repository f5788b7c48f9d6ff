from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from nia.config import Settings
from nia.evaluation.stage.backdrop import Backdrop
from nia.understanding.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The embedded engine, loaded once."""
    return Engine.load()


@pytest.fixture(scope="session")
def backdrop(engine: Engine) -> Iterator[Backdrop]:
    """A backdrop with the embedded engine. Nothing of it is bound to a loop, so that all tests share it."""
    made = asyncio.run(Backdrop.open(Settings(), engine))
    try:
        yield made
    finally:
        made.remove()
