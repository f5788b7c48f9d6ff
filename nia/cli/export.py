"""`nia eval export`: writes a conversation from production as a redacted suite. `nia.cli.evals` registers it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nia.cli.behalf import As, acting
from nia.config import Settings
from nia.errors import AdminError

if TYPE_CHECKING:
    from nia.evaluation.export.candidates import Candidate
    from nia.evaluation.export.exporting import Exported

FAILED = 1

ConversationId = Annotated[
    str | None, typer.Argument(metavar="CONVERSATION", help="Which one; without it, those worth an export are listed.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to; without it, to standard output.")]
Strict = Annotated[bool, typer.Option("--strict", help="Keep what does not hold when replayed, and exit with 1.")]
PageNumber = Annotated[int, typer.Option("--page", min=1, help="Which page of the list.")]


def export(
    email: As, conversation: ConversationId = None, out: Out = None, strict: Strict = False, page: PageNumber = 1
) -> None:
    """Write a recorded conversation as a redacted suite that passes, or list those worth it, thumbs-down first.

    One may export one's own conversations, an admin those of everybody. Each export is entered into the ledger.
    """
    if conversation is None:
        for line in asyncio.run(_lines(email, page)):
            typer.echo(line)
        return
    if out is not None and out.exists():
        raise AdminError(f"{out} is there already. Name another file, or remove it")
    exported = asyncio.run(_export(conversation, email, strict))
    if out is None:
        typer.echo(exported.text, nl=False)
    else:
        _write(out, exported.text)
        typer.echo(f"Written to {out}. Read it before you share it, then run: nia eval {out}", err=True)
    for remark in exported.remarks:
        typer.echo(remark, err=True)
    if exported.failed and strict:
        raise typer.Exit(FAILED)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise AdminError(
            f"{path} cannot be written: {error.strerror}. Name a file in a folder that is there"
        ) from error


async def _lines(email: str, number: int) -> Sequence[str]:
    from nia.evaluation.export import candidates

    async with acting(Settings(), email) as behalf, behalf.database.read() as session:
        found = await candidates.page(session, behalf.user, number)
    if not found:
        return [f"No conversation on page {number}." if number > 1 else "No conversation went astray so far."]
    more = [f"More: --page {number + 1}"] if len(found) == candidates.PAGE else []
    return [*(_line(one) for one in found), *more]


def _line(one: Candidate) -> str:
    return (
        f"{one.conversation_id:<34}{one.at:%Y-%m-%d %H:%M}  {one.user:<28}{one.turns:>3} turns  "
        f"{', '.join(one.why):<28}{one.said[:40]}"
    )


async def _export(conversation: str, email: str, strict: bool) -> Exported:
    from nia.clock import SystemClock
    from nia.evaluation.export.exporting import Exporter
    from nia.evaluation.stage.backdrop import Backdrop
    from nia.ids import random_id
    from nia.ledger.signing_key import signer_of

    settings = Settings()
    async with acting(settings, email) as behalf:
        backdrop = await Backdrop.open(settings)
        try:
            signer = signer_of(settings)
            exporter = Exporter(behalf.database, backdrop, SystemClock(), random_id, signer, strict)
            return await exporter.export(conversation, behalf.user)
        finally:
            await backdrop.close()
