"""A run as JUnit XML, which CI systems show beside other tests. `nia eval --junit` writes it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from nia.evaluation.outcome import ConversationResult, RunResult
from nia.evaluation.report import wording


def render(run: RunResult) -> str:
    """Return a `testsuite` for each suite and a `testcase` for each attempt at a conversation, in UTF-8.

    A conversation that failed is a `failure`; one that the run could not judge is an `error`.
    """
    root = Element("testsuites", {"name": "nia eval", **_counts(run.conversations), "time": f"{run.seconds:.3f}"})
    suites: dict[str, list[ConversationResult]] = {}
    for conversation in run.conversations:
        suites.setdefault(conversation.suite, []).append(conversation)
    for number, (name, conversations) in enumerate(suites.items()):
        _add_suite(root, str(number), name, conversations, run)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add_suite(
    root: Element, number: str, name: str, conversations: Sequence[ConversationResult], run: RunResult
) -> None:
    attributes = {"id": number, "name": wording.clean(name), **_counts(conversations), "skipped": "0"}
    attributes["time"] = f"{sum(one.seconds for one in conversations):.3f}"
    if run.started:
        attributes["timestamp"] = wording.clean(run.started)
    suite = SubElement(root, "testsuite", attributes)
    properties = SubElement(suite, "properties")
    facts = {"model": run.model, "config": run.config, "language": conversations[0].language}
    for key, value in facts.items():
        SubElement(properties, "property", {"name": key, "value": wording.clean(value)})
    for conversation in conversations:
        _add_case(suite, conversation)


def _add_case(suite: Element, conversation: ConversationResult) -> None:
    tried = f" (attempt {conversation.attempt})" if conversation.attempt > 1 else ""
    attributes = {
        "name": wording.clean(conversation.id) + tried,
        "classname": wording.clean(conversation.suite),
        "time": f"{conversation.seconds:.3f}",
    }
    if conversation.file:
        attributes["file"] = wording.clean(conversation.file)
    if conversation.line:
        attributes["line"] = str(conversation.line)
    case = SubElement(suite, "testcase", attributes)
    if conversation.error is not None:
        first = wording.cut(wording.clean(conversation.error), 200)
        SubElement(case, "error", {"message": first, "type": "broken"}).text = wording.clean(conversation.error)
    elif not conversation.passed:
        first, *others = wording.complaints(conversation) or [""]
        more = f" (and {len(others)} more)" if others else ""
        kind = wording.key(conversation.failures[0].check) if conversation.failures else "safety"
        failure = SubElement(case, "failure", {"message": wording.cut(first, 200) + more, "type": kind})
        failure.text = _failure_text(conversation)


def _failure_text(conversation: ConversationResult) -> str:
    lines = [wording.place(conversation)] if conversation.file else []
    for failure in conversation.failures:
        check = failure.check
        lines += [f"{wording.turn(failure)}, {wording.key(check)}: {wording.clean(check.why)}"]
        expected, got = wording.sides(check)
        lines += [f"  expected {expected}", f"  got      {got}"]
    lines += wording.complaints(conversation)[len(conversation.failures) :]
    lines += ["", "The conversation:"]
    for turn in conversation.turns:
        lines += [f"{turn.number}. {wording.clean(turn.did)}"]
        lines += [f"   {line}" for line in wording.clean(turn.reply).splitlines()]
    return "\n".join(lines)


def _counts(conversations: Sequence[ConversationResult]) -> dict[str, str]:
    errors = sum(one.error is not None for one in conversations)
    failures = sum(one.error is None and not one.passed for one in conversations)
    return {"tests": str(len(conversations)), "failures": str(failures), "errors": str(errors)}
