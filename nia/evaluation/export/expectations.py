"""What a recorded turn came to, as `expect` of a suite: facts, never the words of the reply. `turns` calls it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.evaluation.export import plain
from nia.store.tables import Action, Turn
from nia.understanding.port import Json

Fields = dict[str, Json]
_RESTORE = "restore"


def of(turn: Turn, actions: Sequence[Action]) -> Fields:
    """Return what the turn is to come to again. `actions`: what took effect in it."""
    record = turn.record or {}
    expect: Fields = {}
    intents = [str(one) for one in record.get("intents") or []]
    if intents:
        expect["intent"] = intents[0]
    if len(record.get("tasks") or []) > 1:
        expect["tasks"] = list(record["tasks"])
    card = record.get("proposal") or {}
    slots = plain.values(record.get("slots") or {}) if card.get("tool") != _RESTORE else {}
    if "records" in slots:  # what an undo restores is told by `undid`
        slots = {}
    if slots and not card and not record.get("asks"):
        slots = {} if record.get("results") or record.get("reads") else slots  # said below, as arguments
    if slots:
        expect["slots"] = slots
    expect.update(_asked(record))
    expect.update(_done(record, actions))
    if record.get("refusal"):
        expect["refuses"] = record["refusal"]
    if record.get("language"):
        expect["reply"] = {"language": record["language"]}
    return expect


def _asked(record: Fields) -> Fields:
    found: Fields = {}
    for key in ("asks", "offers", "offers_times"):
        given = record.get(key)
        if isinstance(given, list) and given:
            found[key] = given[0] if key == "asks" and len(given) == 1 else given
    card = record.get("proposal")
    if isinstance(card, dict):
        found["confirms"] = "undo" if card.get("tool") == _RESTORE else card.get("tool")
    if record.get("warns"):
        found["warns"] = record["warns"]
    return found


def _done(record: Fields, actions: Sequence[Action]) -> Fields:
    found: Fields = {}
    reads = [_use(one) for one in _maps(record.get("reads"))]
    if reads:
        found["read"] = list(reads)
    found["wrote"] = [_use({"tool": one.tool, "args": one.args}) for one in actions if _is_write(one)]
    if record.get("undone"):
        found["undid"] = record["undone"]
    return found


def _is_write(action: Action) -> bool:
    return action.undoes is None and action.tool != _RESTORE


def _maps(given: Json) -> list[Fields]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _use(call: Fields) -> Fields:
    args = call.get("args")
    held = plain.values(args) if isinstance(args, dict) else {}
    return {"tool": call["tool"], **({"args": held} if held else {})}
