"""`nia user add|list|password|deactivate`: who may sign in."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from nia.config import Settings

if TYPE_CHECKING:
    from nia.store.database import Database
    from nia.store.tables import Team, User

_ROLES = ("admin", "manager", "sales_rep", "user")

Email = Annotated[str, typer.Argument(help="The user's mail address.")]
Name = Annotated[str, typer.Option("--name", prompt=True, help="The user's full name.")]
Role = Annotated[str, typer.Option("--role", help=f"One of {', '.join(_ROLES)}.")]
TeamName = Annotated[str, typer.Option("--team", prompt=True, help="The user's team; made where there is none.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def build() -> typer.Typer:
    """Return the command `nia user`."""
    app = typer.Typer(help="Who may sign in.", no_args_is_help=True)
    app.command()(add)
    app.command(name="list")(show)
    app.command()(password)
    app.command()(deactivate)
    return app


def add(email: Email, name: Name, team: TeamName, role: Role = "sales_rep") -> None:
    """Add a user. The password is asked for, or read from standard input where that is piped in."""
    if role not in _ROLES:
        raise typer.BadParameter(f"{role!r} is none of {', '.join(_ROLES)}", param_hint="--role")
    asyncio.run(_add(email, name, team, role, _ask_password()))
    typer.echo(f"{name} can sign in as {email}.")


def show() -> None:
    """List all users."""
    for line in asyncio.run(_lines()):
        typer.echo(line)


def password(email: Email) -> None:
    """Give a user another password, and end their sessions."""
    asyncio.run(_set_password(email, _ask_password()))
    typer.echo(f"The password of {email} is changed, and their sessions are ended.")


def deactivate(email: Email, yes: Yes = False) -> None:
    """Shut a user out at once. What they own stays."""
    if not yes:
        typer.confirm(f"Shut out {email}?", abort=True)
    asyncio.run(_deactivate(email))
    typer.echo(f"{email} is shut out.")


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password (10 characters or more)", hide_input=True, confirmation_prompt=True))


@asynccontextmanager
async def _open() -> AsyncIterator[Database]:
    """Open the database; word what the user of this command can mend."""
    from nia.errors import AdminError, Invalid
    from nia.store.opening import open_database

    database = await open_database(Settings().url)
    try:
        yield database
    except Invalid as error:
        raise AdminError(_PROBLEMS.get(error.problem, f"{error.slot}: {error.problem}")) from None
    finally:
        await database.close()


_PROBLEMS = {
    "password_short": "The password is too short. Use 10 characters or more",
    "password_long": "The password is too long. Use 256 characters or fewer",
    "email_taken": "There is a user with this mail address already. See: nia user list",
    "bad_email": "This is no mail address. Write it like asha@example.com",
    "empty": "A name is empty",
    "too_long": "A name is too long",
    "last_admin": "This is the last admin. Make another one first: nia user add --role admin",
}


async def _add(email: str, name: str, team: str, role: str, secret: str) -> None:
    from nia.accounts import teams, users
    from nia.accounts.passwords import Passwords
    from nia.accounts.principal import Role
    from nia.clock import SystemClock
    from nia.config_files import load_nia
    from nia.ids import random_id

    config = load_nia(Settings().config_dir)
    async with _open() as database:
        password_hash = await Passwords().hash(secret)
        async with database.begin() as session:
            its = await teams.find(session, team) or await teams.create(session, team, random_id)
            currency = config.company.currency
            new = users.NewUser(name, email, Role(role), its.id, config.profile, currency, password_hash)
            await users.create(session, new, random_id, SystemClock().now())


async def _lines() -> list[str]:
    from nia.accounts import teams, users

    async with _open() as database, database.read() as session:
        named = {team.id: team for team in await teams.everyone(session)}
        return [_line(user, named[user.team_id]) for user in await users.everybody(session)]


def _line(user: User, team: Team) -> str:
    marks = ", ".join(mark for mark, holds in (("demo", user.is_demo), ("shut out", not user.active)) if holds)
    return f"{user.email:<32}{user.role:<12}{team.name:<16}{user.name}{f'  ({marks})' if marks else ''}"


async def _set_password(email: str, secret: str) -> None:
    from nia.accounts import users
    from nia.accounts.passwords import Passwords
    from nia.clock import SystemClock

    async with _open() as database:
        password_hash = await Passwords().hash(secret)
        async with database.begin() as session:
            await users.set_password(
                session, _there(await users.find(session, email)), password_hash, SystemClock().now()
            )


async def _deactivate(email: str) -> None:
    from nia.accounts import users
    from nia.clock import SystemClock

    async with _open() as database, database.begin() as session:
        await users.deactivate(session, _there(await users.find(session, email)), SystemClock().now())


def _there(user: User | None) -> User:
    from nia.errors import AdminError

    if user is None:
        raise AdminError("There is no user with this mail address. See: nia user list")
    return user
