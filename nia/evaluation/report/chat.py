"""A conversation as a chat: what was said, what came back, expected beside got. `report/html.py` calls it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.evaluation.outcome import Check, ConversationResult, TurnResult
from nia.evaluation.report import wording
from nia.evaluation.report.markup import Html, differing, el, join, tongue, words
from nia.evaluation.verdict import Judged, Verdict
from nia.understanding.port import Json

_DID = {"say": "said", "press": "pressed", "voice": "spoke", "later": "later", "meanwhile": "meanwhile"}
_SIGNS = {Verdict.PASS: "✓", Verdict.FAIL: "✗", Verdict.BROKEN: "!"}
_NAMES = {Verdict.PASS: "passed", Verdict.FAIL: "failed", Verdict.BROKEN: "broken"}


def conversation(one: Judged) -> Html:
    """Return a conversation that opens and closes; one that failed stands open."""
    first, verdict = one.first, one.verdict
    sign = el("span", _SIGNS[verdict], class_="sign", aria_hidden="true")
    title = el("h3", sign, el("span", _NAMES[verdict] + ": ", class_="unseen"), one.name)
    chips = [el("span", tag, class_="chip") for tag in (first.language, *first.tags)]
    tried = f"{one.passes} of {len(one.attempts)} attempts passed" if len(one.attempts) > 1 else None
    where = el("span", wording.place(first), class_="place") if first.file else None
    line = el("span", *chips, tried and el("span", tried, class_="tried"), where, class_="about")
    return el(
        "details",
        el("summary", title, line, _gist(one)),
        *_attempts(one),
        class_=f"conversation {_NAMES[verdict]}",
        open=verdict is not Verdict.PASS,
        data_language=first.language,
    )


def _gist(one: Judged) -> Html | None:
    """Say on the closed line what failed first."""
    failed = next((attempt for attempt in one.whole if not attempt.passed), None)
    if failed is None:
        return None
    first, *others = wording.complaints(failed) or [""]
    return el("span", first, f" (and {len(others)} more)" if others else None, class_="gist")


def _attempts(one: Judged) -> list[Html]:
    if len(one.attempts) == 1:
        return [_played(one.first)]
    telling = next((attempt for attempt in one.attempts if not attempt.passed), None)
    return [
        el(
            "details",
            el("summary", f"Attempt {attempt.attempt}: {_outcome(attempt)}"),
            _played(attempt),
            class_="attempt",
            open=attempt is telling,
        )
        for attempt in one.attempts
    ]


def _outcome(attempt: ConversationResult) -> str:
    if attempt.error is not None:
        return "broken"
    return "passed" if attempt.passed else f"{wording.number(len(wording.complaints(attempt)), 'failure')}"


def _played(attempt: ConversationResult) -> Html:
    parts = [el("ol", *(_turn(turn, attempt.language) for turn in attempt.turns), class_="turns")]
    if attempt.error is not None:
        parts.append(el("pre", attempt.error, class_="error"))
    if attempt.finally_checks:
        title = el("h4", "The records afterwards")
        parts.append(el("section", title, _checks(attempt.finally_checks, attempt.language), class_="finally"))
    return join(*parts)


def _turn(turn: TurnResult, language: str) -> Html:
    kind, _, what = turn.did.partition(":")
    who = el("span", f"{turn.number}. {_DID.get(kind, kind)}", class_="who")
    event = kind in ("later", "meanwhile")
    parts = [el("p", who, words(what.strip() or "(nothing)", language), class_="event" if event else "bubble user")]
    if turn.reply:
        reply = words(turn.reply, turn.language)
        parts.append(el("p", el("span", "NIA", class_="who"), reply, class_="bubble nia"))
    elif not event:
        parts.append(el("p", f"No reply: {turn.note}." if turn.note else "No reply.", class_="event"))
    parts += [
        el("p", " · ".join(_facts(turn)), class_="facts"),
        *(el("p", f"✗ {alarm}.", class_="alarm") for alarm in wording.alarms(turn)),
    ]
    if turn.checks:
        parts.append(_checks(turn.checks, turn.language))
    return el("li", *parts, class_="turn wrong" if turn.failed else "turn")


def _facts(turn: TurnResult) -> list[str]:
    facts = [f"understood as {', '.join(turn.intents)}"] if turn.intents else []
    facts += [f"wrote {', '.join(turn.wrote)}"] if turn.wrote else []
    facts += [wording.milliseconds(turn.latency_ms)] if turn.latency_ms else []
    facts += [wording.number(turn.model_calls, "model call")] if turn.model_calls else []
    facts += [wording.dollars(turn.cost)] if turn.cost else []
    return facts + ([f"line {turn.line}"] if turn.line else [])


def _checks(checks: Sequence[Check], language: str) -> Html:
    failed = [_failed(check, language) for check in checks if not check.held]
    held = [check for check in checks if check.held]
    rows = (el("li", el("b", wording.key(check)), " ", el("code", _value(check.expected))) for check in held)
    title = el("summary", f"✓ {wording.number(len(held), 'check')} held")
    return join(*failed, el("details", title, el("ul", *rows), class_="held") if held else None)


def _failed(check: Check, language: str) -> Html:
    expected, got = _value(check.expected), _value(check.got)
    sides = zip(("expected", "got"), (expected, got), differing(expected, got), strict=True)
    shown = (
        el("div", el("dt", name), el("dd", el("pre", marked, lang=tongue(text, language), dir="auto")), class_=name)
        for name, text, marked in sides
    )
    why = el("p", el("b", "✗ ", wording.key(check)), " ", check.why)
    return el("div", why, el("dl", *shown), class_="check")


def _value(value: Json) -> str:
    """Return a value as JSON, on one line where it is short."""
    line = wording.value(value)
    return line if len(line) <= 60 else wording.value(value, indent=2)
