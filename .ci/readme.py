"""Hold the README to commands that are tested; `make check` runs it.

Every command line in the README's ```sh blocks stands in tests/project/readme.toml, which says how it is
tested, and nothing stands there that the README no longer says.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path


def main(root: Path) -> int:
    """Print what does not agree; return how the process is to end."""
    said = set(commands((root / "README.md").read_text(encoding="utf-8")))
    tested = {entry["line"] for entry in table(root)}
    wrong = [f"README.md: `{line}` is not in tests/project/readme.toml: say how it is tested" for line in said - tested]
    wrong += [f"tests/project/readme.toml: the README no longer says `{line}`" for line in tested - said]
    print(*sorted(wrong), sep="\n") if wrong else print(
        f"README: {len(said)} commands, each in the table of tested ones"
    )
    return 1 if wrong else 0


def commands(markdown: str) -> Iterator[str]:
    """Yield the command lines of the ```sh blocks, without comments, prompts and line breaks within a command."""
    within, begun = False, ""
    for raw in markdown.splitlines():
        line = raw.strip()
        if line.startswith("```"):
            within = not within and line.removeprefix("```").strip() in ("sh", "bash", "shell", "console")
        elif within:
            begun += line.removeprefix("$ ").split(" #")[0].strip()
            if begun.endswith("\\"):
                begun = begun.removesuffix("\\")
            else:
                if begun and not begun.startswith("#"):
                    yield begun
                begun = ""


def table(root: Path) -> list[dict[str, str]]:
    """Return the entries of tests/project/readme.toml."""
    entries: list[dict[str, str]] = tomllib.loads((root / "tests/project/readme.toml").read_text("utf-8"))["command"]
    return entries


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
