from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from nia.evaluation.baseline import Baseline, compare_to_baseline
from nia.evaluation.comparison import compare
from nia.evaluation.outcome import RunResult
from nia.evaluation.report import json_file, junit, table, wording
from nia.evaluation.verdict import Verdict
from tests.evaluation.results import HOSTILE, broken, check, conversation, outcomes, rich_run, run, turn


def printed(show: Callable[[Console], None], width: int = 100) -> str:
    """Return what is printed to a pipe."""
    out = StringIO()
    show(Console(file=out, width=width))
    return out.getvalue()


def shown(result: RunResult) -> str:
    return printed(lambda console: table.print_run(result, console))


def test_the_terminal_shows_what_failed_where_and_why() -> None:
    text = shown(rich_run())
    assert "✗ leads-en/one-shot-then-phone  evals/suites/en/leads-en.yaml:7" in text
    assert "turn 1 (line 12)  say: create a lead for John Mathew from Zenith Pharma" in text
    lines = [" ".join(line.split()) for line in text.splitlines()]
    at = lines.index("slots.phone phone has another value")
    assert lines[at + 1 : at + 3] == ['expected "+919820012345"', 'got "+91982001234"']
    assert "finally" in text


def test_a_failed_turn_shows_once_what_nia_replied() -> None:
    reply = "Done: John Mathew of Zenith Pharma is now a lead. " + "And so on. " * 30
    checks = (check(False, "slots", label="city"), check(False, "reply.contains", got=reply))
    text = shown(run([conversation(turns=(turn(reply=reply, checks=checks), turn(2, checks=(check(),))))]))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    (at,) = (number for number, line in enumerate(lines) if line.startswith("NIA"))
    assert lines[at].startswith("NIA Done: John Mathew of Zenith Pharma is now a lead.")
    assert lines[at + 3].startswith("slots.city")
    assert sum(line.startswith("got") for line in lines) == 1, "the reply stands there already"


def test_a_turn_without_a_reply_says_so_and_why() -> None:
    silent = (turn(1, "press: confirm", reply="", note="no card is there", checks=(check(False),)),)
    assert "(no card is there)" in shown(run([conversation(turns=silent)]))
    assert "(no reply)" in shown(run([conversation(turns=(replace(silent[0], note=""),))]))
    later = (turn(1, "later: PT18H", reply="", checks=(check(False),)),)
    assert "(no reply)" not in shown(run([conversation(turns=later)]))


def test_the_terminal_sums_up_and_ends_with_the_verdict() -> None:
    lines = [" ".join(line.split()) for line in shown(rich_run()).splitlines()]
    assert "hi-en 1/1 100 % – – – 30 ms 30 ms" in lines
    assert "leads-en 0/2 0 % 100 % 50 % 2.0 42 ms 1.2 s" in lines
    assert "Unconfirmed writes 1 must be 0" in lines
    assert "1.3 s leads-en/one-shot-then-phone turn 2 say: yes" in lines
    last = " ".join(lines[-2:])
    assert last.startswith("13 of 16 conversations passed (81.2 %, 95 % interval 57 % to 93.4 %), 1 broken")


def test_broken_conversations_stand_apart() -> None:
    text = shown(run([broken("a-en/lost")]))
    assert "! a-en/lost" in text
    assert "the database went away" in text
    assert "✗" not in text
    assert "0 of 0 conversations passed, 1 broken" in text


def test_what_must_never_happen_is_shown_though_every_check_held() -> None:
    text = shown(run([conversation("a-en/b", turns=(turn(2, unconfirmed=1, line=9),))]))
    assert "a-en/b  evals/suites/en/a-en.yaml:9\n    turn 2: 1 write took effect without a yes" in text


def test_long_lists_are_cut() -> None:
    checks = tuple(check(False, "slots", label=str(number)) for number in range(9))
    text = shown(run(conversation(f"a-en/{number}", turns=(turn(checks=checks),)) for number in range(40)))
    assert "… and 25 more (see --html)" in text
    assert "    … and 5 more (see --html)" in text
    assert "a-en/39" not in text


def test_a_pipe_gets_no_colours_and_the_same_each_time() -> None:
    text = shown(rich_run())
    assert "\x1b" not in text
    assert text == shown(rich_run())
    assert all(cell_len(line) <= 100 for line in text.splitlines())


def test_a_reply_cannot_steer_the_terminal() -> None:
    out = StringIO()
    terminal = Console(file=out, width=100, force_terminal=True, color_system="truecolor")
    table.print_run(
        run([conversation(turns=(turn(did=f"say: {HOSTILE}", checks=(check(False, why=HOSTILE),)),))]), terminal
    )
    assert "[31mred" in out.getvalue()
    assert "\x1b[31mred" not in out.getvalue()
    assert "[bold]no[/bold]" in out.getvalue()
    assert "\u202e" not in out.getvalue()


def test_repeats_show_pass_k_and_what_wavers() -> None:
    text = printed(lambda console: table.print_repeats(outcomes(a="++++", b="+--+"), console))
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert "1 75 % ± 25.0 points 2" in rows
    assert "4 50 % ± 50.0 points 2" in rows
    assert "leads-en/b 2 of 4" in rows


def test_a_baseline_verdict_says_what_to_do() -> None:
    then = Baseline({"leads-en/a": Verdict.PASS, "leads-en/b": Verdict.FAIL}, "openai")
    worse = printed(lambda console: table.print_baseline(compare_to_baseline(outcomes(a="-", b="-"), then), console))
    assert "Passed in the baseline, fail now (1)\n  leads-en/a" in worse
    assert "Worse than the baseline: 1 conversation that passed there fails now." in worse
    assert "the baseline was made with openai" in worse
    better = printed(lambda console: table.print_baseline(compare_to_baseline(outcomes(a="+", b="+"), then), console))
    assert "Nothing that passed in the baseline fails." in better
    assert "--update-baseline" in better


def test_a_comparison_shows_both_sides_what_flipped_and_what_it_means() -> None:
    other = replace(outcomes(a="+", b="-", c="+"), model="openai")
    found = compare(outcomes(a="-", b="+", c="+"), other)
    text = printed(lambda console: table.print_comparison(found, console))
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert "engine openai" in rows
    assert "pass rate 66.7 % 66.7 % +0.0" in rows
    assert "Pass in B alone (1)\n  leads-en/a  evals/suites/en/leads-en.yaml:7" in text
    assert found.sentence in " ".join(text.split())


def test_json_holds_everything_and_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json_file.render(rich_run()), encoding="utf-8")
    plain = json.loads(path.read_text(encoding="utf-8"))
    assert plain["measures"]["overall"]["passed"] == 13
    assert plain["measures"]["languages"]["hi-en"]["pass_rate"] == 1
    assert plain["conversations"][0]["turns"][0]["checks"][1]["got"] == "+91982001234"
    assert plain["repeats"]["1"]["conversations"] == 16


def test_what_is_written_as_json_is_the_run_again(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    result = outcomes(a="+-", b="!+")
    path.write_text(json_file.render(result), encoding="utf-8")
    assert RunResult.read(path) == result


def test_junit_has_a_case_for_each_conversation_with_its_place() -> None:
    root = ElementTree.fromstring(junit.render(rich_run()).encode())
    assert [suite.get("name") for suite in root] == ["leads-en", "leads-hi", "leads-hi-en", "meetings-en"]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("17", "3", "1")
    case = root.find(".//testcase[@name='one-shot-then-phone']")
    assert case is not None
    assert (case.get("classname"), case.get("file"), case.get("line")) == (
        "leads-en",
        "evals/suites/en/leads-en.yaml",
        "7",
    )
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "turn 1, slots.phone: phone has another value (and 2 more)"
    assert '  expected "+919820012345"\n  got      "+91982001234"' in (failure.text or "")
    assert "2. say: yes\n   Done: the lead John Mathew is there." in (failure.text or "")
    error = root.find(".//testcase[@name='lost']/error")
    assert error is not None
    assert error.text == "the database went away"


def test_junit_has_the_shape_that_its_readers_expect() -> None:
    root = ElementTree.fromstring(junit.render(outcomes(a="+-!", b="+++")).encode())
    assert root.tag == "testsuites"
    for suite in root:
        cases = suite.findall("testcase")
        assert [child.tag for child in suite] == ["properties"] + ["testcase"] * len(cases)
        assert {"name", "tests", "failures", "errors", "skipped", "time"} <= set(suite.keys())
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("errors") == str(len(suite.findall("testcase/error")))
        assert all({"name", "classname", "time"} <= set(case.keys()) and len(case) <= 1 for case in cases)
        assert len({case.get("name") for case in cases}) == len(cases)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet=st.characters(), max_size=30))
def test_junit_is_xml_whatever_was_said(said: str) -> None:
    failed = check(False, key=said, expected=said, got=[said], why=said, label=said)
    made = conversation("a/1", tags=(said,), turns=(turn(did=f"say: {said}", reply=said, checks=(failed,)),))
    root = ElementTree.fromstring(junit.render(run([made, broken("a/2")], model=said, started=said)).encode())
    assert root.find(".//failure") is not None


@given(st.text(alphabet=st.characters(), max_size=60))
def test_clean_text_can_be_written_and_is_clean(text: str) -> None:
    cleaned = wording.clean(text)
    assert wording.clean(cleaned) == cleaned
    cleaned.encode()
    assert "\x1b" not in cleaned


@pytest.mark.parametrize(
    ("share", "read"),
    [(None, "–"), (1.0, "100 %"), (0.9999, "99.9 %"), (0.905, "90.5 %"), (0.5, "50 %"), (0.0, "0 %")],
)
def test_what_is_not_all_is_never_100_percent(share: float | None, read: str) -> None:
    assert wording.percent(share) == read


def test_units() -> None:
    assert [wording.milliseconds(one) for one in (None, 0.4, 999, 999.9, 1320)] == [
        "–",
        "0 ms",
        "999 ms",
        "1.0 s",
        "1.3 s",
    ]
    assert [wording.seconds(one) for one in (41.23, 200)] == ["41.2 s", "3 min 20 s"]
    assert [wording.dollars(one) for one in (0, 0.0123, 1.5)] == ["$0.00", "$0.0123", "$1.50"]
