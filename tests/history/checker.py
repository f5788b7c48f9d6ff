"""Checks a history against a small model of the ledger, in Jepsen's manner: is there an order that explains it all?

For each lead an order of its operations is looked for, in which each one takes effect at one instant between its
invocation and its end, as in a ledger that does one thing at a time. Where there is none, something was lost, done
twice, or read too late. After Wing and Gong; what was tried once is remembered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.history.events import Kind, Operation, Outcome


@dataclass(frozen=True)
class State:
    """A lead in the model: its value, None where it is not there; what can be undone, as (key, former value)."""

    value: str | None = None
    done: tuple[tuple[str, str | None], ...] = ()

    def after(self, one: Operation) -> State | None:
        """Return the state after an operation that succeeded, or None where it could not have succeeded here."""
        if one.kind is Kind.READ:
            return self if (one.value, one.alive) == (self.value, int(self.value is not None)) else None
        if one.kind is Kind.CREATE:
            return self._written(one) if self.value is None and not self.done else None
        if one.kind is Kind.UPDATE:  # a card is void where the record was changed since it was shown
            return self._written(one) if self.value is not None and self.value == one.saw else None
        assert one.kind is Kind.UNDO
        if not self.done or self.done[-1][0] != one.of:  # undo gives way to what others changed since
            return None
        return State(self.done[-1][1], self.done[:-1])

    def _written(self, one: Operation) -> State:
        return State(one.value, (*self.done, (str(one.key), self.value)))


def check(operations: Sequence[Operation], entries: Iterable[str]) -> list[str]:
    """Return what is wrong with a history, in words. `entries`: the keys of the ledger's effects, also doubled ones."""
    faults = _tally(operations, Counter(entries))
    leads: Mapping[str, list[Operation]] = defaultdict(list)
    for one in operations:
        if one.outcome is not Outcome.FAIL and one.kind is not Kind.CANCEL:
            leads[one.lead].append(one)
    return faults + [f"{lead}: no order explains it" for lead, several in leads.items() if not _explains(several)]


def _tally(operations: Sequence[Operation], entries: Counter[str]) -> list[str]:
    """Compare what clients were told with the ledger's entries: each ok once, each fail and cancelled card never."""
    faults = []
    for one in operations:
        if one.kind in (Kind.READ, Kind.UNDO) or one.key is None:
            continue
        found = entries[one.key]
        expected = {Outcome.OK: (1,), Outcome.FAIL: (0,), Outcome.UNKNOWN: (0, 1)}[one.outcome]
        if one.kind is Kind.CANCEL:
            expected = (0,) if one.outcome is Outcome.OK else (0, 1)
        if found not in expected:
            faults.append(f"{one.lead}: {one.kind} {one.key} was {one.outcome}, and has {found} entries")
    return faults


def _explains(operations: Sequence[Operation]) -> bool:
    """Tell whether some order of these operations on one lead explains what was answered."""
    tried: set[tuple[int, State]] = set()
    waiting = [(0, State())]
    must = sum(1 << n for n, one in enumerate(operations) if one.outcome is Outcome.OK)
    while waiting:
        placed, state = waiting.pop()
        if placed & must == must:
            return True
        if (placed, state) in tried:
            continue
        tried.add((placed, state))
        left = [(n, one) for n, one in enumerate(operations) if not placed >> n & 1]
        first_end = min(one.ended for _, one in left)
        for n, one in left:  # whoever was invoked before any of the rest had ended may be next
            after = state.after(one) if one.invoked < first_end else None
            if after is not None:
                waiting.append((placed | 1 << n, after))
    return False
