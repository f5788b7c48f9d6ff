"""Says what is wrong with the database and what to do, from its driver's error. `opening` and `Database` raise it."""

from __future__ import annotations

from sqlalchemy import URL

from nia.errors import StoreError
from nia.store.url import SQLITE, shown

# Part of the driver's message, in lower case -> what it means and what to do. The first that fits is taken.
_SQLITE = (
    (
        "unable to open",
        "the database file {file} cannot be opened. Create its folder, or let the user that runs NIA write there",
    ),
    (
        "readonly",
        "the database file {file} cannot be written. Let the user that runs NIA write the file and its folder",
    ),
    (
        "locked",
        "another program holds the database file {file}. Close it (a database browser, a backup) and try again",
    ),
    ("not a database", "{file} is not a database. Move it away, or set NIA_DATABASE_URL to another file"),
    ("malformed", "the database file {file} is damaged. Restore it from a backup"),
    ("full", "the disk that holds {file} is full. Make room and try again"),
    ("disk i/o", "the disk that holds {file} does not work or is full. Check it and try again"),
)
_POSTGRES = (
    ("permission denied", "{url} does not let the user create or write tables. Grant it CREATE on the schema"),
    ("password", "{url} does not accept the user or the password. Correct them in NIA_DATABASE_URL"),
    ("no pg_hba", "{url} does not let this machine in. Add it to the server's pg_hba.conf"),
    ('role "', "{url} does not know the user. Create it, or correct NIA_DATABASE_URL"),
    ('database "', "{url} has no such database. Create it (createdb), or correct NIA_DATABASE_URL"),
    ("refused", "no server answers at {url}. Start PostgreSQL, or correct host and port in NIA_DATABASE_URL"),
    ("resolve", "the host of {url} is not known. Correct it in NIA_DATABASE_URL"),
    ("translate host", "the host of {url} is not known. Correct it in NIA_DATABASE_URL"),
    ("too many", "{url} has no connection left. Raise its max_connections, or run fewer processes"),
    ("queuepool", "every connection to {url} is in use. Raise its max_connections, or run fewer processes"),
    ("timeout", "{url} does not answer in time. Check host, port and firewall"),
    ("timed out", "{url} does not answer in time. Check host, port and firewall"),
    ("read-only", "{url} takes no writes. Point NIA_DATABASE_URL at the primary server"),
)


def explain(url: URL, error: BaseException) -> StoreError:
    """Return the error that an admin reads for what a driver raised on `url`. It holds no password and no data."""
    said = str(getattr(error, "orig", None) or error)
    known = _SQLITE if url.drivername == SQLITE else _POSTGRES
    for part, meaning in known:
        if part in said.lower():
            return StoreError(_sentence(meaning.format(file=url.database, url=shown(url))))
    first = (said.strip().splitlines() or [type(error).__name__])[0]
    return StoreError(f"The database {shown(url)} does not work: {first}")


def _sentence(text: str) -> str:
    return text if text.startswith(("postgresql", "/")) else text[:1].upper() + text[1:]
