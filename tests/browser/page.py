"""The chat as a person uses it in a browser: signs in, says something, reads the reply, presses a card's buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

from tests.servers import chromium

WAIT_MS = 20_000
TRIES = 8


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """Yield a Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def new_page(browser: Browser, width: int = 1100, height: int = 900, **options: Any) -> Iterator[Page]:
    """Yield a page with cookies of its own."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-IN", **options)
    try:
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        yield page
    finally:
        context.close()


class ChatPage:
    """One open chat. `foreign` are the requests it made to other hosts, `broken` the errors of its scripts."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.foreign: list[str] = []
        self.broken: list[str] = []
        ours = urlsplit(address).netloc
        page.on("request", lambda request: self._note(request.url, ours))
        page.on("pageerror", lambda error: self.broken.append(str(error)))

    def sign_in(self, email: str, password: str) -> None:
        """Open the chat and sign in."""
        self.page.goto(self.address)
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.page.keyboard.press("Enter")

    def ready(self) -> None:
        """Wait until it can be written to."""
        expect(self.page.locator("#chat-input")).to_be_visible(timeout=WAIT_MS)
        expect(self.page.locator("#chat-submit")).to_be_attached(timeout=WAIT_MS)

    def say(self, text: str) -> str:
        """Send `text`, wait for the answer, and return all that the answer shows."""
        before = self.replies.count()
        self._send(text)
        return self._answer(before)

    def press(self, button: str) -> str:
        """Press `confirm`, `edit`, `cancel`, `save` or `back` of the card that waits; return the answer."""
        before = self.replies.count()
        pressed = self.card.get_by_test_id(f"card-{button}")
        if button in {"edit", "back"}:
            pressed.click()
            return ""
        with self.page.expect_response("**/project/action"):
            pressed.click()
        return self._answer(before)

    def change(self, values: Mapping[str, str]) -> str:
        """Edit the waiting card in place, save, and return the answer."""
        self.press("edit")
        for slot, value in values.items():
            self.card.get_by_test_id(f"field-{slot}").fill(value)
        return self.press("save")

    def sees(self, words: str, message: str) -> None:
        """Assert that the latest reply shows `words`, in its text, a table or a card."""
        expect(self.replies.last, message).to_contain_text(words, timeout=WAIT_MS)

    @property
    def replies(self) -> Locator:
        """NIA's messages."""
        return self.page.locator('[data-step-type="assistant_message"]')

    @property
    def card(self) -> Locator:
        """The card that waits."""
        return self.page.locator('[data-testid="confirmation-card"][data-state="waiting"]')

    def card_rows(self) -> dict[str, str]:
        """Return what the waiting card says, by slot."""
        expect(self.card).to_be_visible(timeout=WAIT_MS)
        rows = self.card.locator("[data-testid^=row-]").all()
        names = [(row.get_attribute("data-testid") or "").removeprefix("row-") for row in rows]
        return {name: self.card.get_by_test_id(f"value-{name}").inner_text() for name in names}

    def receipts(self) -> list[str]:
        """Return the states of the cards that were decided, oldest first."""
        cards = self.page.locator('[data-testid="confirmation-card"]:not([data-state="waiting"])').all()
        return [card.get_attribute("data-state") or "" for card in cards]

    def table(self) -> list[list[str]]:
        """Return the rows of the first table of the latest reply."""
        table = self.replies.last.get_by_test_id("record-table").first
        expect(table).to_be_visible(timeout=WAIT_MS)
        return [row.locator("td").all_inner_texts() for row in table.get_by_test_id("table-row").all()]

    def _send(self, text: str) -> None:
        """Write and send. While the page connects it may make the field anew, and what was written is gone."""
        for left in reversed(range(TRIES)):
            self.page.locator("#chat-input").fill(text)
            try:
                self.page.locator("#chat-submit").click(timeout=WAIT_MS / TRIES)
            except Error:
                if not left:
                    raise
            else:
                return

    def _answer(self, before: int) -> str:
        expect(self.replies).not_to_have_count(before, timeout=WAIT_MS)
        # The stop button is there while a turn runs; elements come before it goes.
        expect(self.page.locator("#stop-button")).to_have_count(0, timeout=WAIT_MS)
        return "\n".join(reply.inner_text() for reply in self.replies.all()[before:])

    def _note(self, url: str, ours: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != ours:
            self.foreign.append(url)
