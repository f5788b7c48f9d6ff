"""Checks of what the user gets to see: the reply's words and language, its records and figures. `turn` calls them."""

from __future__ import annotations

from collections.abc import Iterator

from nia.evaluation.checks.sight import Sight, check
from nia.evaluation.checks.values import closed, paired
from nia.evaluation.format.expect import AnyOf, Expect
from nia.evaluation.outcome import Check

_DEVANAGARI = ("\u0900", "\u097f")


def shows(expect: Expect, sight: Sight) -> Iterator[Check]:
    """The reply's records are exactly these names; with `ordered` in this order."""
    assert expect.shows is not None
    got = [one.name for one in (sight.seen.turn.records if sight.seen.turn else ())]
    if expect.ordered:
        held = [closed(one) for one in got] == [closed(one) for one in expect.shows]
    else:
        held = len(got) == len(expect.shows) and paired(
            expect.shows, got, lambda one, other: closed(str(one)) == closed(str(other))
        )
    why = f"it shows {', '.join(got) or 'no record'}"
    yield check("ordered" if expect.ordered else "shows", expect.shows, got, held=held, why=why)


def reply(expect: Expect, sight: Sight) -> Iterator[Check]:
    """The reply has these texts, lacks those, and is in this language."""
    assert expect.reply is not None
    text = _flat(sight.reply)
    for wanted in expect.reply.contains:
        held = any(one in text for one in _texts(wanted))
        yield check("reply.contains", wanted, sight.reply, held=held, why="the reply does not have it")
    for unwanted in expect.reply.lacks:
        found = [one for one in _texts(unwanted) if one in text]
        yield check("reply.lacks", unwanted, sight.reply, held=not found, why=f"the reply has {', '.join(found)}")
    if expect.reply.language is not None:
        yield _language(expect.reply.language, sight)


def figures(expect: Expect, sight: Sight) -> Iterator[Check]:
    """The reply's figures have these values."""
    got = dict(sight.seen.turn.figures) if sight.seen.turn else {}
    for name, wanted in (expect.figures or {}).items():
        value = got.get(name)
        held = value is not None and abs(float(value) - wanted) < 1e-6
        why = "the reply has no such figure" if value is None else "the figure is another"
        yield check("figures", wanted, value, held=held, why=why, label=name)


def _language(wanted: str, sight: Sight) -> Check:
    """Check the language that the reply was worded in, and that its script is that language's."""
    turn = sight.seen.turn
    got = turn.language if turn is not None else None
    words = f"{turn.prose} {turn.closing}" if turn is not None else ""
    card = turn.proposal.question if turn is not None and turn.proposal is not None else ""
    devanagari = any(_DEVANAGARI[0] <= c <= _DEVANAGARI[1] for c in f"{words} {card}")
    if got == wanted == "hi" and not devanagari:
        return check("reply.language", wanted, "not in Devanagari", held=False, why="the reply is not in Devanagari")
    return check("reply.language", wanted, got, held=got == wanted, why=f"the reply is in {got}")


def _texts(wanted: AnyOf) -> tuple[str, ...]:
    return tuple(_flat(one) for one in ((wanted,) if isinstance(wanted, str) else wanted))


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())
