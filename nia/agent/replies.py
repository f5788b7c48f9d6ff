"""Composes a turn's reply from its recorded results: prose, tables, card, and the facts that faces and evals read."""

from __future__ import annotations

from nia.agent import cards, tables
from nia.agent.focus import shown_records
from nia.agent.runtime import Runtime
from nia.agent.state import Ran, Say, State, Work
from nia.agent.tasks import current
from nia.agent.turn import ShownRecord, Table, ToolCall, Turn
from nia.agent.wording import Wording
from nia.tools.spec import RecordView, Result
from nia.understanding.port import Json


def compose(state: State, work: Work, runtime: Runtime) -> Turn:
    """Return the finished turn in the user's language."""
    wording = runtime.wording(work.user, state["language"])
    if work.said.strip() and not (work.ran or work.says or work.card or work.offers or work.times):
        work.says.append(Say("says.not_understood", {"tools": []}))  # no words of a user stay without an answer
    lists = [table for ran in work.ran for table in _tables(ran, wording)]
    done, said = _done(work, wording), _said(work, wording)
    prose, closing = (done, said) if lists else (_paragraphs(done, said), "")
    shown = [*lists, *_offered(work, wording)]
    card = cards.as_text(work.card) if work.card is not None else ""
    return Turn(
        id=work.opened.turn_id,
        conversation=work.conversation,
        said=work.said,
        reply=_paragraphs(prose, *(tables.as_text(table) for table in shown), closing, card),
        prose=prose,
        language=state["language"],
        intent=work.intents[0] if work.intents else None,
        intents=tuple(work.intents),
        tasks=work.wishes,
        slots=_slots(state, work),
        asks=work.asks or ((work.refused_edit,) if work.refused_edit else ()),
        offers=tuple(record.name for record in work.offers),
        offers_times=work.times,
        warns=work.warns,
        proposal=work.card,
        tables=tuple(shown),
        closing=closing,
        reads=tuple(_call(ran) for ran in work.ran if ran.is_read),
        results=tuple(_call(ran) for ran in work.ran if not ran.is_read and ran.undid is None),
        undone=tuple(ran.undid for ran in work.ran if ran.undid is not None),
        records=tuple(ShownRecord(one.kind, one.id, one.name) for one in _records(work)),
        figures={name: value for ran in work.ran for name, value in ran.result.figures.items()},
        refusal=str(work.refusal) if work.refusal else None,
        suggestions=work.suggestions,
        timings_ms=dict(work.timings_ms),
    )


def _done(work: Work, wording: Wording) -> str:
    """Return what was done or found, in order, from the recorded results alone."""
    return _paragraphs(*(_result(ran, wording) for ran in work.ran if ran.undid is None))


def _said(work: Work, wording: Wording) -> str:
    """Return what is said or asked besides."""
    said = [_say(one, wording) for one in work.says]
    times = [wording.say("words.time", time=time) for time in work.times]
    if times and work.card is None:
        said.append(wording.say("says.times", times=times))
    return " ".join(text for text in said if text)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _say(one: Say, wording: Wording) -> str:
    values: dict[str, Json] = dict(one.values)
    for name in ("task", "tool"):
        if isinstance(values.get(name), str):
            values[name] = wording.say(f"tools.{values[name]}") or str(values[name]).replace("_", " ")
    if isinstance(values.get("tools"), list):
        values["tools"] = [wording.say(f"tools.{name}") or str(name) for name in values["tools"]]  # type: ignore[union-attr]
    if isinstance(values.get("slot"), str):
        values["slot"] = wording.label(str(values["slot"]))
    return wording.say(*one.key.split("|"), **values)


def recorded(tool: str, result: Result, undid: str | None, wording: Wording) -> str:
    """Return what a recorded action is told as; `undid` is the tool whose action it took back."""
    if undid is None:
        return _sentence(tool, result, wording)
    names = result.values.get("names")
    values: dict[str, Json] = {"tool": undid, "names": names, "count": len(names) if isinstance(names, list) else 0}
    return _say(Say(f"says.undone_{undid}|says.undone", values), wording)


def _result(ran: Ran, wording: Wording) -> str:
    return _sentence(ran.tool, ran.result, wording)


def _sentence(tool: str, result: Result, wording: Wording) -> str:
    count = len(result.records) + result.more
    values = {"count": count, **result.figures, **result.values}
    sentence = wording.say(f"results.{result.key}", "results.any", **{"tool": tool, **values})
    more = wording.say("says.more", n=result.more) if result.more else ""
    return "\n\n".join(part for part in (" ".join(p for p in (sentence, more) if p), result.text or "") if part)


def _tables(ran: Ran, wording: Wording) -> list[Table]:
    result = ran.result
    if ran.undid is not None:
        return []
    parts = [("", result.records), *((wording.say(f"sections.{name}") or name, rows) for name, rows in result.sections)]
    if not ran.is_read and len(result.records) == 1 and not result.sections:
        return []
    made = (tables.table_of(title, rows, wording, result.more) for title, rows in parts)
    return [table for table in made if table is not None]


def _offered(work: Work, wording: Wording) -> list[Table]:
    table = tables.table_of("", work.offers, wording)
    return [table] if table is not None else []


def _records(work: Work) -> list[RecordView]:
    return [one for ran in work.ran if ran.is_read for one in shown_records(ran.result)]


def _slots(state: State, work: Work) -> dict[str, Json]:
    """Return the slots of the task that is asked about or waits, else of the one that ran last."""
    task = current(state)
    if task is not None:
        return {name: slot["value"] for name, slot in task["slots"].items()}
    return dict(work.ran[-1].args) if work.ran else work.tried


def _call(ran: Ran) -> ToolCall:
    return ToolCall(ran.tool, ran.args, ran.result.key, ran.action)
