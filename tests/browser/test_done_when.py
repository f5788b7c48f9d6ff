"""What a rep must be able to do, in the browser: Chromium, `nia serve` in a process of its own, the demo data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.done_when import Flow, flows

if TYPE_CHECKING:
    from tests.browser.conftest import Installation
    from tests.browser.page import ChatPage

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timeout(240)]


@pytest.mark.parametrize("flow", flows(), ids=lambda flow: flow.name)
def test_in_the_browser(flow: Flow, chat: ChatPage, nia: Installation) -> None:
    for number, step in enumerate(flow.steps):
        answer = chat.say(step.say) if step.say else chat.press(step.press)
        where = f"step {number}, after {step.say or step.press!r}"
        for words in step.sees:
            chat.sees(words, f"{where}: {answer}")
        shown = chat.card_rows() if step.card else {}
        for slot, words in step.card.items():
            assert words in shown.get(slot, ""), f"{where}: {shown or answer}"
        step.check_rows(nia.data / "nia.db")
