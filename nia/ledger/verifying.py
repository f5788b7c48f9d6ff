"""Verifies the ledger with the public key and an earlier head alone: is each entry as it was when it took effect?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.ledger.chain import EMPTY, Head, canonical, leaf, link
from nia.ledger.receipts import ERASED, facts_of
from nia.ledger.sealing import opened
from nia.ledger.signing import Verifier
from nia.store.tables import Action, Receipt, ReceiptKey

ERASE = "erase"
"""The tool whose entries name, in `args`, the numbers of the entries that were erased: `{"entries": [3, 7]}`."""

_ONE = frozenset({"result", "inverse"})
_PAGE = 500
_CANNOT_BE = (ValueError, TypeError, LookupError, AttributeError)  # what the columns' types raise for such a value
_JOINED = (
    select(Receipt, Action, col(ReceiptKey.key))
    .outerjoin(Action, col(Action.id) == col(Receipt.action_id))
    .outerjoin(ReceiptKey, col(ReceiptKey.seq) == col(Receipt.seq))
    .order_by(col(Receipt.seq))
)
_Place = tuple[Receipt, Action | None, bytes | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the ledger is not what it was: the first bad entry (its number from 1) and what is wrong with it."""

    seq: int
    why: str
    action_id: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it: how many entries there are, which of them were erased, and the first fault if there is one."""

    head: Head | None
    entries: int
    erased: tuple[int, ...]
    fault: Fault | None = None


@dataclass
class _Walk:
    """How far the chain was followed."""

    verifier: Verifier
    earlier: Head | None
    size: int = 0
    root: str = EMPTY
    head: Head | None = None
    missing_keys: list[int] = field(default_factory=list)
    named_erased: set[int] = field(default_factory=set)
    undoes: dict[str, str] = field(default_factory=dict)  # an action → the one that took it back
    said_undone: dict[str, tuple[int, str]] = field(default_factory=dict)


class _Unreadable(Exception):
    """A column of an entry holds what its type cannot be."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


async def verify(
    session: AsyncSession,
    verifier: Verifier,
    earlier: tuple[Head, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Verdict:
    """Follow the chain from its first entry; `earlier` is a head, with its signature, kept outside the database.

    `progress` is told how many entries were looked at, now and then.
    """
    if earlier is not None and not verifier.vouches_for(*earlier):
        return Verdict(None, 0, (), Fault(earlier[0].size, "the earlier head was not signed with this key"))
    walk = _Walk(verifier, earlier[0] if earlier else None)
    try:
        fault = await _followed(session, walk, progress) or await _left_over(session, walk)
    except _Unreadable as error:
        fault = Fault(error.seq, "the entry holds what NIA never writes")
    return Verdict(walk.head, walk.size, tuple(walk.missing_keys), fault)


async def _followed(session: AsyncSession, walk: _Walk, progress: Callable[[int], None] | None) -> Fault | None:
    async for receipt, action, key in _entries(session):
        if progress is not None and walk.size % _PAGE == 0:
            progress(walk.size)
        why = next(_faults(walk, receipt, action, key), None)
        if why is not None:
            return Fault(min(receipt.seq, walk.size + 1), why, receipt.action_id)
        assert action is not None
        walk.size, walk.root = receipt.seq, receipt.root
        walk.head = Head(receipt.seq, receipt.root, action.at)
        if walk.earlier and walk.earlier.size == walk.size and walk.earlier.root != walk.root:
            return Fault(walk.size, "the ledger was written anew since the earlier head: up to here it is another one")
    if walk.earlier and walk.earlier.size > walk.size:
        return Fault(walk.size + 1, f"the ledger was cut: it had {walk.earlier.size} entries, now {walk.size}")
    return None


def _faults(walk: _Walk, receipt: Receipt, action: Action | None, key: bytes | None) -> Iterator[str]:
    """Yield what is wrong with an entry, the plainest first."""
    if receipt.seq != walk.size + 1:
        yield "an entry was deleted here" if receipt.seq > walk.size + 1 else "this number stands twice"
    if action is None:
        yield "the action of this entry was deleted"
        return
    root = link(receipt.seq, walk.root, leaf(facts_of(action, receipt.sealed), receipt.commitment))
    if root != receipt.root:
        yield "the entry was changed, or another one stood here"
    if not walk.verifier.vouches_for(Head(receipt.seq, receipt.root, action.at), receipt.signature):
        yield "the entry was not signed with this key"
    yield from _payload_faults(walk, receipt, action, key)
    if action.undone_by is not None:
        walk.said_undone[action.id] = (receipt.seq, action.undone_by)
    if action.undoes is not None:
        walk.undoes[action.undoes] = action.id
    if action.tool == ERASE:
        walk.named_erased.update(int(one) for one in action.args.get("entries", ()))


def _payload_faults(walk: _Walk, receipt: Receipt, action: Action, key: bytes | None) -> Iterator[str]:
    kept = {"args": action.args, "result": action.result, "inverse": action.inverse}
    if key is None:
        walk.missing_keys.append(receipt.seq)
        if action.tool == ERASE:
            yield "the entry orders an erasure, and was itself erased"
        if not _is_same(kept, {"args": ERASED, "result": ERASED, "inverse": None}):
            yield "the key of the entry was taken away, and the entry is not erased"
        return
    payload = opened(key, action.id, receipt.sealed, receipt.commitment)
    if payload is None:
        yield "what the entry sealed, or its key, was changed"
        return
    changed = [name for name, value in kept.items() if not _is_same(payload.get(name), value)]
    if changed:
        yield f"the action's {changed[0]} {'was' if changed[0] in _ONE else 'were'} changed"


def _is_same(one: object, other: object) -> bool:
    """Tell whether two values are the same JSON: to Python, 1 is also True and 1.0."""
    try:
        return canonical(one) == canonical(other)
    except ValueError:  # a number that JSON does not have
        return False


async def _left_over(session: AsyncSession, walk: _Walk) -> Fault | None:
    """Return what only shows at the end: actions beside the chain, erasures that nobody ordered, wrong undo marks."""
    beside = select(col(Action.id)).outerjoin(Receipt, col(Receipt.action_id) == col(Action.id))
    found = await session.scalar(beside.where(col(Receipt.seq).is_(None)).limit(1))
    if found is not None:
        return Fault(walk.size + 1, "an action was inserted beside the chain", found)
    unnamed = next((seq for seq in walk.missing_keys if seq not in walk.named_erased), None)
    if unnamed is not None:
        return Fault(unnamed, "the entry was erased, and no entry orders that")
    fault = _wrong_undo(walk.said_undone, walk.undoes)
    if fault is None or fault.seq:
        return fault
    seq = await session.scalar(select(col(Receipt.seq)).where(col(Receipt.action_id) == fault.action_id))
    return Fault(seq or 0, fault.why, fault.action_id)


def _wrong_undo(said: Mapping[str, tuple[int, str]], undoes: Mapping[str, str]) -> Fault | None:
    for action_id, (seq, by) in said.items():
        if undoes.get(action_id) != by:
            return Fault(seq, "the entry is marked as taken back, and was not", action_id)
    lost = next((action_id for action_id in undoes if action_id not in said), None)
    return None if lost is None else Fault(0, "the entry was taken back, and is not marked so", lost)


async def _entries(session: AsyncSession) -> AsyncIterator[_Place]:
    """Yield the receipts in order, each with its action and the key of its payload, as far as they are there."""
    after: int | None = None
    while True:
        try:
            rows = await _page(session, after, _PAGE)
        except _CANNOT_BE:
            async for row in _one_by_one(session, after):
                yield row
            return
        for receipt, action, key in rows:
            yield receipt, action, key
        if len(rows) < _PAGE:
            return
        after = rows[-1][0].seq
        session.expunge_all()


async def _one_by_one(session: AsyncSession, after: int | None) -> AsyncIterator[_Place]:
    """Yield receipts up to the one that cannot be read; raise `_Unreadable` there."""
    while True:
        try:
            rows = await _page(session, after, 1)
        except _CANNOT_BE:
            raise _Unreadable(1 if after is None else after + 1) from None
        if not rows:
            return
        receipt, action, key = rows[0]
        yield receipt, action, key
        after = receipt.seq


async def _page(session: AsyncSession, after: int | None, most: int) -> list[Row[Receipt, Action, bytes]]:
    page = _JOINED if after is None else _JOINED.where(col(Receipt.seq) > after)
    return list((await session.execute(page.limit(most))).all())
