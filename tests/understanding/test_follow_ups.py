"""Look-ups that lean on the one before: what is said changes, the rest stays; nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Card, Understanding

Read = Callable[..., Understanding]
REVENUE = Card("sales_report", {"metric": "revenue", "from": "2026-01-01", "to": "2026-03-31", "owner": None})
LEADS = Card("find_leads", {"min_value": {"amount": "800000", "currency": "INR"}, "status": "new"})
DAY = Card("my_day", {"date": "2026-03-02"})
LEAD = Card("get_lead", {"lead": {"kind": "lead", "id": "1", "name": "Hina Rao"}})


@pytest.mark.parametrize(
    ("said", "read_last", "slots"),
    [
        ("and this month?", REVENUE, {"metric": "revenue", "from": "2026-03-01", "to": "2026-03-31"}),
        ("what about mine?", REVENUE, {"metric": "revenue", "from": "2026-01-01", "to": "2026-03-31", "owner": "me"}),
        ("and Vikram's?", REVENUE, {"metric": "revenue", "from": "2026-01-01", "to": "2026-03-31", "owner": "Vikram"}),
        ("only those in Surat", LEADS, {**LEADS.args, "city": "Surat"}),
        ("just the qualified ones", LEADS, {**LEADS.args, "status": "qualified"}),
        ("and friday?", DAY, {"date": "2026-03-06"}),
        ("how about the day after tomorrow", DAY, {"date": "2026-03-04"}),
        ("and Zubin Mistry", LEAD, {"lead": "Zubin Mistry"}),
        ("aur Meera?", LEAD, {"lead": "Meera"}),
        ("और राहुल वर्मा?", LEAD, {"lead": "राहुल वर्मा"}),
        ("और मीरा जी का?", LEAD, {"lead": "मीरा"}),
        ("और इस महीने?", REVENUE, {"metric": "revenue", "from": "2026-03-01", "to": "2026-03-31"}),
        ("अच्छा, और मेरी?", REVENUE, {"metric": "revenue", "from": "2026-01-01", "to": "2026-03-31", "owner": "me"}),
        ("सिर्फ़ सूरत वाली", LEADS, {**LEADS.args, "city": "सूरत"}),
        ("और परसों?", DAY, {"date": "2026-03-04"}),
    ],
)
def test_what_changes_is_said(said: str, read_last: Card, slots: dict[str, object], read: Read) -> None:
    (wish,) = read(said, read=read_last).wishes
    assert (wish.tool, {name: value.value for name, value in wish.slots.items()}) == (read_last.tool, slots)


@pytest.mark.parametrize(
    "said",
    [
        "and remind me tomorrow at 5 to call Hina",
        "and delete it",
        "and thanks",
        "just kidding",
        "only joking",
        "and?",
        "और?",
        "और शुक्रिया",
    ],
)
def test_more_than_that_is_no_look_up(said: str, read: Read) -> None:
    assert all(wish.tool != "sales_report" for wish in read(said, read=REVENUE).wishes)


def test_without_a_look_up_nothing_leans(read: Read) -> None:
    assert not any(wish.tool == "sales_report" for wish in read("and last quarter?").wishes)
