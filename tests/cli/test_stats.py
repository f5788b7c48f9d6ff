"""`nia stats`: what it shows of a conversation, as a table, as JSON, beside an eval run, and where nothing was said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from nia import cli
from nia.errors import AdminError
from nia.evaluation.outcome import ConversationResult, RunResult, TurnResult
from tests.cli.person import at_a_terminal

SAID = """create a lead for John Mathew from Zenith Pharma, phone 98200 12345
yes
undo
what's overdue
kal 4 baje bank ko call karna yaad dilana
no
"""


@pytest.fixture(scope="module")
def talked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a data folder in which somebody has talked to NIA."""
    folder = tmp_path_factory.mktemp("talked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIA_DATA_DIR", str(folder))
        patch.delenv("NIA_DATABASE_URL", raising=False)
        assert nia("chat", "--demo", typed=SAID).exit_code == 0
        yield folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIA_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("NIA_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Return the file of an eval run in which a lead was made in each of 30 conversations."""
    turns = (
        TurnResult(1, "say: create a lead", "", "en", ("create_lead",), latency_ms=5.0),
        TurnResult(2, "press: confirm", "", "en", ("confirm",), latency_ms=7.0),
        TurnResult(3, "later: PT1H", "", "en"),
    )
    played = [ConversationResult("leads-en", f"c{n}", "en", turns=turns) for n in range(30)]
    broken = ConversationResult("leads-en", "broken", "en", turns=turns, error="the database is gone")
    file = tmp_path / "run.json"
    file.write_text(json.dumps(RunResult((*played, broken)).as_dict()), encoding="utf-8")
    return file


def nia(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.build(), words, input=typed)


def shown(*words: str) -> str:
    done = nia("stats", *words)
    assert done.exit_code == 0, done.exception
    return done.output


def plain(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shown("--json", *words))
    return found


def refused(*words: str) -> str:
    error = nia("stats", *words).exception
    assert isinstance(error, AdminError)
    return str(error)


def row(output: str, name: str) -> list[str]:
    """Return the cells of the row of that name."""
    return next(line.split() for line in output.splitlines() if line.split()[:1] == [name])


@pytest.mark.usefixtures("talked")
def test_the_most_frequent_intent_stands_first_and_all_at_the_end() -> None:
    output = shown()
    assert output.startswith("6 turns, from ")
    names = [line.split()[0] for line in output.splitlines()[2:] if line.strip()]
    assert names.index("create_lead") < names.index("list_tasks") < names.index("all")
    assert row(output, "create_lead")[1:3] == ["2", "2/2"]
    assert row(output, "all")[1] == "6"
    assert {"Intent", "Language"} <= set(names)


@pytest.mark.usefixtures("talked")
def test_in_a_pipe_there_is_one_line_a_row_and_no_colour() -> None:
    output = shown()
    assert "\x1b" not in output
    assert output.count("create_lead") == 1
    assert "…" not in output


def test_at_a_narrow_terminal_no_figure_is_cut(talked: Path) -> None:
    with at_a_terminal(["stats"], {"NIA_DATA_DIR": str(talked)}, columns=80) as person:
        output = person.read("no such prompt")
        assert person.leave() == 0
    assert "…" not in output
    assert max(len(line) for line in output.splitlines()) <= 80
    for header in ("Understood", "Cards confirmed", "Writes undone", "p95", "Bad"):
        assert header in output


@pytest.mark.usefixtures("talked")
def test_json_gives_every_count_with_what_it_is_of() -> None:
    found = plain()
    lead = found["intents"]["create_lead"]
    assert lead["confirmed"] == {"count": 1, "of": 1}
    assert lead["undone"] == {"count": 1, "of": 1}
    assert lead["understood"] == {"count": 2, "of": 2}
    assert found["overall"]["turns"] == 6
    assert found["overall"]["cancelled"]["of"] == 6
    assert sum(one["turns"] for one in found["languages"].values()) == 6
    assert set(found) == {"since", "until", "overall", "intents", "languages", "weeks", "unfinished"}


@pytest.mark.usefixtures("talked")
def test_nothing_that_was_said_is_shown() -> None:
    for output in (shown(), shown("--json")):
        for secret in ("John", "Zenith", "98200", "bank"):
            assert secret not in output


@pytest.mark.usefixtures("talked")
def test_few_intents_are_shown_where_few_are_asked_for() -> None:
    output = shown("--limit", "1")
    assert "create_lead" in output
    assert "list_tasks" not in output
    assert "more intents. All of them: --limit 0" in output
    assert "more intents" not in shown("--limit", "0")


@pytest.mark.usefixtures("talked")
def test_only_those_that_are_asked_for_are_counted() -> None:
    assert plain("--user", "ASHA@example.com")["overall"]["turns"] == 6
    assert plain("--user", "zoya@example.com")["overall"]["turns"] == 0
    assert plain("--since", "1h")["overall"]["turns"] == 6
    assert plain("--until", "2020-01-01")["overall"]["turns"] == 0
    assert plain("--lang", "hi")["overall"]["turns"] == 0
    assert "There are no turns of this kind" in shown("--until", "2020-01-01")


@pytest.mark.usefixtures("talked")
@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("--user", "nobody@example.com"), "nia user list"),
        (("--team", "Nowhere"), "nia user list"),
        (("--since", "yore"), "7d"),
        (("--since", "1d", "--until", "2d"), "--since"),
        (("--compare", "nothing.json"), "nia eval --json"),
    ],
)
def test_what_cannot_be_counted_is_said_with_its_mend(words: tuple[str, ...], mend: str) -> None:
    assert mend in refused(*words)


@pytest.mark.usefixtures("talked")
def test_a_file_that_is_no_run_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"leads": 3}', encoding="utf-8")
    assert "is not the result of an eval run" in refused("--compare", str(other))


@pytest.mark.usefixtures("talked")
def test_an_eval_run_stands_beside_what_was_used(run: Path) -> None:
    output = shown("--compare", str(run))
    assert " ".join(row(output, "create_lead")[1:]).startswith("2 | 60 2/2 | 100% 0/2 | 0% 0/2 | 0%")
    assert "Used, and in no eval of this run: " in output
    assert "list_tasks (1)" in output
    compared = plain("--compare", str(run))["compared"]
    assert compared["overall"]["turns"] == 60
    assert compared["overall"]["latency_p50_ms"] == 6.0


@pytest.mark.usefixtures("empty")
def test_where_there_is_no_database_one_line_says_what_to_do() -> None:
    assert "nia db upgrade" in refused()


@pytest.mark.usefixtures("empty")
def test_where_nobody_said_anything_that_is_said() -> None:
    assert nia("db", "upgrade").exit_code == 0
    assert shown() == "There are no turns yet. Say something first: nia chat\n"
    assert plain()["overall"]["turns"] == 0
