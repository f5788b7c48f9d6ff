"""What a test does when a server or browser it needs is not there: skip with one line, or fail where CI demands it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import NoReturn

import pytest

from tests.servers import chromium, faketime, own_postgres, postgres, rabbitmq, redis

#: marker -> a check that returns why the thing cannot be used, or None.
CHECKS: dict[str, Callable[[], str | None]] = {
    "needs_postgres": postgres.why_not,
    "needs_own_postgres": own_postgres.why_not,
    "needs_faketime": faketime.why_not,
    "needs_redis": redis.why_not,
    "needs_rabbitmq": rabbitmq.why_not,
    "needs_chromium": chromium.why_not,
}


@cache
def missing(marker: str) -> str | None:
    """Return why what `marker` stands for cannot be used, or None. Each is asked once a process."""
    return CHECKS[marker]()


def demand(marker: str) -> None:
    """Return if it is there; else skip the test, or fail it where `NIA_REQUIRE_SERVICES=1`."""
    reason = missing(marker)
    if reason is not None:
        _give_up(reason)


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("NIA_REQUIRE_SERVICES") == "1":
        pytest.fail(f"NIA_REQUIRE_SERVICES=1, but {reason}", pytrace=False)
    pytest.skip(reason)
