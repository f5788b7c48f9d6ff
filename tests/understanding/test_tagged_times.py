from __future__ import annotations

from collections.abc import Callable

import pytest

from nia.understanding.port import Understanding

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("push the expected close of Meera Nair's deal to 30 june", {"expected_close": "2026-06-30"}),
        ("Meera Nair ki expected close date 30 june kar do", {"expected_close": "2026-06-30"}),
        ("hand Meera Nair over to Vikram from now on", {}),
        ("set the next follow up of Meera Nair to friday", {"next_follow_up": "2026-03-06"}),
    ],
)
def test_a_change_of_a_lead_takes_the_time_that_is_meant_for_it(
    said: str, slots: dict[str, str], read: Callable[..., Understanding]
) -> None:
    wish = read(said).wishes[0]
    assert wish.tool == "update_lead"
    times = {name: value.value for name, value in wish.slots.items() if name in ("expected_close", "next_follow_up")}
    assert times == slots


def test_a_length_counts_though_only_the_start_was_marked(read: Callable[..., Understanding]) -> None:
    slots = read("set up a call with Meera on thursday at quarter past 11 for 45 minutes").wishes[0].slots
    assert slots["start"].value == "2026-03-05T11:15:00+05:30"
    assert slots["minutes"].value == 45


@pytest.mark.parametrize(
    ("said", "shift"),
    [
        ("दर वार्ता वाली मीटिंग एक घंटा पहले कर दो", "-PT1H"),
        ("vendor review wali meeting ek ghanta pehle kar do", "-PT1H"),
        ("move the vendor review meeting an hour earlier", "-PT1H"),
        ("vendor review wali meeting ek ghanta late kar do", "PT1H"),
    ],
)
def test_a_meeting_is_not_moved_into_the_past(said: str, shift: str, read: Callable[..., Understanding]) -> None:
    wish = read(said).wishes[0]
    assert wish.tool == "reschedule_meeting"
    assert wish.slots["shift"].value == shift
    assert "start" not in wish.slots


@pytest.mark.parametrize("said", ["what does my day look like today", "aaj mera din kaisa hai", "आज मेरा दिन कैसा है"])
def test_today_is_the_day_that_is_shown_anyway(said: str, read: Callable[..., Understanding]) -> None:
    wish = read(said).wishes[0]
    assert (wish.tool, wish.slots) == ("my_day", {})


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("Rahul wali meeting do ghante ki kar do", 120), ("make the demo an hour long", 60), ("मीटिंग एक घंटे की कर दो", 60)],
)
def test_how_long_a_meeting_shall_be_moves_it_nowhere(said: str, minutes: int, read: Read) -> None:
    (wish,) = read(said).wishes
    assert (wish.slots["minutes"].value, "shift" in wish.slots) == (minutes, False)


def test_a_title_goes_on_behind_its_time(read: Read) -> None:
    (wish,) = read("Rahul ko 3 baje call karna hai yaad dilana").wishes
    assert wish.slots["title"].value == "Rahul ko call karna"
    assert wish.slots["remind_at"].value == "2026-03-02T15:00:00+05:30"


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("कल से अब तक कौन से मेल आए हैं", "2026-03-01"),
        ("show the mails from yesterday till now", "2026-03-01"),
        ("kal se ab tak ke mail dikhao", "2026-03-01"),
        ("show the mails so far", None),
    ],
)
def test_what_came_until_now_has_no_end(said: str, since: str | None, read: Callable[..., Understanding]) -> None:
    slots = read(said).wishes[0].slots
    assert "until" not in slots
    assert (slots["since"].value if "since" in slots else None) == since
