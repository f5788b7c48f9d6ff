"""Each key of `expect` and `finally`: what is right passes, what is wrong fails, and what is left out fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from nia.evaluation.checks.turn import CHECKERS
from nia.evaluation.format.expect import Expect
from nia.evaluation.stage.backdrop import Backdrop
from tests.evaluation.suite_text import played, with_expect

LEAD = "{say: create a lead for John Mathew from Zenith Pharma}"
PHONE = "{say: his number is 98200 12345}"
YES = '{say: "yes"}'
BIG = "{say: show my leads above 6 lakh}"
MEETING = "{say: schedule a meeting with Meera Iyer tomorrow at 3}"

CASES: list[tuple[str, list[str], object, list[object]]] = [
    ("intent", [LEAD], "create_lead", ["find_leads", ["update_lead", "greet"]]),
    ("intent", [LEAD], ["find_leads", "create_lead"], [["find_leads"]]),
    ("intent", [LEAD, PHONE], "create_lead", ["correct"]),
    ("tasks", [LEAD], ["create_lead"], [["find_leads"], [], ["create_lead", "create_lead"]]),
    ("slots", [LEAD], {"name": "john  mathew", "company": "Zenith Pharma"}, [{"name": "John"}, {"name": None}]),
    ("slots", [LEAD], {"phone": None}, [{"phone": "+919820012345"}]),
    ("slots", [LEAD, PHONE], {"phone": "98200 12345"}, [{"phone": "+919820012346"}, {"phone": None}]),
    ("asks", [LEAD], "phone", ["name"]),
    ("asks", [LEAD], ["email", "title"], [["title"]]),
    (
        "offers",
        ["{say: show the lead Rahul}"],
        ["Rahul Jain", "rahul verma"],
        [["Rahul Jain"], ["Rahul Jain", "Rahul Verma", "Meera Iyer"], []],
    ),
    ("offers_times", [MEETING], ["2026-03-03T15:30:00+05:30"], [["2026-03-03T15:00:00+05:30"]]),
    ("confirms", [LEAD, PHONE], "create_lead", ["update_lead", False]),
    ("confirms", [LEAD], False, ["create_lead"]),
    ("warns", [MEETING], "conflict", ["duplicate", ["conflict", "past"]]),
    (
        "read",
        [BIG],
        [{"tool": "find_leads", "args": {"min_value": 600000}}],
        [
            [{"tool": "find_leads", "args": {"min_value": 700000}}],
            [{"tool": "find_leads", "args": {"city": "Pune"}}],
            [{"tool": "list_tasks"}],
        ],
    ),
    (
        "wrote",
        [LEAD, PHONE, YES],
        [{"tool": "create_lead", "args": {"name": "John Mathew", "phone": "9820012345"}}],
        [
            [],
            [{"tool": "update_lead"}],
            [{"tool": "create_lead", "args": {"name": "John"}}],
            [{"tool": "create_lead", "args": {"city": "Pune"}}],
            [{"tool": "create_lead"}, {"tool": "create_lead"}],
        ],
    ),
    ("wrote", [LEAD, PHONE], [], [[{"tool": "create_lead"}]]),
    ("undid", [LEAD, PHONE, YES, "{say: undo that}"], ["create_lead"], [[], ["update_lead"], ["create_lead"] * 2]),
    ("undid", [BIG], [], [["create_lead"]]),
    ("shows", [BIG], ["Meera Iyer"], [[], ["Rahul Verma"], ["Meera Iyer", "Rahul Verma"]]),
    (
        "reply",
        [BIG],
        {"contains": ["meera", ["lotus", "nowhere"]]},
        [{"contains": ["Zenith"]}, {"contains": [["a b"]]}],
    ),
    ("reply", [BIG], {"lacks": ["Zenith"]}, [{"lacks": ["meera iyer"]}, {"lacks": [["Zenith", "Lotus"]]}]),
    ("reply", [BIG], {"language": "en"}, [{"language": "hi"}, {"language": "hi-en"}]),
    ("refuses", ["{say: show the lead Nobody Known}"], "not_found", ["permission", ["invalid", "unsafe"]]),
    ("refuses", [LEAD, "{say: his number is 9820}"], "invalid", ["not_found"]),
    ("figures", ["{say: what is my pipeline worth}"], {"value": 1250000}, [{"value": 1}, {"nothing": 1}]),
    ("notifies", [BIG], [], [[{"category": "reminder", "contains": "quote"}]]),
]


@pytest.mark.parametrize(("key", "turns", "right", "wrong"), CASES)
async def test_a_key_holds_for_what_is_right_and_fails_for_what_is_wrong(
    backdrop: Backdrop, tmp_path: Path, key: str, turns: list[str], right: object, wrong: list[object]
) -> None:
    for value, held in [(right, True), *((one, False) for one in wrong)]:
        last = with_expect(turns[-1], {key: value})
        result = await played(backdrop, tmp_path, *turns[:-1], last)
        assert result.error is None
        checks = [one for one in result.turns[-1].checks if one.key.split(".")[0] == key]
        assert checks, f"{key} was not looked at"
        assert all(one.held for one in checks) is held, (value, checks)
        assert result.passed is held
        assert all(one.why for one in checks if not one.held)


def test_every_key_is_among_the_cases() -> None:
    beside = {"exact", "ordered"}
    assert {case[0] for case in CASES} == set(CHECKERS) == set(Expect.model_fields) - beside


@pytest.mark.parametrize(
    ("slots", "held"), [({"name": "John Mathew", "company": "Zenith Pharma"}, True), ({"name": "John Mathew"}, False)]
)
async def test_exact_fails_where_another_slot_is_filled(
    backdrop: Backdrop, tmp_path: Path, slots: dict[str, str], held: bool
) -> None:
    result = await played(backdrop, tmp_path, with_expect(LEAD, {"slots": slots, "exact": True}))
    assert result.passed is held


@pytest.mark.parametrize(
    ("names", "held"), [(["Meera Iyer", "Rahul Verma"], True), (["Rahul Verma", "Meera Iyer"], False)]
)
async def test_ordered_fails_in_another_order(backdrop: Backdrop, tmp_path: Path, names: list[str], held: bool) -> None:
    biggest = "{say: show my leads above 4 lakh sorted by value biggest first}"
    result = await played(backdrop, tmp_path, with_expect(biggest, {"shows": names, "ordered": True}))
    assert result.passed is held


FINALLY = [
    ("{leads: [{name: Rahul Verma, value: 500000, city: pune}]}", True),
    ("{leads: [{name: Rahul Verma, value: 500001}]}", False),
    ("{leads: [{name: John Mathew}]}", False),
    ('{meetings: [{title: demo, attendees: [Meera Iyer], start: "2026-03-03T09:30:00Z"}]}', True),
    ("{meetings: [{attendees: [Meera Iyer, Rahul Verma]}]}", False),
    ('{meetings: [{title: demo, end: "2026-03-03T15:30:00+05:30"}]}', True),
    ('{meetings: [{title: demo, end: "2026-03-03T15:45:00+05:30"}]}', False),
    ('{tasks: [{title: quote, due: "2026-02-27", lead: Meera Iyer, status: open}]}', True),
    ('{tasks: [{title: quote, due: "2026-02-28"}]}', False),
    ("{absent: {leads: [{name: John Mathew}]}}", True),
    ("{absent: {leads: [{city: Pune}]}}", False),
    ("{counts: {leads: 3, tasks: 1, sent: 0}}", True),
    ("{counts: {leads: 2}}", False),
]


@pytest.mark.parametrize(("expected", "held"), FINALLY)
async def test_finally_compares_the_records(backdrop: Backdrop, tmp_path: Path, expected: str, held: bool) -> None:
    result = await played(backdrop, tmp_path, BIG, finally_=expected)
    assert result.error is None
    assert result.passed is held


async def test_finally_shows_the_record_that_is_meant_else_which_there_are(backdrop: Backdrop, tmp_path: Path) -> None:
    near = "{leads: [{name: Rahul Verma, city: Surat, status: contacted}]}"
    (failed,) = (await played(backdrop, tmp_path, BIG, finally_=near)).finally_checks
    assert (failed.why, failed.differs) == ("none of 3 leads is so; the nearest differs in city", ("city",))
    far = "{leads: [{name: Rahul Varma, city: Pune}]}"
    (failed,) = (await played(backdrop, tmp_path, BIG, finally_=far)).finally_checks
    assert (failed.why, failed.got) == ("none of 3 leads is so", ["Rahul Verma", "Meera Iyer", "Rahul Jain"])


async def test_an_expected_argument_that_was_not_given_fails(backdrop: Backdrop, tmp_path: Path) -> None:
    wrote = [{"tool": "create_lead", "args": {"name": "John Mathew", "city": "Pune"}}]
    result = await played(backdrop, tmp_path, LEAD, PHONE, with_expect(YES, {"wrote": wrote}))
    (failed,) = result.turns[-1].failed
    assert failed.why == "city is missing"


async def test_a_write_that_came_otherwise_is_one_failure_that_names_what_differs(
    backdrop: Backdrop, tmp_path: Path
) -> None:
    args = {"name": "John Mathew", "company": "Zenith Labs", "phone": "9820012346"}
    other = with_expect(YES, {"wrote": [{"tool": "create_lead", "args": args}]})
    (failed,) = (await played(backdrop, tmp_path, LEAD, PHONE, other)).turns[-1].failed
    assert (failed.why, failed.differs) == ("company and phone differ", ("company", "phone"))
    tool = with_expect(YES, {"wrote": [{"tool": "create_task"}]})
    (failed,) = (await played(backdrop, tmp_path, LEAD, PHONE, tool)).turns[-1].failed
    assert (failed.label, failed.why, failed.got) == ("create_task", "create_lead was written instead", ["create_lead"])


async def test_a_button_without_a_card_does_nothing_and_its_expectations_are_looked_at(
    backdrop: Backdrop, tmp_path: Path
) -> None:
    nothing = with_expect("{press: confirm}", {"wrote": [], "confirms": False})
    assert (await played(backdrop, tmp_path, nothing, LEAD)).passed
    for expect in ({"wrote": [{"tool": "create_lead"}]}, {"confirms": "create_lead"}, {"reply": {"contains": "lead"}}):
        result = await played(backdrop, tmp_path, with_expect("{press: confirm}", expect))
        assert len(result.failures) == 1, expect
        assert result.turns[0].note == "no card is there to press confirm on"


async def test_a_button_edits_and_confirms_the_card(backdrop: Backdrop, tmp_path: Path) -> None:
    edit = with_expect("{press: edit, edit: {city: Surat}}", {"slots": {"city": "Surat"}, "confirms": "create_lead"})
    wrote = with_expect("{press: confirm}", {"wrote": [{"tool": "create_lead", "args": {"city": "Surat"}}]})
    assert (await played(backdrop, tmp_path, LEAD, PHONE, edit, wrote)).passed


async def test_what_is_changed_meanwhile_is_seen_and_warned_of(backdrop: Backdrop, tmp_path: Path) -> None:
    change = "{say: change the value of Rahul Verma to 9 lakh}"
    meanwhile = "{meanwhile: {update: {leads: {name: Rahul Verma, set: {value: 600000}}}}}"
    yes = with_expect(YES, {"warns": "changed", "wrote": []})
    after = "{leads: [{name: Rahul Verma, value: 600000}]}"
    assert (await played(backdrop, tmp_path, change, meanwhile, yes, finally_=after)).passed


@pytest.mark.parametrize(
    ("meanwhile", "after"),
    [
        (
            "{create: {leads: {name: Nisha Pai, company: Konkan Ice, value: 5}}}",
            "{leads: [{name: Nisha Pai, value: 5}]}",
        ),
        ("{delete: {leads: {name: Rahul Jain}}}", "{absent: {leads: [{name: Rahul Jain}]}, counts: {leads: 2}}"),
        (
            "{update: {tasks: {title: Send the quote to Meera, set: {status: done}}}}",
            "{tasks: [{title: quote, status: done}]}",
        ),
        (
            '{update: {meetings: {title: Demo with Meera Iyer, set: {start: "2026-03-04T11:00:00+05:30"}}}}',
            '{meetings: [{start: "2026-03-04T11:00:00+05:30", attendees: [Meera Iyer]}]}',
        ),
        ('{create: {emails: {from: "Rahul <rahul@techcorp.example>", subject: New}}}', "{emails: [{subject: New}]}"),
    ],
)
async def test_others_make_change_and_delete_records(
    backdrop: Backdrop, tmp_path: Path, meanwhile: str, after: str
) -> None:
    result = await played(backdrop, tmp_path, f"{{meanwhile: {meanwhile}}}", finally_=after)
    assert result.passed, result


async def test_meanwhile_on_a_record_that_is_not_there_fails_and_says_what_is(
    backdrop: Backdrop, tmp_path: Path
) -> None:
    result = await played(backdrop, tmp_path, "{meanwhile: {delete: {leads: {name: Nobody}}}}")
    assert "Rahul Verma" in result.failures[0].check.why


async def test_later_moves_the_clock_and_a_new_session_shows_the_waiting_card(
    backdrop: Backdrop, tmp_path: Path
) -> None:
    later = with_expect('{later: "PT18H", session: new}', {"confirms": "create_lead", "reply": {"contains": ["John"]}})
    remind = with_expect(
        "{say: remind me tomorrow at 11 to call Meera}", {"slots": {"remind_at": "2026-03-04T11:00:00+05:30"}}
    )
    assert (await played(backdrop, tmp_path, LEAD, PHONE, later)).passed
    assert (await played(backdrop, tmp_path, '{later: "PT24H"}', remind)).passed


async def test_a_voice_turn_that_cannot_be_heard_is_counted_apart(backdrop: Backdrop, tmp_path: Path) -> None:
    (tmp_path / "hello.wav").write_bytes(b"RIFF")
    result = await played(backdrop, tmp_path, "{voice: hello.wav}")
    assert result.error is not None
    assert "say:" in result.error
    assert not result.passed
    assert not result.failures
