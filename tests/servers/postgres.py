"""A real PostgreSQL on loopback, and databases of the tests' own in it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    import psycopg

DEFAULT_URL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
PREFIX = "nia_test_"


def server_url() -> str:
    """Return the SQLAlchemy URL of a database on the server in which others may be created."""
    return os.environ.get("NIA_TEST_DATABASE_URL") or DEFAULT_URL


def why_not() -> str | None:
    """Return why the server cannot be used, in one line, or None. Also drops what killed runs left."""
    try:
        import psycopg
    except ImportError:
        return "psycopg is not installed (pip install 'nia-assistant[postgres]')"
    try:
        with psycopg.connect(_libpq(server_url()), connect_timeout=3, autocommit=True) as connection:
            _drop_leftovers(connection)
    except psycopg.Error as error:
        where = urlsplit(server_url())
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return f"no PostgreSQL usable at {where.hostname}:{where.port or 5432} (set NIA_TEST_DATABASE_URL): {reason}"
    return None


@contextmanager
def fresh_database() -> Iterator[str]:
    """Create an empty database; yield its SQLAlchemy URL; drop it, whoever is still connected."""
    import psycopg
    from psycopg import sql

    name = f"{PREFIX}{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(_libpq(server_url()), connect_timeout=10, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
        )
        # No test cuts this server's power (`own_postgres` is for that): a commit need not wait for the disk.
        connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(server_url())._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(_libpq(server_url()), connect_timeout=10, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _libpq(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _drop_leftovers(connection: psycopg.Connection) -> None:
    from psycopg import sql

    rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
    for (name,) in rows:
        pid = name.removeprefix(PREFIX).split("_")[0]
        if pid.isdigit() and not _alive(int(pid)):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
