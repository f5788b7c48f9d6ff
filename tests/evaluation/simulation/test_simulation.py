"""Simulated users talk to the agent and nothing is wrong; what is broken on purpose is found and made small."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from nia.cli import simulate as command
from nia.config import Settings
from nia.evaluation.format.reading import read_suites
from nia.evaluation.play import play
from nia.evaluation.simulation.conversation import Fixed, converse
from nia.evaluation.simulation.exchange import Judged
from nia.evaluation.simulation.minimise import minimise
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.rule_based import RuleBased
from nia.evaluation.simulation.running import Outcome, simulate
from nia.evaluation.simulation.saving import save
from nia.evaluation.simulation.step import Step
from nia.evaluation.simulation.summary import summarise
from nia.evaluation.stage.backdrop import Backdrop
from nia.understanding.engine import Engine
from tests.evaluation.simulation.broken import HearsYes

SAMPLE = range(1, 41)
MOST_UNMET = 0.1
PARTS = 20  # of the ten thousand, so that several processors share them and one sees how far the proof is


async def played(backdrop: Backdrop, seed: int) -> Judged:
    persona = Persona.draw(seed)
    return await converse(backdrop, persona, RuleBased(persona))


def said(judged: Judged) -> list[tuple[str, str]]:
    return [
        (one.step.did, one.seen.turn.reply if one.seen and one.seen.turn else "") for one in judged.played.exchanges
    ]


async def test_a_sample_has_nothing_wrong(backdrop: Backdrop) -> None:
    outcomes = [Outcome.of(await played(backdrop, seed)) for seed in SAMPLE]
    summary = summarise(outcomes)
    assert summary.wrong == ()
    assert summary.unmet_rate <= MOST_UNMET


@pytest.mark.proof
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_have_nothing_wrong(part: int, found: Callable[[str], None]) -> None:
    each = 10_000 // PARTS
    summary = summarise(simulate(each, seed=100_000 + part * each, workers=1))
    found(f"{summary.conversations} conversations, {len(summary.wrong)} wrong, {summary.unmet_rate:.1%} of goals unmet")
    assert summary.conversations == each
    assert summary.wrong == ()
    assert summary.unmet_rate <= MOST_UNMET


async def test_the_same_number_is_the_same_conversation(backdrop: Backdrop) -> None:
    for seed in (3, 17):
        assert said(await played(backdrop, seed)) == said(await played(backdrop, seed))


async def test_its_steps_replay_it(backdrop: Backdrop) -> None:
    first = await played(backdrop, 3)
    steps = [one.step for one in first.played.exchanges]
    again = await converse(backdrop, first.played.persona, Fixed(steps))
    assert said(again) == said(first)


@pytest.fixture
async def broken(engine: Engine) -> AsyncIterator[Backdrop]:
    backdrop = await Backdrop.open(Settings(), HearsYes(engine))
    yield backdrop
    await backdrop.close()


async def a_wrong_one(broken: Backdrop) -> Judged:
    for seed in range(1, 200):
        judged = await played(broken, seed)
        if any(one.invariant == "no_unconfirmed_write" for one in judged.wrong) and len(judged.played.exchanges) > 4:
            return judged
    raise AssertionError("a yes that nobody said was never found")


async def test_what_is_wrong_is_made_small_and_saved_as_a_suite_that_fails_until_it_is_mended(
    broken: Backdrop, backdrop: Backdrop, tmp_path: Path
) -> None:
    judged = await a_wrong_one(broken)
    finding = next(one for one in judged.wrong if one.invariant == "no_unconfirmed_write")
    minimal = await minimise(broken, judged, finding)
    assert len(minimal.steps) <= 2 < len(judged.played.exchanges)
    assert words_in(minimal.steps) <= words_in([one.step for one in judged.played.exchanges])
    again = await converse(broken, judged.played.persona, Fixed(minimal.steps), minimal.scene)
    assert "no_unconfirmed_write" in {one.invariant for one in again.wrong}

    save(tmp_path / "found.yaml", [minimal])
    (file,) = read_suites([tmp_path / "found.yaml"])
    (conversation,) = file.suite.conversations
    assert not (await play(conversation, file, broken)).passed
    assert (await play(conversation, file, backdrop)).passed


def words_in(steps: list[Step]) -> int:
    return sum(len((one.say or "").split()) for one in steps)


def test_processes_and_one_process_come_to_the_same() -> None:
    assert simulate(6, seed=40, workers=2) == simulate(6, seed=40, workers=1)


def run(*arguments: str) -> tuple[int, str]:
    app = Typer()
    app.command()(command.simulate)
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_the_command_says_what_it_found() -> None:
    code, output = run("--count", "4", "--seed", "1", "--workers", "1")
    assert code == 0, output
    assert "4 conversations" in output
    assert "no_unconfirmed_write" in output


def test_the_command_shows_a_conversation_turn_by_turn() -> None:
    code, output = run("--count", "1", "--seed", "1", "--show")
    assert code == 0, output
    assert "Conversation 1:" in output
    assert "● schedule_meeting" in output


def test_an_unknown_manner_names_those_there_are() -> None:
    code, output = run("--manner", "angry")
    assert code == 2
    assert "hinglish" in output
