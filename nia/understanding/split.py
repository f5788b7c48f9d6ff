"""Where the words of one wish end before the next begins, and which words command. The wish reader asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nia.understanding.units import Unit

_ENDS = frozenset(".;!?,\u0964")
_NEXT = frozenset({"then", "also", "plus", "phir", "फिर"})
_AGAIN = frozenset({"yes", "no", "filler"})
_FEWEST_PARTS = 2
_CONTACT = frozenset("mail email e-mail id phone mobile cell number whatsapp at is his her their on the no".split())
_NOTED = frozenset({"on", "that", "for", "against", "under", "to", "down"})  # "note on Ravi …", not "note wants cash"
_VERBS = frozenset("add create schedule book arrange remind log draft reassign note finish tick invite".split())


def ended(units: Sequence[Unit], begins: int) -> int:
    """Return where the wish before unit `begins` ends: without the signs and connectors between the two."""
    end = begins
    while end > 0 and _joins(units[end - 1]):
        end -= 1
    return end


def says_again(units: Sequence[Unit], begins: int) -> bool:
    """Tell whether unit `begins` is only the time before it, once more: "tomorrow, yes, tomorrow at noon"."""
    at = begins - 1
    while at >= 0 and (units[at].kind == "sign" or _AGAIN & set(units[at].senses)):
        at -= 1
    between = any(unit.kind == "word" for unit in units[at + 1 : begins])
    return between and at >= 0 and units[at].kind == units[begins].kind == "time"


def is_command(unit: Unit) -> bool:
    """Tell whether a word commands, within a longer phrase too: "add" of "add a note"."""
    return "command" in unit.senses or unit.folded in _VERBS


def is_commanded(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a word behind a comma, a full stop or an "and" commands."""
    noun = units[at].folded == "note" and (at + 1 == len(units) or units[at + 1].folded not in _NOTED)
    return is_command(units[at]) and not noun and _joins(units[at - 1])


def is_contact(units: Sequence[Unit]) -> bool:
    """Tell whether words only give an address or a number: "mail ravi@techcorp.example", also a broken one."""
    given = any(unit.kind in ("email", "phone") for unit in units)
    plain = all(unit.kind in ("email", "phone", "sign") or unit.folded in _CONTACT for unit in units)
    return _is_broken(units) or (given and plain)


def _is_broken(units: Sequence[Unit]) -> bool:
    """Tell whether "email ravi.techcorp.example" stands here: one piece with points in it."""
    parts = [unit for unit in units if unit.folded not in _CONTACT]
    while parts and parts[-1].kind == "sign":
        parts.pop()
    glued = all(one.end == then.start for one, then in pairwise(parts))
    return len(parts) < len(units) and len(parts) > _FEWEST_PARTS and glued and any(one.folded == "." for one in parts)


def begins_command(units: Sequence[Unit]) -> bool:
    """Tell whether words begin with a command, or tell what happened: "move …", "met Ravi …", not "Ravi is late"."""
    said = [unit for unit in units if unit.kind != "sign" and not {"filler", "ask", "courtesy"} & set(unit.senses)]
    return any(is_command(unit) or unit.senses.get("concept") == "past" for unit in said[:2] if unit.folded != "is")


def _joins(unit: Unit) -> bool:
    return "connector" in unit.senses or unit.folded in _NEXT or (unit.kind == "sign" and unit.folded in _ENDS)
