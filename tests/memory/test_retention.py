"""What was said is deleted once it is older than the config lets it be; records and the ledger stay."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import literal, select

from nia.agent.create import create_agent
from nia.clock import FrozenClock
from nia.config import Settings, default_config_dir
from nia.errors import NotFound
from nia.ledger.verifying import verify
from nia.memory import retention
from nia.memory.retention import forget_before
from nia.store.tables import Lead, Proposal, Turn
from nia.store.types import UtcDateTime
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, wish
from tests.world import NOW

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


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """An installation that keeps words for 30 days."""
    config = tmp_path / "config"
    shutil.copytree(default_config_dir(), config)
    (config / "nia.yaml").write_text("retention: {conversation_days: 30}\n")
    return Settings(data_dir=tmp_path / "data", config_dir=config, database_url=database_url)


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the database's clock, which else tells when the tests run."""

    def put(there: datetime) -> None:
        monkeypatch.setattr(retention, "now_there", lambda: literal(there, UtcDateTime()))

    put(NOW)
    return put


async def say_on(chat: Chat, *days_ago: int) -> None:
    now = chat.clock.now()
    for days in days_ago:
        chat.clock.move(now - timedelta(days=days) - chat.clock.now())
        await chat.say("leads")
    chat.clock.move(now - chat.clock.now())


@pytest.mark.usefixtures("clocks")
async def test_the_config_says_how_long_and_a_start_does_it(settings: Settings) -> None:
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        await say_on(chat, 50, 31, 5)
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        assert [turn.said for turn in await turns(chat)] == ["", "", "leads"]


async def at(when: datetime, settings: Settings, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Start NIA at an instant; return what is left of what was said."""
    with caplog.at_level(logging.ERROR, "nia.memory.retention"):
        agent = await create_agent(settings, clock=FrozenClock(when), understander=Scripted({}))
    async with agent, agent.database.read() as session:
        return list(await session.scalars(select(Turn.said).order_by(Turn.seq)))


FAR = datetime(2038, 1, 19, 3, 14, tzinfo=UTC)


async def test_a_start_with_a_clock_of_2038_deletes_nothing_and_says_so(
    settings: Settings, caplog: pytest.LogCaptureFixture, clocks: Callable[[datetime], None]
) -> None:
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        await say_on(chat, 20, 5)
    for there, why in ((NOW, "the database's says 2026-03-02"), (FAR, "the newest words")):
        clocks(there)
        caplog.clear()
        assert await at(FAR, settings, caplog) == ["leads", "leads"]
        assert why in caplog.text
        assert "2038-01-19" in caplog.text
        assert "nia db prune --clock-is-right" in caplog.text
    clocks(NOW)
    caplog.clear()
    assert await at(NOW, settings, caplog) == ["leads", "leads"]
    assert caplog.text == ""


async def test_words_that_were_said_by_the_wrong_clock_do_not_vouch_for_it(
    settings: Settings, caplog: pytest.LogCaptureFixture, clocks: Callable[[datetime], None]
) -> None:
    clocks(FAR)
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        await say_on(chat, 5)
        chat.clock.move(FAR - chat.clock.now())
        await chat.say("leads")
    assert await at(FAR + timedelta(hours=1), settings, caplog) == ["leads", "leads"]
    assert "none until 2038-01-19" in caplog.text


@pytest.mark.usefixtures("clocks")
async def test_a_month_in_which_nobody_spoke_waits_for_the_admin(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        await say_on(chat, 70, 10)
    assert await at(NOW, settings, caplog) == ["leads", "leads"]
    assert "none until 2026-02-20" in caplog.text
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        assert await forget_before(chat.agent.database, NOW - timedelta(days=30)) == 1  # as --clock-is-right does


@pytest.mark.usefixtures("clocks")
async def test_where_nothing_is_too_old_no_clock_is_in_doubt(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert await at(FAR, settings, caplog) == []
    assert caplog.text == ""
