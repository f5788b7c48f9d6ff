"""The dialogue, on a scripted understanding: questions, corrections, cards, undo, and what must never happen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from nia.config import Settings
from nia.store.tables import Action, Lead, Proposal, Task
from nia.understanding.port import Act, Language, SlotValue, Understanding, Wish
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, act, answer, pick, slots, wish

JOHN = {"name": "John Mathew", "company": "Zenith Pharma"}
SCRIPT = {
    "lead": wish(("create_lead", JOHN)),
    "whole lead": wish(("create_lead", {**JOHN, "phone": "9820012345"})),
    "phone": answer(phone="9820012345"),
    "short phone": answer(phone="1234"),
    "not John but Joan": act(Act.CORRECT, name="Joan Mathew"),
    "yes": act(Act.CONFIRM),
    "no": act(Act.DENY),
    "cancel": act(Act.CANCEL),
    "undo": act(Act.UNDO),
    "thanks": act(Act.THANKS),
    "anyway": act(Act.PROCEED),
    "again": act(Act.REPEAT),
    "go on": act(Act.RESUME),
    "mail": wish(("send_email", {"to": ["asha@example.org"], "subject": "Hello", "body": "Good morning"})),
    "from Pune": wish(("find_leads", {"city": "Pune", "order": "-value"})),
    "qualify the second one": wish(("update_lead", {"lead": "the second one", "status": "qualified"})),
    "meet Leela and Rahul": wish(
        ("schedule_meeting", {"attendees": ["Leela", "Rahul"], "start": "2026-03-03T16:00:00+05:30"})
    ),
    "guessed lead": Understanding(
        Language.ENGLISH,
        wishes=(Wish("create_task", {**slots(title="call Ravi"), "lead": SlotValue("Ravi", "Ravi", confidence=0.5)}),),
    ),
    "not from Pune": Understanding(
        Language.ENGLISH, wishes=(Wish("find_leads", {"city": SlotValue("Pune", "Pune", negated=True)}),)
    ),
    "no such day": Understanding(
        Language.ENGLISH,
        wishes=(
            Wish(
                "create_task",
                {
                    "title": SlotValue("Call Ravi", "call Ravi"),
                    "due": SlotValue(None, "31 february", problem="no_such_date"),
                },
            ),
        ),
    ),
    "weather": act(Act.OUT_OF_SCOPE),
    "overdue": wish(("list_tasks", {"status": "overdue"})),
    "note": wish(("add_note", {"lead": "Rahul", "text": "wants a discount"})),
    "qualify him": wish(("update_lead", {"lead": "him", "status": "qualified"})),
    "two": wish(
        ("create_task", {"title": "Call Ravi"}),
        ("create_task", {"title": "Send the quote"}),
    ),
    "second": pick(1),
    "delete": wish(("delete_lead", {"lead": "Rahul"})),
    "dollars": wish(("create_lead", {**JOHN, "phone": "9820012345", "value": {"amount": "500", "currency": "USD"}})),
    "loss": wish(("create_lead", {**JOHN, "phone": "9820012345", "value": {"amount": "-5", "currency": None}})),
    "unknown": wish(("get_lead", {"lead": "Nobody Here"})),
    "bulk": wish(("update_leads", {"where": {"city": "Pune"}, "set": {"status": "contacted"}})),
}


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        yield opened


async def actions(chat: Chat) -> int:
    async with chat.agent.database.read() as session:
        return (await session.execute(select(func.count()).select_from(Action))).scalar_one()


async def test_a_missing_slot_is_asked_and_the_answer_leads_to_the_card(chat: Chat) -> None:
    turn = await chat.say("lead")
    assert turn.intent == "create_lead"
    assert set(turn.asks) == {"email", "phone"}
    assert turn.proposal is None
    turn = await chat.say("phone")
    assert turn.intent == "create_lead"
    assert turn.proposal is not None
    assert {row.slot: row.raw for row in turn.proposal.rows}["phone"] == "+919820012345"
    assert "John Mathew" in turn.reply
    assert await chat.rows(Lead) == []
    turn = await chat.say("yes")
    assert turn.intent == "confirm"
    assert [call.tool for call in turn.results] == ["create_lead"]
    assert [lead.name for lead in await chat.rows(Lead)] == ["John Mathew"]


async def test_a_wrong_value_is_refused_with_its_reason_and_asked_again(chat: Chat) -> None:
    await chat.say("lead")
    turn = await chat.say("short phone")
    assert turn.refusal == "invalid"
    assert "phone" in turn.asks
    assert "1234" in turn.reply
    assert (await chat.say("phone")).proposal is not None


async def test_a_correction_at_the_card_makes_a_new_card_and_voids_the_old(chat: Chat) -> None:
    old = (await chat.say("whole lead")).proposal
    turn = await chat.say("not John but Joan")
    assert old is not None
    assert turn.proposal is not None
    assert turn.proposal.hash != old.hash
    late = await chat.agent.confirm(old.proposal, old.hash, user="asha", conversation="c1")
    assert late.results == ()
    await chat.confirm()
    assert [lead.name for lead in await chat.rows(Lead)] == ["Joan Mathew"]


async def test_the_buttons_confirm_edit_and_cancel(chat: Chat) -> None:
    await chat.say("whole lead")
    turn = await chat.edit(value="6 lakh", city="Pune")
    assert turn.proposal is not None
    await chat.confirm()
    (lead,) = await chat.rows(Lead)
    assert (lead.value, lead.city) == (600000, "Pune")
    await chat.say("two")
    turn = await chat.cancel()
    assert turn.results == ()


@pytest.mark.parametrize("word", ["no", "cancel"])
async def test_a_no_writes_nothing_and_leaves_nothing_waiting(chat: Chat, word: str) -> None:
    await chat.say("whole lead")
    turn = await chat.say(word)
    assert turn.proposal is None
    turn = await chat.say("yes")
    assert turn.results == ()
    assert await actions(chat) == 0


async def test_a_yes_after_small_talk_still_means_the_card(chat: Chat) -> None:
    await chat.say("whole lead")
    await chat.say("thanks")
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_lead"]


async def test_a_digression_is_answered_and_the_task_goes_on(chat: Chat) -> None:
    await chat.say("lead")
    turn = await chat.say("overdue")
    assert [call.tool for call in turn.reads] == ["list_tasks"]
    assert set(turn.asks) == {"email", "phone"}
    assert (await chat.say("phone")).proposal is not None


async def test_a_digression_at_the_card_shows_it_again(chat: Chat) -> None:
    await chat.say("whole lead")
    turn = await chat.say("overdue")
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_lead"
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_lead"]


async def test_several_wishes_are_taken_one_after_another(chat: Chat) -> None:
    turn = await chat.say("two")
    assert turn.tasks == ("create_task", "create_task")
    assert turn.proposal is not None
    assert turn.proposal.position == "1 of 2"
    turn = await chat.say("yes")
    assert len(turn.results) == 1
    assert turn.proposal is not None
    assert turn.proposal.position == "2 of 2"
    await chat.say("yes")
    assert [task.title for task in await chat.rows(Task)] == ["Call Ravi", "Send the quote"]


async def test_undo_takes_back_at_once_and_says_what(chat: Chat) -> None:
    await chat.say("whole lead")
    await chat.say("yes")
    turn = await chat.say("undo")
    assert turn.undone == ("create_lead",)
    assert await chat.rows(Lead) == []
    assert (await chat.say("undo")).undone == ()


async def test_undo_of_several_records_needs_a_yes(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma", city="Pune")
    await world.lead("Leela Iyer", city="Pune")
    turn = await chat.say("bulk")
    assert turn.proposal is not None
    assert turn.proposal.table is not None
    assert len(turn.proposal.table.rows) == 2
    await chat.say("yes")
    assert {lead.status for lead in await chat.rows(Lead)} == {"contacted"}
    turn = await chat.say("undo")
    assert turn.proposal is not None
    assert turn.undone == ()
    turn = await chat.say("yes")
    assert turn.undone == ("update_leads",)
    assert {lead.status for lead in await chat.rows(Lead)} == {"new"}


async def test_several_that_fit_are_offered_and_one_is_picked(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma", "TechCorp")
    await world.lead("Rahul Iyer", "Lotus Foods")
    turn = await chat.say("note")
    assert set(turn.offers) == {"Rahul Verma", "Rahul Iyer"}
    assert turn.asks == ()
    second = turn.offers[1]
    turn = await chat.say("second")
    assert turn.proposal is not None
    assert second in turn.reply


async def test_him_is_the_record_in_focus(chat: Chat) -> None:
    await chat.say("whole lead")
    await chat.say("yes")
    turn = await chat.say("qualify him")
    assert turn.proposal is not None
    assert "John Mathew" in turn.reply
    await chat.say("yes")
    assert (await chat.rows(Lead))[0].status == "qualified"


async def test_a_duplicate_is_asked_about_before_the_card(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("John Mathew", "Zenith Pharma", phone="+919820012345")
    turn = await chat.say("whole lead")
    assert turn.warns == ("duplicate",)
    assert turn.proposal is None
    turn = await chat.say("anyway")
    assert turn.intent == "proceed"
    assert turn.proposal is not None
    await chat.say("yes")
    assert len(await chat.rows(Lead)) == 2


async def test_a_record_that_changed_meanwhile_gets_a_new_card(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma")
    await chat.say("note")
    await chat.say("cancel")
    turn = await chat.say("qualify him")
    assert turn.proposal is not None
    async with chat.agent.database.begin() as session:
        await session.execute(update(Lead).values(version=2, value=100))
    turn = await chat.say("yes")
    assert turn.results == ()
    assert "changed" in turn.warns
    assert turn.proposal is not None
    turn = await chat.say("yes")
    assert [call.tool for call in turn.results] == ["update_lead"]


async def test_what_a_role_may_not_do_is_refused(chat: Chat) -> None:
    await (await world_of(chat)).lead("Rahul Verma")
    turn = await chat.say("delete")
    assert turn.refusal == "permission"
    chat.user, chat.conversation = "meera", "c2"
    assert (await chat.say("delete")).proposal is not None


@pytest.mark.parametrize(("said", "slot"), [("dollars", "value"), ("loss", "value")])
async def test_an_amount_that_cannot_be_kept_is_asked_about(chat: Chat, said: str, slot: str) -> None:
    turn = await chat.say(said)
    assert turn.refusal == "invalid"
    assert slot in turn.asks
    assert turn.proposal is None


async def test_an_unknown_record_is_said_to_be_unknown(chat: Chat) -> None:
    turn = await chat.say("unknown")
    assert turn.refusal == "not_found"
    assert "Nobody Here" in turn.reply


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂", "\x00\x07", "x" * 100_000])
async def test_what_nobody_can_read_is_answered(chat: Chat, text: str) -> None:
    turn = await chat.say(text)
    assert turn.refusal == "invalid"
    assert turn.reply


async def test_a_retried_message_gets_its_recorded_answer(chat: Chat) -> None:
    await chat.say("whole lead")
    first = await chat.say("yes", client_id="once")
    again = await chat.say("yes", client_id="once")
    assert again == first
    assert len(await chat.rows(Lead)) == 1


async def test_a_waiting_card_survives_a_restart(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    async with open_chat(settings, Scripted(SCRIPT)) as before:
        shown = await before.say("whole lead")
    async with open_chat(settings, Scripted(SCRIPT)) as after:
        assert shown.proposal is not None
        turn = await after.say("yes", client_id="after")
        assert [call.tool for call in turn.results] == ["create_lead"]


async def test_a_conversation_goes_on_without_its_checkpoints(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    async with open_chat(settings, Scripted(SCRIPT)) as before:
        await before.say("whole lead")
    (tmp_path / "nia.db.checkpoints").unlink()
    async with open_chat(settings, Scripted(SCRIPT)) as after:
        turn = await after.say("yes", client_id="after")
        assert [call.tool for call in turn.results] == ["create_lead"]


async def test_a_card_that_waits_is_shown_again_in_a_new_session(chat: Chat) -> None:
    await chat.say("whole lead")
    chat.conversation = "c2"
    turn = await chat.say("yes")
    assert turn.results == ()
    shown = await chat.agent.welcome(user="asha", conversation="c2")
    assert shown is not None
    assert shown.proposal is not None
    turn = await chat.say("yes")
    assert [call.tool for call in turn.results] == ["create_lead"]


async def test_a_card_expires(chat: Chat) -> None:
    await chat.say("whole lead")
    chat.clock.move(timedelta(hours=73))
    turn = await chat.say("yes")
    assert turn.results == ()
    assert await chat.rows(Lead) == []


async def test_nobody_speaks_in_another_users_conversation(chat: Chat) -> None:
    from nia.errors import NotFound

    await chat.say("whole lead")
    with pytest.raises(NotFound):
        await chat.agent.turn("yes", user="vikram", conversation="c1")


async def test_every_turn_is_kept(chat: Chat) -> None:
    await chat.say("lead")
    await chat.say("weather")
    world = await world_of(chat)
    history = await chat.agent.history("c1", user=world.asha)
    assert [turn.said for turn in history] == ["lead", "weather"]
    assert history[1].refusal == "out_of_scope"


async def test_no_card_is_left_waiting_when_something_else_was_asked(chat: Chat) -> None:
    await (await world_of(chat)).lead("Rahul Verma")
    await chat.say("whole lead")
    await chat.say("lead")
    async with chat.agent.database.read() as session:
        states = (await session.execute(select(Proposal.state))).scalars().all()
    assert "waiting" not in states


async def test_a_task_that_was_left_is_offered_again_once_and_then_waits(chat: Chat) -> None:
    await chat.say("lead")
    assert (await chat.say("overdue")).asks != ()
    assert (await chat.say("overdue")).asks == ()
    assert (await chat.say("thanks")).asks == ()
    assert set((await chat.say("go on")).asks) == {"email", "phone"}


async def test_an_undo_that_was_not_confirmed_does_not_wait_for_later(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma", city="Pune")
    await world.lead("Leela Iyer", city="Pune")
    await chat.say("bulk")
    await chat.say("yes")
    assert (await chat.say("undo")).proposal is not None
    await chat.say("two")
    for _ in range(2):
        assert (await chat.say("yes")).undone == ()
    assert len(await chat.rows(Task)) == 2


async def test_a_date_that_does_not_exist_is_said_not_to(chat: Chat) -> None:
    turn = await chat.say("no such day")
    assert turn.refusal == "invalid"
    assert "31 february" in turn.reply
    assert "due" in turn.asks


@pytest.mark.parametrize("text", ["lead\x00", "\ud800 hello", "\x00"])
async def test_characters_that_no_database_keeps_do_not_stop_a_turn(chat: Chat, text: str) -> None:
    assert (await chat.say(text)).reply


async def test_the_second_of_a_list_can_be_spoken_of(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma", city="Pune", value=300000)
    await world.lead("Leela Iyer", city="Pune", value=200000)
    turn = await chat.say("from Pune")
    second = turn.records[1].name
    turn = await chat.say("qualify the second one")
    assert turn.proposal is not None
    assert second in turn.reply


async def test_a_person_picked_among_several_keeps_the_others_of_the_list(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma", email="rahul@techcorp.example")
    await world.lead("Rahul Iyer", email="riyer@lotus.example")
    await world.lead("Leela Shah", email="leela@shah.example")
    turn = await chat.say("meet Leela and Rahul")
    assert set(turn.offers) == {"Rahul Verma", "Rahul Iyer"}
    second = turn.offers[1]
    turn = await chat.say("second")
    assert turn.proposal is not None
    assert {one["name"] for one in turn.slots["attendees"]} == {"Leela Shah", second}


async def test_a_guess_that_does_not_fit_is_dropped(chat: Chat) -> None:
    turn = await chat.say("guessed lead")
    assert turn.offers == turn.asks == ()
    assert turn.proposal is not None
    assert "lead" not in {row.slot for row in turn.proposal.rows}


async def test_what_is_to_be_left_out_is_not_shown_as_what_is_wanted(chat: Chat) -> None:
    await (await world_of(chat)).lead("Rahul Verma", city="Pune")
    turn = await chat.say("not from Pune")
    assert turn.refusal == "invalid"
    assert turn.reads == ()


async def test_a_second_press_is_told_that_it_is_done(chat: Chat) -> None:
    card = (await chat.say("whole lead")).proposal
    assert card is not None
    await chat.confirm()
    again = await chat.agent.confirm(card.proposal, card.hash, user="asha", conversation="c1", client_id="again")
    assert again.results == ()
    assert "done already" in again.reply
    assert "nothing was written" not in again.reply.lower()
    assert len(await chat.rows(Lead)) == 1


async def test_an_edit_that_cannot_be_keeps_the_card(chat: Chat) -> None:
    await chat.say("whole lead")
    turn = await chat.edit(phone="12")
    assert turn.refusal == "invalid"
    assert turn.proposal is not None
    assert {row.slot: row.raw for row in turn.proposal.rows}["phone"] == "+919820012345"
    await chat.confirm()
    assert len(await chat.rows(Lead)) == 1


async def test_undo_in_another_conversation_asks_first(chat: Chat) -> None:
    await chat.say("whole lead")
    await chat.say("yes")
    chat.conversation = "c2"
    turn = await chat.say("undo")
    assert turn.undone == ()
    assert turn.proposal is not None
    assert (await chat.say("yes")).undone == ("create_lead",)


async def test_what_is_so_already_needs_no_card(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma", status="qualified")
    await chat.say("note")
    await chat.say("cancel")
    turn = await chat.say("qualify him")
    assert turn.proposal is None
    assert "already" in turn.reply


async def test_undo_passes_over_what_is_final_with_a_card(chat: Chat) -> None:
    await chat.say("whole lead")
    await chat.say("yes")
    await chat.say("mail")
    assert [call.tool for call in (await chat.say("yes")).results] == ["send_email"]
    turn = await chat.say("undo")
    assert turn.undone == ()
    assert turn.proposal is not None
    assert (await chat.say("yes")).undone == ("create_lead",)
