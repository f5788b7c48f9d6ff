"""Which tools there are: those of `nia.tools` and of modules that the installation names, less those switched off."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType

from nia.errors import AdminError, Disabled
from nia.tools.spec import Tool


class UnknownTool(AdminError):
    """No tool has this name."""

    code = "unknown_tool"


class Registry:
    """The tools of an installation, by name."""

    def __init__(self, tools: Iterable[Tool], disabled: Iterable[str] = ()) -> None:
        self._tools: dict[str, Tool] = {}
        for tool in tools:
            if self._tools.setdefault(tool.name, tool) is not tool:
                raise AdminError(f"two tools are named {tool.name!r}; rename one of them")
        self.disabled = frozenset(disabled)
        unknown = self.disabled - self._tools.keys()
        if unknown:
            raise AdminError(f"config/tools switches off {', '.join(sorted(unknown))}, but there is no such tool")

    @classmethod
    def load(cls, modules: Sequence[str] = (), extra: Iterable[Tool] = (), disabled: Iterable[str] = ()) -> Registry:
        """Find every tool in a file of `nia.tools` and in `modules`, and add `extra`."""
        return cls([*_built_in(), *_named(modules), *extra], disabled)

    def __iter__(self) -> Iterator[Tool]:
        return (tool for tool in self._tools.values() if tool.name not in self.disabled)

    def everything(self) -> tuple[Tool, ...]:
        """Return all tools, also those switched off."""
        return tuple(self._tools.values())

    def get(self, name: str) -> Tool:
        """Return the tool; raise `Disabled` where it is switched off, `UnknownTool` where there is none."""
        if name in self.disabled:
            raise Disabled(f"{name} is switched off in config/tools", tool=name)
        try:
            return self._tools[name]
        except KeyError:
            raise UnknownTool(f"there is no tool {name!r}", tool=name) from None


def _built_in() -> Iterator[Tool]:
    import nia.tools

    names = sorted(module.name for module in pkgutil.iter_modules(nia.tools.__path__) if not module.ispkg)
    for name in names:
        yield from _tools_of(importlib.import_module(f"nia.tools.{name}"))


def _named(modules: Sequence[str]) -> Iterator[Tool]:
    for name in modules:
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            raise AdminError(
                f"NIA_TOOL_MODULES names {name!r}, which cannot be imported: {error}. "
                "Correct the name, put the module's folder on PYTHONPATH, or install it"
            ) from error
        yield from _tools_of(module)


def _tools_of(module: ModuleType) -> Iterator[Tool]:
    for value in vars(module).values():
        if isinstance(value, Tool) and value.run.__module__ == module.__name__:
            yield value
