"""A SQLite file with today's schema, migrated once a process and copied: `open_chat` opens each installation on one.

How a database comes to its schema, `tests/store` looks at; every other test would only wait for it.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from nia.store.opening import open_database

_migrated: list[bytes] = []


async def lay(url: str) -> None:
    """Put a migrated file where `url` names one that is not there yet. A database on PostgreSQL is left as it is."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _put(Path(parsed.database or ""), await content())


async def content() -> bytes:
    """Return what the file holds, migrated at the first call: a process that forks calls it for its children."""
    if not _migrated:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "nia.db"
            await (await open_database(f"sqlite+aiosqlite:///{file}")).close()
            _migrated.append(await asyncio.to_thread(file.read_bytes))
    return _migrated[0]


def _put(file: Path, content: bytes) -> None:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
