"""Evals: suites of conversations, played against the agent and checked. `nia eval` and the tests call it."""
