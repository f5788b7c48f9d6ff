"""A mistake in a suite names file, line and mend; nothing that was meant is passed over."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from nia.errors import ConfigError
from nia.evaluation.format.names import Vocabulary
from nia.evaluation.format.reading import read_suite, read_suites
from nia.evaluation.format.schema import schema, text
from nia.evaluation.suites import default_suites
from nia.tools.registry import Registry

VOCABULARY = Vocabulary.of(Registry.load())
HEAD = """name: a
now: "2026-03-02T09:30:00+05:30"
user: {name: Asha Rao, email: asha@example.com}
"""
ONE = (
    HEAD
    + """conversations:
  - id: one
    turns:
      - say: hello
"""
)

MISTAKES = [
    ("expect: {intnt: greet}", "8", "intnt", "Did you mean 'intent'?"),
    ("expect: {intent: create_led}", "8", "create_led", "Did you mean 'create_lead'?"),
    ("expect: {wrote: [{tool: create_lead, args: {nam: x}}]}", "8", "nam", "Did you mean 'name'?"),
    ("expect: {slots: {cmpany: x}}", "8", "cmpany", "Did you mean 'company'?"),
    ("expect: {refuses: permision}", "8", "permision", "Did you mean 'permission'?"),
    ("expect: {slots: {online: yes}}", "8", "yes", '"yes"'),
    ("expect: {slots: {start: 5:30}}", "8", "5:30", '"5:30"'),
    ("expect: {slots: {due: 2026-03-05}}", "8", "2026-03-05", '"2026-03-05"'),
    ("expect: {slots: {phone: 0123}}", "8", "0123", '"0123"'),
    ("expect: {wrote: }", "8", "empty", "remove the key"),
    ("expect: {exact: true}", "8", "exact", "slots"),
    ("expect: {ordered: true}", "8", "ordered", "shows"),
    ("press: confirm", "7", "say and press", "exactly one of"),
    ("expect: {}\n        edit: {city: Pune}", "7", "edit", "press: edit"),
    ("expect: {}\n        session: new", "7", "session", "later"),
    ("expect: {notifies: [{categry: x}]}", "8", "categry", "Did you mean 'category'?"),
]


@pytest.mark.parametrize(("wrong", "line", "problem", "mend"), MISTAKES)
def test_a_mistake_in_a_turn_names_file_line_and_mend(
    tmp_path: Path, wrong: str, line: str, problem: str, mend: str
) -> None:
    message = refused(tmp_path, f"{ONE}        {wrong}\n")
    assert f"suite.yaml:{line}" in message
    assert problem in message
    assert mend in message


@pytest.mark.parametrize(
    ("content", "problem", "mend"),
    [
        ("", "missing", "Add it"),
        (HEAD.replace("name: a\n", "") + "conversations: []\n", "name", "Add it"),
        (ONE.replace("user:", "usr:"), "usr", "Did you mean 'user'?"),
        (ONE.replace('now: "2026-03-02T09:30:00+05:30"\n', ""), "no now", "add it at the top"),
        (ONE.replace("+05:30", ""), "now", "its offset"),
        (ONE.replace("turns:\n      - say: hello", "turns: []"), "turns", ""),
        (ONE + "  - id: one\n    turns: [{say: hi}]\n", "'one'", "another"),
        (ONE.replace("say: hello", 'later: "18 hours"'), "duration", "PT18H"),
        (ONE.replace("say: hello", "voice: there.wav"), "there.wav", "relative"),
        (ONE.replace("say: hello", "meanwhile: {}"), "says nothing", "create, update or delete"),
        (ONE.replace("say: hello", "meanwhile: {update: {leads: {name: x}}}"), "what is set", ""),
        (ONE + "    finally: {lead: []}\n", "lead", "Did you mean 'leads'?"),
        (HEAD + "given: {leads: [{name: x}]}\nconversations: [{id: a, turns: [{say: a}]}]\n", "company", "Add it"),
        (
            HEAD
            + "given: {leads: [{name: x, company: y, phone: '12'}]}\nconversations: [{id: a, turns: [{say: a}]}]\n",
            "phone",
            "+91",
        ),
        (
            HEAD
            + "given: {leads: [{name: x, company: y, value: 5 lakh}]}\nconversations: [{id: a, turns: [{say: a}]}]\n",
            "amount",
            "500000",
        ),
        (
            HEAD + "given: {tasks: [{title: x, assignee: Vikrm}]}\nconversations: [{id: a, turns: [{say: a}]}]\n",
            "Vikrm",
            "Asha Rao",
        ),
        (HEAD + "given: {emails: [{from: Rahul}]}\nconversations: [{id: a, turns: [{say: a}]}]\n", "address", "<name@"),
        ("name: [", "not YAML", ""),
    ],
)
def test_a_mistake_in_a_suite_is_told_with_its_mend(tmp_path: Path, content: str, problem: str, mend: str) -> None:
    message = refused(tmp_path, content)
    assert problem in message
    assert mend in message


def test_two_suites_of_one_name_an_empty_folder_and_no_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.yaml").write_text(ONE)
    (tmp_path / "b.yaml").write_text(ONE)
    for paths, problem in [
        ([tmp_path], "also that of"),
        ([tmp_path / "empty"], "no suite"),
        ([tmp_path / "c.yaml"], "missing"),
    ]:
        with pytest.raises(ConfigError, match=problem):
            read_suites(paths)


def test_the_projects_own_suites_are_read_and_fit_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema(VOCABULARY))
    files = read_suites([default_suites()], VOCABULARY)
    counts = dict.fromkeys(("en", "hi-en", "hi"), 0)
    for file in files:
        counts[file.suite.language] += len(file.suite.conversations)
        errors = list(validator.iter_errors(yaml.safe_load(file.path.read_text(encoding="utf-8"))))
        assert not errors, (file.path, errors[0].message, list(errors[0].absolute_path))
    assert counts["en"] >= 80
    assert counts["hi-en"] >= 60
    assert counts["hi"] >= 40


@pytest.mark.parametrize(
    ("wrong", "line", "problem", "mend"),
    [one for one in MISTAKES if one[2] not in ("yes", "5:30", "0123", "exact", "ordered", "nam")],
)
def test_an_editor_with_the_schema_sees_the_mistakes_too(wrong: str, line: str, problem: str, mend: str) -> None:
    validator = jsonschema.Draft202012Validator(schema(VOCABULARY))
    assert list(validator.iter_errors(yaml.safe_load(ONE))) == []
    content = yaml.load(f"{ONE}        {wrong}\n", yaml.BaseLoader)
    if problem not in ("say and press", "edit", "session", "2026-03-05"):  # what several keys say together
        assert list(validator.iter_errors(content))


def test_the_published_schema_is_the_one_of_the_code() -> None:
    published = default_suites().parent / "suite.schema.json"
    assert published.read_text(encoding="utf-8") == text(VOCABULARY), "write it anew: make docs"
    assert json.loads(published.read_text())["title"] == "Suite"


def refused(folder: Path, content: str) -> str:
    path = folder / "suite.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_suite(path, VOCABULARY)
    return str(caught.value)
