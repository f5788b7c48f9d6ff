"""A mistake in a suite names file, line and mend; nothing that was meant is passed over."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from nia.errors import ConfigError
from nia.evaluation.format.mistakes import WrongSuites
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
    ("expect: {wrote: [{tool: create_lead, args: {nam: x}}]}", "8", "'nam'", "Did you mean 'name'?"),
    ("expect: {slots: {cmpany: x}}", "8", "cmpany", "Did you mean 'company'?"),
    ("expect: {refuses: permision}", "8", "permision", "Did you mean 'permission'?"),
    ("expect: {slots: {online: yes}}", "8", "YAML reads yes as true", 'Put it in quotes: "yes"'),
    ("expect: {slots: {start: 5:30}}", "8", "YAML reads 5:30 as the number 330", '"5:30"'),
    ("expect: {slots: {due: 2026-03-05}}", "8", "YAML reads 2026-03-05 as a date", '"2026-03-05"'),
    ("expect: {slots: {phone: 0123}}", "8", "YAML reads 0123 as the number 83", '"0123"'),
    ("expect: {wrote: }", "8", "empty", "remove the key"),
    ("expect: {exact: true}", "8", "exact", "slots"),
    ("expect: {ordered: true}", "8", "ordered", "shows"),
    ("press: confirm", "7", "say and press", "exactly one of"),
    ("expect: {}\n        edit: {city: Pune}", "7", "edit without its button", "press: edit"),
    ("expect: {}\n        session: new", "7", "session", "later"),
    ("expect: {notifies: [{categry: x}]}", "8", "categry", "Did you mean 'category'?"),
    ("expect: {wrote: create_lead}", "8", 'expect.wrote: "create_lead" is not a list', "wrote: [{tool: create_lead"),
    ("expect: {wrote: [create_lead]}", "8", 'expect.wrote #1: "create_lead" is not a map', "wrote: [{tool: create_"),
    ('expect: {offers_times: ["11 am"]}', "8", '"11 am" is not a time with its offset', '["2026-03-03T15:00'),
    ("expect: {asks: 5}", "8", "expect.asks: 5 is not a text or a list", "Write it like asks: [email, phone]"),
    ("expect: {counts: {leads: 2}}", "8", "counts", "Known here: intent"),
    ("intent: greet", "8", "one, turn 1: the key 'intent'", "It belongs into an expect"),
    ("expect:{intent: greet}", "8", "expect:{intent", "Put a space after the colon"),
    ("expect: {}\n    expect: {intent: greet}", "9", "one: the key 'expect'", "indent it to stand under 'say'"),
    (
        "expect: {}\n    finally: {absent: {leads: [{nmae: x}]}}",
        "9",
        "no field of leads 'nmae'",
        "Did you mean 'name'?",
    ),
    ("expect: {}\n    finally: {leads: [{nmae: x}]}", "9", "finally.leads #1.nmae", "Did you mean 'name'?"),
    (
        "expect: {}\n    finally: {absent: {tasks: [{status: opne}]}}",
        "9",
        "status is never 'opne'",
        "Did you mean 'open'",
    ),
    (
        "expect: {}\n    finally: {absent: {tasks: [{due: friday}]}}",
        "9",
        "due is never 'friday'",
        'like due: "2026-03-05"',
    ),
    ("expect: {}\n    finally: {absent: {leads: [{value: 5 lakh}]}}", "9", "value is never '5 lakh'", "value: 500000"),
    ("expect: {}\n    finally: {counts: {lead: 1}}", "9", "the key 'lead' is not known", "Did you mean 'leads'?"),
]
RULES = ("say and press", "edit without its button", "session")
"""What several keys say together; the schema cannot."""
ONLY_READ = ("yes", "5:30", "0123", "2026-03-05", "exact", "ordered", "'nam'", "is never", "is not a time")
"""What is seen in the text of the file, or with the names at hand, and by no schema."""


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
        ("", "empty", "docs/evals.md"),
        ("- a\n", "a list is not a map", "Write a map"),
        (HEAD.replace("name: a\n", "") + "conversations: []\n", "name", "Add it"),
        (ONE.replace("user:", "usr:"), "usr", "Did you mean 'user'?"),
        (ONE.replace('now: "2026-03-02T09:30:00+05:30"\n', ""), "no now", "Add it at the top"),
        (ONE.replace("+05:30", ""), "now", "its offset"),
        (ONE.replace("turns:\n      - say: hello", "turns: []"), "turns holds no turn", "Write one"),
        (
            ONE + "  - id: one\n    turns: [{say: hi}]\n",
            ":8: one, id: an earlier conversation has the id 'one'",
            "another",
        ),
        (ONE.replace("say: hello", "say:hello"), '"say:hello" is not a map', "a space after the colon: say: hello"),
        (ONE.replace("say: hello", "say: true"), "true is not a text", 'Put it in quotes: "true"'),
        (ONE.replace("say: hello", "{press: edit, edit: {nmae: x}}"), "no slot 'nmae'", "Did you mean 'name'?"),
        (ONE.replace("asha@example.com", "asha@example.com, time_zone: IST"), '"IST" is no time zone', "Asia/Kolkata"),
        (
            ONE.replace("say: hello", "meanwhile: {create: {leads: {name: x}}}"),
            "meanwhile.create.leads: the key 'company' is missing",
            "Add it",
        ),
        (
            ONE.replace("say: hello", "meanwhile: {update: {leads: {name: x, set: {valu: 1}}}}"),
            "no field of leads 'valu'",
            "Did you mean 'value'?",
        ),
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
        (HEAD + "given: {leads: [{name: x, company: y, status: wn}]}\n", 'status: "wn" is not known', "'won'"),
        (
            HEAD + "given: {tasks: [{title: x, due: tomorrow}]}\n",
            '"tomorrow" is not',
            'Write it like due: "2026-03-05"',
        ),
    ],
)
def test_a_mistake_in_a_suite_is_told_with_its_mend(tmp_path: Path, content: str, problem: str, mend: str) -> None:
    message = refused(tmp_path, content)
    assert problem in message
    assert mend in message


def test_every_mistake_is_told_at_once_and_not_twice(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        f"{ONE}        expect: {{intnt: greet, slots: {{cmpany: yes}}}}\n      - say: no\n"
    )
    (tmp_path / "b.yaml").write_text(f"{ONE}        expect: {{intent: create_led}}\n      - sya: x\n")
    (tmp_path / "c.yaml").write_text(ONE.replace("name: a", "name: c"))
    with pytest.raises(WrongSuites) as caught:
        read_suites([tmp_path], VOCABULARY)
    told = [(Path(one.file).name, one.line) for one in caught.value.mistakes]
    assert told == [("a.yaml", 8), ("a.yaml", 9), ("b.yaml", 8), ("b.yaml", 9)]
    assert str(caught.value).startswith("4 mistakes\n")
    assert "one, turn 2: the key 'sya' is not known. Did you mean 'say'?" in str(caught.value)


def test_what_is_misnamed_in_finally_is_told_beside_what_does_not_fit_there(tmp_path: Path) -> None:
    wrong = "{absent: {leads: [{nmae: x}], leds: []}, tasks: [{titel: x}], meetings: 5, counts: {lead: 1}}"
    message = refused(tmp_path, f"{ONE}    finally: {wrong}\n")
    assert message.startswith("5 mistakes")
    for name in ("'nmae'", "'leds'", "'titel'", "meetings: 5 is not a list", "'lead'"):
        assert name in message


def test_of_many_mistakes_ten_are_told(tmp_path: Path) -> None:
    message = refused(tmp_path, ONE + "      - {say: x, expect: {intent: create_led}}\n" * 13)
    assert message.startswith("13 mistakes\n")
    assert message.endswith("\nand 3 more")
    assert message.count("Did you mean") == 10


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
    [one for one in MISTAKES if not any(part in one[2] for part in (*RULES, *ONLY_READ))],
)
def test_an_editor_with_the_schema_sees_the_mistakes_too(wrong: str, line: str, problem: str, mend: str) -> None:
    validator = jsonschema.Draft202012Validator(schema(VOCABULARY))
    assert list(validator.iter_errors(yaml.safe_load(ONE))) == []
    assert list(validator.iter_errors(yaml.load(f"{ONE}        {wrong}\n", yaml.BaseLoader)))


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
