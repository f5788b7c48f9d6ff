"""`nia erase`: what is gone afterwards, from rows, entries and bytes; what stays; who may; and that it verifies."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner, Result

from nia.accounts.sessions import open_session, user_of
from nia.cli import build
from nia.config import Settings
from nia.errors import AdminError
from nia.ledger.verifying import Verdict, verify
from nia.store.tables import (
    METADATA,
    Action,
    Attendee,
    Contact,
    Conversation,
    Fact,
    Lead,
    Mail,
    Meeting,
    Note,
    Proposal,
    Task,
    User,
)
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, act, wish
from tests.cli.person import at_a_terminal
from tests.world import World

JOHN = {"name": "Johnathan Mathewson", "company": "Zenith", "phone": "9820012345", "email": "john@zenith.example"}
CANARIES = (b"Johnathan", b"Mathewson", b"9820012345", b"john@zenith", b"flat white")
SCRIPT = {
    "lead": wish(("create_lead", JOHN)),
    "other": wish(("create_lead", {"name": "Meena Iyer", "company": "Acme", "phone": "9820098765"})),
    "note": wish(("add_note", {"lead": "Johnathan Mathewson", "text": "likes a flat white"})),
    "city": wish(("update_lead", {"lead": "Johnathan Mathewson", "city": "Pune"})),
    "facts": wish(("remember", {"text": "Johnathan Mathewson pays late"})),
    "leads": wish(("find_leads", {})),
    "yes": act(Act.CONFIRM),
    "undo": act(Act.UNDO),
}


@pytest.fixture
async def chat(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Chat]:
    """Yield a conversation in which Asha made two leads, and spoke of one of them."""
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NIA_DATABASE_URL", database_url)
    async with open_chat(Settings(), Scripted(SCRIPT)) as opened:
        for said in ("other", "yes", "lead", "yes", "note", "yes", "city", "yes", "facts", "leads"):
            await opened.say(said)
        yield opened


@pytest.fixture
async def world(chat: Chat) -> World:
    return await world_of(chat)


async def nia(*words: str, typed: str = "") -> Result:
    return await asyncio.to_thread(CliRunner().invoke, build(), words, typed)


async def erased(*words: str, by: str = "anil@example.com") -> str:
    done = await nia("erase", *words, "--as", by, "--yes")
    assert done.exit_code == 0, (done.output, done.exception)
    return str(done.stdout)


async def refused(*words: str, by: str = "anil@example.com") -> str:
    error = (await nia("erase", *words, "--as", by)).exception
    assert isinstance(error, AdminError), error
    return str(error)


async def verdict(chat: Chat) -> Verdict:
    async with chat.agent.database.read() as session:
        return await verify(session, chat.agent.runtime.gate.signer.public)


async def everything(chat: Chat) -> str:
    """Return every value of every table as one text."""
    found = []
    async with chat.agent.database.read() as session:
        for table in METADATA.sorted_tables:
            found += [repr(tuple(row)) for row in await session.execute(select(table))]
    return "\n".join(found)


def in_bytes(folder: Path) -> set[tuple[str, bytes]]:
    """Return which canaries lie in which files."""
    files = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return {(name, one) for name, held in files.items() for one in CANARIES if one in held}


async def test_nothing_of_a_customer_is_left(chat: Chat, world: World, tmp_path: Path) -> None:
    john = next(lead for lead in await chat.rows(Lead) if lead.name.startswith("John"))
    await world.contact("Johnathan Mathewson", email="john@zenith.example", title="Buyer")
    await world.put(Meeting(title="Coffee with Johnathan", start_at=chat.clock.now(), lead_id=john.id, id="m1"))
    await world.put(Attendee(meeting_id="m1", name="Johnathan Mathewson", ref_kind="lead", ref_id=john.id))
    await world.task("Call Johnathan", lead_id=john.id)
    await world.task("Send the price list", lead_id=john.id)
    await world.mail("Johnathan Mathewson", "Order", sender_email="john@zenith.example", body="flat white please")
    await world.mail("Asha Rao", "Offer", to=["john@zenith.example", "meena@acme.example"], outgoing=True)
    before = len((await everything(chat)).splitlines())
    if chat.agent.database.engine.dialect.name == "sqlite":
        assert {name.removesuffix("-wal") for name, _ in in_bytes(tmp_path)} == {"nia.db", "nia.db.checkpoints"}
    said = await erased("john@zenith.example", "--by", "letter of 2 March")
    for part in ("lead Johnathan Mathewson", "1  leads", "1  contacts", "entries of the ledger", "Erased. The ledger"):
        assert part in said
    left = await everything(chat)
    assert not [canary for canary in CANARIES if canary.decode() in left]
    assert len(left.splitlines()) > before - 10  # only keys of entries are gone
    assert "Meena Iyer" in left
    assert "meena@acme.example" in left
    assert "Send the price list" in left
    if chat.agent.database.engine.dialect.name == "sqlite":
        assert in_bytes(tmp_path) == set()


async def test_the_chain_says_erased_and_the_entry_names_nobody(chat: Chat) -> None:
    await erased("Johnathan Mathewson", "--by", "letter of 2 March")
    found = await verdict(chat)
    assert (found.fault, found.entries) == (None, 6)
    assert found.erased == (2, 3, 4, 5)
    done = await nia("ledger", "verify")
    assert done.stdout == "6 entries, all as they were; 4 of them erased.\n"
    async with chat.agent.database.read() as session:
        (entry,) = (await session.scalars(select(Action).where(Action.tool == "erase"))).all()
    assert (entry.user_id, entry.actor, entry.args["entries"]) == ("anil", "cli", [2, 3, 4, 5])
    assert entry.args["by"] == "letter of 2 March"
    assert "John" not in json.dumps([entry.args, entry.result])


async def test_an_erased_entry_is_not_shown_and_not_undone(chat: Chat) -> None:
    await erased("+91 98200 12345")
    shown = await nia("ledger", "show", "2", "--as", "anil@example.com")
    assert "Erased by entry 6" in shown.stdout
    assert "John" not in shown.stdout
    assert "(erased)" in (await nia("ledger", "list", "--as", "anil@example.com")).stdout
    turn = await chat.say("undo")
    assert "cannot be taken back" in turn.reply
    assert turn.undone == ()
    assert (await verdict(chat)).fault is None


async def test_the_conversation_goes_on(chat: Chat) -> None:
    await chat.say("city")  # Pune already: nothing to do; the card's task is in the state
    await erased("Johnathan Mathewson")
    assert len((await chat.say("leads")).tables[0].rows) == 2
    async with chat.agent.database.read() as session:
        conversation = await session.get_one(Conversation, "c1")
        assert conversation.title == "" or "John" not in conversation.title


async def test_a_card_that_waited_is_dropped(chat: Chat) -> None:
    await chat.say("note")
    await erased("Johnathan Mathewson")
    async with chat.agent.database.read() as session:
        cards = [one for one in await session.scalars(select(Proposal)) if one.tool == "add_note"]
    assert {one.state for one in cards} == {"done", "cancelled"}
    notes = len(await chat.rows(Note))
    await chat.say("yes")
    assert len(await chat.rows(Note)) == notes


async def test_erasing_twice_is_no_error(chat: Chat) -> None:
    lead = next(lead for lead in await chat.rows(Lead) if lead.name.startswith("John"))
    await erased(lead.id)
    for again in (lead.id, "john@zenith.example", "98200 12345"):
        assert "nothing to erase" in await erased(again)
    assert "Nobody here is called" in await refused("Johnathan Mathewson")
    assert (await verdict(chat)).entries == 6


async def test_a_rep_is_erased_and_the_work_stays(chat: Chat, world: World) -> None:
    token = await open_session(chat.agent.database, "asha", chat.clock, timedelta(hours=1))
    await world.put(Attendee(meeting_id=await world.meeting("Review", chat.clock.now()), name="Asha Rao",
                             email="asha@example.com", ref_kind="user", ref_id="asha"))  # fmt: skip
    await world.mail("Somebody", "Hello Asha", sender_email="x@example.org", to=["asha@example.com"])
    said = await erased("asha@example.com")
    assert "sign-in sessions" in said
    left = await everything(chat)
    for canary in ("Asha Rao", "asha@example.com", "Hello Asha", "pays late"):
        assert canary not in left
    assert await user_of(chat.agent.database, token, chat.clock) is None
    async with chat.agent.database.read() as session:
        asha = await session.get_one(User, "asha")
        assert (asha.name, asha.active, asha.password_hash) == ("erased", False, "")
        leads = (await session.scalars(select(Lead))).all()
        assert {lead.owner_id for lead in leads} == {"asha"}
        assert {lead.name for lead in leads} == {"Johnathan Mathewson", "Meena Iyer"}
        assert not [fact for fact in await session.scalars(select(Fact)) if fact.deleted_at is None]
        assert not [mail for mail in await session.scalars(select(Mail)) if mail.body or mail.to]
    assert (await verdict(chat)).fault is None
    assert "nothing to erase" in await erased("asha@example.com")


async def test_a_namesake_is_left_alone(chat: Chat, world: World) -> None:
    other = await world.lead("Johnathan Mathewson", "Another", phone="+919811111111")
    await world.put(Note(lead_id=other, text="Johnathan Mathewson of +91 98111 11111 called"))
    assert "may be several people" in await refused("Johnathan Mathewson", "--yes")
    assert other in await refused("Johnathan Mathewson", "--yes")
    await erased("john@zenith.example")
    left = await everything(chat)
    assert left.count("Johnathan Mathewson") == 2
    assert "flat white" not in left
    async with chat.agent.database.read() as session:
        assert (await session.get_one(Lead, other)).name == "Johnathan Mathewson"


async def test_somebody_without_a_record_is_erased_by_their_address(chat: Chat, world: World) -> None:
    await world.mail("Kiran", "Price?", sender_email="Kiran@far.example", body="what does it cost")
    assert "whom no record" in await erased("kiran@far.example")
    left = await everything(chat)
    assert "Kiran" not in left
    assert "what does it cost" not in left
    assert "nothing to erase" in await erased("kiran@far.example")


async def test_only_an_admin_may_and_not_themselves(chat: Chat) -> None:
    assert "Only an admin" in await refused("Johnathan Mathewson", "--yes", by="meera@example.com")
    assert "another admin" in await refused("anil@example.com", "--yes")
    assert "Near it: Johnathan Mathewson" in await refused("Jonathan Mathewson", "--yes")
    assert "names the person" in await refused("Johnathan Mathewson", "--by", "mail of john@zenith.example")
    assert (await verdict(chat)).entries == 5


async def test_nothing_is_erased_without_a_yes(chat: Chat) -> None:
    assert "add --yes" in await refused("Johnathan Mathewson")
    assert "Johnathan Mathewson" in await everything(chat)


def test_at_a_terminal_it_shows_and_asks(tmp_path: Path) -> None:
    where = {"NIA_DATA_DIR": str(tmp_path)}
    with at_a_terminal(["demo", "load"], where) as person:
        person.read("no such prompt")
        assert person.leave() == 0
    with at_a_terminal(["erase", "vikram@example.com", "--as", "anil@example.com"], where) as person:
        shown = person.read("[y/N]: ")
        assert "This will be erased:" in shown
        assert "1  users" in shown
        person.type("n", "no such prompt")
        assert person.leave() == 1
    with at_a_terminal(["erase", "vikram@example.com", "--as", "anil@example.com"], where) as person:
        person.read("[y/N]: ")
        assert "It is gone from nia.db" in person.type("y", "no such prompt")
        assert person.leave() == 0
    with at_a_terminal(["ledger", "verify"], where) as person:
        assert "0 of 1 entries" in person.read("no such prompt")
        assert person.leave() == 0


async def test_a_failing_erasure_leaves_all_as_it_was(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    before = await everything(chat)

    async def fail(*_: object) -> None:
        raise RuntimeError("the power failed")

    monkeypatch.setattr("nia.ledger.receipts.append", fail)
    done = await nia("erase", "Johnathan Mathewson", "--as", "anil@example.com", "--yes")
    assert isinstance(done.exception, RuntimeError)
    assert await everything(chat) == before


async def test_contacts_keep_their_company(chat: Chat, world: World) -> None:
    contact = await world.contact("Ravi Kumar", email="ravi@acme.example", company="Acme", title="CFO")
    await erased(contact)
    row = await world.row(Contact, contact)
    assert (row.name, row.email, row.title, row.company) == ("erased", None, None, "Acme")
    async with chat.agent.database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM contacts"))).scalar() == 1
        assert await session.scalar(select(Task.id)) is None
