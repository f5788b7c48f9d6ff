"""What the tests of the understanding share: the engine, the tools' shapes, a frozen moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from nia.tools.exports.shapes import shapes
from nia.tools.registry import Registry
from nia.understanding.engine import Engine
from nia.understanding.port import ToolShape, TurnContext, Understanding

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")  # a Monday

Read = Callable[..., Understanding]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.load()


@pytest.fixture(scope="session")
def tools() -> tuple[ToolShape, ...]:
    return shapes(Registry.load())


@pytest.fixture(scope="session")
def read(engine: Engine, tools: tuple[ToolShape, ...]) -> Read:
    """Read an utterance in a context made of keywords."""

    def read_in(utterance: str, **context: object) -> Understanding:
        return engine.read(utterance, TurnContext(now=NOW, tools=tools, **context))  # type: ignore[arg-type]

    return read_in
