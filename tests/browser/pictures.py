"""Takes the pictures of the README: `python -m tests.browser.pictures`, with the packages of `make test`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from nia.demo import read_sign_ins
from tests.browser.page import ChatPage, chromium_browser, new_page
from tests.servers.process import serving

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs/images"


def main() -> None:
    """Serve the demo data, talk, and take the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    data = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "nia.cli", "serve", "--demo", "--port", "{port}"]
    served = serving(command, ROOT, log=data / "log", path="/healthz", env={"NIA_DATA_DIR": str(data)})
    with served as nia, chromium_browser() as browser:
        rep = read_sign_ins(data)[0]
        with new_page(browser, width=1000, height=820) as page:
            chat = ChatPage(page, nia.address)
            chat.sign_in(rep.email, rep.password)
            chat.ready()
            chat.say("create a lead for John Mathew from Zenith Pharma in Pune, worth 15 lakh")
            chat.say("98200 12345")
            chat.card_rows()
            _take(chat, "card.png")
            chat.press("confirm")
            chat.say("leads from Pune above 10 lakh")
            chat.table()
            _take(chat, "table.png")


def _take(chat: ChatPage, name: str) -> None:
    chat.page.wait_for_timeout(1500)  # the page scrolls to what came last
    chat.page.screenshot(path=IMAGES / name)


if __name__ == "__main__":
    main()
