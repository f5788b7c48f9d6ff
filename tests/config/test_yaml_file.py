"""A mistake in a YAML file is told with its file, its line and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nia.config import NiaConfig
from nia.errors import ConfigError
from nia.yaml_file import line_of, read_yaml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "nia.yaml"


def error_of(file: Path, text: str) -> ConfigError:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_yaml(file, NiaConfig)
    return raised.value


@pytest.mark.parametrize(
    ("text", "line", "problem", "mend"),
    [
        ("company:\n  currncy: INR\n", 2, "'company.currncy' is not known", "Did you mean 'currency'?"),
        ("compny: {}\n", 1, "'compny' is not known", "Did you mean 'company'?"),
        ("company:\n  xyz: 1\n", 2, "not known", "Known here: name, currency"),
        ("company:\n  name: a\n  currency: rupee\n", 3, "'rupee' has not the form", "ISO 4217"),
        ("company:\n  name: yes\n", 2, "True should be a valid string", "put it in quotes"),
        ("company:\n  meeting_minutes: soon\n", 2, "'soon'", "Write a whole number"),
        ("company:\n  meeting_minutes: 2\n", 2, "greater than or equal to 5", "how long a meeting is"),
        ("company:\n  meeting_title: 'With {who}'\n", 2, "{names}", "a meeting that nobody gave a title"),
        ("\ncompany: [1]\n", 2, "company", "Write a map"),
        ("company:\n  name: a\n  name: b\n", 3, "already on line 2", "Keep one of the two"),
        ("company:\n  name: 'a\n", 3, "not YAML", "quotes"),
        ("company:\n\tname: a\n", 2, "not YAML", "indentation"),
        ("- a\n", 1, "dictionary", "Write a map"),
        ("profile:\n  time_zone: Asia/Calcuta\n", 2, "not the name of a time zone", "IANA"),
        ("profile:\n  time_zone: ../../etc/passwd\n", 2, "not the name of a time zone", "IANA"),
        (
            "profile:\n  working_days:\n    - mon\n    - tuesday\n",
            4,
            "working_days.1: 'tuesday'",
            "Did you mean 'tue'?",
        ),
        ("profile:\n  working_hours: '19:00-09:00'\n", 2, "must begin before they end", "09:00-19:00"),
        ("profile:\n  working_hours: 9:30\n", 2, "570 should be a valid string", "put it in quotes"),
    ],
)
def test_a_mistake_is_told_with_line_and_mend(file: Path, text: str, line: int, problem: str, mend: str) -> None:
    error = error_of(file, text)
    assert error.values["line"] == line
    assert problem in str(error.values["problem"])
    assert mend in str(error.values["mend"])
    assert str(error).startswith(f"{file}:{line}: ")


def test_the_first_of_several_mistakes_is_told_with_their_number(file: Path) -> None:
    error = error_of(file, "profile: {time_zone: x}\ncompany:\n  currency: x\n  fiscal_year_starts: 13\n")
    assert error.values["line"] == 1
    assert "(and 2 more)" in str(error)


def test_bytes_that_are_not_utf8_are_told_with_their_line(file: Path) -> None:
    file.write_bytes(b"company:\n  name: \xff\n")
    with pytest.raises(ConfigError, match=r"nia\.yaml:2: .*UTF-8"):
        read_yaml(file, NiaConfig)


def test_a_missing_file_and_a_folder_are_told(file: Path) -> None:
    with pytest.raises(ConfigError, match="the file is missing"):
        read_yaml(file, NiaConfig)
    file.mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        read_yaml(file, NiaConfig)


def test_an_impossible_date_is_no_crash(file: Path) -> None:
    assert "not YAML" in str(error_of(file, "company: {name: 2026-02-30}\n"))


def test_an_alias_that_holds_itself_is_no_crash(file: Path) -> None:
    error_of(file, "company: &a\n  name: *a\n")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "company: {}\n", "---\n"])
def test_an_empty_file_has_every_default(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert read_yaml(file, NiaConfig) == NiaConfig()


def test_a_byte_order_mark_is_passed_over(file: Path) -> None:
    file.write_text("\ufeffcompany: {name: Lotus}\n", encoding="utf-8")
    assert read_yaml(file, NiaConfig).company.name == "Lotus"


def test_the_line_of_a_key_is_found(file: Path) -> None:
    file.write_text("company:\n  name: a\nprofile:\n  working_days: [mon]\n", encoding="utf-8")
    assert line_of(file, ("company", "name")) == 2
    assert line_of(file, ("profile", "working_days", 0)) == 4
