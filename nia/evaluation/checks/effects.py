"""Checks of what took effect: tools that read, wrote and were undone, and notifications. `turn` calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nia.evaluation.checks.asked import RESTORE
from nia.evaluation.checks.pairing import pairs_of
from nia.evaluation.checks.sight import Sight, check
from nia.evaluation.checks.values import closed
from nia.evaluation.format.expect import Expect, ToolUse
from nia.evaluation.outcome import Check
from nia.understanding.port import Json

Ran = tuple[str, Mapping[str, Json]]
"""A tool that ran, and its arguments."""


def read(expect: Expect, sight: Sight) -> Iterator[Check]:
    """These read tools ran, with at least these arguments. A small act (`remember`, `sync_crm`) may be named too."""
    turn = sight.seen.turn
    ran: list[Ran] = [(one.tool, one.args) for one in (turn.reads if turn else ())] + _acts(sight)
    for use in expect.read or ():
        yield _used("read", use, ran, sight)


def wrote(expect: Expect, sight: Sight) -> Iterator[Check]:
    """Exactly these writes took effect. A small act may be named; one that is not named does not matter.

    A write that came instead of an expected one is told with it, and not once more as one too many.
    """
    writes = [
        (one.tool, one.args)
        for one in sight.seen.actions
        if one.effect == "write" and one.undoes is None and one.tool != RESTORE
    ]
    ran = writes + _acts(sight)
    fitting = pairs_of(expect.wrote or (), ran, lambda use, one: not _differs(use, one, sight))
    left, tools = [one for place, one in enumerate(ran) if place not in fitting.values()], _tools(expect)
    for number, use in enumerate(expect.wrote or ()):
        if number in fitting:
            yield _used("wrote", use, [ran[fitting[number]]], sight)
        else:
            yield _missed(use, left, [one for one in writes if one[0] not in tools], sight)
    more = [one for one in left if one in writes]
    if more or not expect.wrote:
        names = [tool for tool, _ in more]
        yield check("wrote", [], names, held=not more, why=f"also written, and not expected: {', '.join(names)}")


def undid(expect: Expect, sight: Sight) -> Iterator[Check]:
    """Exactly these tools' writes were undone."""
    got = [one.undoes for one in sight.seen.actions if one.undoes is not None]
    held = sorted(got) == sorted(expect.undid or ())
    yield check("undid", expect.undid, got, held=held, why=f"undone was {', '.join(got) or 'nothing'}")


def notifies(expect: Expect, sight: Sight) -> Iterator[Check]:
    """Each of these notifications reached the user."""
    got = sight.seen.notifications
    shown = [{"category": one.category, "text": one.text} for one in got]
    for wanted in expect.notifies or ():
        held = any(
            one.category == wanted.category
            and all(
                any(closed(text) in closed(one.text) for text in ((part,) if isinstance(part, str) else part))
                for part in wanted.contains
            )
            for one in got
        )
        why = "no notification reached the user" if not got else "none of those that came is it"
        yield check("notifies", wanted.model_dump(mode="json"), shown, held=held, why=why, label=wanted.category)
    if expect.notifies == ():
        yield check("notifies", [], shown, held=not got, why="a notification came")


def _acts(sight: Sight) -> list[Ran]:
    return [(one.tool, one.args) for one in sight.seen.actions if one.effect == "act"]


def _tools(expect: Expect) -> set[str]:
    return {use.tool for use in expect.wrote or ()}


def _missed(use: ToolUse, left: list[Ran], unexpected: Sequence[Ran], sight: Sight) -> Check:
    """Check a write that did not take effect as expected, and take from `left` the one that came instead of it."""
    instead = [one for one in left if one[0] == use.tool] or [one for one in left if one in unexpected]
    found = _used("wrote", use, left, sight)
    if instead:
        nearest = min(instead, key=lambda one: len(_differs(use, one, sight)))
        left.remove(nearest)
        if nearest[0] != use.tool:
            return replace(found, why=f"{nearest[0]} was written instead", got=[nearest[0]])
    return found


def _used(key: str, use: ToolUse, ran: Sequence[Ran], sight: Sight) -> Check:
    """Check that the tool ran with these arguments; where it did not, show the use that comes nearest."""
    wanted = {"tool": use.tool, "args": use.args}
    same_tool = [one for one in ran if one[0] == use.tool]
    if not same_tool:
        got = [tool for tool, _ in ran]
        return check(key, wanted, got, held=False, why=f"{use.tool} did not run", label=use.tool)
    nearest = min(same_tool, key=lambda one: len(_differs(use, one, sight)))
    differs = _differs(use, nearest, sight)
    args = {name: nearest[1].get(name) for name in use.args} if differs else dict(nearest[1])
    return check(
        key,
        wanted,
        {"tool": use.tool, "args": args},
        held=not differs,
        why=_why(differs, nearest[1]),
        label=use.tool,
        differs=tuple(differs),
    )


def _why(differs: Sequence[str], args: Mapping[str, Json]) -> str:
    """Say which arguments are other ones, and which are not there."""
    missing = [name for name in differs if args.get(name) is None]
    others = [name for name in differs if name not in missing]
    said = [f"{' and '.join(others)} differ{'s' * (len(others) == 1)}"] if others else []
    said += [f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"] if missing else []
    return "; ".join(said)


def _differs(use: ToolUse, ran: Ran, sight: Sight) -> list[str]:
    return [use.tool] if ran[0] != use.tool else sight.compare.at_least(use.args, ran[1])
