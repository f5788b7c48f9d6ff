"""What the browser's tests share: NIA served with the demo data, a Chromium, and a signed-in chat."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers import need
from tests.servers.process import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from nia.demo import DemoSignIn
    from tests.browser.page import ChatPage


@dataclass(frozen=True)
class Installation:
    """A NIA that serves the demo data; `rep` signs in to it."""

    served: Served
    data: Path
    rep: DemoSignIn


@pytest.fixture(scope="module")
def nia(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    from nia.demo import read_sign_ins

    data = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-m", "nia.cli", "serve", "--demo", "--port", "{port}"]
    with serving(command, root, log=data / "log", path="/healthz", env={"NIA_DATA_DIR": str(data)}) as served:
        yield Installation(served, data, read_sign_ins(data)[0])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need.demand("needs_chromium")
    from tests.browser.page import chromium_browser

    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def chat(nia: Installation, browser: Browser) -> Iterator[ChatPage]:
    from tests.browser.page import ChatPage, new_page

    with new_page(browser) as page:
        chat = ChatPage(page, nia.served.address)
        chat.sign_in(nia.rep.email, nia.rep.password)
        chat.ready()
        yield chat
        if chat.card.count():
            chat.press("cancel")  # it would be shown again to the next test
        assert chat.foreign == []
        assert chat.broken == []
