"""langgraph.json names a factory that a LangGraph server can call: nothing is built when the file is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_the_named_graph_is_a_factory_that_opens_nothing(root: Path, tmp_path: Path) -> None:
    named = json.loads((root / "langgraph.json").read_text("utf-8"))
    assert named["dependencies"] == ["."]
    file, _, name = named["graphs"]["nia"].partition(":")
    # A server loads the file by its path, in a folder of its own; the graph must not open a database before a turn.
    words = (
        "import importlib.util as u, pathlib\n"
        f"spec = u.spec_from_file_location('served', {str(root / file)!r})\n"
        "module = u.module_from_spec(spec); spec.loader.exec_module(module)\n"
        f"factory = module.{name}; assert not hasattr(factory, 'ainvoke'), 'a graph made at import'\n"
        "graph = factory({}); assert hasattr(graph, 'ainvoke') and graph.checkpointer is None\n"
        "print(*sorted(graph.nodes), *(str(path) for path in pathlib.Path().iterdir()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {"hear", "intent", "slots", "confirm", "act", "reply"} <= set(done.stdout.split())
    assert list(tmp_path.iterdir()) == []
