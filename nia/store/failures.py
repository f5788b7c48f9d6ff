"""Says what is wrong with the database and what to do, from its driver's error. `opening` and `Database` raise it."""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from nia.errors import StoreAway, StoreError, StoreFull, StoreReadOnly
from nia.store.url import SQLITE, shown

REFUSALS = (IntegrityError, DataError, ProgrammingError, NotSupportedError)
"""What a database that works says to a statement: a value that is there already, a name that it does not know."""

FAILURES = (DBAPIError, PoolTimeout)
"""What is raised where a database does not work, `REFUSALS` aside."""

# Part of the driver's message, in lower case -> what it means and what to do. The first that fits is taken.
_SQLITE = (
    (
        "unable to open",
        StoreError,
        "the database file {file} cannot be opened. Create its folder, or let the user that runs NIA write there",
    ),
    (
        "readonly",
        StoreReadOnly,
        "the database file {file} cannot be written. Let the user that runs NIA write the file and its folder",
    ),
    (
        "locked",
        StoreAway,
        "another program holds the database file {file}. Close it (a database browser, a backup) and try again",
    ),
    ("not a database", StoreError, "{file} is not a database. Move it away, or set NIA_DATABASE_URL to another file"),
    ("malformed", StoreError, "the database file {file} is damaged. Restore it from a backup"),
    ("full", StoreFull, "the disk that holds {file} is full. Make room and try again"),
    ("disk i/o", StoreFull, "the disk that holds {file} does not work or is full. Check it and try again"),
)
_GONE = "{url} does not answer: the server was stopped, or the network broke. NIA goes on when it is back"
_POSTGRES = (
    (
        "permission denied",
        StoreError,
        "{url} does not let the user create or write tables. Grant it CREATE on the schema",
    ),
    ("password", StoreError, "{url} does not accept the user or the password. Correct them in NIA_DATABASE_URL"),
    ("no pg_hba", StoreError, "{url} does not let this machine in. Add it to the server's pg_hba.conf"),
    ('role "', StoreError, "{url} does not know the user. Create it, or correct NIA_DATABASE_URL"),
    ('database "', StoreError, "{url} has no such database. Create it (createdb), or correct NIA_DATABASE_URL"),
    (
        "refused",
        StoreAway,
        "no server answers at {url}. Start PostgreSQL, or correct host and port in NIA_DATABASE_URL",
    ),
    ("resolve", StoreAway, "the host of {url} is not known. Correct it in NIA_DATABASE_URL"),
    ("translate host", StoreAway, "the host of {url} is not known. Correct it in NIA_DATABASE_URL"),
    ("no space left", StoreFull, "the disk of {url} is full. Make room and try again"),
    ("too many", StoreAway, "{url} has no connection left. Raise its max_connections, or run fewer processes"),
    ("remaining conn", StoreAway, "{url} has no connection left. Raise its max_connections, or run fewer processes"),
    ("queuepool", StoreAway, "every connection to {url} is in use. Raise its max_connections, or run fewer processes"),
    ("read-only", StoreReadOnly, "{url} takes no writes. Point NIA_DATABASE_URL at the primary server"),
    (
        "idle-in-transaction",
        StoreAway,
        "{url} ended a transaction in which this process stood still. Nothing of it was written; try again",
    ),
    ("closed", StoreAway, _GONE),
    ("terminating connection", StoreAway, _GONE),
    ("connection is lost", StoreAway, _GONE),
    ("starting up", StoreAway, "{url} is starting. Try again in a moment"),
    ("recovery mode", StoreAway, "{url} is starting again after a crash. Try again in a moment"),
    ("not yet accepting", StoreAway, "{url} is starting again after a crash. Try again in a moment"),
    ("shutting down", StoreAway, "{url} is shutting down. Start PostgreSQL again"),
    ("timeout", StoreAway, "{url} does not answer in time. Check host, port and firewall"),
    ("timed out", StoreAway, "{url} does not answer in time. Check host, port and firewall"),
)


def explain(url: URL, error: BaseException) -> StoreError:
    """Return the error that an admin reads for what a driver raised on `url`. It holds no password and no data."""
    said = str(getattr(error, "orig", None) or error)
    known = _SQLITE if url.drivername == SQLITE else _POSTGRES
    for part, kind, meaning in known:
        if part in said.lower():
            return kind(_sentence(meaning.format(file=url.database, url=shown(url))))
    first = (said.strip().splitlines() or [type(error).__name__])[0]
    return StoreError(f"The database {shown(url)} does not work: {first}")


def _sentence(text: str) -> str:
    return text if text.startswith(("postgresql", "/")) else text[:1].upper() + text[1:]
