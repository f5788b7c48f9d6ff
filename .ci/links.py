"""Look for dead links in the Markdown files; `make check` runs it. Names each as file:line, ends with 1 if any."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
ELSEWHERE = ("http://", "https://", "mailto:")  # no check reaches another host


def main(root: Path) -> int:
    """Print every dead link under `root`; return how the process is to end."""
    dead = [line for file in markdown_files(root) for line in dead_links(root, file)]
    print(*dead, sep="\n") if dead else print("links: none is dead")
    return 1 if dead else 0


def markdown_files(root: Path) -> list[Path]:
    """Return the Markdown files that git knows or would add; all of them where there is no git."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.split("\0")
    else:
        names = [str(path.relative_to(root)) for path in root.rglob("*.md") if ".venv" not in path.parts]
    return sorted(root / name for name in names if name and (root / name).is_file())


def dead_links(root: Path, file: Path) -> Iterator[str]:
    """Yield `file:line: what is wrong` for each link of `file` that leads nowhere."""
    for number, line in prose(file):
        targets = [match[1] for match in LINK.finditer(line)] + REFERENCE.findall(line)
        for target in targets:
            problem = None if target.startswith(ELSEWHERE) else why_dead(root, file, target)
            if problem:
                yield f"{file.relative_to(root)}:{number}: {target}: {problem}"


def why_dead(root: Path, file: Path, target: str) -> str | None:
    """Return why `target`, linked from `file`, leads nowhere, or None."""
    path, _, anchor = unquote(target).partition("#")
    base = root if path.startswith("/") else file.parent
    aim = (base / path.lstrip("/")).resolve() if path else file.resolve()
    if not aim.exists():
        return "no such file"
    if root.resolve() not in (aim, *aim.parents):
        return "it leads out of the repository"
    if anchor and aim.suffix == ".md" and anchor not in anchors(aim):
        return f"no heading #{anchor}"
    return None


def anchors(file: Path) -> set[str]:
    """Return the anchors that GitHub makes of the headings of `file`."""
    found: set[str] = set()
    for _, line in prose(file):
        heading = HEADING.match(line)
        if heading:
            slug = slug_of(heading[1])
            number = next(n for n in range(len(found) + 1) if (f"{slug}-{n}" if n else slug) not in found)
            found.add(f"{slug}-{number}" if number else slug)
    return found


def slug_of(heading: str) -> str:
    """Return GitHub's anchor for a heading: lower case, no punctuation, hyphens for blanks."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    kept = (c for c in plain if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def prose(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of `file` that are no code."""
    fence = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence:
            yield number, re.sub(r"`[^`]*`", "", line) if not line.startswith("#") else line


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
