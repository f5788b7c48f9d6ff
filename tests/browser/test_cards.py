"""The confirmation card in the browser, with the real agent: edited in place, waiting again, signed out, on a phone."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Installation
    from tests.browser.page import ChatPage

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timeout(240)]


def phones(nia: Installation, name: str) -> list[str]:
    with sqlite3.connect(nia.data / "nia.db", timeout=20) as connection:
        sql = "SELECT phone FROM leads WHERE name = ? AND deleted_at IS NULL"
        return [row[0] for row in connection.execute(sql, (name,))]


def say_lead(chat: ChatPage, name: str, phone: str) -> None:
    chat.say(f"create a lead for {name} from Everest Traders, phone {phone}, worth 5 lakh")
    assert name in chat.card_rows()["name"]


def test_a_card_is_edited_in_place_and_confirmed(chat: ChatPage, nia: Installation) -> None:
    say_lead(chat, "Mohan Das", "98200 33333")
    chat.change({"value": "6 lakh", "phone": "98200 44444"})
    rows = chat.card_rows()
    assert "6,00,000" in rows["value"]
    assert "9820044444" in rows["phone"]
    assert chat.receipts() == ["superseded"]
    chat.press("confirm")
    assert phones(nia, "Mohan Das") == ["+919820044444"]


def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(chat: ChatPage, nia: Installation) -> None:
    say_lead(chat, "Nitin Rao", "98200 55555")
    chat.press("edit")
    chat.card.get_by_test_id("field-phone").fill("1234")
    answer = chat.press("save")
    assert "phone" in answer.lower()
    assert phones(nia, "Nitin Rao") == []


def test_a_card_that_waits_is_shown_again_after_a_reload(chat: ChatPage, nia: Installation) -> None:
    say_lead(chat, "Omkar Rao", "98200 66666")
    chat.page.reload()
    assert chat.card_rows()["name"] == "Omkar Rao"
    assert phones(nia, "Omkar Rao") == []
    chat.press("confirm")
    assert phones(nia, "Omkar Rao") == ["+919820066666"]


def test_who_signed_out_cannot_go_on_with_an_old_cookie(chat: ChatPage, browser: Browser, nia: Installation) -> None:
    from tests.browser.page import ChatPage, new_page

    cookies = chat.page.context.storage_state()
    chat.page.locator("#user-nav-button").click()
    with chat.page.expect_response("**/logout"):
        chat.page.get_by_role("menuitem").last.click()
    with new_page(browser, storage_state=cookies) as page:
        old = ChatPage(page, nia.served.address)
        page.goto(nia.served.address)
        old.ready()
        assert "signed out" in old.say("what's overdue")


def test_on_a_phone_nothing_is_cut_off(browser: Browser, nia: Installation) -> None:
    from tests.browser.page import ChatPage, new_page

    with new_page(browser, width=360, height=740) as page:
        chat = ChatPage(page, nia.served.address)
        chat.sign_in(nia.rep.email, nia.rep.password)
        chat.ready()
        say_lead(chat, "Pallavi Rao", "98200 77777")
        box = chat.card.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        chat.press("cancel")
        assert phones(nia, "Pallavi Rao") == []
