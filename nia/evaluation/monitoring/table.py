"""Shows figures as tables, in columns that fit a terminal; in a pipe they are plain lines. `nia stats` calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from nia.evaluation.monitoring.figures import Figures, Share, Tally, ranked

Named = tuple[str, Tally]
_BETWEEN = 3  # what the box puts between two columns
_BAR = 24


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, and what it shows of a tally."""

    header: str
    of: Callable[[Tally], str]


def _share(name: str) -> Callable[[Tally], str]:
    return lambda tally: tally.of_turns(name).text


def milliseconds(value: float | None) -> str:
    """Return a latency as people read it: "38 ms", "2.4 s", "–" where it is not known."""
    if value is None:
        return "–"
    return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"


TURNS = Column("Turns", lambda tally: str(tally.turns))
UNDERSTOOD = Column("Understood", _share("understood"))
CORRECTED = Column("Corrected", _share("corrected"))
ESCALATED = Column("Escalated", _share("escalated"))
P50 = Column("p50", lambda tally: milliseconds(tally.percentile_ms(50)))
P95 = Column("p95", lambda tally: milliseconds(tally.percentile_ms(95)))
EVERY = (
    TURNS,
    UNDERSTOOD,
    Column("Asked back", _share("asked_back")),
    CORRECTED,
    Column("Cancelled", _share("cancelled")),
    Column("Refused", _share("refused")),
    ESCALATED,
    Column("Cards confirmed", lambda tally: Share(tally.confirmed, tally.cards).whole),
    Column("Writes undone", lambda tally: Share(tally.undone, tally.writes).whole),
    P50,
    P95,
    Column("Good", lambda tally: str(tally.thumbs_up)),
    Column("Bad", lambda tally: str(tally.thumbs_down)),
)
COMPARED = (TURNS, UNDERSTOOD, CORRECTED, ESCALATED, P50, P95)  # what a run of evals knows too


def show(figures: Figures, console: Console, limit: int) -> None:
    """Print the figures: by intent (`limit` of them, 0: all), by language, why turns were refused, and by week."""
    intents = ranked(figures.by_intent)
    shown = intents[:limit] if limit else intents
    for part in in_columns("Intent", [*shown, ("all", figures.all)], EVERY, console):
        console.print(part)
    if len(shown) < len(intents):
        console.print(f"{len(intents) - len(shown)} more intents. All of them: --limit 0\n")
    for part in in_columns("Language", ranked(figures.by_language), EVERY, console):
        console.print(part)
    if figures.all.refused:
        console.print(_refused(figures.all))
    if len(figures.by_week) > 1:
        console.print(_weeks(figures.weeks()))


def in_columns(
    title: str, rows: Sequence[Named], columns: Sequence[Column], console: Console
) -> Iterator[RenderableType]:
    """Yield the rows as a table; where it is wider than the console, as several that each begin with the names."""
    names = [name for name, _ in rows]
    first = _width(title, names)
    cells = [(column.header, [column.of(tally) for _, tally in rows]) for column in columns]
    part: list[tuple[str, list[str]]] = []
    used = first
    for header, texts in cells:
        width = _width(header, texts)
        if part and used + width > console.width:
            yield _table(title, names, part)
            part, used = [], first
        part.append((header, texts))
        used += width
    yield _table(title, names, part)


def _width(header: str, texts: Sequence[str]) -> int:
    return max(cell_len(text) for text in (header, *texts)) + _BETWEEN


def _table(title: str, names: Sequence[str], columns: Sequence[tuple[str, Sequence[str]]]) -> Table:
    table = _empty(title, *(header for header, _ in columns))
    for number, name in enumerate(names):
        table.add_row(Text(name), *(texts[number] for _, texts in columns))
    return table


def _refused(tally: Tally) -> Table:
    table = _empty("Refused because", "Turns", "Of all")
    for reason, count in tally.refused.most_common():
        table.add_row(Text(reason), str(count), Share(count, tally.turns).text)
    return table


def _weeks(weeks: Sequence[tuple[date, Tally]]) -> Table:
    most = max(tally.turns for _, tally in weeks)
    table = _empty("Week from", "Turns", "Understood", "Asked back", "Corrected", "Cancelled", "p95")
    table.add_column("", justify="left")
    measures = ("understood", "asked_back", "corrected", "cancelled")
    for monday, tally in weeks:
        shares = (tally.of_turns(name).text for name in measures)
        bar = "█" * -(-_BAR * tally.turns // most)
        table.add_row(str(monday), str(tally.turns), *shares, milliseconds(tally.percentile_ms(95)), bar)
    return table


def _empty(title: str, *headers: str) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    table.add_column(title, no_wrap=True)
    for header in headers:
        table.add_column(header, justify="right", no_wrap=True)
    return table
