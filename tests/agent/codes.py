"""What the code can say by a code: results, problems, warnings and columns, read from its syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nia.tools.spec import Tool
from nia.tools.validation import _PROBLEMS
from nia.understanding.time_values import TimeProblem

ROOT = Path(__file__).parents[2]
TOLD_ELSEWHERE = {
    "not_exportable",
    "not_redacted",
    "confirmation_needed",
    "model",
    "admin",
    "config",
    "not_confirmable",
    "unknown_tool",
}
"""Codes of errors that are told to admins and in logs, or that another sentence says."""


def trees(folder: str) -> Iterator[ast.Module]:
    for file in sorted((ROOT / folder).rglob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


def calls(name: str, *folders: str) -> Iterator[ast.Call]:
    """Yield every call of a function of this name."""
    for folder in folders:
        for tree in trees(folder):
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                    yield node


def constants(node: ast.AST) -> set[str]:
    """Return the texts that stand in an expression, without those that are parts of others or look things up."""
    if isinstance(node, (ast.JoinedStr, ast.Subscript)):
        return set()
    found = {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()
    return found.union(*(constants(child) for child in ast.iter_child_nodes(node)))


def result_keys(tools: Iterable[Tool]) -> set[str]:
    """Return every text of the tools' code that is named after a tool, and the keys that are put together there."""
    tools = tuple(tools)
    named = re.compile(rf"(?:{'|'.join(tool.name for tool in tools)}|availability)(?:_[a-z]+)*|create_reminder")
    metrics = next(slot.choices for tool in tools for slot in tool.slots if slot.name == "metric")
    found = {word for tree in trees("nia/tools") for word in constants(tree) if named.fullmatch(word)}
    found |= {f"sales_report_{metric}" for metric in metrics} | {"sales_report_pipeline_now"}
    return found - {"availability"}


def problems() -> set[str]:
    """Return the code of every problem that a conversation can come upon."""
    found = {code for call in calls("Invalid", "nia/tools", "nia/agent") for code in constants(call.args[1])}
    found |= {code for call in calls("_problem", "nia/tools") for code in constants(call.args[0])}
    found |= {f"meeting_{status}" for status in ("held", "cancelled")} | {
        f"task_{status}" for status in ("done", "cancelled")
    }
    found |= set(_PROBLEMS.values()) | set(TimeProblem) | error_codes()
    return found


def error_codes() -> set[str]:
    """Return the `code` of every error class."""
    found = set()
    for tree in trees("nia"):
        for node in ast.walk(tree):
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(target, ast.Name) and target.id == "code":
                found |= constants(node)
    return found - TOLD_ELSEWHERE


def view_files() -> list[Path]:
    return [
        *(ROOT / "nia/tools/views").glob("*.py"),
        *(ROOT / "nia/tools" / f"{name}.py" for name in ("reports", "availability")),
    ]


def field_names(file: Path) -> set[str]:
    """Return the keys of the maps that become a record's fields."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.AnnAssign, ast.AugAssign)):
            found |= keys(node.value) if isinstance(node.target, ast.Name) and node.target.id == "fields" else set()
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RecordView":
            found |= set().union(*(keys(arg) for arg in node.args))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            target = node.targets[0]
            if isinstance(target.value, ast.Name) and target.value.id == "fields":
                found |= constants(target.slice)
    return found


def keys(node: ast.AST | None) -> set[str]:
    return set().union(*(constants(key) for key in node.keys if key)) if isinstance(node, ast.Dict) else set()
