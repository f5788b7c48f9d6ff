"""What is changed on a card, and nothing else: who attends, the new time on its own day, the record that was meant."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nia.store.tables import Meeting, Task
from tests.agent.chat import Chat
from tests.world import World


async def test_who_attends_is_changed_on_the_card(chat: Chat, world: World) -> None:
    await world.lead("Priya Nair", "Coral Labs", email="priya@coral.example")
    await chat.say("schedule a meeting with Priya Nair tomorrow at 3 pm")
    more = await chat.say("make it an hour and a half and also invite Vikram Shah")
    assert more.proposal is not None
    assert [one["name"] for one in more.slots["attendees"]] == ["Priya Nair", "Vikram Shah"]  # type: ignore[index, union-attr, call-overload]
    assert more.slots["minutes"] == 90
    less = await chat.say("without Vikram")
    assert [one["name"] for one in less.slots["attendees"]] == ["Priya Nair"]  # type: ignore[index, union-attr, call-overload]
    assert "'" not in less.reply
    assert [call.tool for call in (await chat.say("yes")).results] == ["schedule_meeting"]


@pytest.mark.parametrize("words", ["make it 5 pm", "no wait, make it 5", "5 baje kar do", "नहीं, 5 बजे"])
async def test_the_new_day_stays_where_only_the_time_changes(chat: Chat, world: World, words: str) -> None:
    await world.meeting("Demo with Vikram Shah", datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
    await chat.say("reschedule the demo with Vikram to Friday at 4 pm")
    turn = await chat.say(words)
    assert turn.proposal is not None
    assert turn.slots["start"] == "2026-03-06T17:00:00+05:30"
    await chat.confirm()
    assert [str(row.start_at)[:16] for row in await chat.rows(Meeting)] == ["2026-03-06 11:30"]  # type: ignore[attr-defined]


async def test_the_first_task_where_no_list_was_shown_is_asked_about(chat: Chat, world: World) -> None:
    await world.task("Send the brochure")
    await world.task("Check the terms")
    turn = await chat.say("complete the first task")
    assert sorted(turn.offers) == ["Check the terms", "Send the brochure"]
    turn = await chat.say("the first one")
    assert turn.proposal is not None
    assert not [row for row in await chat.rows(Task) if row.status == "done"]  # type: ignore[attr-defined]


async def test_a_meeting_that_is_brought_forward_goes_further_forward(chat: Chat, world: World) -> None:
    await world.meeting("Demo with Vikram Shah", datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
    turn = await chat.say("prepone the demo with Vikram by an hour")
    assert turn.slots["start"] == "2026-03-04T14:00:00+05:30"
    assert "PT1H" not in turn.reply
    turn = await chat.say("no, by 2 hours")
    assert turn.slots["start"] == "2026-03-04T13:00:00+05:30"
    turn = await chat.say("no, an hour later")
    assert turn.slots["start"] == "2026-03-04T16:00:00+05:30"


async def test_a_task_is_postponed_from_its_own_date(chat: Chat, world: World) -> None:
    await world.task("Check the warranty terms", due_on=date(2026, 3, 6))
    turn = await chat.say("postpone the warranty task by 2 days")
    assert (turn.slots["due"], "P2D" in turn.reply) == ("2026-03-08", False)
    assert (await chat.say("no, by 3 days")).slots["due"] == "2026-03-09"
    assert [call.tool for call in (await chat.say("yes")).results] == ["update_task"]
    assert [str(row.due_on) for row in await chat.rows(Task)] == ["2026-03-09"]  # type: ignore[attr-defined]


async def test_what_is_a_task_is_not_looked_for_among_meetings(chat: Chat, world: World) -> None:
    await world.task("Check the warranty terms", due_on=date(2026, 3, 6))
    turn = await chat.say("postpone “check the warranty terms” to monday")
    assert turn.proposal is not None
    assert (turn.proposal.tool, turn.slots["due"]) == ("update_task", "2026-03-09")
    turn = await chat.say("cancel the meeting about the warranty terms")
    assert turn.refusal == "not_found"


async def test_all_of_them_is_no_single_meeting(chat: Chat, world: World) -> None:
    await world.meeting("Demo", datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
    await world.meeting("Review", datetime(2026, 3, 5, 9, 30, tzinfo=UTC))
    turn = await chat.say("move all my meetings to tomorrow")
    assert sorted(turn.offers) == ["Demo", "Review"]
