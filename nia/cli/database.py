"""`nia db upgrade|downgrade|status|prune`: the database's schema, and what is kept. NIA does both at each start."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Annotated

import typer

from nia.config import Settings

Revision = Annotated[str, typer.Argument(help="A revision that `nia db status` lists, or base: drop everything.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

ClockIsRight = Annotated[
    bool, typer.Option("--clock-is-right", help="Delete also where this machine's clock was taken to be wrong.")
]


def build() -> typer.Typer:
    """Return the command `nia db`."""
    app = typer.Typer(help="The database's schema, and what is kept in it.", no_args_is_help=True)
    app.command()(upgrade)
    app.command()(downgrade)
    app.command()(status)
    app.command()(prune)
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


def prune(clock_is_right: ClockIsRight = False) -> None:
    """Delete the words of conversations that are older than `retention` in config/nia.yaml lets them be.

    Nothing is deleted where this machine's clock may be wrong: what is deleted does not come back.
    """
    typer.echo(asyncio.run(_prune(clock_is_right=clock_is_right)))


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


async def _prune(*, clock_is_right: bool) -> str:
    from nia.clock import SystemClock
    from nia.config_files import load_nia
    from nia.memory.retention import forget_before, forget_older
    from nia.store.opening import open_database

    settings = Settings()
    days = load_nia(settings.config_dir).retention.conversation_days
    if days is None:
        return "Everything is kept for good. Set retention.conversation_days in config/nia.yaml to change that."
    database = await open_database(settings.url)
    try:
        now = SystemClock().now()
        if clock_is_right:
            turns = await forget_before(database, now - timedelta(days=days))
        else:
            turns = await forget_older(database, now, days)
    finally:
        await database.close()
    return f"The words of {turns} turns older than {days} days were deleted. Records and the ledger stay."
