"""A run as one page that stands alone: no request to any host, readable without scripts. `nia eval --html` makes it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from nia.evaluation.measures import Measures, measure
from nia.evaluation.outcome import RunResult
from nia.evaluation.report import chat, wording
from nia.evaluation.report.markup import Html, el, join
from nia.evaluation.report.summary import summary
from nia.evaluation.statistics import wilson
from nia.evaluation.verdict import Judged, Verdict, judge

_SECTIONS = (
    (
        Verdict.BROKEN,
        "Broken",
        "The run itself broke here, none of the agent's answers did: neither passed nor failed.",
    ),
    (Verdict.FAIL, "Failed", ""),
    (Verdict.PASS, "Passed", ""),
)


def render(run: RunResult) -> str:
    """Return the page, in UTF-8. Everything that a suite, a user or the agent wrote is escaped in it."""
    measures, conversations = measure(run), judge(run)
    style, script = (Html(files(__package__).joinpath(f"page.{kind}").read_text("utf-8")) for kind in ("css", "js"))
    title = _title(measures)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("link", rel="icon", href="data:,"),
        el("title", f"NIA evals: {title}"),
        el("style", style),
    )
    groups = {verdict: [one for one in conversations if one.verdict is verdict] for verdict in Verdict}
    sections = (_section(name, note, groups[verdict]) for verdict, name, note in _SECTIONS)
    main = el("main", summary(run, measures), _filter(measures), *sections, id="main", tabindex="-1")
    skip = el("a", "Skip to the results", href="#main", class_="skip")
    body = el("body", skip, _header(run, measures, title), main, el("script", script))
    return "<!doctype html>\n" + el("html", head, body, lang="en") + "\n"


def _policy(style: str, script: str) -> str:
    """Allow the page's own style and script by their hashes, and nothing else whatever."""
    css, js = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    rules = f"style-src 'sha256-{css}'; script-src 'sha256-{js}'; img-src data:"
    return f"default-src 'none'; {rules}; base-uri 'none'; form-action 'none'"


def _title(measures: Measures) -> str:
    figures = measures.overall
    return f"{figures.passed} of {wording.number(figures.judged, 'conversation')} passed"


def _header(run: RunResult, measures: Measures, title: str) -> Html:
    figures = measures.overall
    interval = wilson(figures.passed, figures.judged)
    sure = f"95 % interval {wording.percent(interval.low)} to {wording.percent(interval.high)}"
    facts = {
        "Passed": f"{wording.percent(figures.pass_rate)} ({sure})" if figures.judged else wording.NOTHING,
        "Failed": str(figures.failed),
        "Broken": str(figures.broken),
        "Model": run.model,
        "Config": run.config or "default",
        "Attempts": str(run.repeat),
        "Started": run.started or wording.NOTHING,
        "Took": wording.seconds(run.seconds),
    }
    rows = (el("div", el("dt", name), el("dd", fact)) for name, fact in facts.items())
    jumps = (el("a", name, href=f"#{name.lower()}") for _, name, _ in _SECTIONS)
    nav = el("nav", *jumps, aria_label="Sections")
    return el("header", el("p", "NIA evals", class_="brand"), el("h1", title), el("dl", *rows, class_="facts"), nav)


def _filter(measures: Measures) -> Html:
    """Return the box that narrows the page down; hidden until the script is there that makes it work."""
    languages = (el("option", name, value=name) for name in measures.languages)
    text = el("label", "Filter ", el("input", type="search", id="filter", placeholder="name, tag, words, key…"))
    language = el("label", "Language ", el("select", el("option", "all", value=""), *languages, id="language"))
    buttons = (el("button", f"{name} all", type="button", id=name.lower()) for name in ("Open", "Close"))
    count = el("span", id="count", role="status")
    return el("form", text, language, *buttons, count, id="tools", role="search", hidden=True)


def _section(name: str, note: str, group: Sequence[Judged]) -> Html:
    slug = name.lower()
    shown = [chat.conversation(one) for one in group] or [el("p", "None.", class_="none")]
    title = el("h2", f"{name} ({len(group)})", id=f"{slug}-title")
    parts = join(title, el("p", note) if note and group else None, *shown)
    return el("section", parts, id=slug, aria_labelledby=f"{slug}-title")
