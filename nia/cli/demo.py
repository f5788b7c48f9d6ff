"""`nia demo load|reset|remove`: the demo data set. `--demo` of serve and chat loads it too."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from nia.config import Settings

if TYPE_CHECKING:
    from nia.clock import Clock
    from nia.demo import DemoSignIn
    from nia.store.database import Database


def build() -> typer.Typer:
    """Return the command `nia demo`."""
    app = typer.Typer(help="The demo data: a company of two teams, to try NIA on.", no_args_is_help=True)
    app.command()(load)
    app.command()(reset)
    app.command()(remove)
    return app


def load() -> None:
    """Load the demo data, dated around today, and print how to sign in."""
    typer.echo(asyncio.run(_load(anew=False)))


def reset() -> None:
    """Put the demo data back as it was on the first day, with new passwords."""
    typer.echo(asyncio.run(_load(anew=True)))


def remove() -> None:
    """Take the demo data out again. Your own users' data stays."""
    asyncio.run(_remove())
    typer.echo("The demo data is gone.")


async def load_if_empty(settings: Settings, database: Database, clock: Clock) -> None:
    """Load the demo data where there are no users yet."""
    from nia import demo
    from nia.accounts import users
    from nia.ids import random_id

    async with database.read() as session:
        if await users.everybody(session):
            return
    demo.save_sign_ins(settings.data_dir, await demo.load(database, clock, random_id))


def in_columns(sign_ins: list[DemoSignIn]) -> str:
    """Return the sign-ins as lines for people."""
    return "\n".join(f"  {one.email:<24}{one.password:<20}{one.role:<12}{one.name}" for one in sign_ins)


async def _load(*, anew: bool) -> str:
    from nia import demo
    from nia.clock import SystemClock
    from nia.ids import random_id
    from nia.store.opening import open_database

    settings = Settings()
    database = await open_database(settings.url)
    try:
        sign_ins = await (demo.reset if anew else demo.load)(database, SystemClock(), random_id)
        demo.save_sign_ins(settings.data_dir, sign_ins)
    finally:
        await database.close()
    return in_columns(sign_ins)


async def _remove() -> None:
    from nia import demo
    from nia.store.opening import open_database

    settings = Settings()
    database = await open_database(settings.url, create=False)
    try:
        await demo.remove(database)
        demo.forget_sign_ins(settings.data_dir)
    finally:
        await database.close()
