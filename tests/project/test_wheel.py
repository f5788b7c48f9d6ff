"""The wheel: installed in an empty folder, with no repository in sight, it serves."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.servers.process import serving

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), "."]
    done = subprocess.run(
        build, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment of its own, which sees this one's packages but not the repository.

    A path in a .pth file is not itself searched for .pth files, so the editable install stays out of sight.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv/bin/python"
    theirs = sysconfig.get_path("purelib", vars={"base": str(folder / "venv"), "platbase": str(folder / "venv")})
    Path(theirs, "packages.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--ignore-installed", str(wheel)], check=True, timeout=120)
    return folder / "venv/bin"


def test_it_carries_what_admins_and_developers_edit(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("config", "evals/suites", "public"):
        for file in (path for path in (root / folder).rglob("*") if path.is_file()):
            assert f"nia/_defaults/{file.relative_to(root).as_posix()}" in names
    assert {"nia/_defaults/app.py", "nia/_defaults/chainlit.md", "nia/py.typed"} <= names


def test_it_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert len(tops) == 2, tops
    assert "nia" in tops


def test_nia_comes_from_the_wheel_alone(installed: Path, root: Path, tmp_path: Path) -> None:
    show = "import nia, sys; print(nia.__file__); print(*sys.path, sep='\\n')"
    shown = subprocess.run([installed / "python", "-c", show], cwd=tmp_path, capture_output=True, text=True, check=True)
    where, *paths = shown.stdout.splitlines()
    assert Path(where).is_relative_to(installed.parent)
    assert str(root) not in paths


def test_installed_in_an_empty_folder_it_serves(installed: Path, tmp_path: Path) -> None:
    with serving([str(installed / "nia"), "serve", "--port", "{port}"], tmp_path, log=tmp_path / "served.log") as nia:
        page = urllib.request.urlopen(f"{nia.address}/", timeout=20)
        assert page.url.startswith(f"{nia.address}/chat")
        assert b"<html" in page.read().lower()
    assert (tmp_path / "data/nia.db").is_file()
