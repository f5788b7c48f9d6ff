"""The chat in a real browser, with a scripted stand-in for the agent: sign-in, messages, cards, tables, failures."""

from __future__ import annotations

import sqlite3
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.process import Served, serving

sync_api = pytest.importorskip("playwright.sync_api")

from tests.browser.page import ChatPage, chromium_browser, new_page  # noqa: E402
from tests.ui.scripted_server import EMAIL, PASSWORD  # noqa: E402

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timeout(180)]
expect = sync_api.expect


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def served(root: Path, data: Path) -> Iterator[Served]:
    command = [sys.executable, str(root / "tests/ui/scripted_server.py"), str(data), "{port}"]
    with serving(command, root, log=data / "log", path="/healthz", env={"PYTHONPATH": str(root)}) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def chat(served: Served, browser: sync_api.Browser) -> Iterator[ChatPage]:
    with new_page(browser) as page:
        chat = ChatPage(page, served.address)
        chat.sign_in(EMAIL, PASSWORD)
        chat.ready()
        yield chat
        assert chat.foreign == []
        assert chat.broken == []


def test_a_wrong_password_is_refused_and_says_nothing_of_which_was_wrong(
    served: Served, browser: sync_api.Browser
) -> None:
    with new_page(browser) as page:
        chat = ChatPage(page, served.address)
        chat.sign_in(EMAIL, "wrong horse battery")
        expect(page.get_by_text("Check the mail address and the password")).to_be_visible()
        assert page.locator("#chat-input").count() == 0


def test_what_is_said_is_shown_as_text_never_as_markup(chat: ChatPage) -> None:
    answer = chat.say("hello **there**")
    assert "Asha Kulkarni said *hello **there*** <script>alert(1)</script>" in answer


def test_a_list_is_a_numbered_table(chat: ChatPage) -> None:
    chat.say("list")
    assert chat.table() == [["1", "Ravi <b>Rao</b>", "₹5,00,000"], ["2", "Meera", "—"]]
    expect(chat.page.get_by_test_id("table-more")).to_have_text("3 more")


def test_a_card_is_confirmed_once_and_becomes_its_receipt(chat: ChatPage) -> None:
    chat.say("card")
    assert chat.card_rows() == {
        "name": "John Mathew",
        "phone": "9820012345",
        "source": "Website",
        "notes": "met at the expo",
    }
    expect(chat.card.get_by_test_id("card-warning")).to_have_text("A lead with this phone exists.")
    expect(chat.card.get_by_test_id("untrusted-notes")).to_be_visible()
    assert "Created the lead" in chat.press("confirm")
    expect(chat.card).to_have_count(0)
    assert chat.receipts() == ["done"]
    expect(chat.page.get_by_test_id("card-receipt")).to_have_text("Confirmed")
    assert chat.page.get_by_test_id("card-confirm").count() == 0


def test_a_card_is_edited_in_place_and_a_new_one_comes(chat: ChatPage) -> None:
    chat.say("card")
    chat.change({"phone": "99999 12345"})
    assert chat.card_rows()["phone"] == "99999 12345"
    assert chat.receipts() == ["superseded"]
    chat.press("cancel")
    expect(chat.card).to_have_count(0)
    assert chat.receipts() == ["superseded", "cancelled"]


def test_going_back_from_an_edit_changes_nothing(chat: ChatPage) -> None:
    chat.say("card")
    chat.press("edit")
    chat.card.get_by_test_id("field-phone").fill("1")
    chat.press("back")
    assert chat.card_rows()["phone"] == "9820012345"
    assert "Cancelled" in chat.press("cancel")


def test_a_failure_is_admitted_and_the_chat_goes_on(chat: ChatPage) -> None:
    assert "the fault is on my side" in chat.say("fail")
    assert "said" in chat.say("hello")


def test_where_the_database_fails_the_chat_says_what_is_wrong_with_it(chat: ChatPage) -> None:
    assert "The disk of my database is full, so nothing was saved" in chat.say("full")
    assert "said" in chat.say("hello")


def test_a_revoked_session_answers_nothing_more(chat: ChatPage, data: Path) -> None:
    with sqlite3.connect(data / "nia.db", timeout=20) as connection:
        connection.execute("UPDATE login_sessions SET revoked_at = expires_at")
    assert "signed out" in chat.say("list")
    assert chat.page.get_by_test_id("record-table").count() == 0


def test_what_the_empty_page_suggests_is_said_at_a_click(chat: ChatPage) -> None:
    chat.page.get_by_text("What's overdue").click()
    expect(chat.replies).to_have_count(1)
    assert "What's overdue?" in chat.replies.first.inner_text()


def test_pages_of_other_hosts_cannot_talk_to_the_chat(served: Served) -> None:
    request = urllib.request.Request(
        f"{served.address}/chat/login", data=b"username=a&password=b", headers={"Origin": "http://evil.example"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    assert refused.value.code == 403


def test_the_page_names_no_other_host(served: Served) -> None:
    with urllib.request.urlopen(f"{served.address}/", timeout=20) as page:
        html = page.read().decode()
        policy = page.headers["content-security-policy"]
    assert "http://" not in html
    assert "https://" not in html
    assert "default-src 'self'" in policy


def test_it_ends_cleanly_with_a_browser_still_open(root: Path, tmp_path: Path, browser: sync_api.Browser) -> None:
    command = [sys.executable, str(root / "tests/ui/scripted_server.py"), str(tmp_path), "{port}"]
    with (
        new_page(browser) as page,
        serving(command, root, log=tmp_path / "log", path="/healthz", env={"PYTHONPATH": str(root)}) as server,
    ):
        chat = ChatPage(page, server.address)
        chat.sign_in(EMAIL, PASSWORD)
        chat.ready()
        started = time.monotonic()
        server.process.terminate()
        server.process.wait(20)
        assert time.monotonic() - started < 15
        assert "Traceback" not in server.words()
