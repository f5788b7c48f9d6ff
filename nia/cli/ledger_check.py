"""Verifies the ledger and reads its head. `nia ledger verify` and `nia ledger head` call it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.config import Settings
from nia.errors import AdminError
from nia.ledger.chain import Head
from nia.ledger.signing import Verifier, head_text, read_head
from nia.ledger.signing_key import known_signer
from nia.ledger.verifying import Verdict, verify
from nia.store.opening import open_database
from nia.store.tables import Action, Receipt

_NO_KEY = "There is no key of a ledger here. Give the public key: --key"
_OTHER_KEY = (
    "The ledger is signed by this installation, and not with the key that was given. Compare it with `nia ledger key`. "
    "If it is the one that you kept, the ledger was signed anew with another key since"
)


async def verdict(settings: Settings, public: str | None, file: Path | None) -> Verdict:
    """Return what became of the ledger. Raises `AdminError` for a key or a head that cannot be this ledger's."""
    async with _reading(settings) as session:
        verifier = _verifier(settings, public)
        earlier = _earlier(file, verifier)
        if public is not None and earlier is None and await _is_signed_by_us(session, settings, verifier):
            raise AdminError(_OTHER_KEY)
        entries = await session.scalar(select(func.count()).select_from(Receipt)) or 0
        found = await verify(session, verifier, earlier, _told(entries))
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    return found


async def newest_head(settings: Settings) -> str:
    """Return the signed head as `nia ledger verify --head` reads it. Raises `AdminError` where there is none."""
    async with _reading(settings) as session:
        found = await _entry(session, newest=True)
    if found is None:
        raise AdminError("The ledger has no entries yet, so it has no head. Write it once something took effect")
    head, signature = found
    signer = known_signer(settings)
    if signer is not None and not signer.public.vouches_for(head, signature):
        raise AdminError("The last entry is not signed with this installation's key. See: nia ledger verify")
    return head_text(head, signature)


def _verifier(settings: Settings, public: str | None) -> Verifier:
    if public is not None:
        return Verifier.from_text(public)
    signer = known_signer(settings)
    if signer is None:
        raise AdminError(_NO_KEY)
    return signer.public


def _earlier(file: Path | None, verifier: Verifier) -> tuple[Head, str] | None:
    if file is None:
        return None
    try:
        read = read_head(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise AdminError(f"{file} cannot be read: {error.strerror}. Give a file that `nia ledger head` wrote") from None
    if not verifier.vouches_for(*read):
        raise AdminError(f"The head in {file} was not signed with this key. Give the head and the key of this ledger")
    return read


async def _is_signed_by_us(session: AsyncSession, settings: Settings, given: Verifier) -> bool:
    """Tell whether the first entry is signed with this installation's key, and not with the one that was given."""
    signer, first = known_signer(settings), await _entry(session, newest=False)
    if signer is None or first is None:
        return False
    return signer.public.vouches_for(*first) and not given.vouches_for(*first)


async def _entry(session: AsyncSession, *, newest: bool) -> tuple[Head, str] | None:
    order = col(Receipt.seq).desc() if newest else col(Receipt.seq)
    query = select(Receipt, Action.at).join(Action, col(Action.id) == col(Receipt.action_id)).order_by(order).limit(1)
    found = (await session.execute(query)).first()
    if found is None:
        return None
    receipt, at = found
    return Head(receipt.seq, receipt.root, at), receipt.signature


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[AsyncSession]:
    database = await open_database(settings.url, create=False)
    try:
        async with database.read() as session:
            yield session
    finally:
        await database.close()


def _told(entries: int) -> Callable[[int], None] | None:
    """Return what tells a person at a terminal how far it is; a pipe gets the verdict alone."""
    if not sys.stderr.isatty():
        return None

    def tell(at: int) -> None:
        sys.stderr.write(f"\r{at:,} of {entries:,} entries")
        sys.stderr.flush()

    return tell
