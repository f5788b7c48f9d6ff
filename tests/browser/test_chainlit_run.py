"""`chainlit run app.py`: the same chat, without the HTTP API, from the repository."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.servers.process import serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Installation

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timeout(240)]


def test_it_serves_the_chat(root: Path, tmp_path: Path, nia: Installation, browser: Browser) -> None:
    from tests.browser.page import ChatPage, new_page

    command = [sys.executable, "-m", "chainlit", "run", "app.py", "--headless", "--port", "{port}"]
    env = {"NIA_DATA_DIR": str(nia.data)}
    with (
        serving(command, root, log=tmp_path / "log", env=env) as served,
        new_page(browser) as page,
    ):
        chat = ChatPage(page, served.address)
        chat.sign_in(nia.rep.email, nia.rep.password)
        chat.ready()
        chat.say("what's overdue")
        assert "Send the revised quote to Ravi Kulkarni" in [row[1] for row in chat.table()]
        assert chat.foreign == []
        assert chat.broken == []
