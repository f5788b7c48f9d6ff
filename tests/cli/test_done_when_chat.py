"""What a rep must be able to do, in `nia chat` at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.person import at_a_terminal
from tests.done_when import Flow, flows

PRESSES = {"confirm": "yes", "cancel": "no"}


@pytest.mark.timeout(180)
@pytest.mark.parametrize("flow", flows(), ids=lambda flow: flow.name)
def test_in_the_terminal(flow: Flow, tmp_path: Path) -> None:
    env = {"NIA_DATA_DIR": str(tmp_path)}
    with at_a_terminal(["chat", "--demo"], env) as person:
        person.read("demo rep: ")
        person.type("")
        for number, step in enumerate(flow.steps):
            answer = person.type(step.say or PRESSES[step.press])
            for words in (*step.sees, *step.card.values()):
                assert words in answer, f"step {number}, after {step.say or step.press!r}: {answer}"
            step.check_rows(tmp_path / "nia.db")
        person.type("exit", until="--conversation ")
        assert person.leave() == 0
