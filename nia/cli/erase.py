"""`nia erase PERSON`: erases what NIA holds of a user or a customer, after it has shown what that is."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from nia.cli.behalf import As
from nia.config import Settings
from nia.errors import AdminError

Person = Annotated[
    str, typer.Argument(metavar="PERSON", help="A user's mail address; a lead's or contact's id, name, mail or phone.")
]
By = Annotated[
    str | None, typer.Option("--by", metavar="REASON", help="By whose request, for the ledger; it must name nobody.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

_KINDS = {
    "leads": "leads",
    "contacts": "contacts",
    "users": "users",
    "notes": "notes",
    "activities": "activities",
    "attendees": "attendees of meetings",
    "meetings": "titles and texts of meetings",
    "tasks": "titles of tasks",
    "mails": "mails",
    "facts": "remembered facts",
    "feedback": "remarks on replies",
    "proposals": "cards",
    "outbox": "messages to other systems",
    "turns": "turns of conversations",
    "conversations": "states of conversations",
    "login_sessions": "sign-in sessions",
    "entries": "entries of the ledger",
}


def erase(person: Person, email: As, by: By = None, yes: Yes = False) -> None:
    """Erase what NIA holds of a person, at a rep's or a customer's request. Only for admins; nothing brings it back.

    The ledger's chain still verifies, and says "erased". Backups that were made before keep what they hold.
    """
    from nia.cli.erasing import Erasing

    with asyncio.Runner() as runner:
        erasing = runner.run(Erasing.open(Settings(), email))
        try:
            found = runner.run(erasing.look(person, by))
            if found.counts:
                _tell(found.told, found.counts)
                _agree(yes=yes)
                numbers = runner.run(erasing.erase())
                typer.echo(f"Erased. The ledger says so in its entry {' and '.join(map(str, numbers))}.")
            else:
                typer.echo("NIA holds nothing of this person: there is nothing to erase.")
            for remark in runner.run(erasing.scrub()):
                typer.echo(remark)
        finally:
            runner.run(erasing.close())


def _tell(people: list[str], counts: Mapping[str, int]) -> None:
    for line in people or ["Somebody whom no record of NIA is about"]:
        typer.echo(line)
    typer.echo("This will be erased:")
    for kind, label in _KINDS.items():
        if kind in counts:
            typer.echo(f"  {counts[kind]:>6}  {label}")


def _agree(*, yes: bool) -> None:
    """Ask at a terminal; elsewhere nobody can answer, so `--yes` must be there."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise AdminError("This erases data for good, and nobody is here to ask. If you mean it, add --yes")
    typer.confirm("Nothing brings it back. Go on?", abort=True)
