"""The order in which messages came to this process, kept until each has its place in the conversation's line.

`Agent` sees them first and announces them; between it and the line lie waits (a checkpoint is loaded) in which one
message could overtake another.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Door:
    """The way into a conversation's line: one message at a time, the others behind it as they came."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    messages: int = 0
    inside: tuple[str, object] | None = None


class Arrivals:
    """The messages of one process that have no place in their conversation's line yet."""

    def __init__(self) -> None:
        self._doors: dict[str, _Door] = {}

    @asynccontextmanager
    async def announced(self, conversation_id: str, client_id: str) -> AsyncIterator[None]:
        """Wait until every message of the conversation that was announced before has its place, or is gone."""
        door, me = self._doors.setdefault(conversation_id, _Door()), (client_id, object())
        door.messages += 1
        try:
            await door.lock.acquire()
            door.inside = me
            yield
        finally:
            if door.inside is me:
                self.placed(conversation_id, client_id)
            door.messages -= 1
            if not door.messages:
                del self._doors[conversation_id]

    def placed(self, conversation_id: str, client_id: str) -> None:
        """Say that this message has its place; the next one may come."""
        door = self._doors.get(conversation_id)
        if door is not None and door.inside is not None and door.inside[0] == client_id:
            door.inside = None
            door.lock.release()
