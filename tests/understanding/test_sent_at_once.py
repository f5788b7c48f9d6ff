"""A mail for later is known as one, and a mail that speaks of a time, or is called by one, is not."""

from __future__ import annotations

import pytest

from nia.understanding.port import Act, Card
from tests.understanding.conftest import Read

MAIL = Card("send_email", {"to": ["priya@rao.example"], "subject": "Rates", "body": "the rates are in"})


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("send a mail to Priya tomorrow at 9 saying the rates are in", "tomorrow at 9"),
        ("kal mail bhejo Priya ko ki rates aa gaye", "kal"),
        ("mail Priya that we meet tomorrow at 5", ""),
        ("mail Priya saying the rates are in", ""),
        ("send the friday draft to Priya saying ok", ""),
        ("send yesterday's note to Priya saying sorry", ""),
    ],
)
def test_a_time_that_no_text_holds_is_when_it_shall_go(said: str, ahead: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.tool, wish.ahead) == ("send_email", ahead)


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("make it tomorrow at 9", "tomorrow at 9"),
        ("yes, tomorrow", "tomorrow"),
        ("send it on friday please", "on friday"),
        ("kal bhejna", "kal"),
        ("इसे कल भेजना", "कल"),
    ],
)
def test_at_its_card_a_mail_is_put_off_and_nothing_is_confirmed(said: str, ahead: str, read: Read) -> None:
    got = read(said, waiting=MAIL)
    assert (got.act, got.ahead, dict(got.answers), got.wishes) == (Act.CORRECT, ahead, {}, ())


@pytest.mark.parametrize("said", ["yes, send it now", "yes send it", "bhej do"])
def test_what_shall_go_now_goes(said: str, read: Read) -> None:
    got = read(said, waiting=MAIL)
    assert (got.act, got.ahead) == (Act.CONFIRM, "")


@pytest.mark.parametrize("said", ["remind me tomorrow at 9", "add that we meet tomorrow at 9", "what's up tomorrow?"])
def test_a_time_of_something_else_puts_no_mail_off(said: str, read: Read) -> None:
    assert read(said, waiting=MAIL).ahead == ""


def test_a_mail_that_speaks_of_a_time_may_be_meant_itself(read: Read) -> None:
    card = Card("send_email", {"to": ["priya@rao.example"], "body": "the demo is on thursday at 4"})
    assert read("change it to friday", waiting=card).ahead == ""
