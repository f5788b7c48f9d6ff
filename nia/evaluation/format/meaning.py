"""What the shape of a suite alone does not forbid, and what is a mistake all the same. `reading` looks for it."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from nia.evaluation.format.expect import FinalRecords
from nia.evaluation.format.fields import GIVEN, fields_of
from nia.evaluation.format.names import Mistaken, Vocabulary, misnamed, misnamed_fields, misnamed_records, nearest
from nia.evaluation.format.records import Given, Person
from nia.evaluation.format.shape import Shape
from nia.evaluation.format.suite import Meanwhile, Suite, TurnSpec
from nia.evaluation.format.values import bad_value
from nia.matching.compare import same
from nia.yaml_file import Loc

AnyShape = TypeVar("AnyShape", bound=Shape)


def mistaken_parts(content: object, folder: Path, vocabulary: Vocabulary | None) -> Iterator[Mistaken]:
    """Yield what is wrong in conversations, turn by turn, whatever else in the file does not fit."""
    ids: set[str] = set()
    for at, conversation in enumerate(_list_at(content, "conversations")):
        loc: Loc = ("conversations", at)
        named = conversation.get("id") if isinstance(conversation, dict) else None
        if isinstance(named, str):
            if named in ids:
                yield (*loc, "id"), f"an earlier conversation has the id {named!r} too", "Give one of them another"
            ids.add(named)
        for number, given in enumerate(_list_at(conversation, "turns")):
            turn = _fitting(TurnSpec, given)
            if turn is not None:
                yield from _in_turn((*loc, "turns", number), turn, folder, vocabulary)
        yield from _afterwards(
            (*loc, "finally"), conversation.get("finally") if isinstance(conversation, dict) else None
        )


def mistaken_records(suite: Suite) -> Iterator[Mistaken]:
    """Yield owners and leads that nobody knows, and values that no record can have."""
    yield from _in_given((), suite.given, suite.user, suite.given)
    for at, one in enumerate(suite.conversations):
        user, everything = one.user or suite.user, suite.given.with_(one.given)
        yield from _in_given(("conversations", at), one.given, user, everything)


def _afterwards(loc: Loc, given: object) -> Iterator[Mistaken]:
    """Yield what is misnamed in `finally`, kind by kind, whatever else in it does not fit."""
    if not isinstance(given, dict):
        return
    for name, value in given.items():
        if name == "absent":
            yield from _afterwards((*loc, name), value)
        elif name in FinalRecords.model_fields:
            records = _fitting(FinalRecords, {name: value})
            yield from misnamed_records(loc, records) if records is not None else ()


def _in_turn(loc: Loc, turn: TurnSpec, folder: Path, vocabulary: Vocabulary | None) -> Iterator[Mistaken]:
    if turn.voice is not None and not (folder / turn.voice).is_file():
        problem = f"there is no file {turn.voice!r} beside the suite"
        yield (*loc, "voice"), problem, "Name it relative to the suite's folder"
    if turn.meanwhile is not None:
        yield from _in_meanwhile((*loc, "meanwhile"), turn.meanwhile)
    if vocabulary is not None:
        yield from misnamed(loc, turn, vocabulary)
    for key, beside in (("exact", "slots"), ("ordered", "shows")):
        if turn.expect is not None and getattr(turn.expect, key) and getattr(turn.expect, beside) is None:
            yield (*loc, "expect", key), f"{key}: true needs {beside}", f"Add {beside}, or remove it"


def _in_meanwhile(loc: Loc, change: Meanwhile) -> Iterator[Mistaken]:
    """Yield fields that a record has not. The record that is meant is named by fields too."""
    for verb, by_kind in (("create", change.create), ("update", change.update), ("delete", change.delete)):
        for kind, records in by_kind.items():
            fields = fields_of(GIVEN[kind])
            for at, record in enumerate(records):
                place = (*loc, verb, kind, at)
                if verb == "create":
                    lacks = [name for name in fields_of(GIVEN[kind], required=True) if name not in record]
                    yield from ((place, f"the key {name!r} is missing", "Add it") for name in lacks)
                new = record.get("set") if verb == "update" else None
                which = {name: value for name, value in record.items() if name != "set"}
                yield from misnamed_fields(place, kind, which, fields)
                yield from misnamed_fields((*place, "set"), kind, new if isinstance(new, dict) else {}, fields)


def _in_given(loc: Loc, given: Given, user: Person | None, everything: Given) -> Iterator[Mistaken]:
    users = [one.name for one in (*everything.users, *([user] if user else []))]
    leads = [one.name for one in everything.leads]
    for kind in GIVEN:
        for at, record in enumerate(getattr(given, kind)):
            place = (*loc, "given", kind, at)
            for name, known in (("owner", users), ("assignee", users), ("lead", leads)):
                value = getattr(record, name, None)
                if value is not None and not any(same(value, one) for one in known):
                    who = "user" if known is users else "given lead"
                    yield (*place, name), f"there is no {who} {value!r}", nearest(value, known, "Add it to given")
            for name, problem, mend in bad_value(record):
                yield (*place, name), problem, mend
    for at, mail in enumerate(given.emails):
        if "@" not in parseaddr(mail.sender)[1]:
            place = (*loc, "given", "emails", at, "from")
            yield place, f"{mail.sender!r} has no mail address", 'Write it like "Name <name@company.example>"'


def _fitting(shape: type[AnyShape], given: object) -> AnyShape | None:
    """Return what was given as this shape; None where it does not fit, which is told elsewhere."""
    try:
        return None if given is None else shape.model_validate(given)
    except ValidationError:
        return None


def _list_at(content: object, key: str) -> list[object]:
    found = content.get(key) if isinstance(content, dict) else None
    return found if isinstance(found, list) else []
