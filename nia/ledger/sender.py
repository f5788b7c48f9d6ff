"""Sends the outbox, message by message, through the outlets that it is given. `create_agent` runs one.

Several may run at once, in one process or many. What a crash leaves is found by the next one: a message whose
claim ran out is in doubt, and is looked up, sent again under its key, or put to people as of unknown outcome.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from nia.clock import Clock
from nia.errors import VendorError
from nia.ledger import outbox
from nia.ledger.outbox import ATTEMPTS_A_ROUND, CLAIM, LONGEST_WAIT, Claimed, State
from nia.ledger.outlets import DeliveryFailed, LooksUp, NotSent, Outlet, Refused, Unclear
from nia.store.database import Database

TIMEOUT_S = 10.0
FIRST_WAIT = timedelta(seconds=2)
SHORTEST_REST = timedelta(seconds=1)
POLL_S = 1.0
GRACE_S = 3.0
_MOST_DOUBLINGS = 20  # far beyond the longest wait; keeps the number small

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Tried:
    """How an attempt went; `in_doubt` where nobody knows whether this or an earlier one had its effect."""

    failure: DeliveryFailed | None
    in_doubt: bool = False


class Sender:
    """Sends what waits. `outlets` by topic; topics without one are left alone. `timeout_s` limits each call.

    Messages about one record are sent in the order in which they were written, over all these topics; of several
    that fail for now, each waits for itself. One outlet is asked by one call at a time.
    """

    def __init__(
        self, database: Database, outlets: Mapping[str, Outlet], clock: Clock, *, timeout_s: float = TIMEOUT_S
    ) -> None:
        if not 0 < timeout_s <= CLAIM.total_seconds() / 4:
            raise ValueError(f"timeout_s is to be at most a quarter of a claim, {CLAIM.total_seconds() / 4:g} s")
        self._database = database
        self._clock = clock
        self._timeout_s = timeout_s
        self._topics = frozenset(outlets)
        self._rests: dict[int, datetime] = {}
        by_outlet: dict[int, tuple[Outlet, set[str]]] = {}
        for topic, outlet in outlets.items():
            by_outlet.setdefault(id(outlet), (outlet, set()))[1].add(topic)
        self._outlets = tuple((outlet, frozenset(topics)) for outlet, topics in by_outlet.values())

    async def drain(self, most: int = 1_000) -> int:
        """Send what is due now, at most so many; return how many attempts were made."""
        made = 0
        for _ in range(most):
            # One each in turn: a message of one outlet may wait for one of another about the same record.
            steps = [await self.step(outlet, topics) for outlet, topics in self._outlets]
            if not any(steps):
                break
            made += sum(steps)
        return made

    async def step(self, outlet: Outlet, topics: frozenset[str]) -> bool:
        """Make one attempt for the next message that is due; False where none is, or the outlet rests."""
        if self._is_resting(outlet):
            return False
        began = asyncio.get_running_loop().time()
        claimed = await self._claim(topics)
        if claimed is None:
            return False
        tried = await self._try(outlet, claimed, began)
        await self._mark(outlet, claimed, tried)
        return True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Send in the background while the block runs; what is being sent at its end gets a moment to come to one."""
        stop = asyncio.Event()
        tasks = [asyncio.create_task(self._work(outlet, topics, stop)) for outlet, topics in self._outlets]
        try:
            yield
        finally:
            stop.set()
            if tasks:
                _, late = await asyncio.wait(tasks, timeout=GRACE_S)
                for task in late:
                    task.cancel()
                await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, outlet: Outlet, topics: frozenset[str], stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                more = await self.step(outlet, topics)
            except Exception as error:
                # Nobody awaits this task: a database that is away for a while must not end it.
                _log.error("outbox: %s", type(error).__name__)
                more = False
            if not more:
                try:
                    async with asyncio.timeout(POLL_S):
                        await stop.wait()
                except TimeoutError:
                    pass

    async def _claim(self, topics: frozenset[str]) -> Claimed | None:
        async with self._database.begin() as session:
            return await outbox.claim(session, topics, self._topics, self._clock.now())

    async def _try(self, outlet: Outlet, claimed: Claimed, began: float) -> _Tried:
        if claimed.is_stale:
            return _Tried(Refused("too_old"))
        in_doubt = claimed.in_doubt
        if in_doubt and not can_be_resolved(outlet):
            return _Tried(Unclear("interrupted"), in_doubt=True)
        try:
            if in_doubt and isinstance(outlet, LooksUp):
                found = await self._looked_up(outlet, claimed.key)
                if found:
                    return _Tried(None)
                in_doubt = found is None
                if in_doubt and not outlet.idempotent:
                    return _Tried(Unclear("cannot_say"), in_doubt=True)
            self._check_in_time(began)
            await self._delivered(outlet, claimed)
        except DeliveryFailed as failure:
            return _Tried(failure, in_doubt or isinstance(failure, Unclear))
        return _Tried(None)

    async def _looked_up(self, outlet: LooksUp, key: str) -> bool | None:
        try:
            async with asyncio.timeout(self._timeout_s):
                return await outlet.delivered(key)
        except Exception as error:
            # Whatever is wrong with the question, it says nothing of the message.
            failure = _failure(error)
            raise Unclear(failure.why, failure.retry_after_s) from error

    async def _delivered(self, outlet: Outlet, claimed: Claimed) -> None:
        try:
            async with asyncio.timeout(self._timeout_s):
                await outlet.deliver(claimed.message, claimed.key)
        except Exception as error:
            raise _failure(error) from error

    def _check_in_time(self, began: float) -> None:
        """Send nothing where this process stood still for so long that another may have the message."""
        if asyncio.get_running_loop().time() - began > CLAIM.total_seconds() / 2:
            raise NotSent("stood_still")

    async def _mark(self, outlet: Outlet, claimed: Claimed, tried: _Tried) -> None:
        failure, now = tried.failure, self._clock.now()
        async with self._database.begin() as session:
            if failure is None:
                await outbox.mark_sent(session, claimed, now)
                return
            state = _state_after(outlet, claimed, tried)
            if state is not State.WAITING:
                await outbox.mark_over(session, claimed, state, failure.why)
            else:
                wait = wait_after(claimed.tries, failure.retry_after_s)
                await outbox.put_off(session, claimed, failure.why, now + wait, in_doubt=tried.in_doubt)
        if failure.retryable:
            self._rest(outlet, now, failure.retry_after_s)
        _log.warning("outbox %d: attempt %d, %s: %s", claimed.id, claimed.attempt, state, failure.why)

    def _rest(self, outlet: Outlet, now: datetime, retry_after_s: float) -> None:
        """Leave the outlet alone for a moment, or for as long as its system asked for."""
        self._rests[id(outlet)] = now + min(LONGEST_WAIT, max(SHORTEST_REST, timedelta(seconds=retry_after_s)))

    def _is_resting(self, outlet: Outlet) -> bool:
        until, now = self._rests.get(id(outlet)), self._clock.now()
        return until is not None and now < until <= now + LONGEST_WAIT


def can_be_resolved(outlet: Outlet) -> bool:
    """Tell whether a message in doubt can be sent again, or looked up; where not, it is sent at most once."""
    return outlet.idempotent or isinstance(outlet, LooksUp)


def wait_after(attempt: int, retry_after_s: float = 0.0) -> timedelta:
    """Return how long a message waits after its `attempt`, which failed: twice as long each time, up to a limit."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempt - 1, _MOST_DOUBLINGS)
    asked = timedelta(seconds=min(retry_after_s, LONGEST_WAIT.total_seconds()))
    return min(LONGEST_WAIT, max(doubled, asked))


def _state_after(outlet: Outlet, claimed: Claimed, tried: _Tried) -> State:
    is_over = (
        isinstance(tried.failure, Refused)
        or claimed.tries >= ATTEMPTS_A_ROUND
        or (tried.in_doubt and not can_be_resolved(outlet))
    )
    if not is_over:
        return State.WAITING
    return State.UNKNOWN if tried.in_doubt else State.FAILED


def _failure(error: Exception) -> DeliveryFailed:
    """Return what an attempt's error means. A bug of an outlet is nothing to end the sender for; its type is logged."""
    if isinstance(error, DeliveryFailed):
        return error
    if isinstance(error, TimeoutError):
        return Unclear("timeout")
    if isinstance(error, VendorError):
        return Unclear("vendor") if error.retryable else Refused("vendor")
    _log.error("outbox: an outlet raised %s", type(error).__name__)
    return Unclear("outlet_error")
