"""Whoever changes the ledger beside NIA is found: with the public key and an earlier head, at the first bad entry."""

from __future__ import annotations

import base64
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlmodel import col

from nia.ledger import receipts
from nia.ledger.chain import EMPTY, Head, leaf, link
from nia.ledger.receipts import Witnessed, facts_of
from nia.ledger.sealing import new_key, seal
from nia.ledger.signing import Signer, head_text, read_head
from nia.ledger.verifying import Fault, Verdict, verify
from nia.store.tables import Action, Receipt, ReceiptKey
from tests.ledger.writer import Writer, lead_ref
from tests.world import NOW, World

LEAD = {"name": "Rahul Verma", "company": "Acme", "phone": "+919820012345"}


@pytest.fixture
async def ledger(world: World, writer: Writer) -> Writer:
    """Return a writer whose ledger has five entries: a lead, two notes, an undo, a change."""
    made = await writer.write(world.asha, "create_lead", **LEAD)
    async with world.database.read() as session:
        action = await session.get(Action, made.action_id)
    assert action is not None
    assert action.inverse is not None
    lead = action.inverse["args"]["records"][0]["id"]
    for said in ("called", "met"):
        await writer.write(world.asha, "add_note", lead=lead_ref(lead), text=said)
    await writer.undo(world.asha)
    world.clock.move(timedelta(seconds=1))
    await writer.write(world.asha, "update_lead", lead=lead_ref(lead), city="Pune")
    return writer


async def verdict(writer: Writer, earlier: tuple[Head, str] | None = None, signer: Signer | None = None) -> Verdict:
    async with writer.world.database.read() as session:
        return await verify(session, (signer or writer.gate.signer).public, earlier)


async def fault_in(writer: Writer, earlier: tuple[Head, str] | None = None, signer: Signer | None = None) -> Fault:
    """Return the fault that must be there."""
    fault = (await verdict(writer, earlier, signer)).fault
    assert fault is not None
    return fault


async def head_of(writer: Writer) -> tuple[Head, str]:
    found = (await verdict(writer)).head
    assert found is not None
    return found, writer.gate.signer.sign(found)


async def run(writer: Writer, *statements: object) -> None:
    """Do what somebody with the database alone may do."""
    async with writer.world.database.begin() as session:
        if session.get_bind().dialect.name == "sqlite":
            await session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for statement in statements:
            await session.execute(statement)


async def test_an_untouched_ledger_verifies(ledger: Writer) -> None:
    found = await verdict(ledger)
    assert (found.entries, found.fault, found.erased) == (5, None, ())
    assert found.head is not None
    assert found.head.root != EMPTY
    assert (await verdict(ledger, await head_of(ledger))).fault is None


async def test_an_empty_ledger_verifies(writer: Writer) -> None:
    found = await verdict(writer)
    assert (found.head, found.entries, found.fault) == (None, 0, None)


ACTION_COLUMNS = [
    ("tool", "delete_lead"),
    ("actor", "sync"),
    ("user_id", "vikram"),
    ("idempotency_key", "another"),
    ("args", {"name": "Somebody else"}),
    ("result", {"summary": {"key": "done.nothing"}}),
    ("inverse", {"tool": "restore", "args": {"records": []}}),
    ("undone_by", "the last"),
]


@pytest.mark.parametrize(("column", "value"), ACTION_COLUMNS, ids=[name for name, _ in ACTION_COLUMNS])
@pytest.mark.parametrize("seq", [1, 3, 5])
async def test_a_changed_action_is_found(ledger: Writer, column: str, value: object, seq: int) -> None:
    listed = await ledger.all(Receipt)
    receipt = listed[seq - 1]
    value = listed[-1].action_id if column == "undone_by" else value
    await run(ledger, update(Action).where(col(Action.id) == receipt.action_id).values({column: value}))
    fault = await fault_in(ledger)
    assert fault.seq == seq, fault


async def test_a_moved_time_is_found(ledger: Writer) -> None:
    receipt = (await ledger.all(Receipt))[2]
    later = ledger.world.clock.now() + timedelta(seconds=1)
    await run(ledger, update(Action).where(col(Action.id) == receipt.action_id).values(at=later))
    fault = await fault_in(ledger)
    assert fault.seq == 3


@pytest.mark.parametrize(("column", "value"), [("args", "{nothing"), ("result", "[1e999]"), ("at", "yesterday")])
async def test_what_cannot_be_read_is_found(ledger: Writer, column: str, value: str) -> None:
    """SQLite's columns take anything; the entries before are still verified."""
    database = ledger.world.database.engine
    if database.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's columns take only what they can hold")
    receipt = (await ledger.all(Receipt))[2]
    with sqlite3.connect(str(database.url.database)) as file:
        file.execute(f"UPDATE actions SET {column} = ? WHERE id = ?", [value, receipt.action_id])
    found = await verdict(ledger)
    assert found.fault is not None
    assert (found.fault.seq, found.entries) == (3, 2)


async def test_it_tells_how_far_it_is(ledger: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nia.ledger.verifying._PAGE", 2)
    told: list[int] = []
    async with ledger.world.database.read() as session:
        assert (await verify(session, ledger.gate.signer.public, progress=told.append)).fault is None
    assert told == [0, 2, 4]


@pytest.mark.parametrize(
    ("column", "value"),
    [("sealed", b"nothing"), ("commitment", "0" * 64), ("root", "0" * 64), ("signature", base64.b64encode(b"x" * 64))],
)
async def test_a_changed_receipt_is_found(ledger: Writer, column: str, value: object) -> None:
    value = value.decode() if column == "signature" and isinstance(value, bytes) else value
    await run(ledger, update(Receipt).where(col(Receipt.seq) == 2).values({column: value}))
    fault = await fault_in(ledger)
    assert fault.seq == 2


async def test_a_changed_key_is_found_and_one_that_was_taken_away(ledger: Writer) -> None:
    await run(ledger, update(ReceiptKey).where(col(ReceiptKey.seq) == 4).values(key=b"k" * 32))
    fault = await fault_in(ledger)
    assert fault.seq == 4
    await run(ledger, delete(ReceiptKey).where(col(ReceiptKey.seq).in_([2, 4])))
    fault = await fault_in(ledger)
    assert fault.seq == 2
    assert "key" in fault.why


async def test_an_erasure_that_nobody_ordered_is_found(ledger: Writer) -> None:
    """Somebody destroys a key, and writes into the action what an erasure leaves there."""
    receipt = (await ledger.all(Receipt))[1]
    blank = {"args": receipts.ERASED, "result": receipts.ERASED, "inverse": None}
    await run(
        ledger,
        delete(ReceiptKey).where(col(ReceiptKey.seq) == 2),
        update(Action).where(col(Action.id) == receipt.action_id).values(blank),
    )
    fault = await fault_in(ledger)
    assert fault.seq == 2
    assert "no entry orders" in fault.why


@pytest.mark.parametrize("seq", [1, 3])
async def test_a_deleted_entry_is_found(ledger: Writer, seq: int) -> None:
    receipt = (await ledger.all(Receipt))[seq - 1]
    await run(
        ledger,
        delete(ReceiptKey).where(col(ReceiptKey.seq) == seq),
        delete(Receipt).where(col(Receipt.seq) == seq),
        update(Action).where(col(Action.undoes) == receipt.action_id).values(undoes=None),
        delete(Action).where(col(Action.id) == receipt.action_id),
    )
    fault = await fault_in(ledger)
    assert fault.seq == seq


async def test_a_deleted_action_is_found(ledger: Writer) -> None:
    last = (await ledger.all(Receipt))[-1]
    database = ledger.world.database.engine
    if database.dialect.name == "sqlite":  # its file is open to whoever may write it, and no reference is checked
        with sqlite3.connect(str(database.url.database)) as file:
            file.execute("DELETE FROM actions WHERE id = ?", [last.action_id])
    else:
        await run(
            ledger,
            text("ALTER TABLE receipts DROP CONSTRAINT receipts_action_id_fkey"),
            delete(Action).where(col(Action.id) == last.action_id),
        )
    fault = await fault_in(ledger)
    assert (fault.seq, fault.action_id) == (5, last.action_id)


async def test_a_cut_tail_is_found_by_an_earlier_head(ledger: Writer) -> None:
    earlier = await head_of(ledger)
    last = (await ledger.all(Receipt))[-1]
    await run(
        ledger,
        delete(ReceiptKey).where(col(ReceiptKey.seq) == 5),
        delete(Receipt).where(col(Receipt.seq) == 5),
        delete(Action).where(col(Action.id) == last.action_id),
    )
    assert (await verdict(ledger)).fault is None  # nothing in the database can tell
    fault = await fault_in(ledger, earlier)
    assert fault.seq == 5
    assert "cut" in fault.why


async def test_a_fork_is_found_by_an_earlier_head(ledger: Writer, world: World) -> None:
    """The tail is cut, and NIA itself goes on from there, signing what it finds."""
    earlier = await head_of(ledger)
    last = (await ledger.all(Receipt))[-1]
    await run(
        ledger,
        delete(ReceiptKey).where(col(ReceiptKey.seq) == 5),
        delete(Receipt).where(col(Receipt.seq) == 5),
        delete(Action).where(col(Action.id) == last.action_id),
    )
    await ledger.write(world.asha, "create_lead", **{**LEAD, "name": "Meena Iyer", "phone": "+919820012399"})
    assert (await verdict(ledger)).fault is None
    fault = await fault_in(ledger, earlier)
    assert fault.seq == 5
    assert "anew" in fault.why


async def test_swapped_entries_are_found(ledger: Writer) -> None:
    first, second = (await ledger.all(Receipt))[1:3]
    await run(
        ledger,
        update(Receipt).where(col(Receipt.seq) == 2).values(action_id="none"),
        update(Receipt).where(col(Receipt.seq) == 3).values(action_id=first.action_id),
        update(Receipt).where(col(Receipt.seq) == 2).values(action_id=second.action_id),
    )
    fault = await fault_in(ledger)
    assert fault.seq == 2


async def test_an_inserted_action_is_found(ledger: Writer) -> None:
    async with ledger.world.database.begin() as session:
        session.add(
            Action(id="evil", user_id="asha", tool="delete_lead", args={}, result={}, idempotency_key="evil",
                   at=ledger.world.clock.now())
        )  # fmt: skip
    fault = await fault_in(ledger)
    assert fault.action_id == "evil"


async def rehashed(writer: Writer, signer: Signer) -> None:
    """Change the first entry, and write the whole chain anew with the database's own keys, signed by `signer`."""
    async with writer.world.database.begin() as session:
        root = EMPTY
        rows = (await session.scalars(select(Receipt).order_by(col(Receipt.seq)))).all()
        for receipt in rows:
            action = await session.get(Action, receipt.action_id)
            assert action is not None
            if receipt.seq == 1:
                action.args = {**action.args, "name": "Somebody else"}
            key = new_key()
            sealed, committed = seal(key, action.id, receipts.payload_of(action, Witnessed()))
            root = link(receipt.seq, root, leaf(facts_of(action, sealed), committed))
            receipt.sealed, receipt.commitment, receipt.root = sealed, committed, root
            receipt.signature = signer.sign(Head(receipt.seq, root, action.at))
            kept = await session.get(ReceiptKey, receipt.seq)
            assert kept is not None
            kept.key = key


async def test_a_ledger_rehashed_without_the_key_is_found(ledger: Writer) -> None:
    await rehashed(ledger, Signer.passing())
    fault = await fault_in(ledger)
    assert fault.seq == 1
    assert "signed" in fault.why


async def test_a_ledger_rehashed_with_the_key_is_found_by_an_earlier_head(ledger: Writer) -> None:
    earlier = await head_of(ledger)
    await rehashed(ledger, ledger.gate.signer)
    assert (await verdict(ledger)).fault is None
    fault = await fault_in(ledger, earlier)
    assert "anew" in fault.why


async def test_another_key_vouches_for_nothing(ledger: Writer) -> None:
    fault = await fault_in(ledger, signer=Signer.passing())
    assert fault.seq == 1
    head, signature = await head_of(ledger)
    fault = await fault_in(ledger, (replace(head, size=4), signature))
    assert "head" in fault.why


def test_a_head_is_read_back_as_it_was_written() -> None:
    signer = Signer.passing()
    head = Head(3, "a" * 64, NOW)
    assert read_head(head_text(head, signer.sign(head))) == (head, signer.sign(head))


async def test_a_ledger_of_before_is_adopted_once(ledger: Writer) -> None:
    await run(ledger, delete(ReceiptKey), delete(Receipt))
    assert await receipts.adopt(ledger.world.database, ledger.gate.signer) == 5
    assert await receipts.adopt(ledger.world.database, ledger.gate.signer) == 0
    assert (await verdict(ledger)).fault is None


async def test_nothing_of_a_person_lies_in_a_receipt(ledger: Writer) -> None:
    for receipt in await ledger.all(Receipt):
        for part in (b"Rahul", b"982001", b"Pune", b"called"):
            assert part not in receipt.sealed
