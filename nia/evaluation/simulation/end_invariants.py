"""What must hold when a conversation is over, each as a function of its own name. `invariants` runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from nia.evaluation.simulation.effects import SIDE_TABLES, Effect, effects_of
from nia.evaluation.simulation.exchange import Played
from nia.evaluation.simulation.finding import Finding, Gravity
from nia.evaluation.simulation.goals import Goal
from nia.evaluation.simulation.step import Means
from nia.evaluation.simulation.store import Columns, Entry
from nia.evaluation.simulation.wanted import Wanted, is_there, wanted_of
from nia.understanding.port import Json


def nothing_beside_the_ledger(played: Played) -> Iterator[Finding]:
    """Every record that is new, gone or different was touched by a ledger entry that stands."""
    touched = frozenset(chain.from_iterable(entry.touched for entry in played.entries))
    free = {table for entry in played.entries for table in SIDE_TABLES.get(entry.tool, ())}
    for table, record in sorted(played.after.changed_since(played.before) - touched):
        if table not in free:
            was, is_ = played.before.rows.get((table, record)), played.after.rows.get((table, record))
            why = f"a record of {table} changed and no ledger entry that stands did it: {_difference(was, is_)}"
            yield Finding("nothing_beside_the_ledger", Gravity.WRONG, None, why)


def store_is_as_confirmed(played: Played) -> Iterator[Finding]:
    """What was confirmed, and not undone since, is in the store with every value; nothing else is new."""
    effects = [(entry, effects_of(entry)) for entry in played.entries]
    if any(one is None for _, one in effects):
        return  # a tool that no goal uses: what it does to the store is not known here
    flat = [(entry, effect) for entry, ones in effects for effect in ones or ()]
    yield from _changed_as_said(played, flat)
    yield from _new_as_said(played, flat)


def goals_are_reached(played: Played) -> Iterator[Finding]:
    """What the persona wanted is there in the end, or was looked up. Broken, it is only `unmet`."""
    for number, goal in enumerate(played.persona.goals):
        if goal.leaves_a_trace:
            wanted = wanted_of(goal)
            if not is_there(wanted, played.records[wanted.kind]):
                yield _unmet(number, goal, wanted)
        elif not goal.writes and goal.reachable and not _ran(played, goal):
            why = f"{goal.tool} never ran: {_asked(played, goal)}"
            yield Finding("goals_are_reached", Gravity.UNMET, None, why, goal=number)


def ends_within_bound(played: Played) -> Iterator[Finding]:
    """The conversation ends by itself: the user reaches its goals, or runs out of patience, within the bound."""
    if played.cut:
        why = f"it did not end within {len(played.exchanges)} turns"
        yield Finding("ends_within_bound", Gravity.WRONG, len(played.exchanges), why)


EndInvariant = Callable[[Played], Iterator[Finding]]
AT_THE_END: tuple[EndInvariant, ...] = (
    nothing_beside_the_ledger,
    store_is_as_confirmed,
    goals_are_reached,
    ends_within_bound,
)


def _changed_as_said(played: Played, flat: list[tuple[Entry, Effect]]) -> Iterator[Finding]:
    """Compare the records that were changed, the last word on each column counting."""
    final: dict[tuple[str, str], dict[str, Json]] = {}
    for _, effect in flat:
        if effect.id is not None:
            final.setdefault((effect.table, effect.id), {}).update(effect.values)
    for key, values in final.items():
        row = played.after.rows.get(key, {})
        wrong = {name: row.get(name) for name, value in values.items() if not _equal(row.get(name), value)}
        if wrong:
            why = f"confirmed was {dict(values)} for a record of {key[0]}, and it has {wrong}"
            yield Finding("store_is_as_confirmed", Gravity.WRONG, None, why)


def _new_as_said(played: Played, flat: list[tuple[Entry, Effect]]) -> Iterator[Finding]:
    """Compare the new records: each that was confirmed is there once, and no other."""
    changed = {(effect.table, effect.id) for _, effect in flat if effect.id is not None}
    side = {table for entry in played.entries for table in SIDE_TABLES.get(entry.tool, ())}
    new = {key: row for key, row in played.after.rows.items() if key not in played.before.rows}
    for _, effect in flat:
        if effect.id is not None:
            continue
        fits = [
            key for key, row in new.items() if key[0] == effect.table and (key in changed or _has(row, effect.values))
        ]
        if not fits:
            why = f"confirmed was a new record of {effect.table} with {dict(effect.values)}, and it is not there"
            yield Finding("store_is_as_confirmed", Gravity.WRONG, None, why)
        else:
            new.pop(fits[0])
    for (table, _), row in new.items():
        if table not in side:
            why = f"a new record of {table} is there that nobody confirmed: {_difference(None, row)}"
            yield Finding("store_is_as_confirmed", Gravity.WRONG, None, why)


def _has(row: Columns, values: Columns) -> bool:
    return all(_equal(row.get(name), value) for name, value in values.items())


def _equal(got: Json, value: Json) -> bool:
    return got == value or (got is not None and str(got) == str(value))


def _difference(was: Columns | None, is_: Columns | None) -> str:
    if was is None or is_ is None:
        row = is_ or was or {}
        return ("new: " if was is None else "gone: ") + str({k: v for k, v in row.items() if v is not None})
    return str({name: (was.get(name), is_.get(name)) for name in is_ if was.get(name) != is_.get(name)})


def _ran(played: Played, goal: Goal) -> bool:
    turns = [one.seen.turn for one in played.exchanges if one.seen is not None and one.seen.turn is not None]
    return any(call.tool == goal.tool for turn in turns for call in (*turn.reads, *turn.results))


def _unmet(number: int, goal: Goal, wanted: Wanted) -> Finding:
    said = {slot: value.value for slot, value in goal.slots.items() if slot in goal.opening}
    why = f"{goal.tool} {said} was not reached"
    return Finding(
        "goals_are_reached",
        Gravity.UNMET,
        None,
        why,
        finally_={wanted.kind: [dict(wanted.fields)]},
        goal=number,
    )


def _asked(played: Played, goal: Goal) -> str:
    asked = [one.step.did for one in played.exchanges if one.step.means in (Means.ASK, None)]
    return "; ".join(asked[-3:])
