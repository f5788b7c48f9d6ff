"""A SQLite file with today's schema, migrated once a process and copied: `open_chat` opens each installation on one.

How a database comes to its schema, `tests/store` looks at; every other test would only wait for it.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from nia.store.opening import open_database

_migrated: list[bytes] = []


async def lay(url: str) -> None:
    """Put a migrated file where `url` names one that is not there yet; a database on PostgreSQL migrates as it opens."""
    parsed = make_url(url)
    file = Path(parsed.database or "")
    if parsed.get_backend_name() != "sqlite" or file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(await _content())


async def _content() -> bytes:
    if not _migrated:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "nia.db"
            await (await open_database(f"sqlite+aiosqlite:///{file}")).close()
            _migrated.append(file.read_bytes())
    return _migrated[0]
