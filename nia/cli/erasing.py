"""One erasure: looks, erases through the gate, and clears the bytes. `nia erase` holds it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlmodel import col, select

from nia.agent import checkpoints
from nia.cli.behalf import Behalf, acting
from nia.config import Settings
from nia.errors import AdminError, PermissionDenied
from nia.ledger import receipts
from nia.ledger.erasure.finding import Reach, find_reach
from nia.ledger.erasure.subject import Subject, find_subject, told
from nia.ledger.signing_key import signer_of
from nia.ledger.undo import COMMAND_LINE
from nia.store.scrubbing import scrub
from nia.store.tables import Receipt
from nia.tools.erasing import ADMINS, arguments, erasure_of
from nia.tools.invoke import Call

_ROUNDS = 3  # while it runs, others may say more about the person


@dataclass(frozen=True, slots=True)
class Found:
    """Who is meant, a line each, and how much there is to erase, by kind."""

    told: list[str]
    counts: Mapping[str, int]


class Erasing:
    """An erasure on behalf of an admin."""

    def __init__(self, behalf: Behalf, stack: AsyncExitStack) -> None:
        self._behalf = behalf
        self._stack = stack
        self._reach: Reach | None = None
        self._by: str | None = None

    @classmethod
    async def open(cls, settings: Settings, email: str) -> Erasing:
        """Open the database on behalf of a user. Raises `AdminError` where they are no admin."""
        async with AsyncExitStack() as stack:
            behalf = await stack.enter_async_context(acting(settings, email))
            try:
                ADMINS.reach_of(behalf.user)
            except PermissionDenied:
                raise AdminError("Only an admin may erase. Name one: --as") from None
            await receipts.adopt(behalf.database, signer_of(settings))
            return cls(behalf, stack.pop_all())
        raise AssertionError("an exit stack swallowed an error")

    async def look(self, person: str, by: str | None) -> Found:
        """Find what is to be erased. Raises `AdminError` where the person or the reason will not do."""
        async with self._behalf.database.read() as session:
            subject = await find_subject(session, person)
            self._check(subject, by)
            self._reach, self._by = await find_reach(session, subject), by
        return Found([told(one) for one in subject.people], self._reach.counts())

    async def erase(self) -> list[int]:
        """Erase it, and what came in meanwhile; return the numbers of the ledger's entries that say so."""
        reach, numbers = self._reach, list[int]()
        assert reach is not None
        for _ in range(_ROUNDS):
            call = Call("erase", self._behalf.user, arguments(reach, self._by), actor=COMMAND_LINE)
            outcome = await self._behalf.gate([erasure_of(reach)]).invoke(call)
            async with self._behalf.database.read() as session:
                numbers += await session.scalars(select(Receipt.seq).where(col(Receipt.action_id) == outcome.action_id))
                reach = await find_reach(session, reach.subject)
            if reach.is_empty:
                return numbers
        raise AdminError("While this was erased, more was written about the person. Run the command again")

    async def scrub(self) -> list[str]:
        """Clear the bytes of what was erased, also by an earlier run; return what is left to do, for people."""
        settings = self._behalf.settings
        await self._behalf.database.close()
        await checkpoints.forget_all(settings)
        beside = checkpoints.file_of(settings)
        if beside is None:
            return ["PostgreSQL keeps the bytes until it vacuums, and in its archives: see docs/ledger.md."]
        file = Path(make_url(settings.url).database or "")
        for one in (file, beside):
            await scrub(one)
        return [f"It is gone from {file.name}. Backups that were made before still hold it: see docs/ledger.md."]

    async def close(self) -> None:
        """Give back the database."""
        await self._stack.aclose()

    def _check(self, subject: Subject, by: str | None) -> None:
        if by is not None and subject.marks.mentioned_in(by):
            raise AdminError("The reason names the person, and would stay in the ledger. Say it without the name: --by")
        if self._behalf.user.id in subject.user_ids:
            raise AdminError("This is the admin on whose behalf it runs. Let another admin do it: --as")
