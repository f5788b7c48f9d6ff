"""`nia eval --model openai|google` by the vendors' true clients, against a server written from their documentation.

The server is `tests/servers/chat_models.py`; it names the pages of documentation. It is no vendor: what a vendor's
model would answer is not tested here, but what NIA makes of what it answers.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from nia.cli import build
from nia.config import default_config_dir
from nia.evaluation.measures import Figures, measure
from nia.evaluation.outcome import RunResult
from tests.servers.chat_models import KEY, Call, Script, chat_server

pytest.importorskip("langchain_openai")
pytest.importorskip("langchain_google_genai")

SUITE = """
name: by-model
language: en
now: "2026-03-02T09:30:00+05:30"
user: {name: Asha Rao, email: asha@example.com}
conversations:
  - id: new-lead
    turns:
      - say: I met John Mathew from Zenith Pharma today, put him on our books
        expect: {intent: create_lead, asks: [email, phone], wrote: []}
      - say: reach him on 98200 12345
        expect: {confirms: create_lead, slots: {name: John Mathew, phone: "+919820012345"}}
"""
LEAD: list[Call] = [("create_lead", {"name": "John Mathew", "company": "Zenith Pharma"})]
PHONE: list[Call] = [("answer", {"phone": "<PHONE_1>"})]
READ, WRITTEN = 1200, 30
INPUT_PRICE, OUTPUT_PRICE = 0.4, 1.6


@pytest.fixture(params=["openai", "google"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    monkeypatch.setenv("A_KEY", KEY)
    with chat_server() as script:
        script.answers, script.usage = [LEAD, PHONE], (READ, WRITTEN)
        yield script


class Eval:
    """`nia eval` of the suite in a folder, whose config has one provider that is served on loopback."""

    def __init__(self, folder: Path, kind: str, url: str, **settings: float) -> None:
        self._suite, self._json = folder / "by-model.yaml", folder / "run.json"
        self._config, self._kind = folder / "config", kind
        self._suite.write_text(SUITE, encoding="utf-8")
        shutil.copytree(default_config_dir(), self._config)
        base_url = f"{url}/v1" if kind == "openai" else url
        provider = {"name": "served", "kind": kind, "model": "m", "api_key_env": "A_KEY", "base_url": base_url}
        models = yaml.safe_dump({"providers": [provider | settings]})
        (self._config / "models.yaml").write_text(models, encoding="utf-8")

    def run(self) -> Result:
        """Play it, and return the exit code and what is shown."""
        arguments = [str(self._suite), "--model", self._kind, "--config", str(self._config), "--json", str(self._json)]
        return CliRunner().invoke(build(), ["eval", *arguments])

    @property
    def result(self) -> RunResult:
        """What the report holds of the last run."""
        return RunResult.read(self._json)

    @property
    def figures(self) -> Figures:
        """The figures of the last run."""
        return measure(self.result).overall


def test_right_calls_pass_and_their_answers_and_cost_are_counted(tmp_path: Path, server: Script, kind: str) -> None:
    played = Eval(tmp_path, kind, server.url, input_per_million=INPUT_PRICE, output_per_million=OUTPUT_PRICE)
    shown = played.run()
    assert shown.exit_code == 0, shown.output
    assert (played.figures.passed, played.figures.failed, played.figures.broken) == (1, 0, 0)
    assert len(server.requests) == played.figures.model_calls == 2
    turn_cost = (READ * INPUT_PRICE + WRITTEN * OUTPUT_PRICE) / 1_000_000
    assert [turn.cost for turn in played.result.conversations[0].turns] == pytest.approx([turn_cost, turn_cost])
    assert played.figures.cost == pytest.approx(2 * turn_cost) == pytest.approx(0.001056)
    assert "$0.0011" in shown.output


def test_without_prices_the_cost_is_none(tmp_path: Path, server: Script, kind: str) -> None:
    played = Eval(tmp_path, kind, server.url)
    assert played.run().exit_code == 0
    assert (played.figures.model_calls, played.figures.cost) == (2, 0.0)


def test_a_wrong_call_fails_and_is_shown(tmp_path: Path, server: Script, kind: str) -> None:
    server.answers = [[("find_leads", {"company": "Zenith Pharma"})], PHONE]
    played = Eval(tmp_path, kind, server.url)
    shown = played.run()
    assert shown.exit_code == 1
    assert "✗ by-model/new-lead" in shown.output
    lines = [line.split() for line in shown.output.splitlines()]
    assert ["expected", '"create_lead"'] in lines
    assert "it was understood as find_leads" in " ".join(shown.output.split())
    assert (played.figures.failed, played.figures.broken) == (1, 0)


def test_an_answer_of_no_use_is_counted_and_breaks_nothing(tmp_path: Path, server: Script, kind: str) -> None:
    server.answers = [[("no_such_tool", {})], PHONE]
    played = Eval(tmp_path, kind, server.url, input_per_million=INPUT_PRICE)
    assert played.run().exit_code in (0, 1)
    assert played.figures.model_calls == len(server.requests)
    assert played.figures.cost == pytest.approx(len(server.requests) * READ * INPUT_PRICE / 1_000_000)
    assert played.figures.broken == 0


@pytest.mark.parametrize("fault", [429, 500, "hang", "cut", "length"])
def test_what_is_no_answer_breaks_the_run_and_is_no_failure(
    tmp_path: Path, server: Script, kind: str, fault: int | str
) -> None:
    if fault == "length":
        server.finish = "length" if kind == "openai" else "MAX_TOKENS"
    else:
        server.fault = fault
    played = Eval(tmp_path, kind, server.url, timeout_s=0.5 if fault == "hang" else 5.0)
    shown = played.run()
    assert shown.exit_code == 3, shown.output
    assert "served: the model" in shown.output
    assert (played.figures.passed, played.figures.failed, played.figures.broken) == (0, 0, 1)
    assert len(server.requests) == 1
