"""A suite that is no YAML names the line that must change, in plain words, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from nia.errors import ConfigError
from nia.evaluation.format.reading import read_suite

TURNS = """name: a
given:
  leads: [{name: Rahul Verma, company: TechCorp}]
conversations:
  - id: one
    turns:
      - say: hello
"""

WRONG = [
    ("         expect: {}", 8, "9 spaces in", "Write it 8 spaces in, as 'say' on line 7"),
    ("       expect: {}", 8, "7 spaces in", "Write it 8 spaces in, as 'say' on line 7"),
    ("      expect: {}", 8, "6 spaces in", "Write it 8 spaces in, as 'say' on line 7"),
    ("        finally: {}\n     expect: {}", 9, "5 spaces in", "Write it 8 spaces in, as 'say' on line 7"),
    ("     - say: bye", 8, "5 spaces in", "Write it 6 spaces in, as '- say: hello' on line 7"),
    ("        - say: bye", 8, "8 spaces in", "Write it 6 spaces in, as '- say: hello' on line 7"),
    (" - id: two", 8, "1 space in", "Write it 2 spaces in, as '- id: one' on line 5"),
    ("      finally: {}", 8, "6 spaces in", "Write it 4 spaces in, as 'id' on line 5"),
    ("    finally: {}\n      - say: bye", 9, "stands behind what it belongs to, as '- say: hello'", "Move it up"),
    ("\texpect: {}", 8, "indented by a tab", "Write spaces"),
    ("        expect: {wrote: [{tool: x}]\n      - say: bye", 8, "a { on this line is not closed", "missing }"),
    ("        expect: {shows: [x\n      - say: bye", 8, "a [ on this line is not closed", "missing ]"),
    ("        expect: {intent: greet", 8, "a { on this line is not closed", "missing }"),
    ("        expect: {wrote: [{tool: x]}", 8, "a } or a comma is missing before ']}'", "Add it"),
    ('      - say: "bye\n        expect: {reply: {contains: ["x"]}}', 8, "quotation mark", "both ends"),
    ("      - say: note: call him", 8, "a colon in it must be in quotes", 'Write say: "note: call him"'),
    ("      - say: @rahul hello", 8, "begins with @", "in quotes"),
    ("      - say: *hello", 8, "begins with *", "in quotes"),
    ("      - say bye\n        expect: {}", 8, "'- say bye' has no colon", "key: value"),
]


@pytest.mark.parametrize(("lines", "line", "problem", "mend"), WRONG)
def test_what_is_no_yaml_is_told_plainly(tmp_path: Path, lines: str, line: int, problem: str, mend: str) -> None:
    path = tmp_path / "suite.yaml"
    path.write_text(f"{TURNS}{lines}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_suite(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: "), message
    assert problem in message
    assert mend in message


@pytest.mark.parametrize(
    "text", ["name: [", "a: &x b\n? [c]\n: d: e\n", "%YAML 9\n---\na", "a: !!x y", "{a: b}}", "- - -\n a"]
)
def test_anything_else_still_names_the_file_and_a_mend(tmp_path: Path, text: str) -> None:
    path = tmp_path / "suite.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_suite(path)
    assert str(caught.value).startswith(str(path))
    assert ". " in str(caught.value)
