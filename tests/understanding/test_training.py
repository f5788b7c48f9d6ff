"""The training data: every annotation names a slot of its tool, nothing is said twice, and all of it is enough."""

from __future__ import annotations

from collections import Counter

import pytest

from nia.understanding.port import Act, ToolShape
from nia.understanding.training.fillers import words_by_category
from nia.understanding.training.frames import Frame, Mark, parse, read_frames
from nia.understanding.training.generate import Generator
from nia.understanding.training.pairs import parted, read_pairs

FRAMES = list(read_frames())
ACTS = {act.value for act in Act}
GENERAL = {"created"}  # a range in find_leads, which fills two slots
FEWEST = {"en": 12, "hi-en": 2}


def test_an_annotation_is_read() -> None:
    text, marks = parse("remind me to [call Ravi](title) [on friday](remind_at)")
    assert text == "remind me to call Ravi on friday"
    assert marks == (Mark("title", 13, 22), Mark("remind_at", 23, 32))


@pytest.mark.parametrize("intent", sorted({frame.intent for frame in FRAMES} - ACTS))
def test_every_annotation_names_a_slot(intent: str, tools: tuple[ToolShape, ...]) -> None:
    tool = next(tool for tool in tools if tool.name == intent)
    names = {slot.name for slot in tool.slots} | GENERAL
    marked = {mark.slot.split(".")[0] for frame in FRAMES if frame.intent == intent for mark in frame.marks}
    assert marked <= names


def test_every_tool_has_sentences(tools: tuple[ToolShape, ...]) -> None:
    counted = Counter((frame.intent, frame.language) for frame in FRAMES)
    lacking = [
        (tool.name, language)
        for tool in tools
        for language, fewest in FEWEST.items()
        if counted[tool.name, language] < fewest
    ]
    assert lacking == []


def test_the_generator_gives_the_same_each_time() -> None:
    words = words_by_category()
    once, again = (
        [sentence for frame in FRAMES[:40] for sentence in Generator(FRAMES, words).sentences(frame, 3)]
        for _ in range(2)
    )
    assert once == again


def test_a_variant_keeps_its_marks_in_place() -> None:
    generator = Generator(FRAMES, words_by_category())
    frame = Frame("create_lead", "en", "add Ravi of Zenith", (Mark("name", 4, 8), Mark("company", 12, 18)))
    for sentence in generator.sentences(frame, 50):
        name, company = (sentence.text[mark.start : mark.end] for mark in sentence.marks)
        assert name.strip() == name != ""
        assert f"{name} of {company}".lower() in sentence.text.lower()


def test_a_sentence_of_two_wishes_says_where_the_second_begins() -> None:
    text, (begins,) = parted("mark Menon qualified and || Pillai lost")
    assert (text, text[begins:]) == ("mark Menon qualified and Pillai lost", "Pillai lost")
    assert parted("add Ravi, || call him, || then tell me")[1] == (10, 20)
    assert parted("add Ravi") == ("add Ravi", ())


def test_every_sentence_of_two_wishes_has_its_places_and_slots(tools: tuple[ToolShape, ...]) -> None:
    slots = {slot.name for tool in tools for slot in tool.slots} | GENERAL
    pairs = list(read_pairs())
    assert {pair.language for pair in pairs} == {"en", "hi-en", "hi"}
    for pair in pairs:
        text, begins = parted(pair.text)
        assert begins, text
        assert all(0 < begin < len(text) for begin in begins), text
        assert {mark.slot.split(".")[-1] for mark in pair.marks} <= slots, text
        assert "[" not in text, text


def test_a_variant_keeps_where_its_wishes_begin() -> None:
    generator = Generator(FRAMES, words_by_category())
    for pair in list(read_pairs())[::40]:
        for _ in range(10):
            assert len(parted(generator.variant(pair).text)[1]) == len(parted(pair.text)[1])
