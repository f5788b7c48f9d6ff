"""Several tasks of one sentence are each a task, with what was said of all of them; one task stays one."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("add three tasks: send sample, make invoice and call Ravi", ["send sample", "make invoice", "call Ravi"]),
        ("two tasks: buy tea and coffee, call Ravi", ["buy tea and coffee", "call Ravi"]),
        ("add tasks: send sample; make invoice by friday", ["send sample", "make invoice"]),
        ("kal ke liye 2 kaam add karo: sample bhejna, invoice banana", ["sample bhejna", "invoice banana"]),
        ("आज दो काम: सर्वेयर को कॉल, और मोहन को फोन", ["सर्वेयर को कॉल", "मोहन को फोन"]),
    ],
)
def test_each_is_a_task(said: str, titles: list[str], read: Read) -> None:
    wishes = read(said).wishes
    assert [wish.tool for wish in wishes] == ["create_task"] * len(titles)
    assert [wish.slots["title"].value for wish in wishes] == titles


def test_each_has_its_own_time_and_that_of_all(read: Read) -> None:
    own = read("two tasks: call the transporter by today 6 pm and pay the toll on 9th").wishes
    assert [wish.slots["due"].value for wish in own] == ["2026-03-02T18:00:00+05:30", "2026-03-09"]
    both = read("remind me of two things to do tomorrow: pay gst and call Ravi").wishes
    assert [wish.slots["remind_at"].value for wish in both] == ["2026-03-03", "2026-03-03"]


def test_the_words_of_each_stand_where_they_were_said(read: Read) -> None:
    said = "add three tasks: send sample, make invoice and call Ravi"
    spans = [wish.slots["title"].span for wish in read(said).wishes]
    assert [said[one[0] : one[1]] for one in spans if one] == ["send sample", "make invoice", "call Ravi"]


@pytest.mark.parametrize(
    "said",
    [
        "likh do kaam: Ravi ko call karna, 5 baje",
        "tasks: call Ravi tomorrow, assign to Neha",
        "two reminders: at 4 and 5 to call Ravi",
        "add a task: send sample, make invoice",
        "show two tasks: mine",
        "नया काम जोड़ो: सैंपल भेजना, कल तक",
    ],
)
def test_one_wish_stays_one(said: str, read: Read) -> None:
    assert len(read(said).wishes) == 1
