"""What NIA cannot do as it was said, it says before the yes: a mail for later, a reminder by a meeting, two amounts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nia.agent.turn import Turn
from nia.store.tables import Attendee, Meeting
from tests.agent.chat import Chat, world_of
from tests.world import NOW


def value_of(turn: Turn) -> object:
    assert turn.proposal is not None, turn.reply
    return next(row.raw for row in turn.proposal.rows if row.slot == "value")


@pytest.mark.parametrize(
    ("said", "warning"),
    [
        ("send a mail to priya@rao.example tomorrow at 9 saying the rates are in", "not “tomorrow at 9”"),
        ("kal mail bhejo priya@rao.example ko ki rates aa gaye", "“kal” nahi"),
    ],
)
async def test_the_card_of_a_mail_for_later_says_that_it_goes_now(chat: Chat, said: str, warning: str) -> None:
    turn = await chat.say(said)
    assert turn.proposal is not None, turn.reply
    assert [one for one in turn.proposal.warnings if warning in one] != []


async def test_at_its_card_a_mail_cannot_be_put_off_and_the_card_says_so(chat: Chat) -> None:
    await chat.say("mail priya@rao.example that the rates are in")
    turn = await chat.say("make it tomorrow at 9")
    assert turn.proposal is not None, turn.reply
    assert [one for one in turn.proposal.warnings if "not “tomorrow at 9”" in one] != []
    assert turn.results == ()


async def test_a_reminder_before_a_meeting_is_counted_from_its_start(chat: Chat) -> None:
    world = await world_of(chat)
    await world.meeting("Demo for Lotus Hospitals", start_at=NOW + timedelta(days=1))
    turn = await chat.say("remind me 15 mins before the Lotus demo to print the quote")
    assert turn.proposal is not None, turn.reply
    raw = {row.slot: row.raw for row in turn.proposal.rows}
    expected = (NOW + timedelta(days=1, minutes=-15)).astimezone(world.asha.zone)
    assert (raw["title"], raw["remind_at"]) == ("print the quote", expected.isoformat())


async def test_without_such_a_meeting_the_time_is_asked_for(chat: Chat) -> None:
    turn = await chat.say("remind me 15 mins before the zumba class")
    assert turn.proposal is None
    assert "no meeting “zumba class”" in turn.reply
    answered = await chat.say("tomorrow at 5 pm")
    assert answered.proposal is not None, answered.reply
    assert answered.proposal.tool == "create_task"


async def test_of_two_amounts_the_lower_is_written_and_the_card_says_so(chat: Chat) -> None:
    turn = await chat.say("create a lead Ravi Kumar from Zenith Tools, phone 9820012345, 2-3 lakh")
    assert turn.proposal is not None, turn.reply
    assert [one for one in turn.proposal.warnings if "“2-3 lakh” is two amounts" in one] != []
    assert value_of(turn) == {"amount": "200000", "currency": "INR"}
    answered = await chat.say("make it 2.5 lakh")
    assert answered.proposal is not None, answered.reply
    assert (value_of(answered), answered.proposal.warnings) == ({"amount": "250000", "currency": "INR"}, ())


@pytest.mark.parametrize("said", ["block my calendar tomorrow from 3 to 5", "kal 3 se 5 calendar block karo"])
async def test_blocked_time_wants_no_guest(chat: Chat, said: str) -> None:
    turn = await chat.say(said)
    assert turn.proposal is not None, turn.reply
    done = await chat.say("yes" if said.isascii() and said.startswith("block") else "haan")
    assert [call.tool for call in done.results] == ["schedule_meeting"]
    (meeting,) = await chat.rows(Meeting)
    assert (meeting.title, meeting.minutes, await chat.rows(Attendee)) == ("Blocked", 120, [])


async def test_a_meeting_still_wants_a_guest(chat: Chat) -> None:
    turn = await chat.say("schedule a meeting tomorrow at 3")
    assert (turn.proposal, turn.asks) == (None, ("attendees",))


@pytest.mark.parametrize(
    "said",
    ["hold a meeting on monday morning at 10", "keep a demo tomorrow at 3 for 30 minutes", "book a call tomorrow at 3"],
)
async def test_what_others_come_to_wants_them(chat: Chat, said: str) -> None:
    turn = await chat.say(said)
    assert (turn.proposal, turn.asks) == (None, ("attendees",))


async def test_no_other_word_blocks_what_is_asked_about(chat: Chat) -> None:
    await chat.say("schedule a meeting tomorrow at 3")
    assert (await chat.say("hold on for 10 minutes")).proposal is None


async def test_after_a_meeting_is_counted_from_its_end(chat: Chat) -> None:
    world = await world_of(chat)
    await world.meeting("Alpha review", start_at=NOW + timedelta(days=1), minutes=60)
    turn = await chat.say("remind me 10 minutes after the Alpha review to send notes")
    assert turn.proposal is not None, turn.reply
    raw = {row.slot: row.raw for row in turn.proposal.rows}
    expected = (NOW + timedelta(days=1, minutes=70)).astimezone(world.asha.zone)
    assert (raw["title"], raw["remind_at"]) == ("send notes", expected.isoformat())


async def test_a_meeting_that_is_over_tells_no_reminder(chat: Chat) -> None:
    world = await world_of(chat)
    await world.meeting("Signing with Sawant", start_at=NOW - timedelta(days=1))
    turn = await chat.say("remind me 30 minutes before the Signing with Sawant")
    assert (turn.proposal, turn.asks) == (None, ("remind_at",))


async def test_of_several_meetings_the_time_is_asked_for(chat: Chat) -> None:
    world = await world_of(chat)
    for days, whom in ((1, "Lotus Hospitals"), (2, "Zenith Pharma")):
        await world.meeting(f"Demo for {whom}", start_at=NOW + timedelta(days=days))
    turn = await chat.say("remind me 15 minutes before the demo")
    assert (turn.proposal, turn.asks) == (None, ("remind_at",))
    assert "More than one meeting" in turn.reply
