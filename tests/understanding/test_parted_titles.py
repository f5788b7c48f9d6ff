"""What is to be done, with the time between whom and what: the time is no part of the title, whoever it is about."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read

NAMES = "Rahul Priya Suresh Gopal Zubin Neha Farhan Anjali Imran Tenzin Harpreet Mohan Vikas Divya Fatima".split()


@pytest.mark.parametrize("name", NAMES)
def test_the_time_is_none_of_the_title(read: Read, name: str) -> None:
    (wish,) = read(f"{name} ko kal 5 baje call karna yaad dilana").wishes
    assert wish.tool == "create_task"
    assert wish.slots["title"].value == f"{name} ko call karna"
    assert wish.slots["remind_at"].value == "2026-03-03T17:00:00+05:30"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("kal subah yaad dilana ki mujhe bill bharna hai", "mujhe bill bharna hai"),
        ("याद दिला देना शाम 6 बजे कि गोदाम की चाबी लौटानी है", "गोदाम की चाबी लौटानी है"),
        ("bill bharna hai kal, task bana do", "bill bharna"),
    ],
)
def test_a_clause_keeps_its_verb_and_a_thing_to_do_ends_before_it(read: Read, said: str, title: str) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["title"].value == title
