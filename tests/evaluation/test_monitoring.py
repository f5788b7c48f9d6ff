"""Figures of real conversations, read from the database: what each measure counts, whose turns, and no word of them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from nia.config import Settings
from nia.errors import AdminError, NotFound
from nia.evaluation.monitoring import reading
from nia.evaluation.monitoring.collect import collect
from nia.evaluation.monitoring.figures import Figures
from nia.evaluation.monitoring.period import Scope, period
from nia.store.tables import Turn
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, wish
from tests.world import NOW

KOLKATA = ZoneInfo("Asia/Kolkata")
LEAD = "create a lead for John Mathew from Zenith Pharma, phone 98200 12345, worth 5 lakh"
YEAR = Scope(NOW - timedelta(days=365), NOW + timedelta(days=365))


@pytest.fixture
async def chat(tmp_path: Path, database_url: str) -> AsyncIterator[Chat]:
    async with open_chat(Settings(data_dir=tmp_path, database_url=database_url)) as opened:
        yield opened


async def figures(chat: Chat, scope: Scope = YEAR) -> Figures:
    async with chat.agent.database.read() as session:
        return await collect(session, scope, KOLKATA)


async def whole_conversation(chat: Chat) -> None:
    await chat.say("create a lead for John Mathew from Zenith Pharma")  # asks for a phone or an address
    await chat.say("98200 12345")
    await chat.edit(value="6 lakh")
    await chat.confirm()
    await chat.say("undo")
    await chat.say("remind me to call the bank on friday at 5 pm")
    await chat.cancel()
    await chat.say("mera naam kya hai yaar weather kaisa hai")


async def test_every_measure_of_a_conversation(chat: Chat) -> None:
    await whole_conversation(chat)
    found = await figures(chat)
    lead, task = found.by_intent["create_lead"], found.by_intent["create_task"]
    assert (lead.turns, lead.understood, lead.asked_back, lead.corrected) == (4, 4, 1, 1)
    assert (lead.cards, lead.confirmed, lead.writes, lead.undone) == (2, 1, 1, 1)
    assert (task.turns, task.cancelled, task.cards, task.confirmed, task.writes) == (2, 1, 1, 0, 0)
    assert found.by_intent["undo"].turns == 1
    assert found.by_intent["out_of_scope"].understood == 0
    assert (found.all.turns, found.all.understood, found.all.cancelled, found.all.undone) == (8, 7, 1, 1)
    assert sum(tally.turns for tally in found.by_language.values()) == 8


async def test_no_word_and_no_customer_is_in_the_figures(chat: Chat) -> None:
    await whole_conversation(chat)
    await chat.agent.feedback(await last_turn(chat), -1, "John's number is wrong", user="asha")
    shown = json.dumps((await figures(chat)).as_dict())
    for secret in ("John", "Mathew", "98200", "bank", "weather", "wrong", "asha", "lakh"):
        assert secret.lower() not in shown.lower()


async def test_thumbs_count_for_the_turn_they_were_given_to(chat: Chat) -> None:
    await chat.say("what's overdue")
    await chat.agent.feedback(await last_turn(chat), 1, user="asha")
    await chat.say(LEAD)
    await chat.agent.feedback(await last_turn(chat), 1, user="asha")
    await chat.agent.feedback(await last_turn(chat), -1, "no", user="asha")
    found = await figures(chat)
    assert [
        (found.by_intent[name].thumbs_up, found.by_intent[name].thumbs_down) for name in ("list_tasks", "create_lead")
    ] == [(1, 0), (0, 1)]
    with pytest.raises(NotFound):
        await chat.agent.feedback(await last_turn(chat), 1, user="meera")


async def test_escalated_is_a_turn_in_which_a_models_reading_was_used(tmp_path: Path) -> None:
    by_model = replace(wish(("list_tasks", {})), by="model:gpt")
    script = {"what is left": by_model, "tasks": wish(("list_tasks", {}))}
    async with open_chat(Settings(data_dir=tmp_path), understander=Scripted(script)) as chat:
        for said in ("what is left", "tasks", "hm"):
            await chat.say(said)
        found = await figures(chat)
    assert (found.all.escalated, found.by_intent["list_tasks"].of_turns("escalated").text) == (1, "1/2")


async def test_refusals_count_by_their_reason(tmp_path: Path) -> None:
    script = {"john": wish(("get_lead", {"lead": "John"}))}
    async with open_chat(Settings(data_dir=tmp_path), understander=Scripted(script)) as chat:
        for said in ("john", "who won", "what is new", "..."):
            await chat.say(said)
        found = await figures(chat)
    assert dict(found.all.refused) == {"out_of_scope": 2, "not_found": 1, "invalid": 1}
    assert dict(found.by_intent["get_lead"].refused) == {"not_found": 1}
    assert found.all.of_turns("refused").text == "4/4"


async def test_only_the_scopes_own_turns_count(chat: Chat) -> None:
    await chat.say(LEAD)
    await chat.confirm()
    between = chat.clock.now() + timedelta(milliseconds=1)
    chat.clock.move(timedelta(days=1))
    chat.user, chat.conversation = "zoya", "c2"
    await chat.say("what's overdue")
    before = await figures(chat, Scope(YEAR.since, between))
    after = await figures(chat, Scope(between, YEAR.until))
    hers = await figures(chat, Scope(YEAR.since, YEAR.until, frozenset({"zoya"})))
    nobodys = await figures(chat, Scope(YEAR.since, YEAR.until, frozenset()))
    assert (set(before.by_intent), before.all.writes, before.all.cards) == ({"create_lead"}, 1, 1)
    for other in (after, hers):
        assert (set(other.by_intent), other.all.writes, other.all.cards) == ({"list_tasks"}, 0, 0)
    assert nobodys.all.turns == 0
    assert (await figures(chat, Scope(YEAR.since, YEAR.until, None, "hi"))).all.turns == 0


async def test_pages_of_any_size_come_to_the_same(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await whole_conversation(chat)
    for conversation in ("c2", "c3"):  # turns of one instant, in several conversations
        chat.conversation = conversation
        await chat.agent.turn("what's overdue", user="asha", conversation=conversation)
        await chat.agent.turn("thanks", user="asha", conversation=conversation)
    whole = (await figures(chat)).as_dict()
    for size in (1, 2, 3, 12):
        monkeypatch.setattr(reading, "PAGE", size)
        assert (await figures(chat)).as_dict() == whole


async def test_a_turn_that_was_never_answered_counts_apart(chat: Chat) -> None:
    await chat.say("what's overdue")
    async with chat.agent.database.begin() as session:
        session.add(
            Turn(id="dead", conversation_id="c1", user_id="asha", seq=99, client_id="x", said="x", opened_at=NOW)
        )
    found = await figures(chat)
    assert (found.all.turns, found.unfinished) == (1, 1)


async def test_weeks_begin_on_monday_where_the_company_is_and_an_empty_one_is_shown(chat: Chat) -> None:
    await chat.say("what's overdue")
    chat.clock.move(timedelta(days=13, hours=12))  # Sunday night there: still the second week
    await chat.say("what's overdue")
    chat.clock.move(timedelta(hours=3))  # Monday there, Sunday in UTC
    await chat.say("what's overdue")
    weeks = (await figures(chat)).weeks()
    assert [(str(monday), tally.turns) for monday, tally in weeks] == [
        ("2026-03-02", 1),
        ("2026-03-09", 1),
        ("2026-03-16", 1),
    ]
    chat.clock.move(timedelta(days=14))
    await chat.say("what's overdue")
    assert [tally.turns for _, tally in (await figures(chat)).weeks()] == [1, 1, 1, 0, 1]


@pytest.mark.parametrize(
    ("since", "until", "begin", "end"),
    [
        (None, None, NOW - timedelta(days=30), NOW),
        ("7d", None, NOW - timedelta(days=7), NOW),
        ("2w", "12h", NOW - timedelta(days=14), NOW - timedelta(hours=12)),
        (
            "2026-03-01",
            "2026-03-01",
            datetime(2026, 2, 28, 18, 30, tzinfo=UTC),
            datetime(2026, 3, 1, 18, 30, tzinfo=UTC),
        ),
        ("2026-03-01T10:00", None, datetime(2026, 3, 1, 4, 30, tzinfo=UTC), NOW),
    ],
)
def test_a_period_is_read(since: str | None, until: str | None, begin: datetime, end: datetime) -> None:
    assert period(since, until, NOW, KOLKATA) == (begin, end)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("soon", None),
        ("2026-02-30", None),
        (None, "7 moons"),
        ("1d", "2d"),
        ("0001-01-01", None),
        (None, "9999-12-31"),
        ("2026-01-01", "0001-01-01"),
    ],
)
def test_a_period_that_cannot_be_says_what_to_write(since: str | None, until: str | None) -> None:
    with pytest.raises(AdminError, match=r"--since|--until"):
        period(since, until, NOW, KOLKATA)


async def last_turn(chat: Chat) -> str:
    assert chat.turn is not None
    return chat.turn.id
