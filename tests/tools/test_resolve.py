from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from nia.errors import Invalid
from nia.store.tables import Attendee
from nia.tools.resolve import FocusRecord, Found, Nothing, Resolved, Several, resolve
from nia.tools.slots import Person
from nia.understanding.port import SlotKind
from tests.world import World


class Asking:
    """Resolves as Asha, with what was spoken of last in front."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.user = world.asha
        self.focus: list[FocusRecord] = []
        self.offered: list[FocusRecord] = []

    def spoke_of(self, kind: str, record_id: str, name: str = "") -> None:
        self.focus.insert(0, FocusRecord(kind, record_id, name or record_id, self.world.clock.now()))

    async def __call__(self, kind: SlotKind, given: object) -> Resolved:
        async with self.world.database.read() as session:
            return await resolve(
                session,
                self.user,
                kind,
                given,
                focus=self.focus,
                offered=self.offered,
                now=self.world.clock.now(),
            )

    async def said(self, kind: SlotKind, given: object) -> str | list[str]:
        """Return the name found, the names offered (sorted), or those near (as a list that begins with "?")."""
        came = await self(kind, given)
        if isinstance(came, Several):
            return sorted(view.name for view in came.candidates)
        if isinstance(came, Nothing):
            return ["?", *came.nearest]
        assert isinstance(came, Found)
        return came.value.name if not isinstance(came.value, tuple) else [one.name for one in came.value]


@pytest.fixture
async def asking(world: World) -> Asking:
    await world.lead("Rahul Verma", "TechCorp", city="Pune", email="rahul@techcorp.example", phone="+919812345678")
    await world.lead("Rahul Mehta", "Orbit Labs", city="Mumbai", owner=world.vikram)
    await world.lead("John Mathew", "Zenith Pharma", city="Pune", at=world.clock.now() - timedelta(days=1))
    await world.lead("रमेश", "Coast Lines", city="Goa", at=world.clock.now() - timedelta(days=9))
    await world.lead("Zubin Irani", "Secret Motors", owner=world.zoya)
    return Asking(world)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Rahul Verma", "Rahul Verma"),
        ("rahul verma ji", "Rahul Verma"),
        ("verma from techcorp", "Rahul Verma"),
        ("the Zenith lead", "John Mathew"),
        ("zenth pharma", "John Mathew"),
        ("Zenith wala lead", "John Mathew"),
        ("Mr Mathew", "John Mathew"),
        ("Ramesh", "रमेश"),
        ("राहुल वर्मा", "Rahul Verma"),
        ("the guy from Goa", "रमेश"),
        ("that lead from yesterday", "John Mathew"),
        ("the lead I entered yesterday", "John Mathew"),
        ("that lead we added yesterday", "John Mathew"),
        ("kal jo lead banayi thi", "John Mathew"),
        ("jo lead kal daali thi", "John Mathew"),
        ("the latest lead from Pune", "Rahul Verma"),
        ("98123 45678", "Rahul Verma"),
        ("rahul@techcorp.example", "Rahul Verma"),
        ("my Rahul", "Rahul Verma"),
        ("Rahul's", ["Rahul Mehta", "Rahul Verma"]),
        ("the one from Pune", ["John Mathew", "Rahul Verma"]),
        ("Xavier Quinn", ["?"]),
        ("Zubin Irani", ["?"]),
        ("him", ["?"]),
    ],
)
async def test_leads_by_name_and_description(asking: Asking, given: str, meant: str | list[str]) -> None:
    assert await asking.said(SlotKind.LEAD, given) == meant


async def test_what_comes_close_is_named(asking: Asking) -> None:
    assert (await asking.said(SlotKind.LEAD, "Rohul Sharma"))[0] == "?"
    assert "John Mathew" in await asking.said(SlotKind.LEAD, "Jon Matthews junior")


async def test_an_exact_name_beats_part_of_one(asking: Asking) -> None:
    await asking.world.lead("Rahul", "Apex")
    assert await asking.said(SlotKind.LEAD, "Rahul") == "Rahul"


async def test_of_equals_the_one_spoken_of_last_is_meant(asking: Asking) -> None:
    found = await asking(SlotKind.LEAD, "Rahul Mehta")
    asking.spoke_of("lead", found.value.id)
    assert await asking.said(SlotKind.LEAD, "Rahul") == "Rahul Mehta"
    assert await asking.said(SlotKind.LEAD, "Rahul Verma") == "Rahul Verma"


@pytest.mark.parametrize(
    "pronoun", ["him", "her", "it", "that lead", "this one", "the same", "isko", "uska", "wahi wali", "उसको", "वही"]
)
async def test_pronouns_mean_what_is_in_focus(asking: Asking, pronoun: str) -> None:
    found = await asking(SlotKind.LEAD, "John Mathew")
    asking.spoke_of("lead", found.value.id, "John Mathew")
    asking.spoke_of("task", await asking.world.task("Buy stamps"))
    assert await asking.said(SlotKind.LEAD, pronoun) == "John Mathew"


async def test_the_lead_of_a_meeting_or_mail_in_focus_is_meant(asking: Asking) -> None:
    world = asking.world
    lead = (await asking(SlotKind.LEAD, "John Mathew")).value
    asking.spoke_of("meeting", await world.meeting("Demo", world.clock.now(), lead_id=lead.id))
    assert await asking.said(SlotKind.LEAD, "him") == "John Mathew"
    asking.spoke_of("mail", await world.mail("Rahul V", "Quote", sender_email="rahul@techcorp.example"))
    assert await asking.said(SlotKind.LEAD, "him") == "Rahul Verma"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("the first one", "John Mathew"),
        ("the second one", "Rahul Mehta"),
        ("second lead", "Rahul Mehta"),
        ("number 2", "Rahul Mehta"),
        ("2nd", "Rahul Mehta"),
        ("the last one", "Rahul Verma"),
        ("dusra wala", "Rahul Mehta"),
        ("दूसरा वाला", "Rahul Mehta"),
        ("the fourth one", ["?"]),
        ("the third one", "Rahul Verma"),
    ],
)
async def test_a_place_in_the_list_that_was_shown(asking: Asking, given: str, meant: str | list[str]) -> None:
    for name in ("John Mathew", "Rahul Mehta", "Rahul Verma"):
        lead = (await asking(SlotKind.LEAD, name)).value
        asking.offered.append(FocusRecord("lead", lead.id, name, asking.world.clock.now()))
    came = await asking.said(SlotKind.LEAD, given)
    assert came == meant or (meant == ["?"] and came[0] == "?")
    if isinstance(meant, str):
        assert await asking.said(SlotKind.PEOPLE, [given]) == [meant]


async def test_a_known_record_is_checked_again(asking: Asking) -> None:
    world = asking.world
    own = await world.lead("Own Lead", "Acme")
    other = await world.lead("Other Lead", "Acme", owner=world.zoya)
    assert await asking.said(SlotKind.LEAD, {"kind": "lead", "id": own, "name": "Own Lead"}) == "Own Lead"
    assert await asking(SlotKind.LEAD, {"kind": "lead", "id": other, "name": "Other Lead"}) == Nothing()
    asking.spoke_of("lead", other)
    assert await asking(SlotKind.LEAD, "it") == Nothing()


@pytest.fixture
async def calendar(asking: Asking) -> Asking:
    world, at = asking.world, datetime.fromisoformat
    lead = (await asking(SlotKind.LEAD, "John Mathew")).value
    await world.meeting("Demo with Rahul Verma", at("2026-03-03T15:00:00+05:30"), ("Rahul Verma",))
    await world.meeting("Review with Rahul Verma", at("2026-02-20T15:00:00+05:30"), ("Rahul Verma",), status="held")
    await world.meeting("Pricing", at("2026-03-04T11:00:00+05:30"), ("John Mathew",), lead_id=lead.id)
    await world.meeting("Team lunch", at("2026-03-04T13:00:00+05:30"), ("Meera Nair",), location="Cafe Goa")
    await world.meeting("Vikram's demo", at("2026-03-02T16:00:00+05:30"), ("Rahul Mehta",), owner=world.vikram)
    await world.meeting("Old demo", at("2026-03-05T15:00:00+05:30"), ("Asif",), status="cancelled")
    return asking


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("my meeting with Rahul tomorrow", "Demo with Rahul Verma"),
        ("tomorrow's meeting", "Demo with Rahul Verma"),
        ("kal wali meeting", "Demo with Rahul Verma"),
        ("the meeting with Rahul", "Demo with Rahul Verma"),
        ("the pricing meeting", "Pricing"),
        ("the call with zenith", "Pricing"),
        ("my 3 pm meeting", "Demo with Rahul Verma"),
        ("next meeting", "Demo with Rahul Verma"),
        ("the last meeting", "Review with Rahul Verma"),
        ("lunch", "Team lunch"),
        ("the meeting with Rahul on sunday", ["?"]),
        ("my meetings on wednesday", ["Pricing", "Team lunch"]),
        ("the meeting on friday", ["?"]),
        ("old demo", ["?"]),
        ("it", ["?"]),
    ],
)
async def test_meetings_by_description(calendar: Asking, given: str, meant: str | list[str]) -> None:
    came = await calendar.said(SlotKind.MEETING, given)
    assert came == meant or (meant == ["?"] and came[0] == "?")


async def test_his_meeting_is_that_of_the_person_in_focus(calendar: Asking) -> None:
    lead = (await calendar(SlotKind.LEAD, "John Mathew")).value
    calendar.spoke_of("lead", lead.id)
    assert await calendar.said(SlotKind.MEETING, "his meeting") == "Pricing"
    assert await calendar.said(SlotKind.MEETING, "his meeting tomorrow") == ["?"]


async def test_a_meeting_one_is_asked_to_is_known(calendar: Asking) -> None:
    world = calendar.world
    meeting = await world.meeting("Board review", world.clock.now() + timedelta(hours=1), owner=world.zoya)
    assert isinstance(await calendar(SlotKind.MEETING, "board review"), Nothing)
    await world.put(Attendee(meeting_id=meeting, name="Asha Rao", ref_kind="user", ref_id="asha"), world.zoya)
    assert await calendar.said(SlotKind.MEETING, "board review") == "Board review"


@pytest.fixture
async def todo(asking: Asking) -> Asking:
    world = asking.world
    lead = (await asking(SlotKind.LEAD, "John Mathew")).value
    day = world.clock.now().date()
    await world.task("Send the quote to Rahul", due_on=day + timedelta(days=1), priority="high")
    await world.task("Send the old quote", status="done")
    await world.task("Call back", lead_id=lead.id, due_on=day - timedelta(days=3))
    await world.task("Prepare the quote deck", owner=world.vikram)
    return asking


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("the quote task", "Send the quote to Rahul"),
        ("the old quote", "Send the old quote"),
        ("the task for zenith", "Call back"),
        ("the reminder to call back", "Call back"),
        ("the urgent one", "Send the quote to Rahul"),
        ("the overdue task", "Call back"),
        ("the task due tomorrow", "Send the quote to Rahul"),
        ("quote deck", "Prepare the quote deck"),
        ("sending the quote to Rahul", "Send the quote to Rahul"),
        ("preparing the quote deck", "Prepare the quote deck"),
        ("my tasks", ["Call back", "Send the quote to Rahul"]),
        ("the invoice task", ["?"]),
    ],
)
async def test_tasks_by_description(todo: Asking, given: str, meant: str | list[str]) -> None:
    came = await todo.said(SlotKind.TASK, given)
    assert came == meant or (meant == ["?"] and came[0] == "?")


@pytest.fixture
async def mailbox(asking: Asking) -> Asking:
    world, now = asking.world, asking.world.clock.now()
    mail = {"sender_email": "rahul@techcorp.example", "unread": False}
    await world.mail("Rahul Verma", "Quote", received_at=now - timedelta(hours=5), body="The revised offer.", **mail)
    await world.mail(
        "Meena Iyer", "Invoice 42", received_at=now - timedelta(hours=2), sender_email="meena@lotus.example"
    )
    await world.mail("Meena Iyer", "Lunch", received_at=now - timedelta(days=1), sender_email="m@x.in", unread=False)
    await world.mail("Spy", "Hidden quote", owner=world.vikram)
    return asking


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("the mail from Rahul", "Quote"),
        ("rahul ka mail", "Quote"),
        ("the unread one", "Invoice 42"),
        ("the latest mail", "Invoice 42"),
        ("the last mail from Meena", "Invoice 42"),
        ("yesterday's mail", "Lunch"),
        ("the invoice mail", "Invoice 42"),
        ("the one about the revised offer", "Quote"),
        ("the mail from techcorp", "Quote"),
        ("the mail from Meena", ["Invoice 42", "Lunch"]),
        ("the hidden mail", ["?"]),
    ],
)
async def test_mails_by_description(mailbox: Asking, given: str, meant: str | list[str]) -> None:
    came = await mailbox.said(SlotKind.MAIL, given)
    assert came == meant or (meant == ["?"] and came[0] == "?")


async def test_of_a_thread_the_newest_mail_is_meant(mailbox: Asking) -> None:
    world, thread = mailbox.world, {"sender_email": "nisha@x.example", "thread_id": "offer"}
    newest = await world.mail("Nisha Gupta", "Re: Offer", **thread)
    await world.mail("Nisha Gupta", "Offer", received_at=world.clock.now() - timedelta(hours=1), **thread)
    assert (await mailbox(SlotKind.MAIL, "the mail from Nisha")).value.id == newest


@pytest.mark.parametrize(
    ("given", "meant"),
    [("me", "Asha Rao"), ("myself", "Asha Rao"), ("mujhe", "Asha Rao"), ("मुझे", "Asha Rao"), ("Vikram", "Vikram Shah"),
     ("zoya", "Zoya Khan"), ("Vikram's", "Vikram Shah"), ("Nobody", ["?"])],
)  # fmt: skip
async def test_colleagues(asking: Asking, given: str, meant: str | list[str]) -> None:
    assert await asking.said(SlotKind.USER, given) == meant


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["Rahul Verma"], ["Rahul Verma"]),
        (["Rahul Verma and Vikram"], ["Rahul Verma", "Vikram Shah"]),
        ("Vikram, Meera aur zenith pharma", ["Vikram Shah", "Meera Nair", "John Mathew"]),
        (["Leela"], ["Leela Iyer"]),
        (["Sanjay Dutt"], ["Sanjay Dutt"]),
        (["new@person.example"], ["new@person.example"]),
        (["Nitin <nitin@x.example>"], ["Nitin"]),
        (["rahul@techcorp.example"], ["Rahul Verma"]),
        (["Rahul from Johnson and Johnson"], ["Rahul Bose"]),
        (["me", "Vikram"], ["Asha Rao", "Vikram Shah"]),
        (["Rahul"], ["Rahul Bose", "Rahul Mehta", "Rahul Verma"]),
    ],
)
async def test_people(asking: Asking, given: object, meant: list[str]) -> None:
    await asking.world.contact("Leela Iyer", company="Lotus Foods", email="leela@lotus.example")
    await asking.world.lead("Rahul Bose", "Johnson and Johnson")
    assert await asking.said(SlotKind.PEOPLE, given) == meant


async def test_a_known_person_brings_their_record_and_address(asking: Asking) -> None:
    found = await asking(SlotKind.PEOPLE, ["Rahul Verma", "Sanjay"])
    known, new = found.value
    assert (known.kind, known.email) == ("lead", "rahul@techcorp.example")
    assert new == Person(name="Sanjay")


async def test_which_of_several_names_is_unclear_is_told(asking: Asking) -> None:
    found = await asking(SlotKind.PEOPLE, ["Vikram", "Rahul"])
    assert isinstance(found, Several)
    assert found.position == 1


async def test_addresses(asking: Asking) -> None:
    assert await asking(SlotKind.ADDRESSES, "rahul") == await asking(SlotKind.ADDRESSES, "Rahul Verma")
    assert (await asking(SlotKind.ADDRESSES, ["Rahul Verma"])).value[0].email == "rahul@techcorp.example"
    assert (await asking(SlotKind.ADDRESSES, ["John Mathew"])).value == (Person(name="John Mathew"),)
    assert isinstance(await asking(SlotKind.ADDRESSES, ["Sanjay Dutt"]), Nothing)
    with pytest.raises(Invalid, match="bad_email"):
        await asking(SlotKind.ADDRESSES, ["rahul@"])


async def test_who_only_wrote_a_mail_can_be_written_to(asking: Asking) -> None:
    mail = await asking.world.mail("Nisha Gupta", "Hello", sender_email="nisha@x.example")
    assert (await asking(SlotKind.ADDRESSES, "nisha")).value == (Person(name="Nisha Gupta", email="nisha@x.example"),)
    asking.spoke_of("mail", mail)
    assert (await asking(SlotKind.ADDRESSES, "her")).value[0].email == "nisha@x.example"


async def test_somebody_who_is_lead_and_contact_is_one_person(asking: Asking) -> None:
    await asking.world.contact("Rahul Verma", email="rahul@techcorp.example")
    assert (await asking(SlotKind.PEOPLE, ["Rahul Verma"])).value[0].kind == "lead"


@pytest.mark.parametrize("kind", [SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL, SlotKind.USER])
@pytest.mark.parametrize("given", ["", "   ", "😀", "'; drop table leads;--", "a" * 5000, "{}", "42", "مرحبا"])
async def test_nonsense_finds_nothing(asking: Asking, kind: SlotKind, given: str) -> None:
    assert not isinstance(await asking(kind, given), Found)
