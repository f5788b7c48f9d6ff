"""A rep's day in the browser, in five wordings that were written without sight of the code.

`make test` plays two of them here and all five in the terminal, `make prove` the other three.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.done_when import Flow
from tests.paraphrases import EMAIL, PASSWORD, flows
from tests.servers.process import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timeout(240)]
IN_EACH_RUN = 2
FLOWS = [
    pytest.param(flow, id=flow.name, marks=[] if number < IN_EACH_RUN else [pytest.mark.proof])
    for number, flow in enumerate(flows())
]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of a seeded installation. A browser's loop may run in this thread: seed in a process."""
    import subprocess

    folder = tmp_path_factory.mktemp("seeded")
    seeding = f"asyncio.run(seed(pathlib.Path({str(folder)!r})))"
    code = f"import asyncio, pathlib; from tests.paraphrases import seed; {seeding}"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2], timeout=60)
    return folder


@pytest.fixture
def data(seeded: Path, tmp_path: Path) -> Path:
    """Return a seeded data folder of this test's own."""
    return Path(shutil.copytree(seeded, tmp_path, dirs_exist_ok=True))


@pytest.mark.parametrize("flow", FLOWS)
def test_in_the_browser(flow: Flow, data: Path, browser: Browser, root: Path) -> None:
    from tests.browser.page import ChatPage, new_page

    command = [sys.executable, "-m", "nia.cli", "serve", "--port", "{port}"]
    env = {"NIA_DATA_DIR": str(data)}
    with serving(command, root, log=data / "log", path="/healthz", env=env) as served, new_page(browser) as page:
        chat = ChatPage(page, served.address)
        chat.sign_in(EMAIL, PASSWORD)
        chat.ready()
        for number, step in enumerate(flow.steps):
            answer = chat.say(step.say) if step.say else chat.press(step.press)
            where = f"step {number}, after {step.say or step.press!r}: {answer}"
            for words in step.sees:
                chat.sees(words, where)
            shown = chat.card_rows() if step.card else {}
            for slot, words in step.card.items():
                assert words in shown.get(slot, ""), f"{where}: {shown}"
            step.check_rows(data / "nia.db")
