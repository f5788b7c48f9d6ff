"""`nia eval [FILE…]`: plays suites of conversations; what belongs to it are commands under it."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

from nia.cli import eval_run, export, simulate


class _RunUnlessNamed(TyperGroup):
    """`nia eval FILE` runs; `nia eval schema` and the other names are commands."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put `run` before what names no command."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)


def build() -> typer.Typer:
    """Return the command `nia eval`."""
    app = typer.Typer(
        cls=_RunUnlessNamed,
        help="Play suites of conversations against NIA: nia eval [FILE…]. Its options: nia eval run --help.",
    )
    app.command(name="run")(eval_run.run)
    app.command()(simulate.simulate)
    app.command()(export.export)
    app.command()(schema)
    return app


def schema() -> None:
    """Print the JSON schema of a suite, for editors."""
    from nia.evaluation.format.schema import text

    typer.echo(text(eval_run.vocabulary(eval_run.config_folder())), nl=False)
