"""How figures, values and places are written, the same in every report. The reports call it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from nia.evaluation.measures import Figures
from nia.evaluation.outcome import Check, ConversationResult, Failure, TurnResult
from nia.understanding.port import Json

NOTHING = "–"

#: What a terminal obeys, XML forbids or UTF-8 cannot hold: controls but for tab and line feed, half a surrogate
#: pair, and the signs that turn the direction of what stands beside them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text with every character that could do harm in a report replaced by "�"."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n"))


def cut(text: str, most: int) -> str:
    """Return the text on one line, of at most that many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def value(json_value: Json, *, indent: int | None = None) -> str:
    """Return a value as JSON that people read: Devanagari stays, `null` is `null`, a record is its name."""
    return clean(json.dumps(readable(json_value), ensure_ascii=False, indent=indent))


def readable(json_value: Json) -> Json:
    """Return a value as a suite would write it: money as a number, a record or person as a name."""
    if isinstance(json_value, list):
        return [readable(one) for one in json_value]
    if isinstance(json_value, float) and json_value.is_integer():
        return int(json_value)
    if not isinstance(json_value, dict):
        return json_value
    if json_value.keys() == {"amount", "currency"}:
        return _amount(str(json_value["amount"]))
    if "name" in json_value and json_value.keys() & {"id", "kind"}:
        return json_value["name"] or json_value.get("email")
    return {name: readable(one) for name, one in json_value.items()}


def sides(check: Check) -> tuple[str, str]:
    """Return what was expected and what was got as `name: value`; of a record or arguments only what differs."""
    return _named(check.expected, check.differs), _named(check.got, check.differs)


def _named(json_value: Json, names: Sequence[str]) -> str:
    shown = readable(json_value)
    if not isinstance(shown, dict):
        return value(shown)
    held, tool = shown.get("args", shown), shown.get("tool")
    if not isinstance(held, dict):
        return value(shown)
    told = ", ".join(f"{clean(name)}: {value(held.get(name))}" for name in names or held)
    return told if names or tool is None else " ".join(part for part in (clean(str(tool)), told) if part)


def _amount(text: str) -> Json:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def key(check: Check) -> str:
    """Return what was checked: `slots.phone`, `reply.contains`, `finally.leads[0]`."""
    return clean(f"{check.key}.{check.label}" if check.label else check.key)


def turn(failure: Failure) -> str:
    """Return where in the conversation it failed."""
    return turn_name(failure.turn)


def turn_name(number: int | None) -> str:
    """Return what the turn is called; None: what holds afterwards."""
    return "finally" if number is None else f"turn {number}"


def alarms(played: TurnResult) -> list[str]:
    """Return what must never happen, and did in this turn; it is wrong though every check held."""
    found = [f"{number(played.unconfirmed, 'write')} took effect without a yes"] if played.unconfirmed else []
    return found + (["the reply claims what no recorded result holds"] if played.unfounded else [])


def complaints(conversation: ConversationResult) -> list[str]:
    """Return everything that is wrong with a conversation, a line each, checks first."""
    failed = [f"{turn(one)}, {key(one.check)}: {clean(one.check.why)}" for one in conversation.failures]
    return failed + [f"turn {played.number}: {alarm}" for played in conversation.turns for alarm in alarms(played)]


def place(conversation: ConversationResult, line: int | None = None) -> str:
    """Return `file:line` as editors and terminals link it; empty where the file is not known."""
    at = line or conversation.line
    return clean(f"{conversation.file}:{at}" if conversation.file and at else conversation.file)


def percent(share: float | None) -> str:
    """Return a share as "90.5 %". What is not all is never rounded up to 100."""
    if share is None:
        return NOTHING
    rounded = f"{share * 100:.1f}"
    if rounded == "100.0" and share < 1:
        rounded = "99.9"
    return f"{rounded.removesuffix('.0')} %"


def milliseconds(latency_ms: float | None) -> str:
    """Return a latency: "42 ms", "1.3 s"."""
    if latency_ms is None:
        return NOTHING
    return f"{latency_ms / 1000:.1f} s" if latency_ms >= 999.5 else f"{latency_ms:.0f} ms"


def seconds(duration_s: float) -> str:
    """Return how long something took: "41.2 s", "3 min 20 s"."""
    if duration_s < 60:
        return f"{duration_s:.1f} s"
    whole = round(duration_s)
    return f"{whole // 60} min {whole % 60} s"


def dollars(cost: float) -> str:
    """Return a cost in US dollars, with cents, or with what counts below a cent."""
    return f"${cost:.2f}" if cost == 0 or cost >= 0.1 else f"${cost:.4f}"


def ratio(figure: float | None) -> str:
    """Return a figure with one digit behind the point."""
    return NOTHING if figure is None else f"{figure:.1f}"


def number(count: int, one: str, many: str = "") -> str:
    """Return "1 turn", "2 turns"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def measured(figures: Figures) -> list[tuple[str, str, str]]:
    """Return name, figure and explanation of each measure, in the order in which they are read."""
    f = figures
    must = "must be 0"
    return [
        ("Intent accuracy", percent(f.intent_accuracy), f"{f.intents_right} of {f.intents_expected} expected"),
        ("Slot recall", percent(f.slot_recall), f"{f.slots_right} of {f.slots_expected} expected"),
        ("Slot precision", percent(f.slot_precision), f"{f.slots_filled_right} of {f.slots_filled}, where exact"),
        ("Unconfirmed writes", str(f.unconfirmed), must),
        ("“Done” without a record", str(f.unfounded), must),
        ("Turns per task", ratio(f.turns_per_task), f"{f.task_turns} turns, {number(f.task_writes, 'write')}"),
        ("Turn latency p50", milliseconds(f.latency_p50_ms), f"over {number(f.turns, 'turn')}"),
        ("Turn latency p95", milliseconds(f.latency_p95_ms), f"over {number(f.turns, 'turn')}"),
        ("Model calls", str(f.model_calls), ""),
        ("Cost", dollars(f.cost), ""),
    ]
