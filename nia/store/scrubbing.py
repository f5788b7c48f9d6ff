"""Makes deleted bytes vanish from SQLite's files, where they lie until they are written over. `nia erase` calls it.

A `VACUUM` writes the whole file anew, `secure_delete` clears what it frees, and a checkpoint that truncates empties the
log beside it (https://www.sqlite.org/pragma.html#pragma_secure_delete). PostgreSQL has its own vacuum.
"""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from nia.errors import StoreError

_WAIT_S = 30.0


async def scrub(file: Path) -> None:
    """Write a SQLite file anew, without what was deleted from it.

    Raises `StoreError` where another program reads it all the while: the bytes may then still be there.
    """
    await asyncio.to_thread(_scrub, file)


def _scrub(file: Path) -> None:
    try:
        connection = sqlite3.connect(file, timeout=_WAIT_S, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _unfinished(file, str(error)) from error
    if busy:
        raise _unfinished(file, "another program reads it")


def _unfinished(file: Path, why: str) -> StoreError:
    return StoreError(
        f"What was erased may still be found in the bytes of {file} ({why}). Stop NIA and run the command again"
    )
