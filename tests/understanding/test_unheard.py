"""Names are kept whole, though the tagger marks only the part that it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from nia.understanding.entities import entity_lexicon
from nia.understanding.port import ToolShape
from nia.understanding.relabelled import relabelled
from nia.understanding.tagger import Span
from nia.understanding.tokens import tokenize
from nia.understanding.training.frames import Frame, Mark
from nia.understanding.training.plain_words import write_plain_words
from nia.understanding.unheard import whole_names
from nia.understanding.units import Unit, cut


def _units(text: str) -> tuple[Unit, ...]:
    return cut(tokenize(text), (), entity_lexicon())


@pytest.mark.parametrize(
    ("said", "marked", "whole"),
    [
        ("what happened with ramesh bhadkamkar last week", (3, 4), (3, 5)),
        ("call ramesh regarding the quote", (1, 2), (1, 2)),
        ("ramesh bhadkamkar ka deal won kardo", (0, 1), (0, 2)),
        ("रमेश भडकमकर की लीड हटाओ", (0, 1), (0, 2)),
        ("रमेश को फोन करना है", (0, 1), (0, 1)),
        ("write to ramesh tomorrow", (2, 3), (2, 3)),
        ("ramesh lead ke liye task", (0, 2), (0, 1)),
        ("open the Apex lead", (1, 4), (1, 4)),
        ("open the lead Nobody Known", (1, 4), (3, 5)),
    ],
)
def test_a_name_takes_the_unheard_word_that_touches_it(
    said: str, marked: tuple[int, int], whole: tuple[int, int]
) -> None:
    assert whole_names([Span("who", *marked)], _units(said)) == [Span("who", *whole)]


def test_a_word_that_is_marked_otherwise_stays_so() -> None:
    units = _units("lead ramesh bhadkamkar")
    spans = [Span("who", 1, 2), Span("company", 2, 3)]
    assert whole_names(spans, units) == spans


def test_what_is_no_name_takes_none() -> None:
    assert whole_names([Span("title", 1, 2)], _units("task: quote bhadkamkar")) == [Span("title", 1, 2)]


def test_the_words_beside_names_are_written(tmp_path: Path) -> None:
    frame = Frame("get_lead", "en", "fetch Zorbex quickly", (Mark("lead", 6, 12),))
    file = tmp_path / "words.txt"
    write_plain_words([frame], file)
    words = set(file.read_text(encoding="utf-8").split())
    assert {"fetch", "quickly", "tomorrow", "कल"} <= words
    assert "zorbex" not in words


@pytest.mark.parametrize(
    ("tool", "said", "role", "named"),
    [
        ("schedule_meeting", "meet Ravi , agenda is new rates", "title", "agenda"),
        ("update_meeting", "the venue is Hotel Clarks", "who", "location"),
        ("send_email", "mail Ravi , subject New rates", "body", "subject"),
        ("schedule_meeting", "meet Ravi about new rates", "title", "title"),
    ],
)
def test_what_stands_behind_the_name_of_a_slot_fills_it(
    tool: str, said: str, role: str, named: str, tools: tuple[ToolShape, ...]
) -> None:
    units = _units(said)
    span = Span(role, len(units) - 2, len(units))
    shape = next(one for one in tools if one.name == tool)
    assert relabelled(shape, [span], units) == [Span(named, span.first, span.last)]
