"""The conversations of docs/conversations.md, played: NIA says what stands there.

`python -m tests.project.test_conversations` writes into the page what NIA says now; read it before you keep it.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest

from nia.config import Settings
from tests.agent.chat import Chat, open_chat, world_of

PAGE = Path(__file__).parents[2] / "docs" / "conversations.md"
BLOCK = re.compile(r"```text\n(you  .*?)```", re.S)
BLOCKS = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
INDENT = " " * len("NIA  ")


def said_in(block: str) -> list[str]:
    return re.findall(r"^you  (.*)$", block, re.M)


async def played(said: list[str], data_dir: Path) -> str:
    """Return a conversation as the page writes it."""
    async with open_chat(Settings(data_dir=data_dir)) as chat:
        await fill(chat)
        lines = []
        for words in said:
            first, *rest = (await chat.say(words)).reply.splitlines()
            lines += [f"you  {words}", f"NIA  {first}", *((INDENT + line).rstrip() for line in rest)]
    return "".join(f"{line}\n" for line in lines)


async def fill(chat: Chat) -> None:
    """Put the records into the store that the page speaks of."""
    world = await world_of(chat)
    await world.lead("Rahul Verma", "TechCorp", email="rahul@techcorp.example", city="Pune", value=1500000)
    await world.lead("Ravi Kumar", "Orbit Labs", email="ravi@orbit.example", city="Mumbai", value=200000)
    await world.lead("Ravi Shetty", "Coast Foods", email="shetty@coast.example", city="Goa", value=300000)
    await world.task("Send the quote to Rahul", due_on=date(2026, 2, 27), priority="high")
    demo = datetime.fromisoformat("2026-03-03T16:00:00+05:30")
    await world.meeting("Demo with Rahul Verma", demo, ("Rahul Verma",))
    body = "Hi Asha,\nPlease send the revised quote by Friday.\nRegards, Rahul"
    await world.mail("Rahul Verma", "Quote", sender_email="rahul@techcorp.example", body=body)


@pytest.mark.parametrize("block", BLOCKS, ids=[said_in(block)[0] for block in BLOCKS])
async def test_a_conversation_goes_as_the_page_says(block: str, tmp_path: Path) -> None:
    assert await played(said_in(block), tmp_path) == block


def rewrite() -> None:
    """Write what NIA says now into the page."""

    def now(match: re.Match[str]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            return f"```text\n{asyncio.run(played(said_in(match[1]), Path(folder)))}```"

    PAGE.write_text(BLOCK.sub(now, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
