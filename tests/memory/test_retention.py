"""What was said is deleted once it is older than the config lets it be; records and the ledger stay."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from nia.config import Settings, default_config_dir
from nia.errors import NotFound
from nia.ledger.verifying import verify
from nia.memory.retention import forget_before
from nia.store.tables import Lead, Proposal, Turn
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "lead": wish(("create_lead", {"name": "John Mathew", "company": "Zenith", "phone": "9820012345"})),
    "leads": wish(("find_leads", {})),
    "yes": act(Act.CONFIRM),
    "no": act(Act.DENY),
    "undo": act(Act.UNDO),
}


async def turns(chat: Chat) -> list[Turn]:
    async with chat.agent.database.read() as session:
        return list(await session.scalars(select(Turn).order_by(Turn.seq)))


async def test_old_words_go_and_what_was_written_stays(tmp_path: Path, database_url: str) -> None:
    async with open_chat(Settings(data_dir=tmp_path, database_url=database_url), Scripted(SCRIPT)) as chat:
        await chat.say("lead", client_id="first")
        await chat.say("yes")
        await chat.say("lead")
        await chat.say("no")
        chat.clock.move(timedelta(days=40))
        await chat.say("leads")
        assert await forget_before(chat.agent.database, chat.clock.now() - timedelta(days=30)) == 4
        assert await forget_before(chat.agent.database, chat.clock.now() - timedelta(days=30)) == 0
        assert [turn.said for turn in await turns(chat)] == ["", "", "", "", "leads"]
        assert not [turn for turn in (await turns(chat))[:4] if turn.reply or turn.record or turn.trace]
        async with chat.agent.database.read() as session:
            assert not [one for one in await session.scalars(select(Proposal)) if "John" in str((one.args, one.card))]
            assert (await verify(session, chat.agent.runtime.gate.signer.public)).fault is None
        assert len(await chat.rows(Lead)) == 1
        assert [turn.said for turn in await chat.agent.history(chat.conversation, user="asha")] == ["leads"]
        with pytest.raises(NotFound):
            await chat.say("lead", client_id="first")


async def test_a_card_that_waits_stays(tmp_path: Path, database_url: str) -> None:
    async with open_chat(Settings(data_dir=tmp_path, database_url=database_url), Scripted(SCRIPT)) as chat:
        await chat.say("lead")
        chat.clock.move(timedelta(hours=2))
        await forget_before(chat.agent.database, chat.clock.now())
        assert [call.tool for call in (await chat.say("lead")).results] == []
        assert (await chat.say("yes")).results


async def test_the_config_says_how_long_and_a_start_does_it(tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(default_config_dir(), config)
    (config / "nia.yaml").write_text("retention: {conversation_days: 30}\n")
    settings = Settings(data_dir=tmp_path / "data", config_dir=config)
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        chat.clock.move(timedelta(days=-31))
        await chat.say("leads")
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        assert [turn.said for turn in await turns(chat)] == [""]
