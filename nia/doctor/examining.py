"""Examines an installation: what is configured, what is missing, what to do. `nia doctor` prints it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from nia.config import Settings
from nia.doctor.database import of_database
from nia.doctor.findings import Finding, State, wrong
from nia.errors import AdminError

_PYTHONS = ((3, 11), (3, 13))
# What an extra of the distribution is known by, and what it is for.
_EXTRAS = {
    "ui": (("chainlit", "fastapi", "uvicorn"), "the chat in the browser and the HTTP API"),
    "postgres": (("psycopg", "psycopg_pool"), "PostgreSQL as the database"),
    "openai": (("langchain_openai",), "GPT, and servers that speak OpenAI's protocol"),
    "google": (("langchain_google_genai",), "Gemini"),
}


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything and change nothing. No finding holds a password or a key."""
    return [
        _python(),
        _data_dir(settings),
        *await of_database(settings),
        *await asyncio.to_thread(lambda: list(_config(settings))),
        *await asyncio.to_thread(_tools, settings),
        *_extras(settings),
        *_models(settings),
        _port(settings),
        *_environment(),
    ]


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if _PYTHONS[0] <= sys.version_info[:2] <= _PYTHONS[1]:
        return Finding("python", State.OK, version)
    return Finding("python", State.WRONG, f"{version} is not supported", "Install Python 3.11, 3.12 or 3.13")


def _data_dir(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    if not folder.exists():
        return Finding("data folder", State.MISSING, str(folder), "It is made at the first start")
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding("data folder", State.OK, str(folder))
    what = f"{folder} cannot be written"
    return Finding("data folder", State.WRONG, what, "Let this user write there, or set NIA_DATA_DIR")


def _config(settings: Settings) -> Iterator[Finding]:
    readers = _readers(settings)
    if not settings.config_dir.is_dir():
        what = f"{settings.config_dir} is not there"
        yield Finding("config", State.WRONG, what, "Correct NIA_CONFIG_DIR, or leave it unset")
        return
    for name, read in readers.items():
        try:
            read()
        except AdminError as error:
            yield wrong(name, error)
        else:
            yield Finding(name, State.OK, str(settings.config_dir / name.removeprefix("config/")))


def _readers(settings: Settings) -> dict[str, Callable[[], object]]:
    from nia.agent.sentences import Sentences
    from nia.config_files import load_nia, load_tool_settings
    from nia.sales.mail_priority import priority_rules
    from nia.tools.registry import Registry
    from nia.understanding.drafts import templates
    from nia.understanding.model_settings import load_model_settings
    from nia.understanding.summaries import summary_words

    folder = settings.config_dir

    def tools() -> object:
        known = {tool.name for tool in Registry.load(settings.tool_modules).everything()}
        return load_tool_settings(folder, known)

    return {
        "config/nia.yaml": lambda: load_nia(folder),
        "config/tools": tools,
        "config/models.yaml": lambda: load_model_settings(folder),
        "config/languages": lambda: Sentences.load(folder),
        "config/mail/priority.yaml": lambda: priority_rules(folder),
        "config/mail/summary.yaml": lambda: summary_words(folder),
        "config/mail/templates.yaml": lambda: templates(folder),
    }


def _tools(settings: Settings) -> list[Finding]:
    """Say what the definition of a tool lacks: NIA's own, and those of `NIA_TOOL_MODULES`."""
    from nia.agent.sentences import Sentences
    from nia.tools.conformance import problems
    from nia.tools.registry import Registry
    from nia.understanding.port import Language

    try:
        tools = Registry.load(settings.tool_modules).everything()
        names = Sentences.load(settings.config_dir).names(Language.ENGLISH)
    except AdminError:
        return []  # it is told where the files and modules are read
    reasons = {name.removeprefix("irreversible.") for name in names}
    lacking = [(tool.name, problem) for tool in tools for problem in problems(tool, reasons)]
    mend = "See docs/adding-a-tool.md"
    found = [Finding(f"tool {name}", State.WRONG, problem, mend) for name, problem in lacking]
    return found or [Finding("tools", State.OK, f"{len(tools)}, each with all that a tool must have")]


def _extras(settings: Settings) -> Iterator[Finding]:
    for name, (modules, purpose) in _EXTRAS.items():
        lacking = [module for module in modules if find_spec(module) is None]
        if not lacking:
            yield Finding(f"extra {name}", State.OK, purpose)
            continue
        needed = name == "postgres" and settings.url.startswith("postgresql")
        state = State.WRONG if needed else State.MISSING
        mend = f"If you want it: pip install 'nia-assistant[{name}]'"
        yield Finding(f"extra {name}", state, f"{purpose}: not installed ({', '.join(lacking)})", mend)


def _models(settings: Settings) -> Iterator[Finding]:
    from nia.understanding.model_settings import load_model_settings, provider_status

    try:
        providers = provider_status(load_model_settings(settings.config_dir), os.environ)
    except AdminError:
        return  # told with the config files
    for provider in providers:
        name = f"model {provider.name}"
        if provider.usable:
            yield Finding(name, State.OK, provider.model)
        elif not provider.has_key:
            what = f"{provider.model}: {provider.needs} is not set. NIA works without it, by its own engine"
            yield Finding(name, State.MISSING, what, f"To use it, set {provider.needs} in the environment")
        else:
            yield Finding(
                name, State.MISSING, f"{provider.model}: its library is not installed", "See the extras above"
            )


def _port(settings: Settings) -> Finding:
    where = f"{settings.host}:{settings.port}"
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        with socket.create_server((settings.host, settings.port), family=family):
            return Finding("port", State.OK, f"{where} is free")
    except OSError as error:
        what = f"{where}: {error.strerror or error}"
        mend = "If that is not NIA itself, choose another with NIA_PORT or nia serve --port"
        return Finding("port", State.MISSING, what, mend)


def _environment() -> Iterator[Finding]:
    if os.environ.get("DATABASE_URL"):
        what = "DATABASE_URL is set, which switches on a data store of Chainlit's own"
        yield Finding("environment", State.WRONG, what, "Unset it; NIA reads NIA_DATABASE_URL")
    known = {f"NIA_{name}".upper() for name in Settings.model_fields} | {"NIA_USER", "NIA_REQUIRE_SERVICES"}
    for name in sorted(os.environ):
        if name.startswith("NIA_") and not name.startswith("NIA_TEST_") and name not in known:
            yield Finding(
                "environment", State.WRONG, f"{name} is no setting of NIA", f"Known: {', '.join(sorted(known))}"
            )
