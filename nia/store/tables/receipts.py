"""Receipts: the chain over the ledger's entries, and the keys of what it holds of people."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field

from nia.store.tables.base import Base


class Receipt(Base, table=True):
    """The link of an action in the chain; see `nia.ledger.chain`.

    `sealed` is the payload as its key seals it, `commitment` what the chain keeps of it. `root` covers every entry
    up to this one, `signature` (Ed25519, base64) is over the head of size `seq`.
    """

    __tablename__ = "receipts"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False}, description="from 1, without gaps")
    action_id: str = Field(foreign_key="actions.id", unique=True, max_length=32)
    sealed: bytes = Field(sa_column=Column("sealed", LargeBinary, nullable=False))
    commitment: str = Field(max_length=64)
    root: str = Field(max_length=64)
    signature: str = Field(max_length=88)


class ReceiptKey(Base, table=True):
    """The key of an entry's payload. Without it nobody can read the payload any more: it is erased."""

    __tablename__ = "receipt_keys"

    seq: int = Field(primary_key=True, foreign_key="receipts.seq", sa_column_kwargs={"autoincrement": False})
    key: bytes = Field(sa_column=Column("key", LargeBinary, nullable=False))
