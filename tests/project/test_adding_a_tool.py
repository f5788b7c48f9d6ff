"""docs/adding-a-tool.md, done as it says: one file, a conversation, an undo."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nia.config import Settings
from nia.store.tables import Note
from tests.agent.chat import open_chat, world_of


@pytest.fixture
def tickets(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Save the guide's file where Python can import it, and name it in the environment."""
    code = re.findall(r"```python\n(.*?)```", (root / "docs" / "adding-a-tool.md").read_text(encoding="utf-8"), re.S)[0]
    (tmp_path / "tickets.py").write_text(code, encoding="utf-8")
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
