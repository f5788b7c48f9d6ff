from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from nia.cli.export import export
from nia.errors import AdminError, UserError
from tests.agent.chat import Chat
from tests.evaluation.export.conversations import rahul, say
from tests.world import World


@pytest.fixture
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("NIA_DATABASE_URL", raising=False)


async def run(*args: str) -> Result:
    app = typer.Typer()
    app.command()(export)
    return await asyncio.to_thread(CliRunner().invoke, app, list(args))


@pytest.mark.usefixtures("_installation")
async def test_the_command_lists_writes_and_refuses(chat: Chat, world: World, tmp_path: Path) -> None:
    await rahul(world)
    await say(chat, "update Rahul's value to 6 lakh", "no", "undo")
    listed = await run("--as", "asha@example.com")
    assert listed.exit_code == 0, listed.output
    assert "c1" in listed.output
    assert "undone" in listed.output

    out = tmp_path / "suite.yaml"
    written = await run("c1", "--as", "asha@example.com", "--out", str(out))
    assert written.exit_code == 0, written.output
    assert "Rahul" not in out.read_text(encoding="utf-8")
    assert f"nia eval {out}" in written.output
    again = await run("c1", "--as", "asha@example.com", "--out", str(out))
    assert isinstance(again.exception, AdminError)
    assert "is there already" in str(again.exception)

    others = await run("c1", "--as", "vikram@example.com")
    assert isinstance(others.exception, UserError)
    nobody = await run("c1", "--as", "nobody@example.com")
    assert isinstance(nobody.exception, AdminError)


@pytest.mark.usefixtures("_installation")
async def test_the_suite_goes_to_standard_output_and_the_user_is_asked_for(chat: Chat, world: World) -> None:
    await say(chat, "hello")
    app = typer.Typer()
    app.command()(export)
    asked = await asyncio.to_thread(CliRunner().invoke, app, ["c1"], "asha@example.com\n")
    assert asked.exit_code == 0, asked.output
    assert "conversations:" in asked.stdout
