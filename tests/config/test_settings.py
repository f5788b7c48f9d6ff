"""The environment: a variable that is wrong is named, with what it may be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from nia.config import Settings
from nia.errors import AdminError


@pytest.mark.parametrize(
    ("variable", "value", "mend"),
    [
        ("NIA_PORT", "abc", "Set it to a number from 0 (any free port) to 65535, or unset it to get 8000"),
        ("NIA_PORT", "70000", "a number from 0"),
        ("NIA_LOG_LEVEL", "loud", "Set it to one of CRITICAL, ERROR, WARNING, INFO, DEBUG, or unset it to get INFO"),
    ],
)
def test_a_wrong_variable_is_named_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, mend: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(AdminError) as error:
        Settings()
    assert str(error.value).startswith(f"{variable} is '{value}'. ")
    assert mend in str(error.value)
    assert "\n" not in str(error.value)


def test_a_wrong_argument_is_a_bug_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIA_PORT", raising=False)
    with pytest.raises(ValidationError):
        Settings(port="abc")  # type: ignore[arg-type]


def test_a_log_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIA_LOG_LEVEL", "debug")
    assert Settings().log_level == "DEBUG"
