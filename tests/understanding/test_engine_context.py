"""What words mean after a question, at a card, and beside a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Act, Asked, Card, Offer, Understanding

Read = Callable[..., Understanding]
LEAD = Card(
    "create_lead",
    {
        "name": "John Mathew",
        "company": "Zenith Pharma",
        "phone": "+919820012345",
        "value": {"amount": "500000", "currency": "INR"},
    },
)
MEETING = Card("schedule_meeting", {"attendees": ["Rahul"], "start": "2026-03-03T16:00:00+05:30", "minutes": 30})
LEADS = (Offer("lead", "Rahul Verma", "1", "TechCorp"), Offer("lead", "Rahul Sharma", "2", "Orbit"))
TIMES = (
    Offer("time", "tomorrow 16:30", "2026-03-03T16:30:00+05:30"),
    Offer("time", "tomorrow 17:00", "2026-03-03T17:00:00+05:30"),
)


def values(understood: Understanding) -> dict[str, object]:
    return {name: value.value for name, value in understood.answers.items()}


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("yes", Act.CONFIRM),
        ("haan", Act.CONFIRM),
        ("ok go ahead", Act.CONFIRM),
        ("looks good", Act.CONFIRM),
        ("do it", Act.CONFIRM),
        ("yes please create it", Act.CONFIRM),
        ("save it", Act.CONFIRM),
        ("theek hai", Act.CONFIRM),
        ("yep, that's right", Act.CONFIRM),
        ("sure, thanks", Act.CONFIRM),
        ("Yes!", Act.CONFIRM),
        ("हाँ", Act.CONFIRM),
        ("no", Act.DENY),
        ("nahi", Act.DENY),
        ("nope", Act.DENY),
        ("no thanks", Act.DENY),
        ("नहीं", Act.DENY),
        ("cancel", Act.CANCEL),
        ("never mind", Act.CANCEL),
        ("forget it", Act.CANCEL),
        ("no, cancel it", Act.CANCEL),
        ("create it anyway", Act.PROCEED),
        ("go ahead anyway", Act.PROCEED),
        ("undo", Act.UNDO),
        ("help", Act.HELP),
        ("what did you say", Act.REPEAT),
        ("umm yes please", Act.CONFIRM),
        ("ok create the lead", Act.CONFIRM),
        ("yes that is right", Act.CONFIRM),
    ],
)
def test_an_act_at_a_card(said: str, act: Act, read: Read) -> None:
    understood = read(said, waiting=LEAD)
    assert (understood.act, understood.wishes, dict(understood.answers)) == (act, (), {})


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("change the phone to 98111 22334", {"phone": "9811122334"}),
        ("no, Zenith Labs", {"company": "Zenith Labs"}),
        ("make it 6 lakh", {"value": {"amount": "600000", "currency": None}}),
        ("the company is Zenith Labs", {"company": "Zenith Labs"}),
        ("yes, but make it 6 lakh", {"value": {"amount": "600000", "currency": None}}),
        ("actually the value is 7 lakh", {"value": {"amount": "700000", "currency": None}}),
        ("set the city to Pune", {"city": "Pune"}),
        ("his email is john@zenith.example", {"email": "john@zenith.example"}),
        ("Jon Mathew", {"name": "Jon Mathew"}),
        ("change the name to Jon Mathews", {"name": "Jon Mathews"}),
        ("make it 6 lakh and city mumbai", {"value": {"amount": "600000", "currency": None}, "city": "Mumbai"}),
        ("put the source as referral", {"source": "referral"}),
        ("it should be Zenith Healthcare", {"company": "Zenith Healthcare"}),
        ("no, Mathews not Mathew", {"name": "Mathews"}),
        ("his number is 9811122334", {"phone": "9811122334"}),
        ("make him qualified", {"status": "qualified"}),
        ("assign it to Vikram", {"owner": "Vikram"}),
        ("not 5 lakh, 6 lakh", {"value": {"amount": "600000", "currency": None}}),
        ("worth 6 lakh", {"value": {"amount": "600000", "currency": None}}),
        ("the company name is wrong, it should be Zenith Labs", {"company": "Zenith Labs"}),
        ("city is pune and source is referral", {"city": "Pune", "source": "referral"}),
        ("number badal do 9811122334", {"phone": "9811122334"}),
        ("edit the phone", {}),
        ("the phone number is wrong", {}),
    ],
)
def test_a_correction_of_a_lead(said: str, answers: dict[str, object], read: Read) -> None:
    understood = read(said, waiting=LEAD)
    assert understood.act is Act.CORRECT
    assert values(understood) == answers


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("make it friday instead", {"start": "2026-03-06T16:00:00+05:30"}),
        ("make it 5", {"start": "2026-03-03T17:00:00+05:30"}),
        ("change the time to 11 am", {"start": "2026-03-03T11:00:00+05:30"}),
        ("for 45 minutes", {"minutes": 45}),
        ("make it an hour", {"minutes": 60}),
        ("tomorrow 3 pm", {"start": "2026-03-03T15:00:00+05:30"}),
        ("yes but at 6", {"start": "2026-03-03T18:00:00+05:30"}),
        ("add Neha", {"attendees": ["Rahul", "Neha"]}),
        ("no, with Meera", {"attendees": ["Meera"]}),
        ("with Meera instead", {"attendees": ["Meera"]}),
        ("call it Budget review", {"title": "Budget review"}),
        ("make it online", {"online": True}),
    ],
)
def test_a_correction_of_a_meeting(said: str, answers: dict[str, object], read: Read) -> None:
    understood = read(said, waiting=MEETING)
    assert understood.act is Act.CORRECT
    assert values(understood) == answers


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("what's overdue", "list_tasks"),
        ("show me my leads", "find_leads"),
        ("when am I free tomorrow", "check_availability"),
        ("remind me to call the bank at 5", "create_task"),
        ("how is my pipeline", "sales_report"),
    ],
)
def test_another_wish_at_a_card(said: str, tool: str, read: Read) -> None:
    understood = read(said, waiting=LEAD)
    assert [wish.tool for wish in understood.wishes] == [tool]
    assert understood.act is None


def test_yes_with_another_wish(read: Read) -> None:
    understood = read("yes, and remind me tomorrow at 5 to call him", waiting=LEAD)
    assert understood.act is Act.CONFIRM
    assert [wish.tool for wish in understood.wishes] == ["create_task"]
    assert understood.wishes[0].slots["remind_at"].value == "2026-03-03T17:00:00+05:30"


@pytest.mark.parametrize(
    ("said", "slots", "answers"),
    [
        ("98200 12345", ("email", "phone"), {"phone": "9820012345"}),
        ("john@zenith.example", ("email", "phone"), {"email": "john@zenith.example"}),
        ("his number is 98200 12345", ("email", "phone"), {"phone": "9820012345"}),
        (
            "9820012345 and his email is j@z.example",
            ("email", "phone"),
            {"phone": "9820012345", "email": "j@z.example"},
        ),
        ("1234", ("phone",), {"phone": "1234"}),
        ("John", ("name",), {"name": "John"}),
        ("his name is John Mathew", ("name",), {"name": "John Mathew"}),
        ("call him John", ("name",), {"name": "John"}),
        ("john mathew from zenith pharma", ("name",), {"name": "john mathew", "company": "zenith pharma"}),
        ("Zenith Pharma", ("company",), {"company": "Zenith Pharma"}),
        ("lotus foods", ("company",), {"company": "lotus foods"}),
        (
            "it's Zenith Pharma and his number is 98200 12345",
            ("company",),
            {"company": "Zenith Pharma", "phone": "9820012345"},
        ),
        ("he works at Bright Steel", ("company",), {"company": "Bright Steel"}),
    ],
)
def test_an_answer_about_a_lead(said: str, slots: tuple[str, ...], answers: dict[str, object], read: Read) -> None:
    understood = read(said, asked=Asked("create_lead", slots), task="create_lead")
    assert (understood.act, understood.wishes) == (None, ())
    assert values(understood) == answers


@pytest.mark.parametrize(
    ("said", "asked", "filled", "answers"),
    [
        ("friday", ("start",), {}, {"start": "2026-03-06"}),
        ("tomorrow at 4", ("start",), {}, {"start": "2026-03-03T16:00:00+05:30"}),
        ("friday at 3", ("start",), {}, {"start": "2026-03-06T15:00:00+05:30"}),
        ("4 pm", ("start",), {"start": "2026-03-06"}, {"start": "2026-03-06T16:00:00+05:30"}),
        ("5", ("start",), {"start": "2026-03-06"}, {"start": "2026-03-06T17:00:00+05:30"}),
        ("half past three", ("start",), {"start": "2026-03-06"}, {"start": "2026-03-06T15:30:00+05:30"}),
        ("Rahul", ("attendees",), {}, {"attendees": ["Rahul"]}),
        ("with Rahul and Meera", ("attendees",), {}, {"attendees": ["Rahul", "Meera"]}),
        ("Rahul tomorrow at 4", ("attendees",), {}, {"attendees": ["Rahul"], "start": "2026-03-03T16:00:00+05:30"}),
    ],
)
def test_an_answer_about_a_meeting(
    said: str, asked: tuple[str, ...], filled: dict[str, object], answers: dict[str, object], read: Read
) -> None:
    understood = read(said, asked=Asked("schedule_meeting", asked), task="schedule_meeting", filled=filled)
    assert values(understood) == answers


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("call Ravi", {"title": "call Ravi"}),
        ("send the quote to Meera", {"title": "send the quote to Meera"}),
        ("call ravi on friday at 5", {"title": "call ravi", "due": "2026-03-06T17:00:00+05:30"}),
    ],
)
def test_the_title_of_a_task(said: str, answers: dict[str, object], read: Read) -> None:
    understood = read(said, asked=Asked("create_task", ("title",)), task="create_task")
    assert understood.wishes == ()
    assert {name: values(understood).get(name) for name in answers} == answers


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("that we will send the quote on friday", "we will send the quote on friday"),
        ("say thanks", "say thanks"),
        ("tell him the price is final", "tell him the price is final"),
    ],
)
def test_what_a_mail_should_say(said: str, answer: str, read: Read) -> None:
    understood = read(said, asked=Asked("draft_email", ("instruction",)), task="draft_email")
    assert values(understood) == {"instruction": answer}


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("what's overdue?", "list_tasks"),
        ("show me my leads", "find_leads"),
        ("schedule a meeting with Rahul tomorrow at 4", "schedule_meeting"),
        ("what are my meetings today", "list_meetings"),
    ],
)
@pytest.mark.parametrize("asked", [Asked("create_lead", ("email", "phone")), Asked("create_task", ("title",))])
def test_a_digression(said: str, tool: str, asked: Asked, read: Read) -> None:
    understood = read(said, asked=asked, task=asked.tool)
    assert [wish.tool for wish in understood.wishes] == [tool]


@pytest.mark.parametrize("said", ["cancel", "never mind", "forget it"])
def test_a_question_is_dropped(said: str, read: Read) -> None:
    assert read(said, asked=Asked("create_lead", ("company",)), task="create_lead").act is Act.CANCEL


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("the second one", 1),
        ("2", 1),
        ("Rahul from TechCorp", 0),
        ("last one", 1),
        ("Sharma", 1),
        ("first", 0),
        ("the one from Orbit", 1),
        ("number two", 1),
        ("1", 0),
        ("the first one please", 0),
        ("orbit", 1),
        ("doosra wala", 1),
        ("rahul verma", 0),
        ("the 2nd one", 1),
        ("2nd", 1),
        ("दूसरा", 1),
        ("I mean the second", 1),
    ],
)
def test_a_choice_among_leads(said: str, place: int, read: Read) -> None:
    assert read(said, offered=LEADS, choosing=True).picked == place


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("the first one", 0),
        ("5 pm", 1),
        ("4:30 works", 0),
        ("take the second slot", 1),
        ("4:30 is fine", 0),
        ("use the first free slot", 0),
        ("ok 4:30 then", 0),
    ],
)
def test_a_choice_among_times(said: str, place: int, read: Read) -> None:
    assert read(said, offered=TIMES, choosing=True, waiting=MEETING).picked == place
    assert (
        read(said, offered=TIMES, asked=Asked("schedule_meeting", ("start",)), task="schedule_meeting").picked == place
    )


def test_a_list_does_not_catch_a_wish(read: Read) -> None:
    understood = read("mark the first one qualified", offered=LEADS)
    assert understood.picked is None
    assert understood.wishes[0].slots["lead"].value == "the first one"


def test_send_it_at_a_mails_card_is_a_yes(read: Read) -> None:
    card = Card("send_email", {"to": ["meera@example.com"], "body": "Hello"})
    assert read("send it", waiting=card).act is Act.CONFIRM


def test_two_wishes_in_one_sentence(read: Read) -> None:
    understood = read(
        "create a lead for Asha Rao from Lotus Foods, phone 98200 12345 and set up a call with her tomorrow at 4"
    )
    assert [wish.tool for wish in understood.wishes] == ["create_lead", "schedule_meeting"]
    first, second = understood.wishes
    assert {name: value.value for name, value in first.slots.items()} == {
        "name": "Asha Rao",
        "company": "Lotus Foods",
        "phone": "9820012345",
    }
    assert second.slots["attendees"].value == ["her"]
    assert second.slots["start"].value == "2026-03-03T16:00:00+05:30"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("mark Rahul as won and remind me to send him the invoice tomorrow", ["update_lead", "create_task"]),
        ("show my leads and then what's overdue", ["find_leads", "list_tasks"]),
        (
            "cancel my meeting with Hina and set up a call with Omkar tomorrow at 5",
            ["cancel_meeting", "schedule_meeting"],
        ),
        (
            "log a call with Meera: she wants a discount. Remind me to call her on friday",
            ["log_activity", "create_task"],
        ),
        ("create a lead for John Mathew from Zenith and Sons", ["create_lead"]),
        ("remind me to call Ravi and send the quote", ["create_task"]),
        ("I met Kavita Rao from Nova Textiles today, add her as a lead", ["create_lead"]),
        ("set Rahul to won and value to 8 lakh", ["update_lead"]),
        ("schedule a meeting with Rahul and Meera tomorrow at 4 and send them an agenda", ["schedule_meeting"]),
    ],
)
def test_how_many_wishes(said: str, wanted: list[str], read: Read) -> None:
    assert [wish.tool for wish in read(said).wishes] == wanted
