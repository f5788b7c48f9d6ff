"""The doctor finds what is wrong, says what to do, changes nothing and tells no secret."""

from __future__ import annotations

import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nia.clock import FrozenClock
from nia.config import Settings
from nia.demo import load
from nia.doctor.examining import examine
from nia.doctor.findings import Finding, State
from nia.ids import random_id
from nia.store.opening import open_database
from nia.store.tables import Action, Conversation, OutboxEntry, Team, Turn, User


@pytest.fixture
def settings(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("DATABASE_URL", "NIA_DATABASE_URL", "OPENAI_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(root / "config", tmp_path / "config")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Settings(data_dir=tmp_path / "data", config_dir=tmp_path / "config", port=port)


async def look(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in await examine(settings)}


async def test_a_fresh_installation_has_nothing_wrong_and_stays_fresh(settings: Settings) -> None:
    found = await look(settings)
    assert [finding for finding in found.values() if finding.state is State.WRONG] == []
    assert found["database"].state is State.MISSING
    assert not settings.data_dir.exists()
    assert all(finding.mend for finding in found.values() if finding.state is not State.OK)


async def test_demo_users_are_told(settings: Settings) -> None:
    database = await open_database(settings.url)
    assert (await look(settings))["users"].state is State.MISSING
    await load(database, FrozenClock(datetime.now(UTC)), random_id)
    await database.close()
    found = await look(settings)
    assert found["database"].state is State.OK
    assert "5, of which 5 are demo users" in found["users"].what
    assert "nia demo remove" in found["users"].mend


async def test_messages_that_wait_or_did_not_arrive_are_counted(settings: Settings) -> None:
    database = await open_database(settings.url)
    assert "outbox" not in await look(settings)
    now = datetime.now(UTC)
    async with database.begin() as session:
        session.add(Team(id="t", name="West"))
        await session.flush()
        session.add(User(id="u", name="A", email="a@example.com", role="sales_rep", team_id="t", created_at=now))
        await session.flush()
        session.add(Action(id="a", user_id="u", tool="send_email", args={}, result={}, idempotency_key="k", at=now))
        await session.flush()
        for state in ("waiting", "waiting", "sent", "failed", "unknown", "erased"):
            session.add(OutboxEntry(action_id="a", topic="mail.send", payload={}, created_at=now, state=state))
    await database.close()
    found = (await look(settings))["outbox"]
    assert (found.state, found.what) == (State.OK, "2 wait to be sent, 1 failed, 1 are of unknown outcome")
    assert "nia outbox list" in found.mend


async def test_a_mistake_in_a_config_file_is_told_with_its_line(settings: Settings) -> None:
    (settings.config_dir / "nia.yaml").write_text("company:\n  currncy: INR\n")
    (settings.config_dir / "tools" / "mine.yaml").write_text("tools:\n  creat_lead: {enabled: false}\n")
    found = await look(settings)
    assert found["config/nia.yaml"].state is State.WRONG
    assert "nia.yaml:2" in found["config/nia.yaml"].what
    assert "'currency'" in found["config/nia.yaml"].mend
    assert "'create_lead'" in found["config/tools"].mend


async def test_no_password_and_no_key_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    url = "postgresql://nia:very-secret@127.0.0.1:1/nia"
    found = await look(settings.model_copy(update={"database_url": url}))
    assert found["database"].state is State.WRONG
    assert "Start PostgreSQL" in found["database"].mend
    assert found["model gpt"].state is not State.WRONG
    assert "very-secret" not in str(found)


async def test_a_port_in_use_is_told(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", settings.port)):
        found = await look(settings)
    assert found["port"].state is State.MISSING
    assert "in use" in found["port"].what


async def test_variables_that_mislead_are_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:secret@h/d")
    monkeypatch.setenv("NIA_DATABSE_URL", "x")
    told = [finding.what for finding in await examine(settings) if finding.name == "environment"]
    assert len(told) == 2
    assert "DATABASE_URL is set" in told[0]
    assert "NIA_DATABSE_URL is no setting" in told[1]
    assert "secret" not in str(told)


async def test_what_a_tool_of_ones_own_lacks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from pydantic import BaseModel\n"
        "from nia.accounts.permissions import TEAM\n"
        "from nia.tools.slots import LeadRef\n"
        "from nia.tools.spec import Effect, Result, ToolContext, tool\n"
        "class Args(BaseModel):\n    lead: LeadRef\n"
        "@tool(effect=Effect.READ, right=TEAM)\n"
        "async def silent_tool(context: ToolContext, args: Args) -> Result:\n    return Result('any')\n"
    )
    (tmp_path / "silent_tools.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = await examine(Settings(data_dir=tmp_path / "data", tool_modules=("silent_tools",)))
    told = [finding.what for finding in found if finding.name == "tool silent_tool"]
    assert any("what it does" in what for what in told)
    assert any("lead is never asked" in what for what in told)


async def test_words_that_a_clock_in_doubt_keeps_are_told(settings: Settings) -> None:
    (settings.config_dir / "nia.yaml").write_text("retention: {conversation_days: 30}\n")
    database, long_ago = await open_database(settings.url), datetime(2020, 1, 1, tzinfo=UTC)
    async with database.begin() as session:
        session.add(Team(id="west", name="West"))
        await session.flush()
        session.add(User(id="a", name="A", email="a@x.y", role="admin", team_id="west", created_at=long_ago))
        await session.flush()
        session.add(Conversation(id="c1", user_id="a", created_at=long_ago, updated_at=long_ago))
        await session.flush()
        said = {"id": "t1", "conversation_id": "c1", "user_id": "a", "seq": 1, "client_id": "m1", "said": "hello"}
        session.add(Turn(**said, opened_at=long_ago, closed_at=long_ago, record={"reply": "Hello."}))
    await database.close()
    found = (await look(settings))["retention"]
    assert found.state is State.WRONG
    assert "2020-01-01, and none since" in found.what
    assert "nia db prune --clock-is-right" in found.mend
