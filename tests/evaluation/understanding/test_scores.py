from __future__ import annotations

from collections.abc import Mapping

import pytest

from nia.evaluation.understanding.cases import Case, Expected, Light
from nia.evaluation.understanding.scores import Judge, Judged
from nia.understanding.port import Act, Json, Language, SlotKind, SlotShape, SlotValue, ToolShape, Understanding, Wish

MEETING = ToolShape(
    "schedule_meeting",
    "",
    (
        SlotShape("attendees", SlotKind.PEOPLE),
        SlotShape("start", SlotKind.INSTANT),
        SlotShape("end", SlotKind.INSTANT),
        SlotShape("minutes", SlotKind.MINUTES),
        SlotShape("title", SlotKind.TEXT),
    ),
)
FIVE, SIX = "2026-03-04T17:00:00+05:30", "2026-03-04T18:00:00+05:30"


def judged(expected: Mapping[str, Json], got: Mapping[str, Json]) -> Judged:
    wished = Expected(tool="schedule_meeting", slots=dict(expected))
    case = Case(id="x", language=Language.ENGLISH, text="…", wishes=(wished,))
    wish = Wish("schedule_meeting", {name: SlotValue(value, "…") for name, value in got.items()})
    return Judge({MEETING.name: MEETING}).judge(case, Understanding(Language.ENGLISH, (wish,)))


def answered(expected: Mapping[str, Json], got: Mapping[str, Json], **context: Json) -> Judged:
    light = Light.model_validate(context)
    case = Case(id="x", language=Language.ENGLISH, text="…", context=light, act="correct", answers=dict(expected))
    answers = {name: SlotValue(value, "…") for name, value in got.items()}
    understood = Understanding(Language.ENGLISH, act=Act.CORRECT, answers=answers)
    return Judge({MEETING.name: MEETING}).judge(case, understood)


@pytest.mark.parametrize("got", [["Meera", "Ravi Kumar"], ["Mr. Ravi Kumar", "Meera"]])
def test_each_item_of_a_list_may_be_right_in_several_ways(got: list[Json]) -> None:
    expected: dict[str, Json] = {"attendees": [{"any": ["Ravi Kumar", "Mr. Ravi Kumar"]}, "Meera"]}
    assert judged(expected, {"attendees": got}).whole
    assert not judged(expected, {"attendees": ["Meera"]}).whole
    assert not judged(expected, {"attendees": ["Meera", "Ravi"]}).whole


def test_a_slot_may_be_right_in_several_ways() -> None:
    assert judged({"title": {"any": ["demo", "product tour"]}}, {"title": "product tour"}).whole
    assert not judged({"title": {"any": ["demo", "product tour"]}}, {"title": "visit"}).whole


def test_an_end_and_a_length_are_the_same_thing() -> None:
    assert judged({"start": FIVE, "end": SIX}, {"start": FIVE, "minutes": 60}).whole
    assert judged({"start": FIVE, "minutes": 60}, {"start": FIVE, "end": SIX}).whole
    wrong = judged({"start": FIVE, "end": SIX}, {"start": FIVE, "minutes": 45})
    assert wrong.missed == ("minutes: 60 (got 45)",)
    assert wrong.times == (1, 2)


def test_an_end_without_a_start_stays_an_end() -> None:
    assert judged({"end": SIX}, {"end": SIX}).whole
    assert judged({"end": SIX}, {"minutes": 60}).missed == (f"end: {SIX}",)


@pytest.mark.parametrize("shift", ["PT1H", "PT60M"])
def test_a_shift_of_a_start_that_is_known_is_a_start(shift: str) -> None:
    waiting: Json = {"tool": "schedule_meeting", "args": {"start": FIVE}}
    assert answered({"start": SIX}, {"shift": shift}, waiting=waiting).whole
    assert answered({"shift": shift}, {"start": SIX}, waiting=waiting).whole
    assert answered({"shift": {"any": [shift, "P2D"]}}, {"shift": "PT1H"}, waiting=waiting).whole
    assert not answered({"start": SIX}, {"shift": "-PT1H"}, waiting=waiting).whole


def test_an_end_of_a_start_that_is_known_is_a_length() -> None:
    asked: dict[str, Json] = {"asked": {"tool": "schedule_meeting", "slots": ["minutes"]}, "filled": {"start": FIVE}}
    assert answered({"minutes": 60}, {"end": SIX}, **asked).whole


def test_an_article_before_a_record_does_not_count() -> None:
    assert judged({"meeting": "Zenith demo"}, {"meeting": "the Zenith demo"}).whole
    assert judged({"meeting": {"any": ["the demo", "it"]}}, {"meeting": "demo"}).whole
    assert not judged({"meeting": "Zenith demo"}, {"meeting": "Zenith"}).whole
    assert not judged({"meeting": "Zenith"}, {"meeting": "thezenith"}).whole
