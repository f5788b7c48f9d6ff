"""What somebody may do to the ledger who has the database and not the key. Each attack is one change, at one entry."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import JSON, Table, delete, null, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from nia.ledger import receipts
from nia.ledger.chain import EMPTY, Head, leaf, link
from nia.ledger.receipts import Witnessed, facts_of
from nia.ledger.sealing import new_key, seal
from nia.ledger.signing import Signer
from nia.store.tables import METADATA, Action

ACTIONS, RECEIPTS, KEYS = (METADATA.tables[name] for name in ("actions", "receipts", "receipt_keys"))
FAR = 1_000_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Ledger:
    """The rows of a sound ledger, each list in the order of its entries. A key is None where its entry is erased."""

    actions: Sequence[Row]
    receipts: Sequence[Row]
    keys: Sequence[Row | None]

    @classmethod
    async def read(cls, session: AsyncSession) -> Ledger:
        links = [dict(row) for row in (await session.execute(select(RECEIPTS).order_by(RECEIPTS.c.seq))).mappings()]
        actions = {row["id"]: dict(row) for row in (await session.execute(select(ACTIONS))).mappings()}
        keys = {row["seq"]: dict(row) for row in (await session.execute(select(KEYS))).mappings()}
        return cls([actions[one["action_id"]] for one in links], links, [keys.get(one["seq"]) for one in links])


@dataclass(frozen=True)
class Attack:
    """A change at entry `seq`; `by_head`: only a head from before can tell. `named`: the entry that must be named."""

    kind: str
    seq: int
    do: Callable[[AsyncSession], Awaitable[object]]
    named: int
    by_head: bool = False


def on_fields(ledger: Ledger, seq: int, random: Random) -> Iterator[Attack]:
    """Yield the change of each field of one entry: of its action, of its receipt, of its key."""
    at = seq - 1
    places = (
        (ACTIONS, "id", ledger.actions[at]),
        (RECEIPTS, "seq", ledger.receipts[at]),
        (KEYS, "seq", ledger.keys[at]),
    )
    for table, key, row in places:
        for column in table.c if row is not None else ():
            name, held = f"{table.name}.{column.name}", row[column.name]
            value = changed(held, random, is_json=isinstance(column.type, JSON))
            yield Attack(f"{name} changed", seq, _put(table, key, row[key], column.name, value), seq)
            if column.nullable and held is not None:
                yield Attack(f"{name} emptied", seq, _put(table, key, row[key], column.name, null()), seq)
    respelt = _respelt(ledger.receipts[at]["signature"])
    yield Attack("receipts.signature respelt", seq, _put(RECEIPTS, "seq", seq, "signature", respelt), seq)


def on_entry(ledger: Ledger, seq: int) -> Iterator[Attack]:
    """Yield what can be done with one entry as a whole."""
    at, size = seq - 1, len(ledger.receipts)
    receipt, action = ledger.receipts[at], ledger.actions[at]
    key = delete(KEYS).where(KEYS.c.seq == seq)
    link_of = delete(RECEIPTS).where(RECEIPTS.c.seq == seq)
    of_action = delete(ACTIONS).where(ACTIONS.c.id == action["id"])
    if seq < size:  # the last one's absence shows only against a head: it is the cut
        yield Attack("entry dropped", seq, _all(key, link_of, of_action), seq)
        yield Attack("receipt dropped", seq, _all(key, link_of), seq)
    yield Attack("action dropped", seq, _all(of_action), seq)
    if ledger.keys[at] is not None:
        yield Attack("key dropped", seq, _all(key), seq)
        blank = {"args": receipts.ERASED, "result": receipts.ERASED, "inverse": null()}
        blanked = update(ACTIONS).where(ACTIONS.c.id == action["id"]).values(blank)
        yield Attack("erased, and nobody ordered it", seq, _all(key, blanked), seq)
    else:
        back = KEYS.insert().values(seq=seq, key=new_key())
        yield Attack("key put back", seq, _all(back), seq)
    yield Attack("action inserted", seq, _inserted(action, None), size + 1)
    yield Attack("entry inserted at the end", seq, _inserted(action, {**receipt, "seq": size + 1}), size + 1)
    if seq < size:
        yield Attack("entry inserted between", seq, _between(ledger, seq), seq + 1)
        yield Attack("entries swapped", seq, _swapped(ledger, seq, whole=False), seq)
        yield Attack("entries swapped with their receipts", seq, _swapped(ledger, seq, whole=True), seq)


def on_tail(ledger: Ledger, seq: int, signer: Signer) -> Iterator[Attack]:
    """Yield what can be done from one entry on; `signer` is NIA's own, which a fork goes on with."""
    yield Attack("tail cut", seq, _cut(ledger, seq), seq, by_head=True)
    yield Attack("rehashed, signatures kept", seq, _rehashed(ledger, seq, None), seq)
    yield Attack("rehashed, signed with another key", seq, _rehashed(ledger, seq, Signer.passing()), seq)
    size = len(ledger.receipts)
    yield Attack("rehashed with the key (a fork)", seq, _rehashed(ledger, seq, signer), size, by_head=True)


def changed(value: Any, random: Random, *, is_json: bool) -> Any:
    """Return another value than this, as near to it as can be."""
    if is_json:
        return {"tool": "restore", "args": {"records": []}} if value is None else _other_json(value, random)
    if value is None:
        return "another"
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, bytes):
        at = random.randrange(len(value))
        return value[:at] + bytes([value[at] ^ 1 << random.randrange(8)]) + value[at + 1 :]
    if isinstance(value, int):
        return value + FAR
    at = random.randrange(len(value))
    return value[:at] + chr(ord(value[at]) ^ 16) + value[at + 1 :]


def _respelt(signature: str) -> str:
    """Return other base64 of the same bytes: four bits of its last letter mean nothing."""
    last = {"A": "B", "Q": "R", "g": "h", "w": "x"}[signature[-3]]
    return f"{signature[:-3]}{last}=="


def _other_json(value: Any, random: Random) -> Any:
    """Return JSON with one leaf changed, taken away, or turned into what Python takes for the same."""
    other = copy.deepcopy(value)
    leaves = list(_leaves(other))
    if not leaves:
        return {**other, "more": None} if isinstance(other, dict) else [*other, None]
    within, key = random.choice(leaves)
    if isinstance(within[key], bool):
        within[key] = int(within[key])
    elif isinstance(within[key], int):
        within[key] = random.choice([within[key] + 1, float(within[key])])
    elif isinstance(within[key], str) and within[key]:
        within[key] = within[key][:-1] + chr(ord(within[key][-1]) ^ 1)
    else:
        within[key] = "another"
    return other


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(one, dict | list) and one:
            yield from _leaves(one)
        else:
            yield value, key


def _put(table: Table, key: str, which: object, column: str, value: object) -> Callable[[AsyncSession], Awaitable[Any]]:
    return _all(update(table).where(table.c[key] == which).values({column: value}))


def _all(*statements: Any) -> Callable[[AsyncSession], Awaitable[Any]]:
    async def do(session: AsyncSession) -> None:
        for statement in statements:
            await session.execute(statement)

    return do


def _inserted(action: Row, receipt: Row | None) -> Callable[[AsyncSession], Awaitable[Any]]:
    copied = {**action, "id": "evil", "idempotency_key": "evil", "proposal_id": None, "undone_by": None}
    statements = [ACTIONS.insert().values(_stored(ACTIONS, copied))]
    if receipt is not None:
        statements.append(RECEIPTS.insert().values({**receipt, "action_id": "evil"}))
    return _all(*statements)


def _between(ledger: Ledger, seq: int) -> Callable[[AsyncSession], Awaitable[Any]]:
    """Make room behind an entry, and put a copy of it there."""
    shift = [
        text(f"UPDATE {table} SET seq = {how} WHERE seq > {after}")
        for table in ("receipts", "receipt_keys")
        for how, after in ((f"seq + {FAR}", seq), (f"seq - {FAR - 1}", FAR))
    ]
    copied = _inserted(ledger.actions[seq - 1], {**ledger.receipts[seq - 1], "seq": seq + 1})

    async def do(session: AsyncSession) -> None:
        await _all(*shift)(session)
        await copied(session)

    return do


def _swapped(ledger: Ledger, seq: int, *, whole: bool) -> Callable[[AsyncSession], Awaitable[Any]]:
    """Swap an entry with the next: which action each is of, or all that its receipt and its key hold."""
    one, other = ledger.receipts[seq - 1], ledger.receipts[seq]
    names = [name for name in one if name != "seq"] if whole else ["action_id"]
    statements: list[Any] = [update(RECEIPTS).where(RECEIPTS.c.seq == seq).values(action_id="none")]
    for at, row in ((seq + 1, one), (seq, other)):
        statements.append(update(RECEIPTS).where(RECEIPTS.c.seq == at).values({name: row[name] for name in names}))
    keys = (ledger.keys[seq - 1], ledger.keys[seq])
    if whole:
        statements.append(delete(KEYS).where(KEYS.c.seq.in_([seq, seq + 1])))
        for at, key in ((seq + 1, keys[0]), (seq, keys[1])):
            statements += [KEYS.insert().values(seq=at, key=key["key"])] if key is not None else []
    return _all(*statements)


def _cut(ledger: Ledger, seq: int) -> Callable[[AsyncSession], Awaitable[Any]]:
    gone = [row["id"] for row in ledger.actions[seq - 1 :]]
    return _all(
        delete(KEYS).where(KEYS.c.seq >= seq),
        delete(RECEIPTS).where(RECEIPTS.c.seq >= seq),
        update(ACTIONS).where(ACTIONS.c.undone_by.in_(gone)).values(undone_by=None),
        delete(ACTIONS).where(ACTIONS.c.id.in_(gone)),
    )


def _rehashed(ledger: Ledger, seq: int, signer: Signer | None) -> Callable[[AsyncSession], Awaitable[Any]]:
    """Change who did an entry, and write the chain anew from there; without a signer the old signatures stay."""

    async def do(session: AsyncSession) -> None:
        await session.execute(update(ACTIONS).where(ACTIONS.c.id == ledger.actions[seq - 1]["id"]).values(actor="sync"))
        root = ledger.receipts[seq - 2]["root"] if seq > 1 else EMPTY
        new, keys = [], []
        for number in range(seq, len(ledger.receipts) + 1):
            row, receipt = ledger.actions[number - 1], ledger.receipts[number - 1]
            action = Action(**{**row, "actor": "sync" if number == seq else row["actor"]})
            sealed, committed = receipt["sealed"], receipt["commitment"]
            if ledger.keys[number - 1] is not None:
                key = new_key()
                sealed, committed = seal(key, action.id, receipts.payload_of(action, Witnessed()))
                keys.append({"which": number, "key": key})
            root = link(number, root, leaf(facts_of(action, sealed), committed))
            signature = signer.sign(Head(number, root, action.at)) if signer else receipt["signature"]
            written = {"sealed": sealed, "commitment": committed, "root": root, "signature": signature}
            new.append({"which": number, **{f"new_{name}": value for name, value in written.items()}})
        await _write(session, new, keys)

    return do


async def _write(session: AsyncSession, new: list[Mapping[str, Any]], keys: list[Mapping[str, Any]]) -> None:
    names = ("sealed", "commitment", "root", "signature")
    columns = ", ".join(f"{name} = :new_{name}" for name in names)
    connection = await session.connection()
    await connection.execute(text(f"UPDATE receipts SET {columns} WHERE seq = :which"), list(new))
    if keys:
        await connection.execute(text("UPDATE receipt_keys SET key = :key WHERE seq = :which"), list(keys))


def _stored(table: Table, row: Row) -> Row:
    return {
        name: null() if value is None and isinstance(table.c[name].type, JSON) else value for name, value in row.items()
    }
