"""On whose behalf a command runs (`--as`), and the gate that it runs through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from nia.errors import AdminError

if TYPE_CHECKING:
    from nia.accounts.principal import Principal
    from nia.config import Settings
    from nia.store.database import Database
    from nia.tools.invoke import Gate
    from nia.tools.spec import Tool

As = Annotated[
    str,
    typer.Option(
        "--as", metavar="EMAIL", prompt="On whose behalf (mail address)", help="On whose behalf: their mail address."
    ),
]


@dataclass(frozen=True, slots=True)
class Behalf:
    """An open database, and the user who acts in it."""

    settings: Settings
    database: Database
    user: Principal

    def gate(self, tools: Iterable[Tool] = ()) -> Gate:
        """Return the gate of this installation, with `tools` beside NIA's own."""
        from nia.clock import SystemClock
        from nia.config_files import load_nia
        from nia.ids import random_id
        from nia.ledger.signing_key import signer_of
        from nia.tools.invoke import Gate
        from nia.tools.registry import Registry

        registry, company = Registry.load(extra=tools), load_nia(self.settings.config_dir).company
        signer = signer_of(self.settings)
        return Gate(self.database, registry, company, SystemClock(), random_id, self.settings.config_dir, signer)


@asynccontextmanager
async def acting(settings: Settings, email: str) -> AsyncIterator[Behalf]:
    """Open the database on behalf of a user. Raises `AdminError` where there is no such active user."""
    from nia.accounts import users
    from nia.accounts.principal import Principal
    from nia.store.opening import open_database

    database = await open_database(settings.url, create=False)
    try:
        async with database.read() as session:
            row = await users.find(session, email)
        if row is None or not row.active:
            raise AdminError("There is no active user with this mail address. See: nia user list")
        yield Behalf(settings, database, Principal.of(row))
    finally:
        await database.close()
