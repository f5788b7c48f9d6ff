"""A task's deadline and its reminder are two times, each in its own slot, on the day that was said."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "title", "due", "remind_at"),
    [
        ("add task sample return by friday 5 pm, remind me friday 3 pm", "sample return", "06T17:00", "06T15:00"),
        (
            "sample return lena friday 5 baje tak, friday 3 baje yaad dila dena",
            "sample return lena",
            "06T17:00",
            "06T15:00",
        ),
        ("create a task to send quote due tomorrow, reminder at 9 am tomorrow", "send quote", "03", "03T09:00"),
        ("remind me on thursday at 10 to file the gst return by friday", "file the gst return", "06", "05T10:00"),
        ("कल शाम 5 बजे तक कोटेशन भेजना है, 3 बजे याद दिला देना", "कोटेशन भेजना", "03T17:00", "03T15:00"),
        ("remind me tomorrow at 9 to send the quote by noon", "send the quote", "03T12:00", "03T09:00"),
    ],
)
def test_both_times_are_kept(said: str, title: str, due: str, remind_at: str, read: Read) -> None:
    (wish,) = read(said).wishes
    found = {name: str(wish.slots[name].value) for name in ("title", "due", "remind_at")}
    expected = {"title": title, "due": _at(due), "remind_at": _at(remind_at)}
    assert (wish.tool, found) == ("create_task", expected)


def test_a_reminder_with_a_deadline_alone_comes_then(read: Read) -> None:
    (wish,) = read("remind me to call Ravi by friday 5").wishes
    assert (wish.slots["remind_at"].value, "due" in wish.slots) == ("2026-03-06T17:00:00+05:30", False)


def _at(time: str) -> str:
    return f"2026-03-{time}:00+05:30" if "T" in time else f"2026-03-{time}"


@pytest.mark.parametrize(
    ("said", "remind_at"),
    [
        ("remind me at 5 pm to send the quote by friday", "02T17:00"),
        ("add task submit tender by 20 march, remind me at 6 pm", "02T18:00"),
        ("remind me by 4 about the call at 5", "02T16:00"),
    ],
)
def test_a_reminder_does_not_move_to_the_deadline(said: str, remind_at: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["remind_at"].value == _at(remind_at)
