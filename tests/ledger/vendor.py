"""Another system, in memory: it counts what was told under each key, and fails as its script says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable

from nia.ledger.changes import Message
from nia.ledger.outlets import NotSent, Outlet, Refused, Unclear
from nia.ledger.sender import Sender
from tests.ledger.posting import Post

FAULTS = ("later", "refused", "lost", "done_and_lost", "bug")
"""How a call fails: without effect and for now, for good; or lost on the way there, on the way back; or by a bug."""


class Died(BaseException):
    """The sender's process died here. Nothing of NIA's catches it."""


class Vendor:
    """An outlet whose system takes a key, or does not. `faults` are its next calls', "" where one goes well."""

    def __init__(
        self,
        *,
        keyed: bool = False,
        looks: bool = False,
        faults: Iterable[str] = (),
        looks_up: Iterable[str] = (),
    ) -> None:
        self.idempotent = keyed
        self.effects: Counter[str] = Counter()
        self.order: list[str] = []
        self.faults, self.looks_up = list(faults), list(looks_up)
        self.has_told = asyncio.Event()
        self._looks = looks

    def sender(self, post: Post) -> Sender:
        """Return a sender of the topic `note.added` to this system."""
        outlet: Outlet = _CanBeAsked(self) if self._looks else self
        return Sender(post.world.database, {"note.added": outlet}, post.world.clock)

    async def tell(self, key: str) -> None:
        """Have an effect; under a key that it takes, one."""
        if not (self.idempotent and self.effects[key]):
            self.effects[key] += 1
            self.order.append(key)
        self.has_told.set()

    async def deliver(self, message: Message, key: str) -> None:
        fault = self.faults.pop(0) if self.faults else ""
        if fault in ("done_and_lost", "die_after"):
            await self.tell(key)
        fail(fault)
        await self.tell(key)

    async def look_up(self, key: str) -> bool | None:
        fault = self.looks_up.pop(0) if self.looks_up else ""
        fail(fault)
        return None if fault == "unsure" else self.effects[key] > 0


class _CanBeAsked:
    def __init__(self, vendor: Vendor) -> None:
        self._vendor = vendor
        self.idempotent = vendor.idempotent

    async def deliver(self, message: Message, key: str) -> None:
        await self._vendor.deliver(message, key)

    async def delivered(self, key: str) -> bool | None:
        return await self._vendor.look_up(key)


def fail(fault: str) -> None:
    """Raise what an outlet raises for this."""
    if fault == "later":
        raise NotSent("later")
    if fault == "refused":
        raise Refused("refused")
    if fault in ("lost", "done_and_lost"):
        raise Unclear("lost")
    if fault == "bug":
        raise KeyError("a value")
    if fault.startswith("die"):
        raise Died
