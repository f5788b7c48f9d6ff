"""`nia ledger verify|head|key|list|show`: is the ledger what it was, and what does an entry say?"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nia.cli.behalf import As
from nia.config import Settings
from nia.errors import AdminError

if TYPE_CHECKING:
    from nia.ledger.verifying import Verdict

FAULT = 1

PublicKey = Annotated[
    str | None, typer.Option("--key", metavar="PUBLIC", help="The public key; without it, this installation's own.")
]
HeadFile = Annotated[
    Path | None, typer.Option("--head", metavar="FILE", help="An earlier head, as `nia ledger head` wrote it.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to; without it, to standard output.")]
PageNumber = Annotated[int, typer.Option("--page", min=1, help="Which page of the list.")]
EntryId = Annotated[str, typer.Argument(metavar="ID", help="An entry's number, or its id or the beginning of it.")]


def build() -> typer.Typer:
    """Return the command `nia ledger`."""
    app = typer.Typer(help="The ledger: what took effect, and whether it is as it was.", no_args_is_help=True)
    app.command()(verify)
    app.command()(head)
    app.command()(key)
    app.command(name="list")(show_list)
    app.command()(show)
    return app


def verify(public: PublicKey = None, head: HeadFile = None) -> None:
    """Look whether each entry is as it was when it took effect. Ends with 1 where one is not.

    Whether the end was cut off, or everything written anew with the key, shows only against an earlier head that
    was kept outside the database.
    """
    from nia.cli import ledger_check

    verdict = asyncio.run(ledger_check.verdict(Settings(), public, head))
    if verdict.fault is None:
        typer.echo(_sound(verdict))
        return
    fault = verdict.fault
    named = f" ({fault.action_id})" if fault.action_id else ""
    typer.echo(f"Entry {fault.seq}{named}: {fault.why}.")
    before = min(verdict.entries, fault.seq - 1)
    if before > 0:
        typer.echo(f"The {before} before it hang together." if before > 1 else "The one before it hangs together.")
    raise typer.Exit(FAULT)


def head(out: Out = None) -> None:
    """Write the signed head: keep it outside the database, and `nia ledger verify --head` finds what was cut since."""
    if out is not None and out.exists():
        raise AdminError(f"{out} is there already. Keep it, and name another file")
    from nia.cli import ledger_check

    text = asyncio.run(ledger_check.newest_head(Settings()))
    if out is None:
        typer.echo(text)
        return
    try:
        out.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise AdminError(f"{out} cannot be written: {error.strerror}. Name a file in a folder that is there") from error
    typer.echo(f"Written to {out}. Keep it where nobody who can write the database can write it.", err=True)


def key() -> None:
    """Print the public key: who has it can verify the ledger, and can sign nothing."""
    from nia.ledger.signing_key import signer_of

    typer.echo(signer_of(Settings()).public.text())


def show_list(email: As, page: PageNumber = 1) -> None:
    """List entries, newest first: one's own, a manager those of the team, an admin all."""
    from nia.cli import ledger_looks

    for line in asyncio.run(ledger_looks.listed(Settings(), email, page)):
        typer.echo(line)


def show(entry: EntryId, email: As) -> None:
    """Show what the user saw, said and got. That somebody looked is itself entered into the ledger."""
    from nia.cli import ledger_looks

    for line in asyncio.run(ledger_looks.shown(Settings(), entry, email)):
        typer.echo(line)


def _sound(verdict: Verdict) -> str:
    if not verdict.entries:
        return "The ledger has no entries yet."
    count = "1 entry" if verdict.entries == 1 else f"{verdict.entries} entries, all"
    erased = f"; {len(verdict.erased)} of them erased" if verdict.erased else ""
    return f"{count} as {'it was' if verdict.entries == 1 else 'they were'}{erased}."
