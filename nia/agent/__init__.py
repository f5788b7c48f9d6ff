"""The agent: the LangGraph state machine that takes a user's words to a confirmed record."""
