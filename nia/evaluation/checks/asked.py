"""Checks of what the user is asked and told before a write: questions, offers, cards, warnings, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from nia.evaluation.checks.sight import Sight, check
from nia.evaluation.checks.values import closed, paired
from nia.evaluation.format.expect import Expect
from nia.evaluation.outcome import Check

RESTORE = "restore"


def asks(expect: Expect, sight: Sight) -> Iterator[Check]:
    """The reply asks for this slot, or for one of these."""
    assert expect.asks is not None
    wanted = (expect.asks,) if isinstance(expect.asks, str) else expect.asks
    got = sight.seen.turn.asks if sight.seen.turn else ()
    why = f"it asks for {', '.join(got)}" if got else "it asks for no slot"
    yield check("asks", expect.asks, got, held=any(one in got for one in wanted), why=why)


def offers(expect: Expect, sight: Sight) -> Iterator[Check]:
    """Exactly these names are offered, in any order."""
    assert expect.offers is not None
    got = sight.seen.turn.offers if sight.seen.turn else ()
    held = len(got) == len(expect.offers) and paired(
        expect.offers, got, lambda one, other: closed(str(one)) == closed(str(other))
    )
    yield check("offers", expect.offers, got, held=held, why=f"it offers {', '.join(got) or 'nothing'}")


def offers_times(expect: Expect, sight: Sight) -> Iterator[Check]:
    """At least these starts are proposed."""
    assert expect.offers_times is not None
    got = [datetime.fromisoformat(one) for one in (sight.seen.turn.offers_times if sight.seen.turn else ())]
    lacks = [one.isoformat() for one in expect.offers_times if one not in got]
    shown = [one.isoformat() for one in got]
    wanted = [one.isoformat() for one in expect.offers_times]
    yield check("offers_times", wanted, shown, held=not lacks, why=f"it does not propose {', '.join(lacks)}")


def confirms(expect: Expect, sight: Sight) -> Iterator[Check]:
    """A write by this tool waits for a yes; `false`: nothing waits."""
    waiting = sight.seen.waiting
    if expect.confirms is False:
        yield check("confirms", False, waiting or False, held=waiting is None, why=f"a card waits: {waiting}")
        return
    wanted = (expect.confirms,) if isinstance(expect.confirms, str) else tuple(expect.confirms or ())
    names = {waiting, *(("undo", RESTORE, sight.seen.waiting_undoes) if waiting == RESTORE else ())}
    why = f"another card waits: {waiting}" if waiting else "nothing waits for a yes"
    yield check("confirms", expect.confirms, waiting or False, held=any(one in names for one in wanted), why=why)


def warns(expect: Expect, sight: Sight) -> Iterator[Check]:
    """The reply warns of each of these."""
    assert expect.warns is not None
    got = sight.seen.turn.warns if sight.seen.turn else ()
    lacks = [kind for kind in expect.warns if kind not in got]
    yield check("warns", expect.warns, got, held=not lacks, why=f"it does not warn of {', '.join(lacks)}")


def refuses(expect: Expect, sight: Sight) -> Iterator[Check]:
    """The turn, or a value in it, is refused for one of these reasons."""
    assert expect.refuses is not None
    got = sight.seen.turn.refusal if sight.seen.turn else None
    why = f"it is refused for another reason: {got}" if got else "it is not refused"
    yield check("refuses", expect.refuses, got, held=got in expect.refuses, why=why)
