"""`nia outbox`: lists what did not go out without a word of it, and sends it again for an admin, with an entry."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from nia.cli import build
from nia.cli.behalf import acting
from nia.config import Settings
from nia.errors import AdminError
from nia.ledger.verifying import verify
from nia.store.tables import Action, OutboxEntry
from nia.tools.invoke import Call
from nia.tools.outcome import Outcome
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted
from tests.agent.test_dialogue import SCRIPT

ADMIN = "--as=anil@example.com"


@pytest.fixture
async def chat(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Chat]:
    """Yield a conversation in which a mail was sent, and two more messages did not go out."""
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NIA_DATABASE_URL", database_url)
    async with open_chat(Settings(), Scripted(SCRIPT)) as opened:
        await opened.say("mail")
        await opened.say("yes")
        async with opened.agent.database.begin() as session:
            (mail,) = await session.scalars(select(OutboxEntry))
            mail.state, mail.code, mail.attempts = "unknown", "interrupted", 1
            refused = {"action_id": mail.action_id, "payload": {"to": "secret@example.org"}, "code": "http_400"}
            for topic in ("meeting.updated", "meeting.updated"):
                session.add(OutboxEntry(topic=topic, state="failed", created_at=mail.created_at, **refused))
        yield opened


async def nia(*words: str, typed: str = "") -> Result:
    return await asyncio.to_thread(CliRunner().invoke, build(), ["outbox", *words], typed)


async def printed(*words: str) -> str:
    done = await nia(*words)
    assert done.exit_code == 0, (done.output, done.exception)
    return str(done.stdout)


async def refused(*words: str) -> str:
    error = (await nia(*words)).exception
    assert isinstance(error, AdminError), error
    return str(error)


async def states(chat: Chat) -> list[str]:
    async with chat.agent.database.read() as session:
        return list(await session.scalars(select(OutboxEntry.state).order_by(OutboxEntry.id)))


async def test_it_lists_what_did_not_go_out_and_no_contents(chat: Chat) -> None:
    lines = (await printed("list")).splitlines()
    assert lines[0].split() == ["id", "of", "state", "tries", "why", "topic", "entry"]
    assert [line.split()[-2] for line in lines[1:]] == ["mail.send", "meeting.updated", "meeting.updated"]
    assert "interrupted" in (await printed("list", "--topic", "mail.send"))
    assert "secret" not in "".join(lines)
    assert "No message on page 2" in await printed("list", "--page", "2")
    assert "No message failed" in await printed("list", "--topic", "nothing.such")


async def test_by_id_and_by_topic_it_is_sent_again_and_an_entry_says_so(chat: Chat) -> None:
    assert "1 message to be sent again: 1." in await printed("resend", "1", ADMIN, "--yes")
    assert await states(chat) == ["waiting", "failed", "failed"]
    assert "2 messages to be sent again: 2, 3." in await printed("resend", "--topic=meeting.updated", ADMIN, "--yes")
    assert await states(chat) == ["waiting"] * 3
    async with chat.agent.database.read() as session:
        made = list(await session.scalars(select(Action).where(Action.tool == "resend_messages").order_by(Action.at)))
        assert [(one.user_id, one.actor, one.args["messages"]) for one in made] == [
            ("anil", "cli", [1]),
            ("anil", "cli", [2, 3]),
        ]
        assert (await verify(session, chat.agent.runtime.gate.signer.public)).fault is None
    assert (await chat.say("undo")).undone == ()


async def test_what_is_left_alone_is_told(chat: Chat) -> None:
    await nia("resend", "1", ADMIN, "--yes")
    assert "erased or taken back: 1, 99." in await printed("resend", "1", "2", "99", ADMIN, "--yes")
    assert "None of these" in await refused("resend", "1", ADMIN, "--yes")
    assert "No message of the topic mail.send" in await refused("resend", "--topic=mail.send", ADMIN, "--yes")


async def test_run_twice_at_once_each_message_is_sent_again_once(chat: Chat) -> None:
    async def run() -> Outcome:
        async with acting(Settings(), "anil@example.com") as behalf:
            return await behalf.gate().invoke(Call("resend_messages", behalf.user, {"messages": [2, 3]}))

    both = await asyncio.gather(run(), run(), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["NotFound", "Outcome"]
    assert await states(chat) == ["unknown", "waiting", "waiting"]


async def test_only_an_admin_who_says_which_and_yes(chat: Chat) -> None:
    assert "Only an admin" in await refused("resend", "1", "--as=asha@example.com", "--yes")
    assert "Say which messages" in await refused("resend", ADMIN, "--yes")
    assert "Say which messages" in await refused("resend", "1", "--topic=mail.send", ADMIN, "--yes")
    assert "add --yes" in await refused("resend", "1", ADMIN)
    assert await states(chat) == ["unknown", "failed", "failed"]
