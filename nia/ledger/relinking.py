"""Links the ledger anew after entries were taken out of it for good: only the removal of the demo data does that.

A head from before fits no more, and shows just that. Entries keep what they sealed; who orders an erasure names the
new numbers.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.ledger.chain import EMPTY, Head, leaf, link
from nia.ledger.receipts import Witnessed, facts_of, payload_of
from nia.ledger.sealing import new_key, seal
from nia.ledger.signing import Signer
from nia.ledger.verifying import ERASE
from nia.store.tables import Action, Receipt, ReceiptKey


async def relink(session: AsyncSession, signer: Signer) -> None:
    """Number and link the entries that are left; do nothing where none was taken out. The caller commits."""
    query = (
        select(Receipt, Action, col(ReceiptKey.key))
        .join(Action, col(Action.id) == col(Receipt.action_id))
        .outerjoin(ReceiptKey, col(ReceiptKey.seq) == col(Receipt.seq))
        .order_by(col(Receipt.seq))
    )
    rows = (await session.execute(query)).all()
    numbers = {receipt.seq: at for at, (receipt, _, _) in enumerate(rows, start=1)}
    if all(old == new for old, new in numbers.items()):
        return
    for receipt, _, _ in rows:
        session.expunge(receipt)
    await session.execute(delete(ReceiptKey))
    await session.execute(delete(Receipt))
    root = EMPTY
    entries: list[tuple[Receipt, Action, bytes | None]] = [(receipt, action, key) for receipt, action, key in rows]
    for receipt, action, key in entries:
        seq, sealed, committed = numbers[receipt.seq], receipt.sealed, receipt.commitment
        if action.tool == ERASE:
            action.args = {**action.args, "entries": [numbers[one] for one in action.args["entries"] if one in numbers]}
            key = new_key()
            sealed, committed = seal(key, action.id, payload_of(action, Witnessed()))
        root = link(seq, root, leaf(facts_of(action, sealed), committed))
        signature = signer.sign(Head(seq, root, action.at))
        session.add(
            Receipt(seq=seq, action_id=action.id, sealed=sealed, commitment=committed, root=root, signature=signature)
        )
        session.add_all([ReceiptKey(seq=seq, key=key)] if key is not None else [])
    await session.flush()
