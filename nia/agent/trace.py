"""How a turn was understood, what ran and how long each step took: kept with the turn, shown by `nia trace`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nia.agent.state import Work
from nia.understanding.port import SlotValue, Understanding


def trace_of(work: Work) -> dict[str, Any]:
    """Return the trace as plain JSON. Times are milliseconds."""
    return {
        "understood": _understood(work.understanding) if work.understanding else None,
        "steps": [{"node": node, "ms": round(ms, 3)} for node, ms in work.timings_ms.items()],
        "tools": [{"tool": ran.tool, "ms": round(ran.ms, 3), "outcome": ran.result.key} for ran in work.ran],
        "matched": work.matched,
        "asked": list(work.asks),
        "warned": list(work.warns),
        "refused": work.refusal,
    }


def _understood(understood: Understanding) -> dict[str, Any]:
    return {
        "by": understood.by,
        "model": asdict(understood.used) if understood.used.calls else None,
        "language": str(understood.language),
        "confidence": round(understood.confidence, 3),
        "act": str(understood.act) if understood.act else None,
        "wishes": [
            {"tool": wish.tool, "confidence": round(wish.confidence, 3), "slots": _slots(dict(wish.slots))}
            for wish in understood.wishes
        ],
        "answers": _slots(dict(understood.answers)),
        "picked": understood.picked,
        "alternatives": [
            {"tool": wish.tool, "confidence": round(wish.confidence, 3)} for wish in understood.alternatives
        ],
    }


def _slots(slots: dict[str, SlotValue]) -> dict[str, Any]:
    return {
        name: {**asdict(value), "grain": str(value.grain) if value.grain else None} for name, value in slots.items()
    }
