"""Where one wish may end and the next begin: sentence ends and connectors before a command. `WishReader` tries them."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.units import Unit

_ENDS = frozenset(".;!?\u0964")
_NEXT = frozenset({"then", "also", "plus", "phir", "फिर"})
_MOST = 6
_COMMANDS_INSIDE_TEXT = frozenset(
    "create add make schedule set book remind mark move assign show list find update cancel delete draft log "
    "reschedule postpone prepone snooze banao rakho dikhao batao yaad summarise summarize undo sync".split()
)
_VERBS = frozenset("add create schedule book arrange remind log draft".split())
_ALSO_NOUNS = frozenset({"mail", "email", "call", "meet", "note", "log", "name"})  # "…, mail john@…" names a slot


def boundaries(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return (where a wish may end, where the next would begin), as unit indices, at most six."""
    found: list[tuple[int, int]] = []
    at = 1
    while at < len(units) - 1 and len(found) < _MOST:
        end, after = at, _skip(units, at)
        next_one = any(unit.folded in _NEXT for unit in units[at:after])
        joined = any("connector" in unit.senses or unit.folded in _ENDS for unit in units[at:after])
        if after > at and after < len(units) and (next_one or _commands(units, after, joined=joined)):
            found.append((end, after))
            at = after
        at += 1
    return found


def is_firm(units: Sequence[Unit], end: int, after: int) -> bool:
    """Tell whether the text itself ends there, or the next words clearly command: enough to end a note or a title."""
    word = units[after].folded
    closed = any(unit.kind == "sign" and unit.folded in _ENDS for unit in units[end:after])
    return closed or word in _COMMANDS_INSIDE_TEXT


def is_command(unit: Unit) -> bool:
    """Tell whether a word commands, within a longer phrase too: "add" of "add a note"."""
    return "command" in unit.senses or unit.folded in _VERBS


def is_joined(units: Sequence[Unit], end: int, after: int) -> bool:
    """Tell whether more than a comma stands between the parts."""
    return any("connector" in unit.senses or unit.folded in _ENDS for unit in units[end:after])


def _skip(units: Sequence[Unit], at: int) -> int:
    """Return the first unit after the signs, connectors and polite words at `at`; `at` where there is no boundary."""
    after, bounded = at, False
    while after < len(units):
        unit = units[after]
        if "connector" in unit.senses or (unit.kind == "sign" and unit.folded in _ENDS | {","}):
            bounded = True
        elif not bounded or not ("filler" in unit.senses or "ask" in unit.senses or "courtesy" in unit.senses):
            break
        after += 1
    return after if bounded else at


def _commands(units: Sequence[Unit], at: int, *, joined: bool) -> bool:
    return is_command(units[at]) and (joined or units[at].folded not in _ALSO_NOUNS)
