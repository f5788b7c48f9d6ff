from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from nia.evaluation.export.exporting import Exporter
from nia.evaluation.format.reading import SuiteFile, read_suite
from nia.evaluation.play import play
from nia.store.tables import Lead
from tests.agent.chat import Chat
from tests.evaluation.export.conversations import PLAYED, Played, rahul, say
from tests.world import World

NAMES = "sunita techcorp zenith acme apex orbit gopal asha rao mohan zubin वर्मा".split()
"""Of the conversations, without those that a replacement may have."""


def read(text: str, folder: Path) -> SuiteFile:
    file = folder / "exported.yaml"
    file.write_text(text, encoding="utf-8")
    return read_suite(file)


@pytest.mark.parametrize("played", PLAYED.values(), ids=PLAYED.keys())
async def test_an_exported_conversation_is_redacted_and_passes_when_replayed(
    played: Played, chat: Chat, world: World, exporter: Exporter, tmp_path: Path
) -> None:
    await played(chat, world)
    exported = await exporter.export("c1", world.asha)
    file = read(exported.text, tmp_path)
    result = await play(file.suite.conversations[0], file, exporter.backdrop)
    assert result.passed, (result.error, result.failures)
    assert exported.failed == (), exported.text
    lower = exported.text.lower()
    known = [word for row in await chat.rows(Lead) for word in f"{row.name} {row.company}".lower().split()]
    assert [name for name in (*NAMES, *known) if name in re.findall(r"[^\W\d_]+", lower)] == []
    assert "9820012345" not in "".join(c for c in lower if c.isdigit())
    assert sum(turn.say is not None or turn.press is not None for turn in file.suite.conversations[0].turns) >= 2


async def test_what_is_expected_are_facts_and_never_the_words_of_the_reply(
    chat: Chat, world: World, exporter: Exporter, tmp_path: Path
) -> None:
    await PLAYED["created_with_a_correction"](chat, world)
    suite = read((await exporter.export("c1", world.asha)).text, tmp_path).suite
    first, _, correction, yes = suite.conversations[0].turns
    assert first.expect is not None
    assert first.expect.asks == ("email", "phone")
    assert correction.expect is not None
    assert correction.expect.intent == "correct"
    assert yes.expect is not None
    assert yes.expect.wrote is not None
    assert yes.expect.wrote[0].tool == "create_lead"
    assert all(
        turn.expect and turn.expect.reply and not turn.expect.reply.contains for turn in suite.conversations[0].turns
    )
    assert suite.conversations[0].finally_ is not None
    assert suite.conversations[0].finally_.leads[0]["status"] == "new"


async def test_records_are_given_as_they_were_before(
    chat: Chat, world: World, exporter: Exporter, tmp_path: Path
) -> None:
    await rahul(world)
    await say(chat, "update Rahul's status to qualified", "yes")
    chat.conversation = "c2"
    await say(
        chat, "update Rahul's city to Nashik", "yes", "create a lead for Gopal Sen from Orbit, 98111 22222", "yes"
    )
    suite = read((await exporter.export("c1", world.asha)).text, tmp_path).suite
    assert [(lead.status, lead.city) for lead in suite.given.leads] == [("new", "Pune")]
    suite = read((await exporter.export("c2", world.asha)).text, tmp_path).suite
    assert [(lead.status, lead.city) for lead in suite.given.leads] == [("qualified", "Pune")]


async def test_what_a_colleague_changed_meanwhile_is_changed_again(
    chat: Chat, world: World, exporter: Exporter, tmp_path: Path
) -> None:
    await rahul(world)
    await say(chat, "update Rahul's value to 6 lakh")
    theirs = replace(chat, user="vikram", conversation="c2")
    await say(theirs, "update Rahul's value to 7 lakh", "yes")
    await say(chat, "yes", "yes")
    exported = await exporter.export("c1", world.asha)
    suite = read(exported.text, tmp_path).suite
    changes = [turn for turn in suite.conversations[0].turns if turn.meanwhile]
    assert exported.failed == ()
    assert len(changes) == 1
    assert changes[0].as_ == suite.given.users[0].name
    warned = [turn.expect.warns for turn in suite.conversations[0].turns if turn.expect and turn.expect.warns]
    assert warned == [("changed",)]


async def test_an_undo_of_an_earlier_conversation_brings_that_one_along(
    chat: Chat, world: World, exporter: Exporter, tmp_path: Path
) -> None:
    await rahul(world)
    await say(chat, "update Rahul's value to 6 lakh", "yes")
    chat.conversation = "c2"
    await say(chat, "undo", "yes")
    exported = await exporter.export("c2", world.asha)
    turns = read(exported.text, tmp_path).suite.conversations[0].turns
    assert exported.failed == ()
    assert [turn.session for turn in turns if turn.later] == ["new"]
    assert [turn.say for turn in turns if turn.say][-2:] == ["undo", "yes"]


async def test_a_card_of_an_earlier_session_is_shown_again(
    chat: Chat, world: World, exporter: Exporter, tmp_path: Path
) -> None:
    await rahul(world)
    await say(chat, "update Rahul's value to 6 lakh")
    chat.conversation = "c2"
    chat.turn = await chat.agent.welcome(user="asha", conversation="c2")
    await chat.confirm()
    exported = await exporter.export("c2", world.asha)
    turns = read(exported.text, tmp_path).suite.conversations[0].turns
    assert exported.failed == ()
    assert turns[1].session == "new"
    assert turns[1].expect is not None
    assert turns[1].expect.confirms == "update_lead"
    assert turns[2].press == "confirm"


async def test_a_gap_moves_the_clock_on(chat: Chat, world: World, exporter: Exporter, tmp_path: Path) -> None:
    await PLAYED["hours_between"](chat, world)
    turns = read((await exporter.export("c1", world.asha)).text, tmp_path).suite.conversations[0].turns
    assert [turn.later.text for turn in turns if turn.later] == ["PT18H29S"]


async def test_a_long_mail_is_not_in_the_file_but_for_what_is_needed(
    chat: Chat, world: World, exporter: Exporter
) -> None:
    await rahul(world)
    body = "Our board met in secret about the merger. " * 10 + "Please send the revised quote by Friday."
    await world.mail("Rahul Verma", "Revised quote", sender_email="rahul@techcorp.example", body=body)
    await say(chat, "summarise my unread mail", "turn the first one into a task", "yes")
    exported = await exporter.export("c1", world.asha)
    assert "merger" not in exported.text
    assert exported.failed == ()


async def test_every_export_makes_other_names(chat: Chat, world: World, exporter: Exporter) -> None:
    await PLAYED["created_with_a_correction"](chat, world)
    assert (await exporter.export("c1", world.asha)).text != (await exporter.export("c1", world.asha)).text
