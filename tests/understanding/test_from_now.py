"""A duration alone begins now; one that is counted from something else holds what that is."""

from __future__ import annotations

import pytest

from tests.understanding.conftest import Read


@pytest.mark.parametrize(
    "said",
    [
        "snooze it for an hour",
        "remind me in an hour to call home",
        "snooze the rent reminder by an hour",
        "rent wala reminder ek ghanta snooze kar do",
        "रिमाइंडर एक घंटे के लिए स्नूज़ कर दो",
    ],
)
def test_a_reminder_comes_so_long_from_now(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    assert wish.slots["remind_at"].value == "2026-03-02T10:30:00+05:30"


@pytest.mark.parametrize(
    "said",
    [
        "remind me 30 minutes before the demo",
        "remind me 2 hours before my flight",
        "demo se aadha ghanta pehle yaad dilana deck print karna hai",
        "डेमो से आधा घंटा पहले याद दिलाना कि डेक छापना है",
    ],
)
def test_a_reminder_before_something_is_no_guess_from_now(said: str, read: Read) -> None:
    (wish,) = read(said).wishes
    value = wish.slots["remind_at"].value
    assert isinstance(value, dict)
    assert value["shift"] in ("-PT30M", "-PT2H")
