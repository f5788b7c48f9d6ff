"""--watch: a change, a new file and a file that is gone are seen, once each; other files are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nia.evaluation.watch import changes


def test_what_changes_appears_and_vanishes_is_told_once(tmp_path: Path) -> None:
    suite, code = tmp_path / "a.yaml", tmp_path / "b.py"
    suite.write_text("1")
    code.write_text("1")
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: suite.write_text("12"),
        lambda: None,
        lambda: (tmp_path / "notes.txt").write_text("no suite"),
        lambda: (tmp_path / "c.yaml").write_text("new"),
        lambda: code.unlink(),
    ]

    def wait() -> None:
        steps.pop(0)()

    seen = changes([tmp_path], wait)
    assert [[path.name for path in next(seen)] for _ in range(3)] == [["a.yaml"], ["c.yaml"], ["b.py"]]
    assert not steps


def test_a_single_file_is_watched_too(tmp_path: Path) -> None:
    suite = tmp_path / "a.yaml"
    suite.write_text("1")
    seen = changes([suite], lambda: suite.unlink())
    assert [path.name for path in next(seen)] == ["a.yaml"]
