"""docs/embedding.md: its first program runs as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def test_the_embedding_guides_program_runs(root: Path, tmp_path: Path) -> None:
    guide = (root / "docs" / "embedding.md").read_text(encoding="utf-8")
    program = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)[0]
    env = {name: value for name, value in os.environ.items() if not name.startswith("NIA_")}
    nia = [sys.executable, "-m", "nia.cli", "demo", "load"]
    subprocess.run(nia, cwd=tmp_path, env=env, check=True, capture_output=True, timeout=60)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "overdue" in done.stdout.lower()
