"""The names that a suite may use for intents, tools and slots; those it uses that do not exist. `reading` calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from nia.evaluation.format.expect import Expect
from nia.evaluation.format.suite import ConversationSpec
from nia.tools.registry import Registry
from nia.understanding.port import Act
from nia.yaml_file import Loc


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tools with their slots, and the dialogue acts."""

    tools: Mapping[str, frozenset[str]]
    acts: frozenset[str]

    @classmethod
    def of(cls, registry: Registry) -> Vocabulary:
        """Read the names off the tools."""
        tools = {one.name: frozenset(slot.name for slot in one.slots) for one in registry.everything()}
        return cls(tools, frozenset(Act))

    @property
    def slots(self) -> frozenset[str]:
        """The slots of all tools."""
        return frozenset().union(*self.tools.values())


def misnamed(loc: Loc, conversation: ConversationSpec, known: Vocabulary) -> Iterator[tuple[Loc, str, str]]:
    """Yield each name that does not exist: where it is, what is wrong, and the nearest that does."""
    for at, turn in enumerate(conversation.turns):
        if turn.expect is None:
            continue
        place = (*loc, "turns", at, "expect")
        for key, name, among, kind in _names(turn.expect, known):
            if name not in among:
                yield (*place, *key), f"there is no {kind} {name!r}", _nearest(name, among)


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
    for one in (*_listed(expect.asks), *(expect.slots or ())):
        yield ("slots" if one in (expect.slots or ()) else "asks",), one, known.slots, "slot"
    for key in ("read", "wrote"):
        for at, use in enumerate(getattr(expect, key) or ()):
            yield (key, at, "tool"), use.tool, tools, "tool"
            for slot in use.args if use.tool in known.tools else ():
                yield (key, at, "args", slot), slot, known.tools[use.tool], f"slot of {use.tool}"


def _listed(given: object) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given) if isinstance(given, tuple) else ()


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(sorted(known))}"
