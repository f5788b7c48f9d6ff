"""Outlets: how a message of the outbox reaches another system. Connectors and embedding apps write them.

An outlet says how an attempt failed by raising one of the three failures here. Anything else that it raises, and
a time limit that is over, counts as `Unclear`.
"""

from __future__ import annotations

import re
from typing import Protocol, runtime_checkable

from nia.errors import VendorError
from nia.ledger.changes import Message

_CODE = re.compile(r"[a-z0-9_]{1,40}")


class Outlet(Protocol):
    """One way to one other system."""

    @property
    def idempotent(self) -> bool:
        """Whether the system does what it is told under one key once, however often it is told."""
        ...

    async def deliver(self, message: Message, key: str) -> None:
        """Tell the system, and return once it said that it has it. `key` is the same in each attempt, and no other's.

        Raises `NotSent`, `Refused` or `Unclear`.
        """
        ...


@runtime_checkable
class LooksUp(Protocol):
    """An outlet whose system can be asked what became of an earlier attempt."""

    async def delivered(self, key: str) -> bool | None:
        """Tell whether the system has what it was told under this key; None where it cannot say yet."""
        ...


class DeliveryFailed(VendorError):
    """An attempt failed. `why` is a code for row and log ("http_429"), never what the system wrote."""

    def __init__(self, why: str, *, retryable: bool, retry_after_s: float = 0.0) -> None:
        if not _CODE.fullmatch(why):
            raise ValueError("a code has up to 40 small letters, digits and _")
        super().__init__(why, retryable=retryable)
        self.why = why
        self.retry_after_s = retry_after_s


class NotSent(DeliveryFailed):
    """It had no effect, and may have one later: no connection, 429. `retry_after_s` is what the system asked for."""

    def __init__(self, why: str, retry_after_s: float = 0.0) -> None:
        super().__init__(why, retryable=True, retry_after_s=retry_after_s)


class Unclear(DeliveryFailed):
    """Nobody knows whether it had its effect: no answer in time, half an answer, 5xx."""

    def __init__(self, why: str, retry_after_s: float = 0.0) -> None:
        super().__init__(why, retryable=True, retry_after_s=retry_after_s)


class Refused(DeliveryFailed):
    """It had no effect and never will: 400, 404, 422. (A right that ran out, 401, is `NotSent`: it is renewed.)"""

    def __init__(self, why: str) -> None:
        super().__init__(why, retryable=False)
