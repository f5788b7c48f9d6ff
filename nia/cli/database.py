"""`nia db upgrade|downgrade|status`: the database's schema. NIA upgrades it by itself at each start."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from nia.config import Settings

Revision = Annotated[str, typer.Argument(help="A revision that `nia db status` lists, or base: drop everything.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def build() -> typer.Typer:
    """Return the command `nia db`."""
    app = typer.Typer(help="The database's schema.", no_args_is_help=True)
    app.command()(upgrade)
    app.command()(downgrade)
    app.command()(status)
    return app


def upgrade() -> None:
    """Make the database if there is none, and bring its schema up to date."""
    typer.echo(asyncio.run(_upgrade()))


def downgrade(revision: Revision, yes: Yes = False) -> None:
    """Take the schema back to an older revision, with what newer ones hold. Make a backup first."""
    if not yes:
        typer.confirm("What newer revisions hold will be deleted. Go on?", abort=True)
    typer.echo(asyncio.run(_downgrade(revision)))


def status() -> None:
    """Show which revision the schema is at. Ends with 1 where it is not up to date."""
    said, current = asyncio.run(_status())
    typer.echo(said)
    if not current:
        raise typer.Exit(1)


async def _upgrade() -> str:
    from nia.store.migrate import HEAD
    from nia.store.opening import open_database
    from nia.store.url import parse_url, shown

    url = Settings().url
    database = await open_database(url)
    await database.close()
    return f"{shown(parse_url(url))} is at {HEAD}."


async def _downgrade(revision: str) -> str:
    from nia.errors import AdminError
    from nia.store import migrate
    from nia.store.url import parse_url, shown

    known = (*migrate.revisions(), "base")
    if revision not in known:
        raise AdminError(f"There is no revision {revision!r}. There are: {', '.join(known)}")
    url = parse_url(Settings().url)
    await migrate.downgrade(url, revision)
    return f"{shown(url)} is at {revision}."


async def _status() -> tuple[str, bool]:
    from nia.store.migrate import HEAD
    from nia.store.opening import NotThereYet, open_database
    from nia.store.url import parse_url, shown

    url = Settings().url
    try:
        database = await open_database(url, create=False)
    except NotThereYet as error:
        return str(error), False
    await database.close()
    return f"{shown(parse_url(url))} is at {HEAD}, the newest revision.", True
