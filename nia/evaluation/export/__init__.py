"""From production to a suite: a recorded conversation, redacted, that passes. `nia eval export` calls it."""
