"""A long conversation stays small: of its checkpoints the latest is kept, and losing them all loses nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from langgraph.checkpoint.base import BaseCheckpointSaver

from nia.agent.savers.pruning import EVERY, NowAndThen
from nia.config import Settings
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "lead": wish(("create_lead", {"name": "John Mathew", "company": "Zenith", "phone": "9820012345"})),
    "leads": wish(("find_leads", {})),
    "yes": act(Act.CONFIRM),
    "undo": act(Act.UNDO),
}


@pytest.fixture
async def chat(tmp_path: Path, database_url: str) -> AsyncIterator[Chat]:
    async with open_chat(Settings(data_dir=tmp_path, database_url=database_url), Scripted(SCRIPT)) as opened:
        yield opened


async def checkpoints(chat: Chat, conversation: str) -> int:
    saver = chat.agent.graph.checkpointer
    assert saver is not None
    assert not isinstance(saver, bool)
    return len([one async for one in saver.alist({"configurable": {"thread_id": conversation}})])


async def test_older_checkpoints_are_dropped_and_other_conversations_stay(chat: Chat) -> None:
    await chat.agent.turn("leads", user="asha", conversation="other")
    for _ in range(2 * EVERY):
        await chat.say("leads")
    assert 1 <= await checkpoints(chat, chat.conversation) <= EVERY
    assert await checkpoints(chat, "other") == 1


async def test_a_card_that_waits_is_kept_over_a_pruning(chat: Chat) -> None:
    for _ in range(EVERY - 1):
        await chat.say("leads")
    assert (await chat.say("lead")).proposal is not None  # the turn that prunes
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_lead"]


async def test_without_any_checkpoint_the_conversation_goes_on(chat: Chat) -> None:
    await chat.say("lead")
    saver = chat.agent.graph.checkpointer
    assert saver is not None
    assert not isinstance(saver, bool)
    await saver.adelete_thread(chat.conversation)
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_lead"]


def test_each_thread_is_counted_by_itself() -> None:
    counts = NowAndThen()
    due = [counts.is_due("a") for _ in range(EVERY)]
    assert due == [False] * (EVERY - 1) + [True]
    assert not counts.is_due("b")
    assert not counts.is_due("a")


BARE = 115 * 1024 * 1024
"""Bytes that 400 turns took with the bare saver, which keeps each checkpoint with the whole of its state."""


def test_four_hundred_turns_take_a_fiftieth_of_what_the_bare_saver_keeps(tmp_path: Path) -> None:
    async def talk() -> None:
        async with open_chat(Settings(data_dir=tmp_path), Scripted(SCRIPT)) as chat:
            for number in range(400):
                await chat.say(("leads", "hello", "lead", "yes", "undo", "leads")[number % 6])

    asyncio.run(talk())
    for name in ("nia.db", "nia.db.checkpoints"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= BARE / 50


async def test_a_type_that_a_checkpoint_names_is_not_built(chat: Chat) -> None:
    saver, state = chat.agent.graph.checkpointer, {"seq": 1, "said": ["hello"]}
    assert isinstance(saver, BaseCheckpointSaver)
    serializer = saver.serde
    assert serializer.loads_typed(serializer.dumps_typed(state)) == state
    assert not isinstance(serializer.loads_typed(serializer.dumps_typed(Settings())), Settings)
