from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nia.errors import ConfigError
from nia.evaluation.baseline import Baseline, BaselineVerdict, compare_to_baseline, read_baseline, renew, write_baseline
from nia.evaluation.verdict import Verdict
from tests.evaluation.results import outcomes

names = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable())


def baseline(**passes: bool) -> Baseline:
    return Baseline({f"leads-en/{name}": Verdict.PASS if held else Verdict.FAIL for name, held in passes.items()})


def compared(then: Baseline, **now: str) -> BaselineVerdict:
    return compare_to_baseline(outcomes(**now), then)


def test_each_conversation_is_sorted_by_what_it_came_to() -> None:
    then = baseline(a=True, b=True, c=False, d=False, e=True, z=True)
    verdict = compared(then, a="+", b="-", c="+", d="-", e="!", f="+", g="-")
    assert verdict == BaselineVerdict(
        newly_failing=("leads-en/b",),
        newly_passing=("leads-en/c",),
        new_passing=("leads-en/f",),
        new_failing=("leads-en/g",),
        missing=("leads-en/z",),
        broken=("leads-en/e",),
        still_failing=("leads-en/d",),
    )
    assert verdict.worse
    assert verdict.outdated


def test_only_pass_to_fail_is_worse() -> None:
    assert not compared(baseline(a=True, b=False, z=True), a="+", b="-", c="-").worse
    assert not compared(baseline(a=True), a="!").worse
    assert compared(baseline(a=True), a="-").worse


def test_one_failed_attempt_of_several_is_worse() -> None:
    assert compared(baseline(a=True), a="+++-").newly_failing == ("leads-en/a",)


def test_a_baseline_of_another_model_is_named() -> None:
    run = replace(outcomes(a="+"), model="openai")
    assert compare_to_baseline(run, baseline(a=True)).other_model == "engine"


def test_a_new_baseline_keeps_what_broke_and_drops_what_is_gone() -> None:
    then = baseline(a=True, b=True, c=False, z=True)
    now = outcomes(a="-", b="!", c="+", d="+", e="!")
    assert renew(now, then) == baseline(a=False, b=True, c=True, d=True)
    assert renew(now) == baseline(a=False, c=True, d=True)


def test_a_filtered_run_leaves_the_rest_of_the_baseline() -> None:
    assert renew(outcomes(a="-"), baseline(a=True, z=True), filtered=True) == baseline(a=False, z=True)


def test_the_file_has_one_sorted_line_a_conversation(tmp_path: Path) -> None:
    path = tmp_path / "baselines" / "engine.json"
    write_baseline(path, baseline(b=False, a=True))
    assert path.read_text() == (
        '{\n  "format": 1,\n  "model": "engine",\n  "conversations": {\n'
        '    "leads-en/a": "pass",\n    "leads-en/b": "fail"\n  }\n}\n'
    )
    assert [found.name for found in path.parent.iterdir()] == ["engine.json"]


@settings(deadline=None)  # a busy machine is no failure
@given(st.dictionaries(names, st.sampled_from([Verdict.PASS, Verdict.FAIL]), max_size=6), names)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, stored: dict[str, Verdict], model: str
) -> None:
    path = tmp_path_factory.mktemp("baseline") / "engine.json"
    write_baseline(path, Baseline(stored, model))
    assert read_baseline(path) == Baseline(stored, model)


GOOD = '{\n"format": 1,\n"conversations": {\n"a/1": "pass"\n}\n}'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace('"pass"', '"broken"'), ":4: 'a/1' is 'broken', but may be \"pass\" or \"fail\""),
        (GOOD.replace('"pass"', "null"), ":4: 'a/1' is None"),
        (GOOD.replace('"pass"', "[]"), ":4: 'a/1' is []"),
        (GOOD.replace('"pass"', '"pass",\n"a/1": "fail"'), ":5: 'a/1' stands there twice. Keep one of the lines"),
        (GOOD.replace("1,", "2,"), ":2: format 2 is not known, only 1"),
        (GOOD.replace('"a/1"', '<<<<<<< HEAD\n"a/1"'), ":4: not JSON"),
        (GOOD.replace('"a/1"', '<<<<<<< HEAD\n"a/1"'), "Resolve the merge conflict"),
        ("", ":1: not JSON"),
        ("[]", "a baseline is an object"),
        ('{"format": 1, "conversations": []}', "a baseline is an object"),
    ],
)
def test_a_wrong_file_says_where_and_how_to_mend_it(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "engine.json"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_baseline(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_file_that_is_not_there_or_no_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such baseline\. Write it with --update-baseline"):
        read_baseline(tmp_path / "none.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(tmp_path / "bytes.json")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(tmp_path)


def test_the_file_is_json_others_can_read(tmp_path: Path) -> None:
    path = tmp_path / "engine.json"
    write_baseline(path, Baseline({"लीड/एक": Verdict.PASS}))
    assert json.loads(path.read_text("utf-8"))["conversations"] == {"लीड/एक": "pass"}
    assert "लीड" in path.read_text("utf-8")
