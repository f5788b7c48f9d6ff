"""The stage: an isolated store with a frozen clock for each conversation, and what happens on it."""
