"""An entry of the ledger as lines for people: what the user saw, said and got. `nia ledger show` prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from nia.accounts.principal import Principal
from nia.agent import cards, replies
from nia.agent.sentences import Sentences
from nia.agent.turn import CardView
from nia.agent.wording import Wording
from nia.ledger.entries import Opened
from nia.store.tables import Turn
from nia.tools.spec import Result
from nia.understanding.port import Language

_CARD, _RESULT = TypeAdapter(CardView), TypeAdapter(Result)
_NOT_KEPT = "(nothing was kept)"


def lines_of(
    entry: Opened,
    user: Principal,
    config_dir: Path,
    *,
    erased_at: datetime | None = None,
    turn: Turn | None = None,
    undid: str | None = None,
) -> list[str]:
    """Return the lines of an entry. `turn` is the one that it was done in, `undid` the tool whose action it undid."""
    lines = [*_facts(entry, user), ""]
    if entry.payload is None:
        by = f" by entry {entry.erased_by}" if entry.erased_by is not None else ""
        at = f", {erased_at:%Y-%m-%d %H:%M} UTC" if erased_at is not None else ""
        return [*lines, f"Erased{by}{at}. Nobody can read any more what was seen, said and done."]
    card = _card(entry.payload.get("card"))
    language = Language(card.language if card else (turn and turn.language) or Language.ENGLISH)
    wording = Wording(Sentences.load(config_dir), language, entry.line.action.at, user.time_zone)
    result = _result(entry, wording, undid)
    return [
        *lines,
        *_part("Saw", cards.as_text(card) if card else _plain(entry.payload.get("card"))),
        *_part("Said", entry.payload.get("said")),
        *_part("Done", _plain(entry.payload.get("args"))),
        *_part("Got", result),
        *(_part("Reply", turn.reply) if turn is not None and turn.reply else []),
    ]


def _facts(entry: Opened, user: Principal) -> list[str]:
    line, action = entry.line, entry.line.action
    facts = [
        f"Entry {line.seq}, {action.id}",
        f"{action.at.astimezone(user.zone):%Y-%m-%d %H:%M:%S} {user.time_zone}: {action.tool} by {line.user}",
        f"Through: {'the command line' if action.actor == 'cli' else action.actor}",
    ]
    for name, value in (("Conversation", action.conversation_id), ("Turn", action.turn_id)):
        facts += [f"{name}: {value}"] if value else []
    for name, value in (("Takes back", action.undoes), ("Taken back by", action.undone_by)):
        facts += [f"{name}: {value}"] if value else []
    return facts


def _card(kept: Mapping[str, Any] | None) -> CardView | None:
    """Return the card as it was shown, or None where another app made one of its own."""
    if kept is None:
        return None
    shown = {name: value for name, value in kept.items() if name != "warns"}
    try:
        return _CARD.validate_python({"proposal": "", "hash": "", **shown})
    except ValidationError:
        return None


def _result(entry: Opened, wording: Wording, undid: str | None) -> str:
    assert entry.payload is not None
    try:
        result = _RESULT.validate_python(entry.payload["result"])
    except ValidationError:
        return _plain(entry.payload["result"])
    said = replies.recorded(entry.line.action.tool, result, undid, wording)
    named = ", ".join(record.name for record in result.records)
    return "\n".join(part for part in (said, named if named not in said else "") if part)


def _part(title: str, text: object) -> list[str]:
    return [f"{title}:", *(f"  {line}" for line in (str(text) if text else _NOT_KEPT).splitlines())]


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) if value else ""
