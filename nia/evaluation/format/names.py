"""The names that a suite may use for intents, tools, slots and fields; those that do not exist. `meaning` calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from nia.evaluation.format.examples import EXAMPLES
from nia.evaluation.format.expect import Expect, FinalRecords
from nia.evaluation.format.fields import FINAL, TIMES, choices
from nia.evaluation.format.shape import Values
from nia.evaluation.format.suite import TurnSpec
from nia.tools.registry import Registry
from nia.tools.spec import Effect
from nia.understanding.port import Act
from nia.yaml_file import Loc

Mistaken = tuple[Loc, str, str]
"""Where it is, what is wrong, the mend."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tools with their slots, and the dialogue acts."""

    tools: Mapping[str, frozenset[str]]
    acts: frozenset[str]

    @classmethod
    def of(cls, registry: Registry) -> Vocabulary:
        """Read the names off the tools. Of the internal ones a conversation meets those that write: it undoes."""
        told = (one for one in registry.everything() if not one.internal or one.effect is Effect.WRITE)
        tools = {one.name: frozenset(slot.name for slot in one.slots) for one in told}
        return cls(tools, frozenset(Act))

    @property
    def slots(self) -> frozenset[str]:
        """The slots of all tools."""
        return frozenset().union(*self.tools.values())


def misnamed(loc: Loc, turn: TurnSpec, known: Vocabulary) -> Iterator[Mistaken]:
    """Yield each name of a turn that does not exist: where it is, what is wrong, and the nearest that does."""
    for name in turn.edit or ():
        yield from _unknown((*loc, "edit", name), name, known.slots, "slot")
    if turn.expect is not None:
        for key, name, among, kind in _names(turn.expect, known):
            yield from _unknown((*loc, "expect", *key), name, among, kind)


def misnamed_records(loc: Loc, records: FinalRecords) -> Iterator[Mistaken]:
    """Yield each field of `finally` that its records do not have, and each value that its field cannot have.

    What `absent` names wrongly would never be found, and so would always seem right.
    """
    for kind in FinalRecords.model_fields:
        for at, record in enumerate(getattr(records, kind)):
            yield from misnamed_fields((*loc, kind, at), kind, record, FINAL[kind])


def misnamed_fields(loc: Loc, kind: str, record: Values, fields: Iterable[str]) -> Iterator[Mistaken]:
    """Yield the fields and values that a record of this kind cannot have."""
    for name, value in record.items():
        yield from _unknown((*loc, name), name, fields, f"field of {kind}")
        among = choices(kind, name)
        for one in value if isinstance(value, list) else [value]:
            if among and one is not None and str(one).casefold() not in among:
                yield (*loc, name), f"{name} is never {one!r}", nearest(str(one), among)
            elif isinstance(one, str) and not _can_be(name, one):
                yield (*loc, name), f"{name} is never {one!r}", f"Write it like {name}: {EXAMPLES[name]}"


def _can_be(name: str, text: str) -> bool:
    """Tell whether a time or an amount can be read; one that cannot would never be found."""
    try:
        if name in TIMES:
            datetime.fromisoformat(text)
        elif name == "value":
            float(text)
    except ValueError:
        return False
    return True


def nearest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return "Did you mean …?", or what there is."""
    near = get_close_matches(name, list(known), n=1)
    if near:
        return f"Did you mean {str(near[0])!r}?"
    there = ", ".join(known if isinstance(known, tuple | list) else sorted(known))
    return ". ".join(part for part in (f"Known are: {there}" if there else "", otherwise) if part)


def _unknown(loc: Loc, name: str, among: Iterable[str], kind: str) -> Iterator[Mistaken]:
    if name not in among:
        yield loc, f"there is no {kind} {name!r}", nearest(name, among)


def _names(expect: Expect, known: Vocabulary) -> Iterator[tuple[Loc, str, Iterable[str], str]]:
    tools = set(known.tools)
    for one in _listed(expect.intent):
        yield ("intent",), one, tools | known.acts, "tool or dialogue act"
    for one in expect.tasks or ():
        yield ("tasks",), one, tools, "tool"
    for one in _listed(expect.confirms or None):
        yield ("confirms",), one, tools | {"undo"}, "tool"
    for one in expect.undid or ():
        yield ("undid",), one, tools, "tool"
    for one in _listed(expect.asks):
        yield ("asks",), one, known.slots, "slot"
    for one in expect.slots or ():
        yield ("slots", one), one, known.slots, "slot"
    for key in ("read", "wrote"):
        for at, use in enumerate(getattr(expect, key) or ()):
            yield (key, at, "tool"), use.tool, tools, "tool"
            for slot in use.args if use.tool in known.tools else ():
                yield (key, at, "args", slot), slot, known.tools[use.tool], f"slot of {use.tool}"


def _listed(given: object) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given) if isinstance(given, tuple) else ()
