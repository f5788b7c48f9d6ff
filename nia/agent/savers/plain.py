"""How checkpoints are written: plain data only, so that what somebody put into the database makes no object of it.

LangGraph would build any type that a checkpoint names; the state of a conversation needs none (`nia/agent/state.py`).
"""

from __future__ import annotations

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer


def plain_data() -> JsonPlusSerializer:
    """Return LangGraph's own serializer, which reads no types but those that are safe."""
    return JsonPlusSerializer(allowed_msgpack_modules=None)
