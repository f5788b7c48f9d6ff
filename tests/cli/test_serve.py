"""`nia serve`: who may reach it, what it says when it cannot serve, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import pytest

from nia.cli.serve import is_loopback
from tests.servers.process import serving

pytestmark = pytest.mark.timeout(180)
SERVE = [sys.executable, "-m", "nia.cli", "serve", "--port", "{port}"]


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nia.cli", *arguments],
        env={**os.environ, "NIA_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def sign_in_picture(root: Path) -> str:
    """Return the path that the sign-in page asks for."""
    config = tomllib.loads((root / ".chainlit/config.toml").read_text("utf-8"))
    return str(config["UI"]["login_page_image"])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_chat_and_ends_cleanly(root: Path, tmp_path: Path, how: signal.Signals) -> None:
    env = {"NIA_DATA_DIR": str(tmp_path / "data")}
    with serving([*SERVE, "--demo"], root, log=tmp_path / "log", path="/healthz", env=env) as nia:
        assert urllib.request.urlopen(f"{nia.address}/", timeout=20).url == f"{nia.address}/chat/"
        assert f"NIA serves at {nia.address}" in nia.words()
        assert "asha@example.com" in nia.words()
        assert urllib.request.urlopen(nia.address + sign_in_picture(root), timeout=20).status == 200
        nia.process.send_signal(how)
        assert nia.process.wait(20) in {0, 128 + how, -how}
        assert "Traceback" not in nia.words()


def test_its_secrets_are_for_this_user_only(root: Path, tmp_path: Path) -> None:
    env = {"NIA_DATA_DIR": str(tmp_path / "data")}
    with serving(SERVE, root, log=tmp_path / "log", path="/healthz", env=env):
        secret = tmp_path / "data/auth_secret"
        assert secret.stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "data/chainlit").stat().st_mode & 0o077 == 0
        before = secret.read_text()
    with serving(SERVE, root, log=tmp_path / "log", path="/healthz", env=env):
        assert secret.read_text() == before


def test_demo_users_are_not_served_beyond_this_machine(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--demo", "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 2
    assert "nia demo remove" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(tmp_path, "serve", "--port", str(port))
    assert done.returncode == 2
    assert f"Cannot listen on 127.0.0.1:{port}: Address already in use" in done.stderr
    assert not (tmp_path / "nia.db").exists()


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("nia.yaml", "company:\n\tname: Zenith\n", "nia.yaml:2"),
        ("nia.yaml", "company:\n  currncy: INR\n", "'currency'"),
        ("tools/ours.yaml", "tools:\n  delete_leed: {enabled: false}\n", "'delete_lead'"),
        ("languages/faces/en.yaml", "welcom: hello\n", "faces/en.yaml"),
    ],
)
def test_a_mistake_in_the_config_is_all_that_is_said(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, told: str
) -> None:
    config = tmp_path / "config"
    shutil.copytree(root / "config", config)
    (config / file).write_text(text)
    monkeypatch.setenv("NIA_CONFIG_DIR", str(config))
    said_alone(run(tmp_path / "data", "serve", "--demo", "--port", "0"), told)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [("NIA_PORT", "abc", "NIA_PORT is 'abc'"), ("NIA_TOOL_MODULES", "ticketz", "PYTHONPATH")],
)
def test_a_mistake_in_the_environment_is_all_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    said_alone(run(tmp_path, "serve", "--demo", *(() if variable == "NIA_PORT" else ("--port", "0"))), told)


def said_alone(done: subprocess.CompletedProcess[str], told: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_which_addresses_only_this_machine_reaches(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
