"""The checker finds what it is for: a write that was lost, an effect that was doubled, a read of what is no more."""

from __future__ import annotations

from tests.history.checker import check
from tests.history.events import History, Kind, Operation, Outcome


class Recorded:
    """A history of one lead, written down by hand."""

    def __init__(self) -> None:
        self.history = History()
        self.entries: list[str] = []

    def did(self, kind: Kind, outcome: Outcome = Outcome.OK, times: int = 1, **known: str | None) -> Operation:
        """Record an operation that ends before the next begins, with so many entries in the ledger."""
        operation = self.history.invoke("a", kind, "L", **known)
        self.history.end(operation, outcome)
        self.entries += [str(known.get("key"))] * times
        return operation

    def reads(self, value: str | None, alive: int | None = None) -> None:
        operation = self.did(Kind.READ, times=0, value=value)
        operation.alive = int(value is not None) if alive is None else alive

    def faults(self) -> list[str]:
        return check(self.history.operations, self.entries)


def begun() -> Recorded:
    recorded = Recorded()
    recorded.did(Kind.CREATE, value="Pune", key="1")
    recorded.did(Kind.UPDATE, value="Goa", saw="Pune", key="2")
    return recorded


def test_a_history_that_is_as_it_should_be_has_no_fault() -> None:
    recorded = begun()
    recorded.reads("Goa")
    recorded.did(Kind.UPDATE, Outcome.FAIL, times=0, value="Agra", saw="Pune", key="3")
    recorded.did(Kind.UNDO, times=0, of="2")
    recorded.reads("Pune")
    recorded.did(Kind.CANCEL, times=0, key="4")
    recorded.did(Kind.UNDO, times=0, of="1")
    recorded.reads(None)
    assert recorded.faults() == []


def test_a_lost_write_is_found() -> None:
    recorded = begun()
    recorded.reads("Pune")
    assert recorded.faults() == ["L: no order explains it"]


def test_a_write_that_is_not_in_the_ledger_is_found() -> None:
    recorded = begun()
    recorded.did(Kind.UPDATE, times=0, value="Agra", saw="Goa", key="3")
    assert recorded.faults() == ["L: update 3 was ok, and has 0 entries"]


def test_a_doubled_effect_is_found() -> None:
    recorded = begun()
    recorded.did(Kind.UPDATE, times=2, value="Agra", saw="Goa", key="3")
    assert recorded.faults() == ["L: update 3 was ok, and has 2 entries"]


def test_a_lead_that_is_there_twice_is_found() -> None:
    recorded = begun()
    recorded.reads("Goa", alive=2)
    assert recorded.faults() == ["L: no order explains it"]


def test_a_stale_read_is_found() -> None:
    recorded = begun()
    recorded.reads("Goa")
    recorded.reads("Pune")
    assert recorded.faults() == ["L: no order explains it"]


def test_an_effect_of_what_was_refused_or_cancelled_is_found() -> None:
    recorded = begun()
    recorded.did(Kind.UPDATE, Outcome.FAIL, times=1, value="Agra", saw="Goa", key="3")
    recorded.did(Kind.CANCEL, times=1, key="4")
    assert len(recorded.faults()) == 2


def test_an_undo_over_what_another_changed_since_is_found() -> None:
    recorded = begun()
    recorded.did(Kind.UPDATE, value="Agra", saw="Goa", key="3")
    recorded.did(Kind.UNDO, times=0, of="2")
    assert recorded.faults() == ["L: no order explains it"]


def test_an_undo_that_restores_the_wrong_value_is_found() -> None:
    recorded = begun()
    recorded.did(Kind.UNDO, times=0, of="2")
    recorded.reads("Goa")
    assert recorded.faults() == ["L: no order explains it"]


def test_a_yes_to_a_card_that_showed_what_was_no_more_is_found() -> None:
    recorded = begun()
    recorded.did(Kind.UPDATE, value="Agra", saw="Pune", key="3")
    assert recorded.faults() == ["L: no order explains it"]


def test_what_is_unknown_may_have_happened_or_not_but_not_first_one_and_then_the_other() -> None:
    for seen in (["Goa", "Agra"], ["Goa", "Goa"], ["Agra"]):
        recorded = begun()
        recorded.did(Kind.UPDATE, Outcome.UNKNOWN, times=0, value="Agra", saw="Goa", key="3")
        for value in seen:
            recorded.reads(value)
        assert recorded.faults() == []
    recorded.reads("Goa")
    assert recorded.faults() == ["L: no order explains it"]


def test_two_at_once_may_come_in_either_order_and_one_after_the_other_not() -> None:
    recorded = begun()
    write = recorded.history.invoke("b", Kind.UPDATE, "L", value="Agra", saw="Goa", key="3")
    recorded.entries.append("3")
    recorded.reads("Goa")
    recorded.reads("Agra")
    recorded.history.end(write, Outcome.OK)
    assert recorded.faults() == []
    recorded.reads("Goa")
    assert recorded.faults() == ["L: no order explains it"]
