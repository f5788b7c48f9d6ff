"""What a rep must be able to do, in the browser: Chromium, `nia serve` in a process of its own, the demo data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nia.demo import DemoSignIn, read_sign_ins
from tests.done_when import Flow, flows
from tests.servers.process import Served, serving

sync_api = pytest.importorskip("playwright.sync_api")

from tests.browser.page import ChatPage, chromium_browser, new_page  # noqa: E402

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timeout(240)]


@dataclass(frozen=True)
class Installation:
    """A NIA that serves the demo data; `rep` signs in to it."""

    served: Served
    data: Path
    rep: DemoSignIn


@pytest.fixture(scope="module")
def nia(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    data = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-m", "nia.cli", "serve", "--demo", "--port", "{port}"]
    with serving(command, root, log=data / "log", path="/healthz", env={"NIA_DATA_DIR": str(data)}) as served:
        yield Installation(served, data, read_sign_ins(data)[0])


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def chat(nia: Installation, browser: sync_api.Browser) -> Iterator[ChatPage]:
    with new_page(browser) as page:
        chat = ChatPage(page, nia.served.address)
        chat.sign_in(nia.rep.email, nia.rep.password)
        chat.ready()
        yield chat
        assert chat.foreign == []
        assert chat.broken == []


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
