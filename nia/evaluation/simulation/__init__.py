"""Simulated users: personas drawn from a seed talk to the agent, and invariants are checked on every turn."""
