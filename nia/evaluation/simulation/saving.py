"""Writes failed conversations as an eval suite, with what should have been. `nia eval simulate --save` calls it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from nia.evaluation.simulation.conversation import converse
from nia.evaluation.simulation.manner import Manner
from nia.evaluation.simulation.minimise import Minimal, minimise
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.rule_based import RuleBased
from nia.evaluation.simulation.running import opened
from nia.evaluation.simulation.step import Step

_HEADER = "# Conversations of simulated users in which something was wrong, made as small as they could be.\n"


def save(file: Path, found: Sequence[Minimal]) -> None:
    """Write the conversations as a suite that fails as long as they do. An existing file is replaced."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(suite_of(file.stem, found), allow_unicode=True, sort_keys=False, width=150)
    file.write_text(_HEADER + text, encoding="utf-8")


def suite_of(name: str, found: Sequence[Minimal]) -> dict[str, object]:
    """Return the suite as plain values."""
    languages = {one.judged.played.persona.manner.language for one in found}
    return {
        "name": name,
        "description": "found by simulated users",
        "language": languages.pop() if len(languages) == 1 else "en",
        "conversations": [_conversation(one) for one in found],
    }


def _conversation(one: Minimal) -> dict[str, object]:
    persona, finding = one.judged.played.persona, one.finding
    scene = one.scene.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    turns = [_turn(step) for step in one.steps]
    at = len(turns) if finding.turn is None else min(finding.turn, len(turns))
    if finding.expect:
        turns[at - 1]["expect"] = dict(finding.expect)
    made: dict[str, object] = {
        "id": f"{finding.invariant.replace('_', '-')}-{persona.seed}",
        "description": finding.why,
        "tags": ["simulated", str(persona.manner)],
        "now": scene["now"],
        "user": scene["user"],
        "given": scene.get("given", {}),
        "turns": turns,
    }
    if finding.finally_:
        made["finally"] = dict(finding.finally_)
    return made


def _turn(step: Step) -> dict[str, object]:
    if step.later is not None:
        return {"later": step.later, "session": "new"}
    if step.press is None:
        return {"say": step.say or ""}
    edit = {} if step.press != "edit" else {"edit": dict(step.edit or {})}
    return {"press": step.press, **edit}


async def minimal_of(
    seeds: Sequence[int], manner: Manner | None, config_dir: Path | None, *, unmet: bool = False
) -> list[Minimal]:
    """Play the conversations of these numbers again and return each broken invariant of each, made small."""
    backdrop = await opened(config_dir)
    try:
        found: list[Minimal] = []
        for seed in seeds:
            persona = Persona.draw(seed, manner)
            judged = await converse(backdrop, persona, RuleBased(persona))
            firsts = {one.invariant: one for one in reversed(judged.findings if unmet else judged.wrong)}
            for finding in reversed(firsts.values()):
                found.append(await minimise(backdrop, judged, finding))
        return found
    finally:
        await backdrop.close()
