"""`nia ledger`: what it says of a sound and of a changed ledger, its exit codes, who may look; looks are kept."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from nia.cli import build
from nia.config import Settings
from nia.errors import AdminError
from nia.ledger.signing import Signer
from nia.store.tables import Action, Receipt
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "lead": wish(("create_lead", {"name": "John Mathew", "company": "Zenith", "phone": "9820012345"})),
    "yes": act(Act.CONFIRM),
    "undo": act(Act.UNDO),
}


@pytest.fixture
async def chat(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Chat]:
    """Yield a conversation in which Asha made a lead: the ledger's one entry."""
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NIA_DATABASE_URL", database_url)
    monkeypatch.delenv("NIA_LEDGER_KEY", raising=False)
    async with open_chat(Settings(), Scripted(SCRIPT)) as opened:
        await opened.say("lead")
        await opened.say("yes")
        yield opened


async def nia(*words: str, typed: str = "") -> Result:
    return await asyncio.to_thread(CliRunner().invoke, build(), ["ledger", *words], typed)


async def refused(*words: str) -> str:
    error = (await nia(*words)).exception
    assert isinstance(error, AdminError), error
    return str(error)


async def printed(*words: str) -> str:
    done = await nia(*words)
    assert done.exit_code == 0, (done.output, done.exception)
    return str(done.stdout)


async def change(chat: Chat, **values: object) -> None:
    async with chat.agent.database.begin() as session:
        await session.execute(update(Action).values(values))


async def looks(chat: Chat) -> list[Action]:
    async with chat.agent.database.read() as session:
        return list(await session.scalars(select(Action).where(Action.tool == "look_at_entry")))


async def test_a_sound_ledger_is_said_to_be_sound(chat: Chat) -> None:
    assert await printed("verify") == "1 entry as it was.\n"
    await chat.say("undo")
    assert await printed("verify") == "2 entries, all as they were.\n"


async def test_a_changed_entry_is_named_with_why(chat: Chat) -> None:
    await chat.say("undo")
    await change(chat, tool="delete_lead")
    done = await nia("verify")
    assert done.exit_code == 1
    assert done.stdout.startswith("Entry 1 (")
    assert "was changed" in done.stdout


async def test_an_auditor_needs_the_public_key_and_a_head_alone(
    chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, file = (await printed("key")).strip(), tmp_path / "head.json"
    assert len(base64.b64decode(key)) == 32
    assert key != chat.agent.runtime.gate.signer.text()
    await printed("head", "--out", str(file))
    assert json.loads(file.read_text())["size"] == 1
    assert json.loads(await printed("head")) == json.loads(file.read_text())
    assert "is there already" in await refused("head", "--out", str(file))
    await chat.say("undo")
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setenv("NIA_DATA_DIR", str(elsewhere))
    assert "all as they were" in await printed("verify", "--key", key, "--head", str(file))
    assert "--key" in await refused("verify")
    assert not elsewhere.exists()


async def test_a_wrong_key_or_head_is_said_to_be_wrong(chat: Chat, tmp_path: Path) -> None:
    other, file = Signer.passing().public.text(), tmp_path / "head.json"
    assert "base64" in await refused("verify", "--key", "nonsense")
    assert "not with the key that was given" in await refused("verify", "--key", other)
    assert "cannot be read" in await refused("verify", "--head", str(file))
    file.write_text("nonsense")
    assert "no head" in await refused("verify", "--head", str(file))
    await printed("head", "--out", str(tmp_path / "ours.json"))
    assert "not signed with this key" in await refused("verify", "--key", other, "--head", str(tmp_path / "ours.json"))


async def test_a_ledger_of_before_that_was_cut_is_found_by_its_head(chat: Chat, tmp_path: Path) -> None:
    await chat.say("undo")
    await printed("head", "--out", str(tmp_path / "head.json"))
    async with chat.agent.database.begin() as session:
        last = (await session.scalars(select(Receipt).where(Receipt.seq == 2))).one()
        last.root = secrets.token_hex(32)
    assert (await nia("verify", "--head", str(tmp_path / "head.json"))).exit_code == 1
    assert "not signed with this installation's key" in await refused("head")


async def test_an_entry_is_shown_to_its_user_and_the_look_is_kept(chat: Chat) -> None:
    shown = await printed("show", "1", "--as", "asha@example.com")
    for part in ("Saw:", "John Mathew", "+919820012345", "Said:\n  yes", "Got:", "Reply:", "create_lead by asha@"):
        assert part in shown
    (look,) = await looks(chat)
    assert (look.user_id, look.actor) == ("asha", "cli")
    assert "John" not in json.dumps([look.args, look.result])
    assert await printed("verify") == "2 entries, all as they were.\n"
    by_id = await printed("show", look.args["entry"][:8], "--as", "asha@example.com")
    assert by_id == shown


@pytest.mark.parametrize(("user", "may"), [("meera", True), ("anil", True), ("vikram", False), ("zoya", False)])
async def test_others_see_it_by_right(chat: Chat, user: str, may: bool) -> None:
    listed = await printed("list", "--as", f"{user}@example.com")
    if may:
        assert "John" in await printed("show", "1", "--as", f"{user}@example.com")
        assert "create_lead" in listed
    else:
        assert "nia ledger list" in await refused("show", "1", "--as", f"{user}@example.com")
        assert "no entries" in listed
    assert [look.user_id for look in await looks(chat)] == ([user] if may else [])


async def test_who_may_not_look_learns_nothing_of_what_is_there(chat: Chat) -> None:
    missing = await refused("show", "99", "--as", "zoya@example.com")
    assert missing.replace("99", "1") == await refused("show", "1", "--as", "zoya@example.com")
    assert "no active user" in await refused("show", "1", "--as", "nobody@example.com")


async def test_entries_are_listed_in_pages_newest_first(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("undo")
    monkeypatch.setattr("nia.ledger.entries.PAGE", 1)
    first, second = [await printed("list", "--as", "asha@example.com", "--page", page) for page in ("1", "2")]
    assert first.split()[:1] == ["2"]
    assert "restore" in first
    assert "More: --page 2" in first
    assert "(undone)" in second
    assert await printed("list", "--as", "asha@example.com", "--page", "3") == "No entry on page 3.\n"
    assert "John" not in first + second


async def test_an_undo_is_told_as_one(chat: Chat) -> None:
    await chat.say("undo")
    shown = await printed("show", "2", "--as", "asha@example.com")
    assert "Undone (create a lead): John Mathew." in shown
    assert "Takes back: " in shown


async def test_what_was_changed_is_not_shown_as_if_it_were_true(chat: Chat) -> None:
    async with chat.agent.database.begin() as session:
        await session.execute(update(Receipt).values(sealed=b"nothing"))
    assert "nia ledger verify" in await refused("show", "1", "--as", "asha@example.com")


async def test_an_empty_ledger_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("NIA_DATABASE_URL", raising=False)
    assert "nia db upgrade" in await refused("verify")
    async with open_chat(Settings(), Scripted(SCRIPT)):
        assert await printed("verify") == "The ledger has no entries yet.\n"
        assert "no entries yet" in await refused("head")
