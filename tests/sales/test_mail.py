"""Mail rules: safe text, threads, priority and what needs an answer."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from nia.config import default_config_dir
from nia.errors import ConfigError
from nia.sales.mail import needing_answer
from nia.sales.mail_priority import PriorityRules, Sender, priority_rules, weigh
from nia.sales.mail_text import LONGEST, safe_line, safe_text, without_quotes
from nia.sales.mail_threads import reply_subject, subject_from
from tests.world import World


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain\r\ntext", "plain\ntext"),
        ("a < b and b > c", "a < b and b > c"),
        ("<b>bold</b> &amp; <style>x{}</style>done", "bold & done"),
        ("see http://a.example/x.y?z=1.", "see hxxp://a[.]example/x.y?z=1."),
        ("![x](https://evil.example/?d=secret)", "x (hxxps://evil[.]example/?d=secret)"),
        ("[click](javascript:alert(1))", "[click] (javascript:alert(1))"),
        ("zero\u200bwidth \u202eoverride\x00", "zerowidth override"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("", ""),
    ],
)
def test_safe_text(given: str, shown: str) -> None:
    assert safe_text(given) == shown


def test_safe_text_is_bounded_and_quick() -> None:
    for nasty in ("x" * 10**6, "<" * 10**5, "<a " * 10**5, "[" * 10**5, "![a](" * 10**4, "http://" * 10**4):
        assert len(safe_text(nasty)) <= LONGEST
    assert safe_line("Hi\r\nBcc: everybody@x.example\n") == "Hi Bcc: everybody@x.example"


def test_quotes_are_not_what_the_sender_says() -> None:
    assert without_quotes("Agreed.\n\nOn Mon, Asha wrote:\n> Please pay.\n") == "Agreed."
    assert without_quotes("> Please pay\nYes") == "Yes"
    assert without_quotes("On time as agreed, wrote it down.") == "On time as agreed, wrote it down."


@pytest.mark.parametrize(
    ("subject", "reply"),
    [("Quote", "Re: Quote"), ("RE: Fwd: re: Quote", "Re: Quote"), ("Re[2]: Quote", "Re: Quote"), ("", "Re:")],
)
def test_reply_subject(subject: str, reply: str) -> None:
    assert reply_subject(subject) == reply


def test_subject_comes_from_the_first_sentence() -> None:
    assert subject_from("Dear Ravi,\n\nThe quote is ready. See below.") == "The quote is ready"
    assert subject_from("word " * 40).endswith("word…")
    assert subject_from("  ") == ""


def test_points_make_the_priority_and_are_given_as_reasons() -> None:
    rules = priority_rules(default_config_dir())
    text = "please send the quote asap, urgent!"
    heavy = weigh(None, "Order", text, Sender.OPEN_LEAD, rules)
    assert heavy.priority == "urgent"
    assert heavy.reasons == ("open_lead", "word:asap", "word:quote")
    assert weigh(None, "Hello", "how are you", Sender.UNKNOWN, rules).priority == "normal"
    assert weigh("low", "URGENT", text, Sender.OPEN_LEAD, rules) == weigh("low", "", "", Sender.UNKNOWN, rules)
    assert weigh(None, "", "quotes are nice", Sender.UNKNOWN, rules).reasons == ()
    assert weigh("normal", "URGENT", text, Sender.OPEN_LEAD, rules).reasons == ("set",)
    assert weigh(None, "तुरंत चाहिए", "", Sender.OPEN_LEAD, rules).priority == "urgent"


def test_a_mistake_in_the_rules_is_named(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "priority.yaml").write_text("senders:\n  uncle: 3\n")
    with pytest.raises(ConfigError) as raised:
        priority_rules(tmp_path)
    assert "priority.yaml:2" in str(raised.value)
    (tmp_path / "mail" / "priority.yaml").write_text("high_value: 7\n# mended\n")
    assert priority_rules(tmp_path) == PriorityRules(high_value=Decimal(7))


async def test_mail_that_needs_an_answer(world: World) -> None:
    rules = priority_rules(default_config_dir())
    now = world.clock.now()
    await world.mail("A", "Unread one")
    await world.mail("B", "Read one", unread=False)
    await world.mail("C", "ASAP", unread=False, body="urgent")
    await world.mail("D", "Answered", answered_at=now)
    await world.mail("E", "Unsubscribe", body="newsletter")
    await world.mail("F", "Old", received_at=now - timedelta(days=20))
    await world.mail("G", "Mine", outgoing=True)
    async with world.acting(world.asha) as context:
        found = await needing_answer(context.session, world.asha, rules, now)
    assert [one.mail.subject for one in found] == ["ASAP", "Unread one"]
