"""Plays a conversation of a suite on a stage, and checks each turn. The runner and `nia eval export` call it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sqlmodel import col, select

from nia.evaluation.checks.afterwards import check_finally, kinds_of
from nia.evaluation.checks.sight import Sight, check
from nia.evaluation.checks.turn import check_turn
from nia.evaluation.checks.values import Comparer
from nia.evaluation.format.reading import SuiteFile
from nia.evaluation.format.suite import ConversationSpec, TurnSpec
from nia.evaluation.hearing import Hears, NoEars
from nia.evaluation.outcome import Check, ConversationResult, TurnResult
from nia.evaluation.stage.backdrop import Backdrop
from nia.evaluation.stage.meanwhile import NoSuchRecord
from nia.evaluation.stage.observed import Observed
from nia.evaluation.stage.stage import NoCard, Stage
from nia.matching.compare import fold, search_key
from nia.store.tables import Contact, Lead, Mail, Meeting, Task, User


async def play(
    conversation: ConversationSpec,
    file: SuiteFile,
    backdrop: Backdrop,
    *,
    attempt: int = 1,
    hears: Hears | None = None,
) -> ConversationResult:
    """Play `conversation` of `file`. What breaks the run itself is told in the result's `error`; nothing is raised."""
    begun, turns, afterwards = time.perf_counter(), list[TurnResult](), tuple[Check, ...]()
    error = None
    try:
        afterwards = await _performed(conversation, file, backdrop, turns, hears or NoEars())
    except Exception as broken:  # what breaks one conversation, a bug even, must not take the others with it
        error = f"{type(broken).__name__}: {broken}"
    return ConversationResult(
        suite=file.suite.name,
        id=conversation.id,
        language=file.suite.language,
        tags=conversation.tags,
        file=str(file.path),
        line=file.lines.get(conversation.id),
        attempt=attempt,
        turns=tuple(turns),
        finally_checks=afterwards,
        error=error,
        seconds=time.perf_counter() - begun,
    )


async def _performed(
    conversation: ConversationSpec, file: SuiteFile, backdrop: Backdrop, turns: list[TurnResult], hears: Hears
) -> tuple[Check, ...]:
    """Play every turn, add what came of it to `turns`, and return the checks of the records afterwards."""
    async with backdrop.stage(file.suite.scene(conversation)) as stage:
        for number, spec in enumerate(conversation.turns, start=1):
            turns.append(await _turn(number, spec, stage, file, conversation, hears))
        return await _afterwards(conversation, stage)


async def _turn(
    number: int, spec: TurnSpec, stage: Stage, file: SuiteFile, conversation: ConversationSpec, hears: Hears
) -> TurnResult:
    lines = file.turn_lines.get(conversation.id, ())
    line = lines[number - 1] if number <= len(lines) else None
    note = ""
    try:
        seen = await _act(spec, stage, file.path.parent, hears)
    except NoCard as nothing:  # a user cannot press what is not there: nothing comes of it, and that is looked at
        seen, note = await stage.idle(), str(nothing)
    except NoSuchRecord as impossible:
        failed = check(spec.did.partition(":")[0], spec.did, None, held=False, why=str(impossible))
        return TurnResult(number, spec.did, "", file.suite.language, checks=(failed,), line=line)
    compare = await comparer(stage)
    return replace(result_of(number, spec, seen, Sight(seen, compare), line), note=note)


async def _act(spec: TurnSpec, stage: Stage, folder: Path, hears: Hears) -> Observed:
    """Do what the turn does."""
    if spec.press is not None:
        return await stage.press(spec.press, spec.edit)
    if spec.later is not None:
        # A turn that expects something opens the session as a face does; otherwise its first words open it.
        return await stage.later(
            spec.later.length, new_session=spec.session is not None, opened=spec.expect is not None
        )
    if spec.meanwhile is not None:
        change = spec.meanwhile.model_copy(update={"as_": spec.as_}) if spec.as_ else spec.meanwhile
        return await stage.meanwhile(change)
    if spec.voice is not None:
        return await stage.say(await hears.transcribe(folder / spec.voice), channel="voice")
    return await stage.say(spec.say or "")


def result_of(number: int, spec: TurnSpec, seen: Observed, sight: Sight, line: int | None) -> TurnResult:
    """Check what was to be seen of a turn."""
    checks = check_turn(spec.expect, sight)
    slots = [one for one in checks if one.key == "slots" and one.expected is not None]
    turn = seen.turn
    exact = spec.expect is not None and spec.expect.exact
    filled = sum(value not in (None, "", []) for value in turn.slots.values()) if turn is not None and exact else 0
    return TurnResult(
        number=number,
        did=spec.did,
        reply=turn.reply if turn is not None else "",
        language=turn.language if turn is not None else "",
        intents=turn.intents if turn is not None else (),
        checks=checks,
        slots_expected=len(slots),
        slots_right=sum(one.held for one in slots),
        slots_filled=filled,
        slots_filled_right=sum(one.held for one in slots) if exact else 0,
        wrote=tuple(one.tool for one in seen.actions if one.effect == "write" and one.undoes is None),
        unconfirmed=sum(one.key == "never.unconfirmed" and not one.held for one in checks),
        unfounded=sum(one.key == "never.unfounded" and not one.held for one in checks),
        corrected=turn is not None and "correct" in turn.intents,
        latency_ms=seen.ms if turn is not None else 0.0,
        model_calls=seen.model_calls,
        cost=seen.cost,
        line=line,
    )


async def _afterwards(conversation: ConversationSpec, stage: Stage) -> tuple[Check, ...]:
    expected = conversation.finally_
    if expected is None:
        return ()
    held = {kind: await stage.records(kind) for kind in sorted(kinds_of(expected))}  # type: ignore[arg-type]
    return check_finally(expected, held, await comparer(stage))


async def comparer(stage: Stage) -> Comparer:
    """Return how values are compared here: names mean the records that are there, deleted ones too."""
    known, keys = defaultdict[str, set[str]](set), dict[str, str]()
    async with stage.agent.database.read() as session:
        for table, name in _NAMED:
            columns = (table.id, getattr(table, name), *(getattr(table, one) for one in _DESCRIBED.get(table, ())))
            for row in (await session.execute(select(*columns).order_by(col(table.id)))).all():
                known[fold(str(row[1]))].add(str(row[0]))
                keys[str(row[0])] = search_key(*(str(one) for one in row[2:] if one))
    named: Mapping[str, frozenset[str]] = {name: frozenset(ids) for name, ids in known.items()}
    return Comparer(stage.user.zone, stage.user.name, named, keys)


_NAMED = ((Lead, "name"), (Contact, "name"), (User, "name"), (Meeting, "title"), (Task, "title"), (Mail, "subject"))
_DESCRIBED = {Lead: ("company", "city", "product"), Contact: ("company",), Mail: ("sender_name",)}
