"""The head of the page: the measures, and bars by language, theme, suite and tag. `report/html.py` calls it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nia.evaluation.measures import Figures, Measures, is_users
from nia.evaluation.outcome import RunResult
from nia.evaluation.report import wording
from nia.evaluation.report.markup import Html, el, join, words
from nia.evaluation.report.verdicts import repeats

_SLOWEST = 5
_DID = "What the user did"
_HEADS = ("Passed", "Share", "Intents", "Slots", "Turns/task", "p50", "p95", "Broken")


def summary(run: RunResult, measures: Measures) -> Html:
    """Return the section with every figure of the run."""
    groups: dict[str, Mapping[str, Figures]] = {
        "Language": measures.languages,
        "Theme": measures.themes,
        "Suite": measures.suites,
        "Tag": measures.tags,
    }
    tables = (_grouped(name, group) for name, group in groups.items() if group)
    return el(
        "section",
        el("h2", "Summary", id="summary-title"),
        _tiles(measures.overall),
        *tables,
        _repeats(run),
        _slowest(run),
        aria_labelledby="summary-title",
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """Return a table that scrolls by itself where it is too wide, by keyboard too. A row begins with its name."""
    columns = (el("th", name, scope="col", class_="text" if name == _DID else None) for name in heads)
    head = el("thead", el("tr", *columns))
    body = (el("tr", el("th", row[0], scope="row"), *(el("td", cell) for cell in row[1:])) for row in rows)
    whole = el("table", el("caption", caption), head, el("tbody", *body))
    return el("div", whole, class_="scrolls", tabindex="0", role="region", aria_label=caption)


def bar(figures: Figures) -> Html:
    """Return the share that passed as a bar; its figures stand beside it, so it is hidden from screen readers."""
    width = 100 * (figures.pass_rate or 0.0)
    parts = (
        el("rect", x=0, y=0, width=100, height=10, class_="rest" if figures.judged else "none"),
        el("rect", x=0, y=0, width=f"{width:.1f}", height=10, class_="passed"),
    )
    shape = {"viewBox": "0 0 100 10", "preserveAspectRatio": "none"}
    return el("svg", *parts, class_="bar", aria_hidden="true", focusable="false", **shape)


def _tiles(figures: Figures) -> Html:
    tiles = []
    for name, figure, note in wording.measured(figures):
        wrong = note == "must be 0" and figure != "0"
        shown = el("dd", el("b", figure), " ", el("span", note))
        tiles.append(el("div", el("dt", name), shown, class_="tile wrong" if wrong else "tile"))
    return el("dl", *tiles, class_="tiles")


def _grouped(name: str, group: Mapping[str, Figures]) -> Html:
    broken = any(figures.broken for figures in group.values())
    heads = _HEADS if broken else _HEADS[:-1]
    rows = ((key, *_cells(figures)[: len(heads) + 1]) for key, figures in group.items())
    return table(f"By {name.lower()}", (name, el("span", "Bar", class_="unseen"), *heads), rows)


def _cells(figures: Figures) -> list[str]:
    return [
        bar(figures),
        f"{figures.passed}/{figures.judged}",
        wording.percent(figures.pass_rate),
        wording.percent(figures.intent_accuracy),
        wording.percent(figures.slot_recall),
        wording.ratio(figures.turns_per_task),
        wording.milliseconds(figures.latency_p50_ms),
        wording.milliseconds(figures.latency_p95_ms),
        str(figures.broken),
    ]


def _repeats(run: RunResult) -> Html | None:
    if run.repeat < 2:
        return None
    rows = (
        (
            str(k),
            wording.percent(found.value),
            wording.NOTHING if found.error is None else f"± {found.error * 100:.1f} points",
            str(found.count),
        )
        for k, found in repeats(run).items()
    )
    caption = "pass^k: all of k independent attempts at a conversation pass"
    return table(caption, ("k", "pass^k", "Standard error", "Conversations"), rows)


def _slowest(run: RunResult) -> Html:
    turns = ((turn, one) for one in run.conversations for turn in one.turns if is_users(turn) and not one.error)
    slowest = sorted(turns, key=lambda found: -found[0].latency_ms)[:_SLOWEST]
    rows = (
        (one.name, str(turn.number), words(wording.cut(turn.did, 80), one.language), f"{turn.latency_ms:.0f} ms")
        for turn, one in slowest
    )
    heads = ("Conversation", "Turn", _DID, "Latency")
    return table("The slowest turns", heads, rows) if slowest else join()
