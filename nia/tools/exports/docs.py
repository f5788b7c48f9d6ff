"""Writes docs/tools.md from the registry, every tool by room. Run by `python -m nia.tools.exports.docs`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from nia.accounts.permissions import Reach, Right
from nia.accounts.principal import Role
from nia.config import default_config_dir
from nia.tools.registry import Registry
from nia.tools.spec import Effect, SlotSpec, Tool
from nia.understanding.port import SlotKind

PAGE = Path("docs") / "tools.md"

_HEAD = """# The tools

What NIA can do, one tool a section. This page is made from the tools' own definitions: change those and run
`python -m nia.tools.exports.docs`. Tools of your own: [adding-a-tool.md](adding-a-tool.md).

A **read** changes nothing and runs at once. A **write** shows its card and waits for a yes; "undo" takes it back unless
its section says otherwise. An **act** changes something small of the user's own, at once, with no card and no undo.
A slot in bold is required. In the sentences, the name after bold words is the slot that they fill."""

_ROOMS = {
    "Leads": ("leads", "lead_changes", "activities"),
    "Contacts": ("contacts",),
    "Meetings": ("meetings", "meeting_changes", "availability"),
    "Tasks": ("tasks", "task_changes"),
    "Mail": ("email", "drafts", "email_send"),
    "The day and reports": ("day", "reports"),
    "Memory": ("memory",),
    "The CRM": ("crm",),
}

_REACHES = {Reach.OWN: "one's own records", Reach.TEAM: "one's own and the team's records", Reach.ALL: "all records"}

_KINDS = {
    SlotKind.PERSON: "a person's name",
    SlotKind.COMPANY: "a company's name",
    SlotKind.EMAIL: "a mail address",
    SlotKind.PHONE: "a phone number",
    SlotKind.MONEY: "money",
    SlotKind.INSTANT: "a day and time",
    SlotKind.MOMENT: "a day, or a day and time",
    SlotKind.DATE: "a day",
    SlotKind.RANGE_START: "where a range begins",
    SlotKind.RANGE_END: "where a range ends",
    SlotKind.MINUTES: "a duration in minutes",
    SlotKind.SHIFT: "how far to move",
    SlotKind.COUNT: "a number",
    SlotKind.FLAG: "yes or no",
    SlotKind.CITY: "a city",
    SlotKind.PRODUCT: "a product",
    SlotKind.LEAD: "a lead",
    SlotKind.MEETING: "a meeting",
    SlotKind.TASK: "a task",
    SlotKind.MAIL: "a mail",
    SlotKind.USER: "a colleague",
    SlotKind.ADDRESSES: "mail addresses",
    SlotKind.FILTER: "a filter",
}


def render(tools: Iterable[Tool], reasons: Mapping[str, str]) -> str:
    """Return the page as Markdown; `reasons` say why a write cannot be undone, by `Tool.no_inverse`."""
    rooms: dict[str, list[Tool]] = {name: [] for name in _ROOMS}
    for tool in sorted(tools, key=_place):
        if not tool.internal:
            rooms.setdefault(_room(tool), []).append(tool)
    parts = [_HEAD, _contents(rooms)]
    for room, inside in rooms.items():
        parts += [f"## {room}", *(_section(tool, reasons) for tool in inside)]
    return "\n\n".join(parts) + "\n"


def _room(tool: Tool) -> str:
    return next((room for room, modules in _ROOMS.items() if _module(tool) in modules), "Others")


def _place(tool: Tool) -> int:
    """Return where a tool stands: by its file; within a file, sorting keeps the order of its definitions."""
    modules = [module for inside in _ROOMS.values() for module in inside]
    return modules.index(_module(tool)) if _module(tool) in modules else len(modules)


def _module(tool: Tool) -> str:
    return tool.run.__module__.rpartition(".")[2]


def _contents(rooms: Mapping[str, Sequence[Tool]]) -> str:
    lines = [f"- {room}: " + ", ".join(f"[`{tool.name}`](#{tool.name})" for tool in rooms[room]) for room in rooms]
    return "\n".join(lines)


def _section(tool: Tool, reasons: Mapping[str, str]) -> str:
    parts = [f"### `{tool.name}`", f"{tool.description}\n\n{_facts(tool, reasons)}"]
    if tool.slots:
        parts.append("\n".join(_slot_table(tool)))
    if tool.examples:
        parts.append("\n".join(["Said like:", "", *(f"- {_plain(example)}" for example in tool.examples)]))
    return "\n\n".join(parts)


def _facts(tool: Tool, reasons: Mapping[str, str]) -> str:
    lines = [f"- Effect: {tool.effect}", f"- On: {_right(tool.right)}"]
    if tool.asks:
        lines.append(f"- Asks for: {_names(tool.asks)}")
    lines += [f"- Needs one of: {_names(group)}" for group in tool.one_of]
    lines += [f"- Takes either: {_names(group)}" for group in tool.either]
    if tool.effect is Effect.WRITE:
        lines.append(f"- Undo: {'yes' if tool.no_inverse is None else 'no. ' + reasons[tool.no_inverse]}")
    return "\n".join(lines)


def _right(right: Right) -> str:
    text = _REACHES[right.reach]
    if right.manager is not None:
        text += f"; managers: {_REACHES[right.manager]}"
    elif right.reach is Reach.TEAM:
        text += "; admins: all"
    return text if right.least is Role.USER else f"{text}. Only for {right.least}s and above"


def _slot_table(tool: Tool) -> Iterator[str]:
    yield "| slot | holds | |"
    yield "| --- | --- | --- |"
    for slot in tool.slots:
        name = f"**`{slot.name}`**" if slot.required else f"`{slot.name}`"
        yield f"| {name} | {_holds(slot)} | {_about(tool, slot)} |"


def _holds(slot: SlotSpec) -> str:
    if slot.choices:
        return _names(slot.choices)
    return _KINDS.get(slot.kind, str(slot.kind))


def _about(tool: Tool, slot: SlotSpec) -> str:
    notes = [slot.description] if slot.description and slot.description != _holds(slot) else []
    default = tool.args.model_fields.get(slot.name)
    if default is not None and isinstance(default.default, (str, int)) and not isinstance(default.default, bool):
        notes.append(f"unsaid: `{default.default}`")
    return "; ".join(notes).replace("|", "\\|")


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _plain(example: str) -> str:
    """Return an example with its slots named after their words, so that no Markdown link comes of them."""
    return re.sub(r"\[([^\]]+)\]\(([\w.]+)\)", r"**\1** (`\2`)", example)


def english_reasons(config_dir: Path) -> Mapping[str, str]:
    """Return the texts `irreversible` of the English language file."""
    content = yaml.safe_load((config_dir / "languages" / "en.yaml").read_text(encoding="utf-8"))
    return dict(content["irreversible"])


def main() -> None:
    """Rewrite the page below the folder that is worked in."""
    PAGE.write_text(render(Registry.load().everything(), english_reasons(default_config_dir())), encoding="utf-8")
    sys.stdout.write(f"{PAGE} is written.\n")


if __name__ == "__main__":
    main()
