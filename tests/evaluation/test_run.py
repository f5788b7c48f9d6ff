"""Runs: the same side by side as alone, everything that was chosen and nothing else, what breaks counted apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from nia.config import Settings
from nia.errors import AdminError, VendorError
from nia.evaluation.chosen import Filter
from nia.evaluation.format.reading import SuiteFile, read_suite
from nia.evaluation.outcome import RunResult
from nia.evaluation.play import play
from nia.evaluation.run import Options, run
from nia.evaluation.stage.backdrop import Backdrop
from nia.understanding.engine import Engine
from nia.understanding.port import TurnContext, Understanding
from tests.evaluation.suite_text import BEGIN

CONVERSATIONS = """
conversations:
  - id: right
    tags: [smoke, list]
    turns: [{say: show my leads, expect: {intent: find_leads}}]
  - id: wrong
    tags: [list]
    turns: [{say: show my leads, expect: {intent: create_lead}}]
  - id: written
    tags: [write]
    turns:
      - {say: create a lead for John Mathew from Zenith Pharma with phone 98200 12345, expect: {confirms: create_lead}}
      - {say: "yes", expect: {wrote: [{tool: create_lead}]}}
    finally: {counts: {leads: 4}}
"""


@pytest.fixture
def suite(tmp_path: Path) -> SuiteFile:
    path = tmp_path / "suite.yaml"
    path.write_text(BEGIN + CONVERSATIONS, encoding="utf-8")
    return read_suite(path)


def test_it_comes_to_the_same_side_by_side_and_alone_and_told_of_each(suite: SuiteFile) -> None:
    told: list[str] = []
    alone = run([suite], Options(workers=1, repeat=2), lambda one: told.append(one.id))
    beside = run([suite], Options(workers=2, repeat=2))
    assert [one.id for one in alone.conversations] == ["right", "right", "wrong", "wrong", "written", "written"]
    assert sorted(told) == sorted(one.id for one in alone.conversations)
    assert timeless(alone) == timeless(beside)
    assert [one.passed for one in alone.conversations] == [True, True, False, False, True, True]
    assert [one.attempt for one in alone.conversations] == [1, 2] * 3


def test_a_run_that_turns_out_long_goes_on_in_processes(suite: SuiteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run([suite], Options(workers=1))
    monkeypatch.setattr("nia.evaluation.run.pays", lambda spent_s, done, left, workers: done == 1)
    assert timeless(run([suite], Options())) == timeless(alone)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(tags=("write",)), ["written"]),
        (Filter(tags=("smoke", "write")), ["right", "written"]),
        (Filter(name="WRO"), ["wrong"]),
        (Filter(name="a-suite/r"), ["right"]),
        (Filter(languages=("en",), tags=("list",)), ["right", "wrong"]),
    ],
)
def test_only_what_was_chosen_is_played(suite: SuiteFile, wanted: Filter, ids: list[str]) -> None:
    assert [one.id for one in run([suite], Options(workers=1, wanted=wanted)).conversations] == ids


def test_nothing_chosen_and_no_such_model_say_what_there_is(suite: SuiteFile) -> None:
    with pytest.raises(AdminError, match="Tags: list, smoke, write"):
        run([suite], Options(wanted=Filter(languages=("hi",))))
    with pytest.raises(AdminError, match="engine, config, gpt, gemini"):
        run([suite], Options(model="gtp"))


def test_a_model_without_its_key_says_what_to_set(suite: SuiteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(AdminError, match="OPENAI_API_KEY"):
        run([suite], Options(model="openai"))


class Down:
    """A model that is down: what judges it raises, and what it would have understood is not known."""

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        raise VendorError("the model is down", retryable=True)


async def test_an_outage_is_counted_apart_and_is_no_failure(suite: SuiteFile) -> None:
    backdrop = await Backdrop.open(Settings(), Down())
    try:
        result = await play(suite.suite.conversations[0], suite, backdrop)
    finally:
        await backdrop.close()
    assert result.error == "VendorError: the model is down"
    assert not result.failures
    assert not result.passed


async def test_conversations_do_not_see_each_other_and_leave_nothing_behind(
    suite: SuiteFile, engine: Engine, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "own")
    backdrop = await Backdrop.open(settings, engine)
    first = await play(suite.suite.conversations[2], suite, backdrop)
    second = await play(suite.suite.conversations[2], suite, backdrop)
    assert first.passed
    assert second.passed
    assert [path.name for path in backdrop.folder.iterdir() if path.is_dir()] == []
    await backdrop.close()
    assert not backdrop.folder.exists()
    assert not settings.data_dir.exists()


def timeless(result: RunResult) -> list[object]:
    """Return what does not depend on how fast it went."""
    return [
        (one.name, one.attempt, [(turn.did, turn.reply, turn.checks) for turn in one.turns], one.finally_checks)
        for one in result.conversations
    ]
