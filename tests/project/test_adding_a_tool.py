"""docs/adding-a-tool.md, done as it says: one file, a conversation, an undo."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nia.config import Settings
from nia.store.tables import Note
from tests.agent.chat import open_chat, world_of


def block(root: Path, language: str) -> str:
    """Return the guide's first block in `language`."""
    guide = (root / "docs" / "adding-a-tool.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", guide, re.S)[0]


def save(root: Path, folder: Path) -> None:
    (folder / "tickets.py").write_text(block(root, "python"), encoding="utf-8")


@pytest.fixture
def tickets(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Save the guide's file where Python can import it, and name it in the environment."""
    save(root, tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("NIA_TOOL_MODULES", "tickets")
    yield "tickets"
    sys.modules.pop("tickets", None)


async def test_the_guides_tool_is_used_in_a_conversation(tickets: str, tmp_path: Path) -> None:
    async with open_chat(Settings(data_dir=tmp_path / "data")) as chat:
        await (await world_of(chat)).lead("Asha Menon", "Lotus Foods")
        turn = await chat.say("raise a ticket for Asha Menon")
        assert turn.intent == "raise_ticket"
        assert turn.asks == ("problem",)
        turn = await chat.say("the invoice shows the wrong amount")
        assert turn.proposal is not None
        assert "the invoice shows the wrong amount" in turn.reply
        turn = await chat.say("yes")
        assert [call.tool for call in turn.results] == ["raise_ticket"]
        (note,) = await chat.rows(Note)
        assert note.text == "Ticket (normal): the invoice shows the wrong amount"
        assert (await chat.say("undo")).undone == ("raise_ticket",)
        assert await chat.rows(Note) == []


def test_the_guides_command_starts_nia_with_the_tool(root: Path, tmp_path: Path) -> None:
    save(root, tmp_path)
    done = subprocess.run(
        block(root, "sh"),
        shell=True,
        cwd=tmp_path,
        input="raise a ticket for Ravi Kulkarni\n",
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith(("NIA_", "PYTHONPATH"))},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "NIA_DATA_DIR": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "problem" in done.stdout
