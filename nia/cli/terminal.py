"""The terminal: reads lines and shows turns, in colour and columns for a person, as plain lines for a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from nia.agent.turn import CardRow, CardView, Table, Turn

_PROMPT = "> "


class Terminal:
    """Standard input and output. `interactive` where a person sits at both."""

    def __init__(self) -> None:
        self.interactive = sys.stdin.isatty() and sys.stdout.isatty()

    def greet(self) -> None:
        """Say at once that NIA is there."""
        if self.interactive:
            self._out('NIA. Write what you need; "/good", or "/bad" and why, judges the last reply; "exit" leaves.')

    def ask(self, prompt: str = _PROMPT) -> str:
        """Return the next line; raise EOFError at the end."""
        if self.interactive:
            # Not by `input`, which would not see a Ctrl-C that comes between its prompt and its reading.
            print(prompt, end="", flush=True)  # noqa: T201
        return input()

    def ask_change(self, card: CardView) -> tuple[str, str]:
        """Ask which line of the card to change, and to what; return slot and words."""
        rows = [row for row in card.rows if row.editable]
        if self.interactive:
            self._out("\n".join(f"  {number}. {row.label}: {row.value}" for number, row in enumerate(rows, start=1)))
        while True:
            row = _picked(rows, self.ask("Which line? "))
            if row is not None:
                return row.slot, self.ask(f"{row.label}: ")

    def note(self, text: str) -> None:
        """Say something beside the conversation."""
        self._out(text)

    def show(self, turn: Turn) -> None:
        """Show a turn."""
        if not self.interactive:
            self._out(f"{turn.reply}\n")
            return
        console = _console()
        if turn.prose:
            console.print(turn.prose, markup=False, highlight=False)
        for table in turn.tables:
            console.print(_list(table, console))
        if turn.closing:
            console.print(turn.closing, markup=False, highlight=False)
        if turn.proposal is not None:
            console.print(_panel(turn.proposal))
        console.print()

    def leave(self, conversation: str) -> None:
        """Say how to come back."""
        if self.interactive:
            self._out(f"\nGo on later with: nia chat --conversation {conversation}")

    def _out(self, text: str) -> None:
        print(text, flush=True)  # noqa: T201


def _picked(rows: list[CardRow], given: str) -> CardRow | None:
    """Return the row of that number or label, or None."""
    word = given.strip().lower()
    if word.isdecimal():
        return rows[int(word) - 1] if 1 <= int(word) <= len(rows) else None
    return next((row for row in rows if word and word in (row.slot, row.label.lower())), None)


def _console() -> Console:
    from rich.console import Console

    return Console()


def _list(table: Table, console: Console) -> RenderableType:
    """Return the table in columns where they fit, else as numbered lines."""
    from rich.measure import Measurement
    from rich.text import Text

    from nia.agent.tables import as_text

    columns = _columns(table)
    fits = Measurement.get(console, console.options.update(max_width=10_000), columns).maximum <= console.width
    return columns if fits else Text(as_text(table))


def _columns(table: Table) -> RenderableType:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Columns
    from rich.text import Text

    title = Text(table.title) if table.title else None
    shown = Columns(title=title, title_justify="left", header_style="bold", box=SIMPLE_HEAD)
    shown.add_column("#", justify="right")
    for name in table.columns:
        shown.add_column(Text(name), overflow="fold")
    for number, row in enumerate(table.rows, start=1):
        shown.add_row(str(number), *(Text(cell) for cell in row))
    return shown


def _panel(card: CardView) -> RenderableType:
    from rich.console import Group
    from rich.panel import Panel
    from rich.table import Table as Columns
    from rich.text import Text

    lines = Columns.grid(padding=(0, 2))
    for row in card.rows:
        old = f"  (was: {row.old})" if row.old else ""
        mark = "  ⚠" if row.untrusted else ""
        lines.add_row(Text(row.label, style="dim"), Text(f"{row.value}{old}{mark}", overflow="fold"))
    warned = [Text(f"! {warning}", style="yellow") for warning in (*card.warnings, card.irreversible) if warning]
    keys = f"\\[c] {card.confirm}   \\[e] {card.edit}   \\[x] {card.cancel}"
    parts = [lines, *([_columns(card.table)] if card.table else []), *warned, Text(card.question), keys]
    title = " ".join(part for part in (card.title, card.position and f"({card.position})") if part)
    return Panel(Group(*parts), title=Text(title, style="bold"), title_align="left", expand=False)
