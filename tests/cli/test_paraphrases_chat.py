"""A rep's day in `nia chat`, in five wordings that were written without sight of the code."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.cli.person import at_a_terminal
from tests.cli.test_done_when_chat import PRESSES
from tests.done_when import Flow
from tests.paraphrases import EMAIL, flows, seed


@pytest.mark.timeout(180)
@pytest.mark.parametrize("flow", flows(), ids=lambda flow: flow.name)
def test_in_the_terminal(flow: Flow, tmp_path: Path) -> None:
    asyncio.run(seed(tmp_path))
    with at_a_terminal(["chat", "--user", EMAIL], {"NIA_DATA_DIR": str(tmp_path)}) as person:
        person.read()
        for number, step in enumerate(flow.steps):
            answer = person.type(step.say or PRESSES[step.press])
            for words in (*step.sees, *step.card.values()):
                assert words in " ".join(answer.split()), f"step {number}, after {step.say or step.press!r}: {answer}"
            step.check_rows(tmp_path / "nia.db")
