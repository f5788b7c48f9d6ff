"""The installation: what is asked for is pinned, by name and version, and brings no licence that binds its users."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: The extras that constraints.txt serves; the other extras are each for one vendor's or one licence's sake.
PINNED = ("ui", "postgres", "redis", "openai", "google", "bench", "dev")
COPYLEFT = re.compile(r"(?<!L)GPL|GNU General Public|Affero", re.IGNORECASE)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def pins() -> dict[str, str]:
    """Return what constraints.txt pins: canonical name -> version."""
    lines = (Path(__file__).parents[2] / "constraints.txt").read_text("utf-8").splitlines()
    return {canonicalize_name(r.name): str(r.specifier) for r in map(Requirement, filter(None, map(_bare, lines)))}


def _bare(line: str) -> str:
    return line.split("#")[0].strip()


def test_constraints_are_names_and_versions_and_no_addresses(root: Path) -> None:
    for line in (root / "constraints.txt").read_text("utf-8").splitlines():
        assert re.fullmatch(r"#.*|[\w.-]+==[\w.+!]+( ; python_version [<>=]+ \"3\.1\d\")?", line), line
        assert "://" not in line
        assert not line.startswith("torch"), line


def test_every_requirement_is_pinned_and_its_pin_is_within_its_bounds(
    project: dict[str, Any], pins: dict[str, str]
) -> None:
    asked = [*project["dependencies"], *(r for extra in PINNED for r in project["optional-dependencies"][extra])]
    for requirement in map(Requirement, asked):
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin, f"{requirement.name} is not pinned in constraints.txt"
        assert requirement.specifier.contains(pin.removeprefix("=="), prereleases=True), f"{requirement} but {pin}"


def test_what_the_requirements_bring_is_pinned_too(project: dict[str, Any], pins: dict[str, str]) -> None:
    asked = [*project["dependencies"], *(r for extra in PINNED for r in project["optional-dependencies"][extra])]
    missing = sorted({name for name in _brought_by(asked) if name not in pins})
    assert not missing, f"constraints.txt does not pin {', '.join(missing)}"


def test_nothing_that_everybody_installs_is_under_the_gpl(project: dict[str, Any]) -> None:
    everybodys = [*project["dependencies"], *project["optional-dependencies"]["ui"]]
    bound = {name: terms for name in _brought_by(everybodys) if COPYLEFT.search(terms := _licence(name))}
    assert not bound


def test_the_gpl_comes_only_with_the_voice_extra(project: dict[str, Any]) -> None:
    asking = [
        extra
        for extra, requirements in project["optional-dependencies"].items()
        if any(Requirement(requirement).name == "piper-tts" for requirement in requirements)
    ]
    assert asking == ["voice"]


def test_the_pythons_that_are_promised_are_the_ones_that_ci_tries(root: Path, project: dict[str, Any]) -> None:
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    workflow = (root / ".github/workflows/ci.yml").read_text("utf-8")
    assert re.findall(r'"(3\.\d+)"', workflow) == promised
    assert project["requires-python"] == ">=3.11,<3.14"
    assert promised == ["3.11", "3.12", "3.13"]


def _brought_by(requirements: list[str]) -> set[str]:
    """Return the canonical names of all installed distributions that `requirements` bring, themselves included."""
    found: dict[str, set[str]] = {}
    waiting = [(Requirement(line), "") for line in requirements]
    while waiting:
        requirement, of_extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({**default_environment(), "extra": of_extra}):
            continue
        name = canonicalize_name(requirement.name)
        fresh = {"", *requirement.extras} - found.setdefault(name, set())
        found[name] |= fresh
        waiting += [(child, extra) for extra in fresh for child in _requirements_of(name)]
    return {name for name in found if _installed(name)}


def _requirements_of(name: str) -> Iterator[Requirement]:
    return map(Requirement, metadata.requires(name) or ()) if _installed(name) else iter(())


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _licence(name: str) -> str:
    """Return a distribution's terms: its licence expression, else its classifiers, else its licence field."""
    about = metadata.metadata(name)
    classifiers = [line for line in about.get_all("Classifier") or () if line.startswith("License")]
    return about.get("License-Expression") or " ".join(classifiers) or (about.get("License") or "").split("\n")[0]
