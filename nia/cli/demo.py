"""`nia demo load|reset|remove`: the demo data set. `--demo` of serve and chat loads it too."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from nia.config import Settings
from nia.errors import AdminError

if TYPE_CHECKING:
    from nia.clock import Clock
    from nia.demo import DemoSignIn
    from nia.store.database import Database

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


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


def reset(yes: Yes = False) -> None:
    """Put the demo data back as it was on the first day, with new passwords. What was done in it is gone."""
    _agree("What was done in the demo data will be gone, and its passwords will be new. Go on?", yes=yes)
    typer.echo(asyncio.run(_load(anew=True)))


def remove(yes: Yes = False) -> None:
    """Take the demo data out again, with what was done in it. Your own users' data stays."""
    _agree("The demo users will be gone, with all that was done in the demo data. Go on?", yes=yes)
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


def _agree(question: str, *, yes: bool) -> None:
    """Ask at a terminal; elsewhere nobody can answer, so `--yes` must be there."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise AdminError("This deletes data, and nobody is here to ask. If you mean it, add --yes")
    typer.confirm(question, abort=True)


async def _load(*, anew: bool) -> str:
    from nia import demo
    from nia.clock import SystemClock
    from nia.ids import random_id
    from nia.ledger.signing_key import signer_of
    from nia.store.opening import open_database

    settings = Settings()
    database = await open_database(settings.url)
    try:
        clock = SystemClock()
        if anew:
            sign_ins = await demo.reset(database, clock, random_id, signer_of(settings))
        else:
            sign_ins = await demo.load(database, clock, random_id)
        demo.save_sign_ins(settings.data_dir, sign_ins)
    finally:
        await database.close()
    return in_columns(sign_ins)


async def _remove() -> None:
    from nia import demo
    from nia.ledger.signing_key import signer_of
    from nia.store.opening import open_database

    settings = Settings()
    database = await open_database(settings.url, create=False)
    try:
        await demo.remove(database, signer_of(settings))
        demo.forget_sign_ins(settings.data_dir)
    finally:
        await database.close()
