"""A message that waits for its conversation: its place in the line, and whether what it waits for still moves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from sqlalchemy.exc import IntegrityError

from nia.errors import VendorError
from nia.memory import line
from nia.memory.lease import LEASE
from nia.memory.line import LAST, Sight
from nia.store.database import Database

POLL_S = 0.02
LONGEST_PAUSE_S = 0.5
WAIT_S = 30.0
RENEW_S = LEASE.total_seconds() / 3

Elapsed = Callable[[], float]
"""Seconds that passed, from any start: a clock that never jumps."""


class Wait:
    """The wait of one message, from its first look until it is served or gives up."""

    def __init__(self, database: Database, conversation_id: str, client_id: str, elapsed: Elapsed = time.monotonic):
        self.place = LAST
        self._database = database
        self._conversation = conversation_id
        self._client = client_id
        self._elapsed = elapsed
        self._until = elapsed() + WAIT_S
        self._served: object = None
        self._stands = False
        self._stood_at = 0.0
        self._moves: object = None
        self._moved_at = elapsed()

    async def look(self) -> Sight | None:
        """Look at the conversation; None where there is none yet."""
        async with self._database.read() as session:
            seen = await line.look(session, self._conversation, self._client, self.place)
        if seen is not None and seen.moves != self._moves:
            self._moves, self._moved_at = seen.moves, self._elapsed()
        if seen is not None and (seen.fence, seen.ahead) != self._served:
            self._served, self._until = (seen.fence, seen.ahead), self._elapsed() + WAIT_S
        return seen

    def stands_still(self) -> bool:
        """Tell whether nothing has moved for a lease's time, by this process's own count of seconds.

        Whoever lives renews more often, whatever any clock says. So this ends the lease of a dead process also where
        a clock was set back.
        """
        return self._elapsed() - self._moved_at > LEASE.total_seconds()

    async def stand(self) -> None:
        """Join the line, or renew the place in it when that is due."""
        if self.place != LAST and self._elapsed() - self._stood_at < RENEW_S:
            return
        self._stands = True  # before it is written: who is cancelled here may stand in line without knowing the place
        try:
            async with self._database.begin() as session:
                place = await line.stand(session, self._conversation, self._client)
        except IntegrityError:
            return  # the same message, sent again, stood there at this moment: the next time it has a place to renew
        if place != self.place:
            self._moves = None  # from another place others are ahead
        self.place, self._stood_at = place, self._elapsed()

    async def pause(self, ahead: int) -> None:
        """Let time pass, the more the more are ahead.

        Raises a retryable `VendorError` where nobody who is ahead was served for `WAIT_S`.
        """
        if self._elapsed() > self._until:
            raise VendorError("another turn of this conversation is still running", retryable=True)
        await asyncio.sleep(min(POLL_S * (1 + ahead), LONGEST_PAUSE_S))

    def served(self) -> None:
        """Note that the place was taken out of the line, as its turn began."""
        self.place, self._stands = LAST, False

    async def end(self) -> None:
        """Leave the line, where the place in it was not served."""
        if self._stands:
            async with self._database.begin() as session:
                await line.leave(session, self._conversation, self._client)
