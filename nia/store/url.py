"""Reads the database's URL. Everything in the store that takes a URL gets it from here."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from nia.errors import StoreError

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+psycopg"
EXAMPLES = "sqlite:///data/nia.db or postgresql://user:password@host:5432/database"

_DRIVERS = {
    "sqlite": SQLITE,
    SQLITE: SQLITE,
    "postgres": POSTGRES,
    "postgresql": POSTGRES,
    POSTGRES: POSTGRES,
}


def parse_url(text: str) -> URL:
    """Return the URL with the async driver that NIA uses; raise `StoreError` where NIA cannot keep its data there."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(f"NIA_DATABASE_URL is not a database URL. Write it like {EXAMPLES}") from None
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise StoreError(
            f"NIA does not know the database {url.drivername!r} of NIA_DATABASE_URL. "
            f"It keeps its data in SQLite or PostgreSQL; write the URL like {EXAMPLES}"
        )
    if driver == SQLITE and url.database in (None, "", ":memory:"):
        raise StoreError("NIA_DATABASE_URL names no file. A database in memory would lose what was said; write a path")
    return url.set(drivername=driver)


def shown(url: URL) -> str:
    """Return the URL as it may be shown: without its password, and without the driver's name."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)
