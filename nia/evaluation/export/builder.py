"""Builds the suite of a recorded conversation, not redacted yet. `exporting` calls it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nia.evaluation.export import afterwards, meanwhile, turns
from nia.evaluation.export.expectations import Fields
from nia.evaluation.export.given import GivenRecords
from nia.evaluation.export.recording import Recorded
from nia.evaluation.export.surroundings import Surroundings

_KINDS = {"leads": "lead", "meetings": "meeting", "tasks": "task", "mails": "mail", "contacts": "contact"}


@dataclass(frozen=True, slots=True)
class Built:
    """A suite as plain data, and remarks on what could not be told. Both still hold what was really said."""

    suite: Fields
    remarks: Sequence[str]


def build(recorded: Recorded, around: Surroundings, name: str) -> Built:
    """Return the suite of a conversation."""
    made = GivenRecords(recorded, around)
    user, given = made.user(), made.given()
    left = afterwards.of(recorded, around)
    language = next((turn.language for turn in recorded.turns if turn.language), "en")
    conversation: Fields = {
        "id": "exported",
        "tags": ["exported"],
        "turns": list(turns.of(recorded.turns, recorded.actions, meanwhile.of(recorded, around))),
        **({"finally": left} if left else {}),
    }
    begins = recorded.begins.astimezone(recorded.user.zone).replace(microsecond=0)
    suite: Fields = {
        "name": name,
        "description": "a conversation from production, redacted",
        "language": language,
        "now": begins.isoformat(),
        "user": user,
        **({"given": given} if given else {}),
        "conversations": [conversation],
    }
    return Built(suite, _remarks(recorded))


def _remarks(recorded: Recorded) -> list[str]:
    remarks = []
    for table, count in sorted(_counted(recorded).items()):
        several = f"{count} {_KINDS.get(table, table)}{'s' if count > 1 else ''}"
        remarks.append(f"{several} changed without the ledger since: given as it is now, which may not be as it was.")
    if recorded.turns[0].channel == "session":
        remarks.append("It began with a card of an earlier conversation that is no longer there.")
    if any(one.tool in ("remember", "forget", "recall") for one in recorded.actions):
        remarks.append("What the user had asked to remember before cannot be given in a suite.")
    return remarks


def _counted(recorded: Recorded) -> dict[str, int]:
    tables = [table for table, _ in recorded.past.unknown if table in _KINDS]
    return {table: tables.count(table) for table in tables}
